"""GIF files from frames of red, green, blue, alpha: at most 256 colours each, only what has changed, compressed as GIF has it."""

import struct
from collections import Counter


def written(frames, durations, loop=0):
    """A file's bytes; frames as (rgba, width, height), durations in seconds; loop counts repetitions, 0 for ever."""
    width, height = frames[0][1:]
    parts = [b"GIF89a", struct.pack("<HHBBB", width, height, 0x70, 0, 0)]
    if len(frames) > 1:
        parts.append(b"\x21\xff\x0bNETSCAPE2.0\x03\x01" + struct.pack("<H", loop) + b"\0")
    before = None
    for (rgba, w, h), duration in zip(frames, durations):
        if (w, h) != (width, height):
            raise ValueError("all frames of a GIF have the same size")
        pixels = memoryview(bytes(rgba)).cast("I")
        box = (0, 0, width, height) if before is None else _changed(before, pixels, width, height)
        parts.append(_frame(pixels, width, box, max(1, round(duration * 100))))
        before = pixels
    return b"".join([*parts, b"\x3b"])


def _changed(before, pixels, width, height):
    """Left, top, right, bottom of what differs; one pixel where nothing does."""
    rows = [row for row in range(height) if before[row * width : (row + 1) * width] != pixels[row * width : (row + 1) * width]]
    if not rows:
        return 0, 0, 1, 1
    left, right = width, 0
    for row in rows:
        one, other = before[row * width : (row + 1) * width].tolist(), pixels[row * width : (row + 1) * width].tolist()
        if one[:left] != other[:left]:
            left = next(place for place in range(left) if one[place] != other[place])
        if one[right:] != other[right:]:
            right = next(place for place in range(width, right, -1) if one[place - 1] != other[place - 1])
    return left, rows[0], right, rows[-1] + 1


def _frame(pixels, width, box, hundredths):
    left, top, right, bottom = box
    chosen = [value for row in range(top, bottom) for value in pixels[row * width + left : row * width + right].tolist()]
    table, palette = _palette(Counter(chosen))
    bits = max(2, (len(palette) - 1).bit_length())
    colours = b"".join(bytes((value & 255, value >> 8 & 255, value >> 16 & 255)) for value in palette).ljust(3 * 2**bits, b"\0")
    control = b"\x21\xf9\x04\x04" + struct.pack("<H", hundredths) + b"\0\0"
    place = b"\x2c" + struct.pack("<HHHHB", left, top, right - left, bottom - top, 0x80 | (bits - 1))
    data = _compressed(list(map(table.__getitem__, chosen)), bits)
    blocks = b"".join(bytes([len(data[start : start + 255])]) + data[start : start + 255] for start in range(0, len(data), 255))
    return control + place + colours + bytes([bits]) + blocks + b"\0"


def _palette(counts):
    """The place of each colour in a palette of at most 256, by halving boxes of colours at their middle."""
    if len(counts) <= 256:
        palette = list(counts)
        return {value: place for place, value in enumerate(palette)}, palette
    boxes = [[(value & 255, value >> 8 & 255, value >> 16 & 255, count, value) for value, count in counts.items()]]
    sizes = [_spread(boxes[0])]
    while len(boxes) < 256:
        place = max(range(len(boxes)), key=lambda at: sizes[at][0])
        if sizes[place][0] == 0:
            break
        box, axis = boxes[place], sizes[place][1]
        box.sort(key=lambda colour: colour[axis])
        half, seen, middle = sum(colour[3] for colour in box) / 2, 0, 0
        while seen < half:
            seen += box[middle][3]
            middle += 1
        middle = min(max(1, middle), len(box) - 1)
        boxes[place], new = box[:middle], box[middle:]
        sizes[place] = _spread(boxes[place])
        boxes.append(new)
        sizes.append(_spread(new))
    table, palette = {}, []
    for place, box in enumerate(boxes):
        # A colour that fills most of its box stays as it is: paper is white.
        most = max(box, key=lambda colour: colour[3])
        total = sum(colour[3] for colour in box)
        mean = most[:3] if 2 * most[3] > total else [round(sum(colour[axis] * colour[3] for colour in box) / total) for axis in range(3)]
        palette.append(mean[0] | mean[1] << 8 | mean[2] << 16)
        table.update((colour[4], place) for colour in box)
    return table, palette


def _spread(box):
    """How much a box of colours is worth halving, and along which channel."""
    widths = [max(colour[axis] for colour in box) - min(colour[axis] for colour in box) for axis in range(3)]
    axis = widths.index(max(widths))
    return widths[axis] * sum(colour[3] for colour in box) ** 0.5, axis


def _compressed(values, bits):
    """LZW: ever longer runs get codes of their own, until there are 4096."""
    clear = 1 << bits
    codes, size, following = {}, bits + 1, clear + 2
    made, held, count = bytearray(), clear, size
    prefix = values[0]
    for value in values[1:]:
        key = prefix << 8 | value
        code = codes.get(key)
        if code is not None:
            prefix = code
            continue
        held |= prefix << count
        count += size
        if following < 4096:
            codes[key] = following
            if following == 1 << size:
                size += 1
            following += 1
        else:
            held |= clear << count
            count += size
            codes, size, following = {}, bits + 1, clear + 2
        if count >= 512:
            whole = count >> 3
            made += (held & (1 << (whole << 3)) - 1).to_bytes(whole, "little")
            held >>= whole << 3
            count &= 7
        prefix = value
    held |= prefix << count
    count += size
    if following == 1 << size and size < 12:
        size += 1
    held |= (clear + 1) << count
    count += size
    return bytes(made + held.to_bytes((count + 7) // 8, "little"))
