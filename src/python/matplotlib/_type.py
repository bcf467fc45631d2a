"""Type: how a block of text lies around its point."""

import functools
import math

from ._mathtext import laid
from ._rc import rcParams

PX = 100 / 72
ASCENT, DESCENT, SPACING = 0.76, 0.21, 1.12
_GENERIC = {"sans-serif": 'Verdana, sans-serif', "serif": "Georgia, serif", "monospace": "monospace", "cursive": "cursive", "fantasy": "fantasy"}


def is_bold(weight):
    return weight in ("bold", "heavy", "black", "extra bold", "semibold", "demibold", "demi") or isinstance(weight, (int, float)) and weight >= 600


def family(names=None):
    """A font as CSS says it: the reader's names first, then those that everyone has."""
    names = (names,) if isinstance(names, str) else tuple(names or rcParams["font.family"])
    return _listed(names, tuple(tuple(rcParams.get(f"font.{name}", ())) for name in names), tuple(rcParams["font.sans-serif"]))


@functools.lru_cache(200)
def _listed(names, meant, plain):
    listed = []
    for name, fonts in zip(names, meant):
        listed += [*fonts, _GENERIC[name]] if fonts else [_GENERIC.get(name, name)]
    if listed == [*plain, _GENERIC["sans-serif"]] or not any(part in listed for part in _GENERIC.values()):
        listed = [name for name in listed if name not in _GENERIC.values()] + [*({"DejaVu Sans": 0} if "DejaVu Sans" not in listed else {}), _GENERIC["sans-serif"]]
    return ", ".join(name if name in _GENERIC.values() else f'"{name}"' for name in listed)


@functools.lru_cache(2000)
def block(text, size, bold=False, slanted=False, names=None):
    """A block that may have been laid out before."""
    return Block(text, size, bold, slanted, names)


class Block:
    """Lines of text of one size in px, as runs, and how much room they take."""

    def __init__(self, text, size, bold=False, slanted=False, names=None):
        self.size, self.bold, self.slanted, self.names, self.known = size, bold, slanted, names, {}
        rows = [laid(line, bold) for line in str(text).split("\n")]
        # Fractions and what hangs on a sign reach farther than words.
        reach = lambda row, way, usual: max([usual, *(piece.size * usual + way * piece.rise for piece in row.pieces if piece.text)])
        above, below = reach(rows[0], 1, ASCENT), reach(rows[-1], -1, DESCENT)
        self.lines, self.widths = [row.pieces for row in rows], [row.width * size for row in rows]
        self.width = max(self.widths)
        self.step = SPACING * size
        self.height = (above + below) * size + self.step * (len(self.lines) - 1)
        self.below = below * size

    def corners(self, ha, va, angle):
        """Where the block's lower left corner lies from its point, so that the turned block is aligned there; y up."""
        if (ha, va, angle) not in self.known:
            self.known[ha, va, angle] = self._corners(ha, va, angle)
        return self.known[ha, va, angle]

    def _corners(self, ha, va, angle):
        radians = math.radians(angle)
        cos, sin = math.cos(radians), math.sin(radians)
        xs = [x * cos - y * sin for x, y in ((0, 0), (self.width, 0), (0, self.height), (self.width, self.height))]
        ys = [x * sin + y * cos for x, y in ((0, 0), (self.width, 0), (0, self.height), (self.width, self.height))]
        dx = {"left": -min(xs), "right": -max(xs), "center": -(min(xs) + max(xs)) / 2}[ha]
        if va == "baseline" and not angle % 360:
            dy = -self.below
        elif va == "center_baseline" and not angle % 360:
            dy = -self.below - (self.height - self.below) / 2
        else:
            dy = {"bottom": -min(ys), "baseline": -min(ys), "top": -max(ys)}.get(va, -(min(ys) + max(ys)) / 2)
        return dx, dy, cos, sin

    def box(self, x, y, ha, va, angle=0.0):
        """Left, top, right, bottom of the turned block at a point; y down."""
        dx, dy, cos, sin = self.corners(ha, va, angle)
        xs = [x + dx + a * cos - b * sin for a in (0, self.width) for b in (0, self.height)]
        ys = [y - dy - a * sin - b * cos for a in (0, self.width) for b in (0, self.height)]
        return min(xs), min(ys), max(xs), max(ys)

    def draw(self, paper, x, y, colour, ha="left", va="baseline", angle=0.0, multi=None):
        """Puts the block on paper with its point at x, y."""
        paper.grow(*self.box(x, y, ha, va, angle))
        dx, dy, cos, sin = self.corners(ha, va, angle)
        upright = abs(sin) < 0.5
        grows = ha if upright else {"top": "right", "bottom": "left", "baseline": "left"}.get(va, "center") if sin > 0 else {"top": "left", "bottom": "right"}.get(va, "center")
        for place, (line, line_width) in enumerate(zip(self.lines, self.widths)):
            left = {"left": 0.0, "right": 1.0}.get(multi or (ha if len(self.lines) == 1 else "left" if multi is None else multi), 0.5) * (self.width - line_width)
            up = self.below + self.step * (len(self.lines) - 1 - place)
            # Words alone grow from where they are aligned, so that another font's width moves them least.
            share = {"left": 0.0, "right": 1.0}.get(grows, 0.5) if len(line) == 1 else 0.0
            for piece in line:
                along, across = left + share * line_width + piece.x * self.size, up + piece.rise * self.size
                px, py = x + dx + along * cos - across * sin, y - dy - along * sin - across * cos
                if piece.text is None:
                    long = piece.size * self.size
                    paper.line(px, py, px + long * cos, py - long * sin, colour, 0.05 * self.size)
                elif piece.text:
                    paper.text(px, py, piece.text, self.font(piece), colour, {0.0: "left", 1.0: "right"}.get(share, "center"), angle)

    def font(self, piece):
        words = [*(["italic"] if piece.slanted or self.slanted else []), *(["bold"] if piece.bold or self.bold else [])]
        return " ".join([*words, f"{self.size * piece.size:.4g}px", family(self.names)])
