"""Styles by name."""

from ._rc import DEFAULTS, RcParams, default_cycle, rc_context, rcParams
from .colors import cycler

_SEABORN = {"font.family": ["sans-serif"], "image.cmap": "Greys", "legend.frameon": False, "legend.numpoints": 1, "legend.scatterpoints": 1, "lines.solid_capstyle": "round", "text.color": ".15",
            "axes.labelcolor": ".15", "xtick.color": ".15", "ytick.color": ".15", "axes.axisbelow": True, "axes.facecolor": "#EAEAF2", "axes.edgecolor": "white", "axes.linewidth": 0.0,
            "axes.grid": True, "grid.color": "white", "grid.linestyle": "-", "figure.facecolor": "white", "xtick.direction": "out", "ytick.direction": "out", "xtick.major.size": 0.0,
            "ytick.major.size": 0.0, "xtick.minor.size": 0.0, "ytick.minor.size": 0.0, "font.sans-serif": ["Arial", "Liberation Sans", "DejaVu Sans"]}  # fmt: skip
_NOTEBOOK = {"figure.figsize": [8.0, 5.5], "axes.labelsize": 11.0, "axes.titlesize": 12.0, "xtick.labelsize": 10.0, "ytick.labelsize": 10.0, "legend.fontsize": 10.0, "grid.linewidth": 1.0,
             "lines.linewidth": 1.75, "patch.linewidth": 0.3, "lines.markersize": 7.0, "lines.markeredgewidth": 0.0, "xtick.major.width": 1.0, "ytick.major.width": 1.0,
             "xtick.minor.width": 0.5, "ytick.minor.width": 0.5, "xtick.major.pad": 7.0, "ytick.major.pad": 7.0}  # fmt: skip
_WHITE = {"axes.facecolor": "white", "axes.edgecolor": ".15", "axes.linewidth": 1.25, "axes.grid": False, "grid.color": ".8"}
_DEEP = ["#4C72B0", "#55A868", "#C44E52", "#8172B2", "#CCB974", "#64B5CD"]


def _scaled(factor):
    return {name: value * factor if isinstance(value, float) else [side * factor for side in value] for name, value in _NOTEBOOK.items()}


_STYLES = {
    "default": {}, "fast": {},
    "classic": {"figure.figsize": [8.0, 6.0], "figure.facecolor": "0.75", "axes.prop_cycle": ["b", "g", "r", "c", "m", "y", "k"], "lines.linewidth": 1.0, "font.size": 12.0,
                "xtick.direction": "in", "ytick.direction": "in", "xtick.top": True, "ytick.right": True, "image.cmap": "jet", "axes.xmargin": 0.0, "axes.ymargin": 0.0,
                "legend.fancybox": False, "legend.framealpha": 1.0, "legend.edgecolor": "inherit", "legend.loc": "upper right", "axes.linewidth": 1.0},
    "ggplot": {"patch.linewidth": 0.5, "patch.facecolor": "#348ABD", "patch.edgecolor": "#EEEEEE", "font.size": 10.0, "axes.facecolor": "#E5E5E5", "axes.edgecolor": "white",
               "axes.linewidth": 1.0, "axes.grid": True, "axes.titlesize": "x-large", "axes.labelsize": "large", "axes.labelcolor": "#555555", "axes.axisbelow": True,
               "axes.prop_cycle": ["#E24A33", "#348ABD", "#988ED5", "#777777", "#FBC15E", "#8EBA42", "#FFB5B8"], "xtick.color": "#555555", "ytick.color": "#555555",
               "grid.color": "white", "grid.linestyle": "-", "figure.facecolor": "white"},
    "dark_background": {"lines.color": "white", "patch.edgecolor": "white", "text.color": "white", "axes.facecolor": "black", "axes.edgecolor": "white", "axes.labelcolor": "white",
                        "axes.prop_cycle": ["#8dd3c7", "#feffb3", "#bfbbd9", "#fa8174", "#81b1d2", "#fdb462", "#b3de69", "#bc82bd", "#ccebc4", "#ffed6f"], "xtick.color": "white",
                        "ytick.color": "white", "grid.color": "white", "figure.facecolor": "black", "figure.edgecolor": "black"},
    "fivethirtyeight": {"lines.linewidth": 4.0, "lines.solid_capstyle": "butt", "legend.fancybox": True, "axes.prop_cycle": ["#008fd5", "#fc4f30", "#e5ae38", "#6d904f", "#8b8b8b", "#810f7c"],
                        "axes.facecolor": "#f0f0f0", "axes.labelsize": "large", "axes.axisbelow": True, "axes.grid": True, "axes.edgecolor": "#f0f0f0", "axes.linewidth": 3.0,
                        "axes.titlesize": "x-large", "patch.edgecolor": "#f0f0f0", "patch.linewidth": 0.5, "grid.linestyle": "-", "grid.linewidth": 1.0, "grid.color": "#cbcbcb",
                        "xtick.major.size": 0.0, "xtick.minor.size": 0.0, "ytick.major.size": 0.0, "ytick.minor.size": 0.0, "font.size": 14.0, "figure.subplot.left": 0.08,
                        "figure.subplot.right": 0.95, "figure.subplot.bottom": 0.07, "figure.facecolor": "#f0f0f0"},
    "bmh": {"lines.linewidth": 2.0, "patch.linewidth": 0.5, "patch.facecolor": "blue", "patch.edgecolor": "#eeeeee", "axes.facecolor": "#eeeeee", "axes.edgecolor": "#bcbcbc",
            "axes.grid": True, "axes.titlesize": "x-large", "axes.labelsize": "large", "legend.fancybox": True, "grid.color": "#b2b2b2", "grid.linestyle": "--", "grid.linewidth": 0.5,
            "axes.prop_cycle": ["#348ABD", "#A60628", "#7A68A6", "#467821", "#D55E00", "#CC79A7", "#56B4E9", "#009E73", "#F0E442", "#0072B2"]},
    "grayscale": {"axes.prop_cycle": ["0.00", "0.40", "0.60", "0.70"], "image.cmap": "gray", "figure.facecolor": "0.75", "patch.facecolor": "gray"},
    "tableau-colorblind10": {"axes.prop_cycle": ["#006BA4", "#FF800E", "#ABABAB", "#595959", "#5F9ED1", "#C85200", "#898989", "#A2C8EC", "#FFBC79", "#CFCFCF"], "patch.facecolor": "#006BA4"},
    "seaborn": {**_SEABORN, **_NOTEBOOK, "axes.prop_cycle": _DEEP, "patch.facecolor": "#4C72B0"},
    "seaborn-darkgrid": _SEABORN, "seaborn-whitegrid": {**_SEABORN, **_WHITE, "axes.grid": True, "axes.edgecolor": ".8", "axes.linewidth": 1.0},
    "seaborn-white": {**_SEABORN, **_WHITE}, "seaborn-dark": {**_SEABORN, "axes.grid": False},
    "seaborn-ticks": {**_SEABORN, **_WHITE, "xtick.major.size": 6.0, "ytick.major.size": 6.0, "xtick.minor.size": 3.0, "ytick.minor.size": 3.0},
    "seaborn-notebook": _NOTEBOOK, "seaborn-paper": _scaled(0.8), "seaborn-talk": _scaled(1.3), "seaborn-poster": _scaled(1.6),
    "seaborn-deep": {"axes.prop_cycle": _DEEP, "patch.facecolor": "#4C72B0"},
    "seaborn-muted": {"axes.prop_cycle": ["#4878CF", "#6ACC65", "#D65F5F", "#B47CC7", "#C4AD66", "#77BEDB"], "patch.facecolor": "#4878CF"},
    "seaborn-bright": {"axes.prop_cycle": ["#003FFF", "#03ED3A", "#E8000B", "#8A2BE2", "#FFC400", "#00D7FF"], "patch.facecolor": "#003FFF"},
    "seaborn-pastel": {"axes.prop_cycle": ["#92C6FF", "#97F0AA", "#FF9F9A", "#D0BBFF", "#FFFEA3", "#B0E0E6"], "patch.facecolor": "#92C6FF"},
    "seaborn-dark-palette": {"axes.prop_cycle": ["#001C7F", "#017517", "#8C0900", "#7600A1", "#B8860B", "#006374"], "patch.facecolor": "#001C7F"},
    "seaborn-colorblind": {"axes.prop_cycle": ["#0072B2", "#009E73", "#D55E00", "#CC79A7", "#F0E442", "#56B4E9"], "patch.facecolor": "#0072B2"},
}  # fmt: skip
available = sorted({way for name in _STYLES if name != "default" for way in (name, name.replace("seaborn", "seaborn-v0_8"))})


def settings_of(style):
    """A style's settings by its name, also with a version in it, or a dict as it is."""
    if isinstance(style, dict):
        return style
    name = style.replace("seaborn-v0_8", "seaborn")
    if name not in _STYLES:
        raise OSError(f"{style!r} not found in the style library and input is not a valid URL or path; see `style.available` for list of available styles")
    if name == "default":
        return {**DEFAULTS, "axes.prop_cycle": default_cycle()}
    return {key: cycler(color=value) if key == "axes.prop_cycle" else value for key, value in _STYLES[name].items()}


def use(style):
    for one in [style] if isinstance(style, (str, dict)) else style:
        rcParams.update(settings_of(one))


def context(style, after_reset=False):
    """Styles for a while."""
    settings = dict(settings_of("default")) if after_reset else {}
    for one in [style] if isinstance(style, (str, dict)) else style:
        settings.update(settings_of(one))
    return rc_context(settings)


class _Library(dict):
    def __missing__(self, name):
        self[name] = made = RcParams()
        made.update(settings_of(name))
        return made


library = _Library()
