"""Seaborn's looks, by matplotlib's styles of that name. Its plots are not here."""

from matplotlib import pyplot

_LOOKS = ("darkgrid", "whitegrid", "dark", "white", "ticks")


def set_style(style="darkgrid"):
    if style not in _LOOKS:
        raise ValueError(f"style must be one of {', '.join(_LOOKS)}")
    pyplot.style.use(f"seaborn-{style}")


def set_theme(style="darkgrid"):
    set_style(style)


set = set_theme


def __getattr__(name):
    raise AttributeError(f"seaborn.{name} is not here: only its looks are (set_theme, set_style). Matplotlib draws; the rest would run with seaborn itself.")
