"""PNG files: written from, and read into, bytes: grey, or red, green, blue, with or without alpha."""

import struct
import zlib

_START = b"\x89PNG\r\n\x1a\n"


def written(pixels, width, height, channels=4):
    stride = width * channels
    rows = b"".join(b"\0" + bytes(pixels[row * stride : (row + 1) * stride]) for row in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, {1: 0, 2: 4, 3: 2, 4: 6}[channels], 0, 0, 0)
    return _START + _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(rows, 6)) + _chunk(b"IEND", b"")


def _chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def is_png(data):
    return data[:8] == _START


def read(data):
    """(bytes, channels, width, height); palettes become colours, 16 bits 8."""
    if not is_png(data):
        raise ValueError("only PNG files are read here, and this is none")
    place, parts, palette, alphas = 8, [], b"", b""
    while place + 8 <= len(data):
        (size,), kind = struct.unpack(">I", data[place : place + 4]), data[place + 4 : place + 8]
        body = data[place + 8 : place + 8 + size]
        place += 12 + size
        if kind == b"IHDR":
            width, height, depth, colour, _, _, woven = struct.unpack(">IIBBBBB", body)
        elif kind == b"PLTE":
            palette = body
        elif kind == b"tRNS":
            alphas = body
        elif kind == b"IDAT":
            parts.append(body)
    if woven:
        raise ValueError("interlaced PNG files are not read here")
    channels = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[colour]
    rows = _unfiltered(zlib.decompress(b"".join(parts)), (width * channels * depth + 7) // 8, max(1, channels * depth // 8), height)
    if depth == 16:
        rows = [row[::2] for row in rows]
    elif depth < 8:
        scale = 1 if colour == 3 else 255 // (2**depth - 1)
        rows = [bytes((row[x * depth // 8] >> (8 - depth - x * depth % 8) & 2**depth - 1) * scale for x in range(width)) for row in rows]
    pixels = b"".join(rows)
    if colour != 3:
        return pixels, channels, width, height
    planes = [pixels.translate(palette[plane::3].ljust(256, b"\0")) for plane in range(3)]
    planes += [pixels.translate(alphas.ljust(256, b"\xff"))] if alphas else []
    return woven_planes(planes), len(planes), width, height


def woven_planes(planes):
    """A byte of each plane after the other."""
    made = bytearray(len(planes) * len(planes[0]))
    for place, plane in enumerate(planes):
        made[place :: len(planes)] = plane
    return bytes(made)


def _unfiltered(data, stride, step, height):
    before, rows = bytearray(stride), []
    for y in range(height):
        kind, row = data[y * (stride + 1)], bytearray(data[y * (stride + 1) + 1 : (y + 1) * (stride + 1)])
        if kind == 1:
            for x in range(step, stride):
                row[x] = row[x] + row[x - step] & 255
        elif kind == 2:
            row = bytearray((a + b) & 255 for a, b in zip(row, before))
        elif kind == 3:
            for x in range(stride):
                row[x] = row[x] + ((row[x - step] if x >= step else 0) + before[x]) // 2 & 255
        elif kind == 4:
            for x in range(stride):
                left, up, corner = (row[x - step], before[x], before[x - step]) if x >= step else (0, before[x], 0)
                guess = left + up - corner
                near = min((abs(guess - left), 0, left), (abs(guess - up), 1, up), (abs(guess - corner), 2, corner))
                row[x] = row[x] + near[2] & 255
        rows.append(bytes(row))
        before = row
    return rows
