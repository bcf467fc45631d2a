"""Figures on their way to the reader: who shows them sets `on_show` and `pause`; what a figure holds, in numbers and in words."""

import sys

# on_show(figure, is_final): figure.shown_as is its number; a figure that is not final yet is shown again under the same number.
on_show = None
_shown = 0


def pause(seconds):
    """Waits while a figure is looked at; nobody looks in a terminal."""


def show(figure, is_final):
    """Hands a figure to whoever shows it."""
    global _shown
    if getattr(figure, "shown_as", None) is None:
        _shown += 1
        figure.shown_as = _shown
    if on_show is not None:
        on_show(figure, is_final)
    if is_final:
        figure.shown_as = None


def end_cell():
    """Shows and closes what a cell has left open."""
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is not None:
        pyplot.show()


def counts(figure):
    """How many lines, points and images all axes hold."""
    points = sum(len(part.x) for axes in figure.axes for part in axes.collections if hasattr(part, "sizes"))
    return {"lines": sum(len(axes.lines) for axes in figure.axes), "points": points, "images": sum(len(axes.images) for axes in figure.axes)}


def described(figure):
    """A figure in a line of English."""
    title = figure.titles["top"].get_text() if "top" in figure.titles else ""
    parts = [_axes_words(axes) for axes in figure.axes if axes.label != "<colorbar>"]
    count = len(parts)
    kind = "Figure" if count == 1 else f"Figure with {count} axes"
    words = ". ".join(dict.fromkeys(part for part in parts[:4] if part)) + (f". And {count - 4} more" if count > 4 else "")
    return " ".join(f"{kind}{f' “{title}”' if title else ''}{': ' if words else ''}{words}".split()) + "."


def _axes_words(axes):
    title, x, y = axes.get_title(), axes.get_xlabel(), axes.get_ylabel()
    points = sum(len(part.x) for part in axes.collections if hasattr(part, "sizes"))
    numbers = [(len(axes.lines), "line"), (points, "point"), (len(axes.images), "image"), (len(axes.patches), "shape")]
    held = ", ".join(f"{number} {name}{'s' if number > 1 else ''}" for number, name in numbers if number)
    names = " against ".join(f"“{name}”" for name in (y, x) if name)
    return ", ".join(part for part in (f"“{title}”" if title else "", names, held or "empty") if part)
