"""PNG files (ISO/IEC 15948): read with eight bits a number or fewer, written with eight."""

import struct
import zlib

import torch

_CHANNELS = {0: "L", 2: "RGB", 3: "P", 4: "LA", 6: "RGBA"}


def read(data):
    """Pixels [height, width] or [height, width, channels], and their mode."""
    place, packed, palette, gaps = 8, b"", b"", b""
    while place < len(data):
        (length,) = struct.unpack(">I", data[place : place + 4])
        kind, body = data[place + 4 : place + 8], data[place + 8 : place + 8 + length]
        if kind == b"IHDR":
            width, height, depth, color, _, _, interlaced = struct.unpack(">IIBBBBB", body)
        elif kind == b"PLTE":
            palette = body
        elif kind == b"tRNS":
            gaps = body
        elif kind == b"IDAT":
            packed += body
        place += 12 + length
    if depth == 16 or interlaced:
        raise NotImplementedError("PNG files of 16 bits, or interlaced ones, are not here.")
    mode = _CHANNELS[color]
    channels = {"P": 1}.get(mode, len(mode))
    rows = _unfiltered(zlib.decompress(packed), height, (width * channels * depth + 7) // 8, max(1, channels * depth // 8))
    pixels = torch.frombuffer(rows, dtype=torch.uint8).reshape(height, -1)
    if depth < 8:
        shifts = torch.arange(8 - depth, -1, -depth)
        pixels = (pixels.long().unsqueeze(-1) >> shifts & (1 << depth) - 1).reshape(height, -1)[:, :width]
        pixels = (pixels * (255 // ((1 << depth) - 1)) if mode == "L" else pixels).byte()
    if mode == "P":
        colors = torch.frombuffer(bytearray(palette), dtype=torch.uint8).reshape(-1, 3)
        found = colors[pixels.long()]
        if not gaps:
            return found, "RGB"
        alpha = torch.full((colors.size(0),), 255, dtype=torch.uint8)
        alpha[: len(gaps)] = torch.frombuffer(bytearray(gaps), dtype=torch.uint8)
        return torch.cat([found, alpha[pixels.long()].unsqueeze(-1)], -1), "RGBA"
    return (pixels if mode == "L" else pixels.reshape(height, width, channels)), mode


def _unfiltered(data, height, width, step):
    """Each row without what it was compared with."""
    out, before, place = bytearray(height * width), bytearray(width), 0
    for row in range(height):
        kind, line = data[place], bytearray(data[place + 1 : place + 1 + width])
        place += 1 + width
        if kind == 1:
            for i in range(step, width):
                line[i] = line[i] + line[i - step] & 255
        elif kind == 2:
            line = bytearray(a + b & 255 for a, b in zip(line, before))
        elif kind == 3:
            for i in range(width):
                line[i] = line[i] + ((line[i - step] if i >= step else 0) + before[i]) // 2 & 255
        elif kind == 4:
            for i in range(width):
                left, up, corner = (line[i - step], before[i], before[i - step]) if i >= step else (0, before[i], 0)
                guess = left + up - corner
                near = min((abs(guess - left), 0, left), (abs(guess - up), 1, up), (abs(guess - corner), 2, corner))[2]
                line[i] = line[i] + near & 255
        out[row * width : (row + 1) * width] = line
        before = line
    return out


def written(pixels, mode):
    color = {"L": 0, "RGB": 2, "LA": 4, "RGBA": 6}[mode]
    height, width = pixels.shape[:2]
    flat = pixels.contiguous().reshape(height, -1)
    rows = torch.cat([torch.zeros(height, 1, dtype=torch.uint8), flat], 1)
    chunk = lambda kind, body: struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
    header = struct.pack(">IIBBBBB", width, height, 8, color, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows.numpy().tobytes())) + chunk(b"IEND", b"")
