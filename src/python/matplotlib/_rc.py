"""rcParams: every setting that has an effect here, and what it is at first."""

import re
import warnings

DEFAULTS = {
    "figure.figsize": [6.4, 4.8], "figure.dpi": 100.0, "figure.facecolor": "white", "figure.edgecolor": "white", "figure.autolayout": False,
    "figure.constrained_layout.use": False, "figure.titlesize": "large", "figure.titleweight": "normal", "figure.max_open_warning": 20,
    "figure.subplot.left": 0.125, "figure.subplot.right": 0.9, "figure.subplot.bottom": 0.11, "figure.subplot.top": 0.88,
    "figure.subplot.wspace": 0.2, "figure.subplot.hspace": 0.2,
    "savefig.dpi": "figure", "savefig.facecolor": "auto", "savefig.format": "png", "savefig.bbox": None, "savefig.transparent": False, "savefig.pad_inches": 0.1,
    "axes.facecolor": "white", "axes.edgecolor": "black", "axes.linewidth": 0.8, "axes.grid": False, "axes.grid.axis": "both", "axes.axisbelow": "line",
    "axes.titlesize": "large", "axes.titleweight": "normal", "axes.titlecolor": "auto", "axes.titlepad": 6.0, "axes.titlelocation": "center",
    "axes.labelsize": "medium", "axes.labelweight": "normal", "axes.labelcolor": "black", "axes.labelpad": 4.0, "axes.prop_cycle": None,
    "axes.unicode_minus": True, "axes.xmargin": 0.05, "axes.ymargin": 0.05, "axes.formatter.limits": [-5, 6], "axes.formatter.useoffset": True,
    "axes.spines.left": True, "axes.spines.right": True, "axes.spines.top": True, "axes.spines.bottom": True,
    "xtick.labelsize": "medium", "xtick.color": "black", "xtick.labelcolor": "inherit", "xtick.direction": "out", "xtick.top": False, "xtick.bottom": True,
    "xtick.major.size": 3.5, "xtick.minor.size": 2.0, "xtick.major.width": 0.8, "xtick.minor.width": 0.6, "xtick.major.pad": 3.5, "xtick.minor.visible": False,
    "ytick.labelsize": "medium", "ytick.color": "black", "ytick.labelcolor": "inherit", "ytick.direction": "out", "ytick.right": False, "ytick.left": True,
    "ytick.major.size": 3.5, "ytick.minor.size": 2.0, "ytick.major.width": 0.8, "ytick.minor.width": 0.6, "ytick.major.pad": 3.5, "ytick.minor.visible": False,
    "grid.color": "#b0b0b0", "grid.linestyle": "-", "grid.linewidth": 0.8, "grid.alpha": 1.0,
    "lines.linewidth": 1.5, "lines.linestyle": "-", "lines.color": "C0", "lines.marker": "None", "lines.markersize": 6.0, "lines.markeredgewidth": 1.0,
    "lines.markeredgecolor": "auto", "lines.markerfacecolor": "auto", "lines.solid_capstyle": "projecting",
    "patch.linewidth": 1.0, "patch.facecolor": "C0", "patch.edgecolor": "black", "patch.force_edgecolor": False,
    "scatter.marker": "o", "scatter.edgecolors": "face", "errorbar.capsize": 0.0, "hist.bins": 10,
    "image.cmap": "viridis", "image.interpolation": "antialiased", "image.origin": "upper", "image.aspect": "equal",
    "legend.loc": "best", "legend.fontsize": "medium", "legend.title_fontsize": None, "legend.frameon": True, "legend.framealpha": 0.8, "legend.facecolor": "inherit",
    "legend.edgecolor": "0.8", "legend.fancybox": True, "legend.shadow": False, "legend.numpoints": 1, "legend.scatterpoints": 1, "legend.markerscale": 1.0,
    "legend.borderpad": 0.4, "legend.labelspacing": 0.5, "legend.handlelength": 2.0, "legend.handletextpad": 0.8, "legend.borderaxespad": 0.5, "legend.columnspacing": 2.0,
    "legend.labelcolor": None,
    "font.size": 10.0, "font.family": ["sans-serif"], "font.weight": "normal", "font.style": "normal",
    "font.sans-serif": ["DejaVu Sans"], "font.serif": ["DejaVu Serif"], "font.monospace": ["DejaVu Sans Mono"], "text.color": "black",
    "text.usetex": False,
    # Of what is not made here, such as PDF files, and of how matplotlib itself works.
    "pdf.fonttype": 3, "ps.fonttype": 3, "pdf.compression": 6, "agg.path.chunksize": 0, "path.simplify": True, "path.simplify_threshold": 1 / 9, "animation.embed_limit": 20.0,
    "toolbar": "toolbar2", "backend": "agg", "timezone": "UTC", "mathtext.fontset": "dejavusans",
}  # fmt: skip


class RcParams(dict):
    def __setitem__(self, name, value):
        if name not in DEFAULTS:
            raise KeyError(f"{name} is not a setting of figures here: what is not in matplotlib.rcParams changes nothing. It may run in matplotlib.")
        if name == "text.usetex" and value:
            raise NotImplementedError("text.usetex is not here: formulas between dollar signs are written without TeX.")
        if name == "mathtext.fontset" and value != "dejavusans":
            warnings.warn(f"{name}={value!r} is not here: formulas are in the words' own font.", UserWarning, 3)
        if isinstance(DEFAULTS[name], list) and isinstance(value, (str, tuple)):
            value = [value] if isinstance(value, str) else list(value)
        elif isinstance(DEFAULTS[name], float) and isinstance(value, str) and name != "savefig.dpi":
            value = float(value)
        super().__setitem__(name, value)

    def update(self, *settings, **named):
        for name, value in dict(*settings, **named).items():
            self[name] = value

    def setdefault(self, name, value=None):
        return self[name]

    def copy(self):
        return dict(self)

    def find_all(self, pattern):
        return {name: value for name, value in self.items() if re.search(pattern, name)}


def default_cycle():
    from .colors import cycler

    return cycler(color=["#1f77b4", "#ff7f0e", "#2ca02c", "#d62728", "#9467bd", "#8c564b", "#e377c2", "#7f7f7f", "#bcbd22", "#17becf"])


rcParams = RcParams()


def reset():
    rcParams.update({name: list(value) if isinstance(value, list) else value for name, value in DEFAULTS.items()})
    rcParams["axes.prop_cycle"] = default_cycle()


class rc_context:
    """Settings for a while."""

    def __init__(self, rc=None, fname=None):
        if fname is not None:
            raise NotImplementedError("rc_context(fname=...) is not here: give a dict.")
        self.kept, self.given = dict(rcParams), rc or {}
        rcParams.update(self.given)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        rcParams.update(self.kept)


_SIZES = {"xx-small": 0.579, "x-small": 0.694, "small": 0.833, "medium": 1.0, "large": 1.2, "x-large": 1.44, "xx-large": 1.728, "larger": 1.2, "smaller": 0.833}


def points(size):
    """A size of text in points: a number, or a word for a share of font.size."""
    if isinstance(size, str) and size in _SIZES:
        return _SIZES[size] * rcParams["font.size"]
    return rcParams["font.size"] if size is None else float(size)


reset()
