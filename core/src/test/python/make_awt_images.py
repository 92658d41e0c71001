"""Makes core/src/test/resources/io/infer4j/image/awt: small image files, and the RGB that they hold.

    /usr/bin/python3 core/src/test/python/make_awt_images.py

Made with Debian 12's Pillow 9.4.0 and NumPy 1.24.2. NAME.npy is uint8 [height, width, 3]: what Pillow makes of
NAME.png and the others; where samples have 16 bits, their upper 8, as OpenCV's imread has them.
"""

import struct
import zlib
from io import BytesIO
from pathlib import Path

import numpy as np
from PIL import Image, ImageCms

OUT = Path(__file__).parents[1] / "resources/io/infer4j/image/awt"
OUT.mkdir(parents=True, exist_ok=True)
W, H = 7, 5
RANDOM = np.random.RandomState(14)


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(name, samples, color_type, more=b""):
    """Samples [height, width, channels], uint8 or uint16, as they are."""
    bits = samples.dtype.itemsize * 8
    rows = b"".join(b"\0" + row.astype(samples.dtype.newbyteorder(">")).tobytes() for row in samples)
    head = struct.pack(">IIBBBBB", samples.shape[1], samples.shape[0], bits, color_type, 0, 0, 0)
    data = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + more
    (OUT / name).write_bytes(data + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b""))


def expect(name, rgb):
    np.save(OUT / (name.split(".")[0] + ".npy"), np.ascontiguousarray(rgb, np.uint8))


def pillow(name):
    expect(name, np.asarray(Image.open(OUT / name).convert("RGB")))


def profile():
    """sRGB's with red and green exchanged: whoever applies it shows it."""
    data = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    for i in range(struct.unpack(">I", data[128:132])[0]):
        tag = data[132 + 12 * i : 136 + 12 * i]
        swapped = {b"rXYZ": b"gXYZ", b"gXYZ": b"rXYZ"}.get(bytes(tag))
        if swapped:
            data[132 + 12 * i : 136 + 12 * i] = swapped
    return bytes(data)


for bits, dtype in ((8, np.uint8), (16, np.uint16)):
    for kind, channels, color_type in (("gray", 1, 0), ("rgb", 3, 2), ("gray_alpha", 2, 4), ("rgba", 4, 6)):
        samples = RANDOM.randint(0, 1 << bits, (H, W, channels)).astype(dtype)
        name = f"{kind}{bits}.png"
        png(name, samples, color_type)
        colors = samples[..., : channels - (color_type >= 4)] >> (bits - 8)
        expect(name, np.broadcast_to(colors, (H, W, 3)))
        if bits == 8:
            assert (np.asarray(Image.open(OUT / name).convert("RGB")) == colors).all()

iccp = chunk(b"iCCP", b"p\0\0" + zlib.compress(profile(), 9))
samples = RANDOM.randint(0, 256, (H, W, 3)).astype(np.uint8)
png("profile.png", samples, 2, iccp)
pillow("profile.png")
Image.fromarray(np.full((8, 8), 77, np.uint8)).save(OUT / "gray_jpeg.jpg", quality=95)
pillow("gray_jpeg.jpg")
gray = Image.fromarray(RANDOM.randint(0, 256, (H, W)).astype(np.uint8))
for colors in (2, 4, 16, 200):
    name = f"palette{colors}.png"
    Image.fromarray(RANDOM.randint(0, 256, (H, W, 3)).astype(np.uint8)).quantize(colors).save(OUT / name)
    pillow(name)
gray.convert("1").save(OUT / "bilevel.png")
pillow("bilevel.png")
gray.save(OUT / "gif.gif")
pillow("gif.gif")
gray.save(OUT / "gray_bmp.bmp")
pillow("gray_bmp.bmp")
sixteen = RANDOM.randint(0, 1 << 16, (H, W)).astype(np.uint16)
Image.fromarray(sixteen).save(OUT / "gray16_tiff.tif")
expect("gray16_tiff.tif", np.repeat((sixteen >> 8)[..., None], 3, 2))
Image.fromarray(RANDOM.rand(H, W).astype(np.float32)).save(OUT / "float.tif")
