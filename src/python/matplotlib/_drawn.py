"""An axis on paper: its grid, ticks, numbers and name."""

from . import colors
from ._paper import Paper, crisp
from ._type import PX
from .artist import dashes
from .text import Text

# Where an axis may stand; that of depth counts as one that goes up.
ENDS = {"x": ("bottom", "top"), "y": ("left", "right"), "z": ("left", "right")}


class Drawn:
    def draw(self, paper):
        if not self.is_visible:
            return
        left, top, wide, high = self.axes.box
        for kind in ("minor", "major"):
            found = self.shown(kind == "minor")
            shares = self.side.shares([tick for tick, _, _ in found])
            places = [left + share * wide if self.name == "x" else top + high - share * high for share in shares]
            self._grid(paper, kind, places)
            self._ticks(paper, kind, places)
            self._labels(paper, kind, places, found)
        self._offset(paper)
        self._name(paper)

    def _grid(self, paper, kind, places):
        given = self.grids[kind]
        if given is None:
            return
        look = self.grid_look | given
        width = look["linewidth"] * PX
        left, top, wide, high = self.axes.box
        colour = colors.css(colors.to_rgba(look["color"], None if look["alpha"] == 1.0 and "alpha" not in given else look["alpha"]))
        for place in places:
            spot = crisp(place, width)
            ends = (spot, top, spot, top + high) if self.name == "x" else (left, spot, left + wide, spot)
            paper.line(*ends, colour, width, dashes(look["linestyle"], width) or ())

    def _edge(self, end):
        left, top, wide, high = self.axes.box
        return {"bottom": top + high, "top": top, "left": left, "right": left + wide}[end] + self._moved(end)

    def _moved(self, end):
        """How far a spine was moved outwards."""
        return self.axes.spines[end].moved()

    def _ticks(self, paper, kind, places):
        look = self.ticks_look[kind]
        width, colour = look["width"] * PX, colors.css(colors.to_rgba(look["color"]))
        inside, outside = {"out": (0, 1), "in": (1, 0), "inout": (0.5, 0.5)}[look["direction"]]
        for end in ENDS[self.name]:
            if not look[end] or not look["length"]:
                continue
            edge, out = crisp(self._edge(end)), 1 if end in ("bottom", "right") else -1
            near, far = edge - out * inside * look["length"] * PX, edge + out * outside * look["length"] * PX
            for place in places:
                spot = crisp(place, width)
                paper.line(*((spot, near, spot, far) if self.name == "x" else (near, spot, far, spot)), colour, width)

    def gap(self, kind="major"):
        """From the axes' box to the labels."""
        look = self.ticks_look[kind]
        out = {"out": 1, "in": 0, "inout": 0.5}[look["direction"]] * look["length"]
        return (out + look["pad"]) * PX

    def _label_looks(self, kind, text):
        look = self.ticks_look[kind]
        colour = look["color"] if look["labelcolor"] == "inherit" else look["labelcolor"]
        made = Text(0, 0, "", fontsize=look["labelsize"], color=colour, rotation=look["labelrotation"], fontfamily=look["labelfontfamily"])
        made.set(**self.labels_look)
        if text is not None:
            made.set(**{name: text.look[name] for name in text.given})
        return made

    def _labels(self, paper, kind, places, found):
        look = self.ticks_look[kind]
        for end in ENDS[self.name]:
            if not look[f"label{end}"]:
                continue
            gap = self.gap(kind) * (1 if end in ("bottom", "right") else -1)
            edge, usual = self._edge(end), self._label_looks(kind, None)
            align = {"bottom": ("center", "top"), "top": ("center", "baseline"), "left": ("right", "center_baseline"), "right": ("left", "center_baseline")}[end]
            for place, (_, label, own) in zip(places, found):
                text = self._label_looks(kind, own) if own is not None and own.given else usual
                text.set_text(label)
                if not label or not text.look["visible"]:
                    continue
                spot = (place, edge + gap) if self.name == "x" else (edge + gap, place)
                text.write(paper, *spot, horizontalalignment=align[0], verticalalignment=align[1])

    def _offset(self, paper):
        offset = self.side.formatter.offset
        look = self.ticks_look["major"]
        if not offset or not any(look[f"label{end}"] for end in ENDS[self.name]):
            return
        text = self._label_looks("major", None)
        text.set(rotation=0)
        text.set_text(offset)
        left, top, wide, _ = self.axes.box
        if self.name == "x":
            text.set(ha="right", va="top")
            text.write(paper, left + wide, self.reach(paper, "bottom") + 3 * PX)
        else:
            text.set(ha="right" if look["labelright"] else "left", va="bottom")
            text.write(paper, left + wide if look["labelright"] else left, top - 3 * PX)

    def reach(self, paper, end):
        """How far ticks and numbers of an end come."""
        scratch = Paper(paper.width, paper.height)
        edge, look = self._edge(end), self.ticks_look["major"]
        out = look["length"] * PX * {"out": 1, "in": 0, "inout": 0.5}[look["direction"]] if look[end] and self.is_visible else 0.0
        edge += out if end in ("bottom", "right") else -out
        if self.is_visible and look[f"label{end}"]:
            left, top, wide, high = self.axes.box
            for kind in ("minor", "major"):
                found = self.shown(kind == "minor")
                places = [left + share * wide if self.name == "x" else top + high - share * high for share in self.side.shares([tick for tick, _, _ in found])]
                kept, others = dict(self.ticks_look[kind]), [one for one in ENDS[self.name] if one != end]
                self.ticks_look[kind].update({f"label{one}": False for one in others})
                self._labels(scratch, kind, places, found)
                self.ticks_look[kind].update(kept)
        if scratch.bounds is None:
            return edge
        return {"bottom": max(edge, scratch.bounds[3]), "top": min(edge, scratch.bounds[1]), "left": min(edge, scratch.bounds[0]), "right": max(edge, scratch.bounds[2])}[end]

    def _name(self, paper):
        text = self.label
        if not text.text or not text.look["visible"]:
            return
        left, top, wide, high = self.axes.box
        end, pad = self.label_end, self.label_pad * PX
        farthest, sign = (max, 1) if end in ("bottom", "right") else (min, -1)
        place = farthest(axis.reach(paper, end) for axis in self.aligned) + sign * pad
        loc = {"left": 0.0, "bottom": 0.0, "right": 1.0, "top": 1.0}.get(self.label_loc, 0.5)
        along = {0.0: "left", 1.0: "right"}.get(loc, "center")
        if self.name == "x":
            usual = {"horizontalalignment": along, "verticalalignment": "top" if end == "bottom" else "baseline"}
        else:
            # Turned, words grow upwards: what is aligned at their left is at the bottom.
            usual = {"rotation": 90.0, "verticalalignment": {"left": "bottom", "right": "top"}.get(along, "center"), "horizontalalignment": "right" if end == "left" else "left"}
        x, y = (left + loc * wide, place) if self.name == "x" else (place, top + high - loc * high)
        if self.label_coords is not None:
            x, y = left + self.label_coords[0] * wide, top + high - self.label_coords[1] * high
        text.write(paper, x, y, **usual)
