"""numpy's names over the course's tensors, whose numbers arrays share. What is not here says so."""

import math as _math

from . import _lifted, _print, linalg, random  # noqa: F401
from ._array import ndarray, of_tensor  # noqa: F401
from ._counting import *  # noqa: F401, F403
from ._joining import *  # noqa: F401, F403
from ._making import *  # noqa: F401, F403
from ._of_methods import *  # noqa: F401, F403
from ._of_methods import FUNCTIONS as _FUNCTIONS
from ._pointwise import FUNCTIONS as _POINTWISE
from ._pointwise import *  # noqa: F401, F403
from ._products import *  # noqa: F401, F403
from ._reading import *  # noqa: F401, F403
from ._scalars import (  # noqa: F401
    bool_,
    dtype,
    finfo,
    float16,
    float32,
    float64,
    floating,
    generic,
    iinfo,
    int8,
    int16,
    int32,
    int64,
    integer,
    issubdtype,
    number,
    signedinteger,
    uint8,
)

globals().update(_FUNCTIONS)
globals().update(_POINTWISE)
globals().update(_lifted.lifted(globals()))

__version__ = "1.24.2"
pi, e, euler_gamma, inf, nan, newaxis = _math.pi, _math.e, 0.5772156649015329, _math.inf, _math.nan, None
Inf, NaN, NAN, Infinity, infty, PINF, NINF = inf, nan, nan, inf, inf, inf, -inf
int_, float_, double, single, half, intp, longlong, byte, ubyte, short, intc = (
    int64,
    float64,
    float64,
    float32,
    float16,
    int64,
    int64,
    int8,
    uint8,
    int16,
    int32,
)
object_, str_ = object, str
_of_tensor = of_tensor


def set_printoptions(precision=None, threshold=None, edgeitems=None, linewidth=None, suppress=None):
    given = {"precision": precision, "threshold": threshold, "edgeitems": edgeitems, "linewidth": linewidth, "suppress": suppress}
    _print.options.update({name: value for name, value in given.items() if value is not None})


def get_printoptions():
    return dict(_print.options)


class printoptions:
    """Other options until the end of a `with`."""

    def __init__(self, **options):
        self._options = options

    def __enter__(self):
        self._before = dict(_print.options)
        set_printoptions(**self._options)

    def __exit__(self, *_):
        _print.options.update(self._before)


def array2string(a, max_line_width=None, precision=None, suppress_small=None, separator=" "):
    with printoptions(linewidth=max_line_width, precision=precision, suppress=suppress_small):
        return _print.text(a, separator)


class errstate:
    """Numbers that are none come without a word here, whatever is asked for; `raise` is refused."""

    def __init__(self, **asked):
        if "raise" in asked.values():
            raise NotImplementedError("errstate(...='raise') is not here: numbers that are none come without a word.")

    def __enter__(self):
        return None

    def __exit__(self, *_):
        return None


def seterr(all=None, divide=None, over=None, under=None, invalid=None):
    errstate(all=all, divide=divide, over=over, under=under, invalid=invalid)
    return {"divide": "ignore", "over": "ignore", "under": "ignore", "invalid": "ignore"}


def __getattr__(name):
    import difflib

    if name in ("lib", "testing"):
        from importlib import import_module

        return import_module(f".{name}", __name__)
    near = difflib.get_close_matches(name, [own for own in globals() if not own.startswith("_")], 3)
    hint = f" Near it: {', '.join('numpy.' + own for own in near)}." if near else ""
    raise AttributeError(f"numpy.{name} is not here. It would run in numpy.{hint}")
