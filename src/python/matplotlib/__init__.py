"""matplotlib's names: a program's figures as data, laid out as matplotlib does it, drawn by whoever shows them."""

import importlib

__version__ = "3.6.3"

_MODULES = ("animation axes axis cm collections colors container contour figure font_manager gridspec image legend lines markers offsetbox patches "
            "pyplot scale style text ticker transforms").split()  # fmt: skip


def use(backend, *, force=True):
    """Figures go to whoever runs the program, whatever the backend."""


def get_backend():
    return "agg"


def rc(group, **settings):
    from ._rc import rcParams

    short = {"lw": "linewidth", "ls": "linestyle", "c": "color", "fc": "facecolor", "ec": "edgecolor", "mew": "markeredgewidth", "ms": "markersize"}
    for one in [group] if isinstance(group, str) else group:
        for name, value in settings.items():
            rcParams[f"{one}.{short.get(name, name)}"] = value


def rcdefaults():
    from . import _rc

    _rc.reset()


def __getattr__(name):
    if name in ("rcParams", "rc_context"):
        from . import _rc

        return getattr(_rc, name)
    if name == "rcParamsDefault":
        from ._rc import DEFAULTS, default_cycle

        return {**DEFAULTS, "axes.prop_cycle": default_cycle()}
    if name == "colormaps":
        from ._colormap import Maps

        return Maps()
    if name in ("colors", "cm", *_MODULES):
        try:
            return importlib.import_module(f"matplotlib.{name}")
        except ModuleNotFoundError:
            pass
    if name == "cycler":
        from .colors import cycler

        return cycler
    raise AttributeError(f"matplotlib.{name} is not here. It would run in matplotlib.")
