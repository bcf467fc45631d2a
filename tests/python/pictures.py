"""PIL's pictures: sizes, colours, turns, files, filters, as PIL rounds them."""

import io

import numpy as np
from PIL import Image

rows, columns = np.meshgrid(np.arange(7), np.arange(9), indexing="ij")
grey = Image.fromarray((rows * 30 + columns * 7).astype(np.uint8))
color = Image.fromarray(np.stack([(rows * 30) % 256, (columns * 25) % 256, (rows * columns * 5) % 256], -1).astype(np.uint8))
print(grey.size, color.mode, color.getbands(), color.getpixel((3, 4)), grey.getpixel((1, 1)), color.width, color.height, grey.getextrema(), color.getextrema())
for filter in (Image.NEAREST, Image.BILINEAR, Image.BICUBIC, Image.LANCZOS, Image.BOX):
    print(np.asarray(grey.resize((5, 4), filter)), np.asarray(color.resize((12, 10), filter)).sum(), np.asarray(color.resize((3, 14), filter))[5])
print(np.asarray(color.convert("L")), np.asarray(grey.convert("RGB")).shape, np.asarray(color.convert("RGBA"))[0, 0], color.convert("RGBA").convert("RGB") == color, np.asarray(color.convert("LA"))[2, 3])
print(np.asarray(grey.crop((1, 2, 4, 5))), np.asarray(grey.crop((-1, -1, 2, 2))), np.asarray(grey.transpose(Image.ROTATE_90)).shape, np.asarray(grey.transpose(Image.FLIP_LEFT_RIGHT))[0], np.asarray(color.transpose(Image.TRANSPOSE))[1, 2])
print(np.asarray(grey.rotate(30)), np.asarray(grey.rotate(45, expand=True)).shape, np.asarray(color.rotate(90)).shape, np.asarray(grey.rotate(-20, fillcolor=255))[0], np.asarray(grey.rotate(180))[0])
r, g, b = color.split()
print(np.asarray(g)[:2], Image.merge("RGB", (b, g, r)).getpixel((3, 4)), np.asarray(grey.point(lambda value: value * 2))[3], np.asarray(Image.blend(color, color.rotate(180), 0.25))[2, 2], len(grey.histogram()), list(grey.getdata())[:4], list(color.getdata())[10], grey.tobytes()[:3])
new = Image.new("RGB", (4, 3), (1, 2, 3))
new.putpixel((1, 1), (9, 9, 9))
new.paste(color.crop((0, 0, 2, 2)), (2, 1))
print(np.asarray(new), np.asarray(Image.new("L", (2, 1), 7)))
small = grey.copy()
small.thumbnail((4, 4))
file = io.BytesIO()
color.save(file, format="PNG")
file.seek(0)
back = Image.open(file)
print(small.size, back == color or np.array_equal(np.asarray(back), np.asarray(color)), back.format, back.mode)
for mistake in (lambda: grey.getpixel((20, 20)), lambda: Image.fromarray(np.zeros((2, 2, 5), np.uint8)), lambda: grey.foo):
    try:
        print(mistake())
    except Exception as error:
        print(type(error).__name__)
