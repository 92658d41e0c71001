"""Writes the .npy files that the tests of core read, with NumPy itself.

Command (from the repository root; a second):

    python3 core/src/test/python/make_npy.py

Written for Python 3.11, numpy 1.24.2 (the version in use is printed). Two runs give identical
files, in ../resources/io/infer4j/npy/. A name is TYPE_ORDER_LAYOUT_DIMS.npy, such as
float32_big_fortran_2x3.npy; DIMS is empty for a scalar. Element i, counted in C order, is

    bool     whether i is a multiple of 3
    integer  the upper bits of i * 0x9E3779B97F4A7C15 mod 2**64
    float    (i - 5) / 4
    string   one of STRINGS (i mod 6)
    bytes    one of BYTES (i mod 3)

version2.npy and version3.npy are float32_little_c_2x3 in those versions of the format; special_*
are NaN, inf, -inf, -0, the least and the largest magnitude; refused_* hold what no tensor has.
"""

import os

import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
OUT = os.path.join(HERE, "..", "resources", "io", "infer4j", "npy")
STRINGS = ["", "a", "gr\u00f6\u00dfe", "\u65e5\u672c", "\U0001f600", "a\0b"]
BYTES = [b"", b"abc", b"\xff"]
NUMBERS = ["bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64",
           "float16", "float32", "float64"]
RANKS = [(), (3,), (2, 3), (2, 1, 3), (2, 3, 1, 2), (1, 2, 2, 1, 3)]


def element(dtype, i):
    if dtype == "bool":
        return i % 3 == 0
    if dtype.startswith("float"):
        return (i - 5) / 4
    if dtype == "string":
        return STRINGS[i % 6]
    if dtype == "bytes":
        return BYTES[i % 3]
    t = np.dtype(dtype)
    bits = (i * 0x9E3779B97F4A7C15 % 2**64) >> (64 - 8 * t.itemsize)
    return bits - 2 ** (8 * t.itemsize) if t.kind == "i" and bits >> (8 * t.itemsize - 1) else bits


def array(dtype, order, layout, dims):
    count = int(np.prod(dims, dtype=int))
    values = [element(dtype, i) for i in range(count)]
    kind = {"string": "U", "bytes": "S"}.get(dtype, dtype)
    a = np.array(values, dtype=kind).reshape(dims)
    a = a.astype(a.dtype.newbyteorder(">" if order == "big" else "<"))
    return np.asfortranarray(a) if layout == "fortran" else a


def save(name, a, version=None):
    with open(os.path.join(OUT, name + ".npy"), "wb") as f:
        np.lib.format.write_array(f, a, version=version)


def named(dtype, order, layout, dims):
    name = "_".join([dtype, order, layout, "x".join(map(str, dims))])
    save(name, array(dtype, order, layout, dims))


os.makedirs(OUT, exist_ok=True)
for dims in RANKS + [(0,), (2, 0, 3), (1000000000000, 0)]:
    named("float32", "little", "c", dims)
for dtype in NUMBERS + ["string", "bytes"]:
    named(dtype, "little", "c", (4, 3))
    named(dtype, "little", "fortran", (2, 3, 2))
    if dtype == "string" or dtype != "bytes" and np.dtype(dtype).itemsize > 1:
        named(dtype, "big", "c", (5,))
        named(dtype, "big", "fortran", (3, 2))
# Where the header's padding shows: with and without room to grow, and exactly aligned (64 spaces).
for dims in [(1,) * 18, (1,) * 12 + (10, 10)]:
    named("int8", "little", "c", dims)
named("string", "little", "c", ())
named("string", "little", "c", (0,))
save("version2", array("float32", "little", "c", (2, 3)), (2, 0))
save("version3", array("float32", "little", "c", (2, 3)), (3, 0))
for dtype in ["float16", "float32", "float64"]:
    info = np.finfo(dtype)
    special = [np.nan, np.inf, -np.inf, -0.0, info.smallest_subnormal, info.max]
    save("special_" + dtype, np.array(special, dtype=dtype))
save("refused_object", np.array([None, 1], dtype=object))
save("refused_complex64", np.zeros(2, "complex64"))
save("refused_structured", np.zeros(2, [("a", "<i4"), ("b", "<f4")]))
save("refused_datetime", np.zeros(2, "datetime64[s]"))
save("refused_longdouble", np.zeros(2, "longdouble"))
print("numpy", np.__version__)
