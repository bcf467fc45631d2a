"""Picture files: PNG by our own reader, all others by the browser, where it can wait within a program."""

import struct

from . import png

_KINDS = {b"\x89PNG": "PNG", b"\xff\xd8\xff": "JPEG", b"GIF8": "GIF", b"RIFF": "WEBP", b"BM": "BMP"}


def kind_of(data):
    return next((kind for start, kind in _KINDS.items() if data[: len(start)] == start), None)


def can_convert():
    """Whether there is a browser, and one that can wait."""
    try:
        import ember_page  # noqa: F401
        from pyodide.ffi import can_run_sync
    except ImportError:
        return False
    return can_run_sync()


def read(data):
    """(bytes, channels, width, height) of a file."""
    kind = kind_of(data)
    if kind == "PNG":
        return png.read(data)
    if kind is None:
        raise OSError("cannot identify image file: PNG, JPEG, GIF, WebP and BMP files are")
    if not can_convert():
        raise NotImplementedError(f"{kind} files are read in the page, by a browser that can wait within a program: here are PNG files.")
    from . import page

    rgba, width, height = page.decoded(data)
    planes = [rgba[place::4] for place in range(4)]
    if kind == "JPEG" and _components(data) == 1:
        return planes[0], 1, width, height
    count = 3 if min(planes[3], default=255) == 255 else 4
    return png.woven_planes(planes[:count]), count, width, height


def jpeg(rgba, width, height, quality):
    from . import page

    return page.encoded(rgba, width, height, "image/jpeg", quality / 100)


def _components(data):
    """How many colours a JPEG file has: its frame's head says so."""
    place = 2
    while place + 10 < len(data):
        marker, size = data[place + 1], struct.unpack(">H", data[place + 2 : place + 4])[0]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            return data[place + 9]
        place += 2 + size
    return 3
