"""Seaborn: its looks and palettes, heat maps, and its plain plots of points, lines, counts and bars, drawn by matplotlib."""

from ._heatmap import heatmap  # noqa: F401
from ._looks import color_palette, despine, set_context, set_palette, set_style, set_theme  # noqa: F401
from ._plots import barplot, countplot, histplot, kdeplot, lineplot, scatterplot  # noqa: F401

__version__ = "0.12.2"
set = set_theme


def __getattr__(name):
    raise AttributeError(f"seaborn.{name} is not here: heatmap, scatterplot, lineplot, histplot, kdeplot, countplot, barplot are. Matplotlib draws; the rest would run with seaborn itself.")
