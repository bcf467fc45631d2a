"""The canvas: who paints draw lists. In the page its worker does; in a terminal nobody."""

try:
    # paint(list, width, height, scale) -> an object with width, height and rgba: see paint.mjs.
    from ember_page import paint
except ImportError:
    paint = None


def pixels(drawn, width, height, scale):
    """(bytes, width, height) of a draw list."""
    if paint is None:
        raise NotImplementedError("pictures of pixels are painted in the page: in a terminal figures are written as SVG: savefig('figure.svg').")
    made = paint(drawn, width, height, scale)
    rgba = made.rgba
    return bytes(rgba.to_bytes() if hasattr(rgba, "to_bytes") else rgba), int(made.width), int(made.height)
