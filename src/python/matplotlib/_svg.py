"""A draw list as an SVG file."""

import base64
from html import escape

from _ember import png


def written(drawn, left, top, width, height, scale=1.0):
    """The part of the paper that begins at left, top, as text."""
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{width * scale:g}" height="{height * scale:g}" viewBox="{left:g} {top:g} {width:g} {height:g}">']
    clips = 0
    for kind, *rest in drawn:
        if kind == "clip":
            clips += 1
            x, y, w, h = rest
            parts.append(f'<clipPath id="c{clips}"><rect x="{x:.2f}" y="{y:.2f}" width="{w:.2f}" height="{h:.2f}"/></clipPath><g clip-path="url(#c{clips})">')
        elif kind == "unclip":
            parts.append("</g>")
        else:
            parts.append(_KINDS[kind](*rest))
    return "\n".join([*parts, "</svg>\n"])


def _ink(stroke, width, fill):
    shown = f'fill="{fill or "none"}"'
    return shown + (f' stroke="{stroke}" stroke-width="{width:.2f}"' if stroke and width > 0 else "")


def _points(points, scale=1.0, dx=0.0, dy=0.0):
    """Moves and lines; NaN begins a new part."""
    words, begins = [], True
    for x, y in zip(points[0::2], points[1::2]):
        if x != x or y != y:
            begins = True
            continue
        words.append(f"{'M' if begins else 'L'}{x * scale + dx:.2f} {y * scale + dy:.2f}")
        begins = False
    return "".join(words)


def _path(points, stroke, width, dash, fill, cap):
    dashes = f' stroke-dasharray="{" ".join(f"{part:.2f}" for part in dash)}"' if dash else ""
    join = "miter" if fill or cap == "square" and len(points) == 10 else "round"
    return f'<path d="{_points(points)}" {_ink(stroke, width, fill)}{dashes} stroke-linecap="{cap}" stroke-linejoin="{join}"/>'


def _each(given, place):
    return given if given is None or isinstance(given, (str, float, int)) else given[place]


def _markers(shape, points, sizes, fills, strokes, width):
    parts = []
    for place in range(len(points) // 2):
        x, y, size = points[2 * place], points[2 * place + 1], _each(sizes, place)
        ink = _ink(_each(strokes, place), width, _each(fills, place))
        if shape == "circle":
            parts.append(f'<circle cx="{x:.2f}" cy="{y:.2f}" r="{size / 2:.2f}" {ink}/>')
        else:
            parts.append(f'<path d="{_points(shape[0], size, x, y)}{"Z" if shape[1] else ""}" {ink}/>')
    return "\n".join(parts)


def _text(x, y, text, font, colour, align, angle):
    turn = f' transform="rotate({-angle:g} {x:.2f} {y:.2f})"' if angle else ""
    anchor = {"left": "start", "right": "end"}.get(align, "middle")
    return f"""<text x="{x:.2f}" y="{y:.2f}" style='font:{font};white-space:pre' fill="{colour}" text-anchor="{anchor}"{turn}>{escape(text)}</text>"""


def _image(x, y, w, h, columns, rows, rgba, is_smooth):
    data = base64.b64encode(png.written(rgba, columns, rows)).decode()
    look = "" if is_smooth else ' style="image-rendering:pixelated"'
    return f'<image x="{x:.2f}" y="{y:.2f}" width="{w:.2f}" height="{h:.2f}" preserveAspectRatio="none"{look} href="data:image/png;base64,{data}"/>'


_KINDS = {"path": _path, "markers": _markers, "text": _text, "image": _image}
