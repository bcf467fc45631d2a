"""PIL's pictures: sizes, colours, turns, files, filters, as PIL rounds them."""

import io
import struct
import zlib

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


def png_of(pixels, kinds):
    """A PNG file whose rows are filtered, each in its own way, as other programs write them."""
    height, width, channels = pixels.shape
    rows, before = b"", np.zeros((width + 1) * channels, int)
    for y, kind in zip(range(height), kinds):
        row = np.concatenate([np.zeros(channels, int), pixels[y].reshape(-1).astype(int)])
        left, up, corner = row[:-channels], before[channels:], before[:-channels]
        far = [abs(up - corner), abs(left - corner), abs(left + up - 2 * corner)]
        nearest = np.where((far[0] <= far[1]) & (far[0] <= far[2]), left, np.where(far[1] <= far[2], up, corner))
        guess = [0, left, up, (left + up) // 2, nearest][kind]
        rows += bytes([kind]) + ((row[channels:] - guess) % 256).astype(np.uint8).tobytes()
        before = row
    chunk = lambda name, data: struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
    head = struct.pack(">IIBBBBB", width, height, 8, {1: 0, 3: 2, 4: 6}[channels], 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def frames_of(data):
    """The frames of a GIF file, each as it is seen, and their hundredths of a second."""
    width, height, flags = struct.unpack("<HHB", data[6:11])
    place = 13 + (3 << (flags & 7) + 1 if flags & 128 else 0)
    common, seen, frames, times = data[13:place], np.zeros((height, width, 3), np.uint8), [], []
    time, clear = 0, None
    while data[place] != 0x3B:
        if data[place] == 0x21:
            if data[place + 1] == 0xF9:
                time, clear = data[place + 4] + 256 * data[place + 5], data[place + 6] if data[place + 3] & 1 else None
            place = after_blocks(data, place + 2)[1]
            continue
        left, top, wide, high, flags = struct.unpack("<HHHHB", data[place + 1 : place + 10])
        size = 3 << (flags & 7) + 1 if flags & 128 else 0
        table = data[place + 10 : place + 10 + size] or common
        packed, after = after_blocks(data, place + 11 + size)
        for number, value in enumerate(unpacked(packed, data[place + 10 + size])[: wide * high]):
            if value != clear:
                seen[top + number // wide, left + number % wide] = list(table[3 * value : 3 * value + 3])
        frames.append(seen.copy())
        times.append(time)
        place = after
    return frames, times


def after_blocks(data, place):
    parts = b""
    while data[place]:
        parts += data[place + 1 : place + 1 + data[place]]
        place += 1 + data[place]
    return parts, place + 1


def unpacked(data, bits):
    held, first, size = int.from_bytes(data, "little"), 1 << bits, bits + 1
    codes, made, before = None, [], None
    while True:
        code, held = held & (1 << size) - 1, held >> size
        if code == first + 1:
            return made
        if code == first:
            codes, size, before = {one: [one] for one in range(first)}, bits + 1, None
            codes[first] = codes[first + 1] = []
            continue
        word = codes[code] if code in codes else before + before[:1]
        if before is not None and len(codes) < 4096:
            codes[len(codes)] = before + word[:1]
        made += word
        before = word
        if len(codes) == 1 << size and size < 12:
            size += 1


many = np.stack([(rows * 37 + columns * 11) % 256, (rows * columns * 3) % 256, (rows * 5 + columns * 90) % 256, 255 - rows * 20], -1).astype(np.uint8)
for channels in (1, 3, 4):
    pixels = many[..., :channels]
    opened = Image.open(io.BytesIO(png_of(pixels, [4, 1, 2, 3, 4, 0, 3])))
    print(opened.mode, np.array_equal(np.asarray(opened).reshape(pixels.shape), pixels))
few, changed = many[..., :3] // 64 * 64, (many[..., :3] // 64 * 64).copy()
changed[2:4, 3:6] = [255, 0, 0]
file = io.BytesIO()
images = [Image.fromarray(one) for one in (few, changed, few)]
images[0].save(file, format="GIF", save_all=True, append_images=images[1:], duration=[100, 200, 50], loop=0)
frames, times = frames_of(file.getvalue())
print(file.getvalue()[:6], times, [np.array_equal(frame, one) for frame, one in zip(frames, (few, changed, few))])
