"""Words in a figure, and words with an arrow."""

from . import colors
from ._arrow import Arrow
from ._rc import points, rcParams
from ._type import PX, block, is_bold
from .artist import Artist
from .patches import read_style, rounded
from .transforms import Transform


class Text(Artist):
    zorder, kind = 3.0, "texts"
    LOOK = {"color": None, "fontsize": None, "fontweight": None, "fontstyle": None, "fontfamily": None, "horizontalalignment": "left", "verticalalignment": "baseline",
            "rotation": 0.0, "bbox": None, "multialignment": None, "rotation_mode": None, "wrap": False}  # fmt: skip

    def __init__(self, x=0, y=0, text="", fontdict=None, **look):
        self.x, self.y = x, y
        self.set_text(text)
        super().__init__(**{**(fontdict or {}), **look})
        usual = {"color": rcParams["text.color"], "fontsize": rcParams["font.size"], "fontweight": rcParams["font.weight"], "fontstyle": rcParams["font.style"]}
        self.look.update({name: value for name, value in usual.items() if self.look[name] is None})

    def _check_color(self, value):
        if value is not None:
            colors.to_rgba(value)
        return value

    def _check_fontsize(self, value):
        return None if value is None else points(value)

    def _check_horizontalalignment(self, value):
        if value not in ("left", "center", "right"):
            raise ValueError(f"{value!r} is not a valid value for align; supported values are 'center', 'right', 'left'")
        return value

    def _check_verticalalignment(self, value):
        if value not in ("top", "center", "bottom", "baseline", "center_baseline"):
            raise ValueError(f"{value!r} is not a valid value for align; supported values are 'top', 'bottom', 'center', 'baseline', 'center_baseline'")
        return value

    def _check_rotation(self, value):
        return {"vertical": 90.0, "horizontal": 0.0, None: 0.0}.get(value) if value is None or isinstance(value, str) and not value[-1:].isdigit() else float(value)

    def _check_wrap(self, value):
        if value:
            raise NotImplementedError("wrap=True is not here: \\n breaks a line.")
        return False

    def set_backgroundcolor(self, color):
        self.look["bbox"] = {**(self.look["bbox"] or {}), "facecolor": color, "edgecolor": color}

    def set_fontproperties(self, fp):
        self.set(**({"fontfamily": fp} if isinstance(fp, str) else {} if fp is None else fp.look()))

    set_font = set_fontproperties

    def set_text(self, s):
        self.text = "" if s is None else str(s)

    def __repr__(self):
        return f"{type(self).__name__}({self.x}, {self.y}, {self.text!r})"

    def get_text(self):
        return self.text

    def set_position(self, xy):
        self.x, self.y = xy

    def get_position(self):
        return self.x, self.y

    def set_x(self, x):
        self.x = x

    def set_y(self, y):
        self.y = y

    def set_rotation_mode(self, mode):
        if mode not in (None, "default"):
            raise NotImplementedError("rotation_mode='anchor' is not here.")

    def get_window_extent(self, renderer=None):
        from .transforms import Bbox

        x, y = self._point()
        left, top, right, bottom = self.block().box(x, y, *self._aligned())
        height = (self.figure or self.axes.figure).paper_size[1]
        return Bbox([[left, height - bottom], [right, height - top]])

    def block(self):
        look = self.look
        names = tuple(look["fontfamily"]) if isinstance(look["fontfamily"], list) else look["fontfamily"]
        return block(self.text, look["fontsize"] * PX, is_bold(look["fontweight"]), look["fontstyle"] in ("italic", "oblique"), names)

    def _aligned(self):
        return self.look["horizontalalignment"], self.look["verticalalignment"], float(self.look["rotation"])

    def _point(self):
        xs, ys = self.px(*self._numbers(self.x, self.y))
        return xs[0], ys[0]

    def _numbers(self, x, y):
        """Places as numbers: words are places on a side."""
        axes = self.axes
        return ([axes.x.numbers(x) if isinstance(x, str) else float(x)], [axes.y.numbers(y) if isinstance(y, str) else float(y)])

    def draw(self, paper):
        if self.text:
            self.write(paper, *self._point())

    def write(self, paper, x, y, **usual):
        """Puts the words at a place in px; aligned and turned as usual, unless something else was set."""
        if not (x == x and y == y):
            return
        kept = self.look
        self.look = {**kept, **{name: value for name, value in usual.items() if name not in self.given}}
        block, (ha, va, angle) = self.block(), self._aligned()
        if self.look["bbox"] is not None:
            self._frame(paper, block.box(x, y, ha, va, angle), block.size)
        block.draw(paper, x, y, self.shade(self.look["color"]), ha, va, angle, self.look["multialignment"])
        self.look = kept

    def _frame(self, paper, box, size):
        from .patches import Patch

        look = dict(self.look["bbox"])
        pad = look.pop("pad", None)
        name, settings = read_style(look.pop("boxstyle", "square"))
        gap = settings.get("pad", 0.3) * size if pad is None and (settings or "boxstyle" in self.look["bbox"]) else (4 if pad is None else pad) * PX
        left, top, right, bottom = box
        frame = Patch(**{"facecolor": "C0", "edgecolor": "black", **look})
        frame.ink(paper, *rounded(left - gap, top - gap, right - left + 2 * gap, bottom - top + 2 * gap, gap if name.startswith("round") else 0.0))


class Annotation(Text):
    """Words beside a point, and an arrow to it."""

    def __init__(self, text, xy, xytext=None, xycoords="data", textcoords=None, arrowprops=None, **look):
        self.xy, self.coords, self.text_coords, self.arrowprops = tuple(xy), xycoords, textcoords or xycoords, arrowprops
        super().__init__(*(xytext if xytext is not None else xy), text, **look)
        if arrowprops is not None:
            self._arrow()

    def set_xy(self, xy):
        self.xy = tuple(xy)

    def _px(self, coords, x, y):
        if coords == "data":
            xs, ys = self.axes.transData.px(*self._numbers(x, y))
        elif coords == "axes fraction":
            xs, ys = self.axes.transAxes.px([x], [y])
        elif coords == "figure fraction":
            xs, ys = self.axes.figure.transFigure.px([x], [y])
        elif coords in ("offset points", "offset pixels"):
            near, step = self._px(self.coords, *self.xy), PX if coords == "offset points" else 1.0
            return near[0] + x * step, near[1] - y * step
        elif coords in ("axes points", "axes pixels", "figure points", "figure pixels"):
            corner = self._px(coords.split()[0] + " fraction", 0, 0)
            step = PX if coords.endswith("points") else 1.0
            return corner[0] + x * step, corner[1] - y * step
        elif isinstance(coords, Transform):
            xs, ys = coords.px([x], [y])
        else:
            raise NotImplementedError(f"coordinates {coords!r} are not here: 'data', 'axes fraction', 'figure fraction', 'offset points' are.")
        return xs[0], ys[0]

    def _point(self):
        return self._px(self.text_coords, self.x, self.y)

    def _arrow(self):
        """The arrow, its colour and width, from arrowprops."""
        look = dict(self.arrowprops)
        colour = look.pop("color", None) or look.pop("edgecolor", None) or look.pop("ec", None) or look.pop("facecolor", None) or look.pop("fc", None) or "black"
        for name in ("edgecolor", "ec", "facecolor", "fc", "zorder"):
            look.pop(name, None)
        width, dash = look.pop("linewidth", look.pop("lw", rcParams["patch.linewidth"])), look.pop("linestyle", look.pop("ls", "-"))
        alpha, bend = look.pop("alpha", None), look.pop("connectionstyle", "arc3")
        a, b = look.pop("shrinkA", 2.0), look.pop("shrinkB", 2.0)
        if "arrowstyle" in look:
            style, scale = look.pop("arrowstyle"), look.pop("mutation_scale", self.look["fontsize"])
            scale = scale if scale else 1.0
        else:
            # The plain arrow is measured in points, and keeps from both ends by a share of its length.
            wide, head, long = look.pop("width", 4.0), look.pop("headwidth", 12.0), look.pop("headlength", 12.0)
            self.shrink = look.pop("shrink", 0.0)
            style, scale = f"simple,tail_width={wide},head_width={head},head_length={long}", 1.0
        if look:
            raise AttributeError(f"arrowprops have no {', '.join(look)} here")
        return Arrow(style, bend, scale, a, b), colour, width, dash, alpha

    def draw(self, paper):
        x, y = self._point()
        if self.arrowprops is not None:
            arrow, colour, width, dash, alpha = self._arrow()
            from .artist import dashes

            ha, va, angle = self._aligned()
            left, top, right, bottom = self.block().box(x, y, ha, va, angle)
            end, start = self._px(self.coords, *self.xy), ((left + right) / 2, (top + bottom) / 2) if self.text else (x, y)
            gap = 0.3 * self.block().size if self.look["bbox"] else 4.0
            share = getattr(self, "shrink", 0.0)
            end = end[0] + share * (start[0] - end[0]), end[1] + share * (start[1] - end[1])
            within = (left - gap, top - gap, right + gap, bottom + gap) if self.text else None
            arrow.draw(paper, start, end, self.shade(colour, alpha), width * PX, dashes(dash, width * PX), within)
        if self.text:
            self.write(paper, x, y)
