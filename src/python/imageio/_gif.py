"""GIF files from frames of red, green, blue, alpha: their head here, what is in each frame by pixels.mjs."""

import struct

from _ember import bridge


def written(frames, durations, loop=0):
    """A file's bytes; frames as (rgba, width, height), durations in seconds; loop counts repetitions, 0 for ever, None for none."""
    width, height = frames[0][1:]
    parts = [b"GIF89a", struct.pack("<HHBBB", width, height, 0x70, 0, 0)]
    if len(frames) > 1 and loop is not None:
        parts.append(b"\x21\xff\x0bNETSCAPE2.0\x03\x01" + struct.pack("<H", loop) + b"\0")
    before = None
    for (rgba, w, h), duration in zip(frames, durations):
        if (w, h) != (width, height):
            raise ValueError("all frames of a GIF have the same size")
        parts.append(bridge.script("gifFrame", rgba, before, width, height, round(duration * 100)))
        before = rgba
    return b"".join([*parts, b"\x3b"])
