"""Writes core/src/test/resources/io/infer4j/npy/headers.txt: what NumPy makes of .npy headers.

    /usr/bin/python3 core/src/test/python/make_npy_headers.py

Made with Debian 12's NumPy 1.24.2. A line is OUTCOME<tab>HEADER with backslash escapes; the outcome is what the
array's dtype.str and shape are, or "refused".
"""

import io
import os
import struct
import warnings

import numpy as np

warnings.simplefilter("ignore")
OUT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../resources/io/infer4j/npy/headers.txt")
lines = []


def t(header):
    text = header.encode()
    file = io.BytesIO(b"\x93NUMPY\x01\x00" + struct.pack("<H", len(text)) + text + bytes(64))
    try:
        array = np.load(file)
        outcome = array.dtype.str + " " + ",".join(map(str, array.shape))
    except Exception:
        outcome = "refused"
    lines.append(outcome + "\t" + header.encode("unicode_escape").decode())


TYPES = """<float32 float32 Float32 <d =d >d |d d b B ? |? <? e l L p P q Q i I h H c a3 S U <U int uint float bool str bytes
double single half long ulong intp uintp longlong ulonglong byte ubyte short ushort intc uintc float_ bool_ int_ unicode str_
bytes_ string_ complex object <f04 <f+4 f F g longdouble int0 |i4 =i4 <b1 b8 bool8 f4, 1f4 2f4 (1,)f4 < u uint8 |uint8 >int16
float16 U3 >U1 datetime64 n N float128 u1u1 void V8 int32 cfloat np.float32 <B >h @f4 <u4 <u8 <u536870913 <i536870913
<u4294967297 <f536870913""".split() + ["f4 ", " f4", "f 4", ""]
SHAPES = """(0x10,) (1_0,) (+1,) (-1,) (True,) (2) [2,] (01,) (00,) (1,2,) (1,,2) () (,) (3L,) (3l,) (1.0,) ((1),) (0b10,)
(0o7,) None (1+1,) (1,)#x (99999999999999999999,) (0x,) (1__0,) (_1,) (1_,)""".split() + ["( 1 , 2 )", "(1 2,)", " (1,)", "(- 1,)", "(1 ,)"]
for d in TYPES:
    t("{'descr': '%s', 'fortran_order': False, 'shape': (1,)}" % d)
for s in SHAPES:
    t("{'descr': '<f4', 'fortran_order': False, 'shape': %s}" % s)
for h in [
    "{'descr': '<f4', 'fortran_order': False, 'shape': (1,), 'x': 1}",
    "{'descr': '<f4', 'descr': '<f8', 'fortran_order': False, 'shape': (1,)}",
    "{'fortran_order': 0, 'descr': '<f4', 'shape': (1,)}",
    "{'shape':(1,),'fortran_order':True,'descr':u'<f4'}",
    "{'shape':(1,),'fortran_order':True,'descr':b'<f4'}",
    "{'shape':(1,),'fortran_order':True,'descr':r'<f4'}",
    "{'shape':(1,),'fortran_order':True,'descr':'<' 'f4'}",
    "{'shape':(1,),'fortran_order':True,'descr':('<f4')}",
    "{'shape':(1,),'fortran_order':True,'descr':'''<f4'''}",
    "{'shape':(1,),'fortran_order':True,'descr':'\\x3cf4'}",
    " {'shape':(1,),'fortran_order':True,'descr':'<f4'} ",
    "({'shape':(1,),'fortran_order':True,'descr':'<f4'})",
    "{'shape':(1,),\n'fortran_order':True,\t'descr':'<f4'}",
    "{'shape':(1,),'fortran_order':True,'descr':'<f4'} x",
    "{'shape':(1,),'fortran_order':True,'descr':'<f4',,}",
    "{'shape':(1,),'fortran_order':True,'descr':('<f4',(1,))}",
    "{'shape':(1,),'fortran_order':True,'descr':[('a','<f4')]}",
    "{'shape':(1,),'fortran_order':True,'descr':'<f4'}   \0",
    "{'descr':'<f4','fortran_order':False,'shape':(1,),'shape':(2,),}",
    "{'descr':'|O','fortran_order':False,'descr':'<f4','shape':(1,),}",
    "dict(descr='<f4',fortran_order=False,shape=(1,))"]:
    t(h)

with open(OUT, "w", encoding="utf-8") as out:
    out.write("\n".join(lines) + "\n")

FOLDER = os.path.dirname(OUT)
np.savez(os.path.join(FOLDER, "stored.npz"), np.arange(3, dtype="<i4"), x=np.arange(6, dtype="<f4").reshape(2, 3))
np.savez_compressed(os.path.join(FOLDER, "deflated.npz"), x=np.zeros((100, 100), "<f8"), y=np.array(["a", "b\u00e9"]))
