"""numpy's names over the course's tensors, whose numbers arrays share. What is not here says so."""

import math as _math
import types as _types

from . import _of_words, _print, linalg, random  # noqa: F401
from ._array import ndarray, of_tensor  # noqa: F401
from ._counting import *  # noqa: F401, F403
from ._forms import *  # noqa: F401, F403
from ._joining import *  # noqa: F401, F403
from ._making import *  # noqa: F401, F403
from ._of_methods import *  # noqa: F401, F403
from ._of_methods import FUNCTIONS as _FUNCTIONS
from ._pointwise import FUNCTIONS as _POINTWISE
from ._pointwise import *  # noqa: F401, F403
from ._limits import finfo, iinfo  # noqa: F401
from ._places import *  # noqa: F401, F403
from ._products import *  # noqa: F401, F403
from ._reading import *  # noqa: F401, F403
from ._scalars import (  # noqa: F401
    bool_,
    dtype,
    float16,
    float32,
    float64,
    floating,
    generic,
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
for _names, _gives in ((_of_words.MOVES, "words"), (_of_words.MEASURES, "numbers"), (("unique",), "first")):
    globals().update({_name: _of_words.moving(globals()[_name], _gives) for _name in _names if _name in globals()})
# As numpy calls them.
for _one in [one for one in globals().values() if isinstance(one, type) and one.__module__.startswith("numpy.")]:
    _one.__module__ = "numpy"

__version__ = "1.24.2"
version = _types.SimpleNamespace(version=__version__, full_version=__version__)
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
str_, object_, bytes_, unicode_ = str, object, bytes, str
True_, False_ = bool_(True), bool_(False)
_of_tensor = of_tensor


def set_printoptions(precision=None, threshold=None, edgeitems=None, linewidth=None, suppress=None, formatter=None, floatmode=None):
    if floatmode not in (None, "maxprec"):
        raise NotImplementedError(f"floatmode={floatmode!r} is not here: 'maxprec' is.")
    given = {"precision": precision, "threshold": threshold, "edgeitems": edgeitems, "linewidth": linewidth, "suppress": suppress}
    _print.options.update({name: value for name, value in given.items() if value is not None}, formatter=formatter)


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


def array2string(a, max_line_width=None, precision=None, suppress_small=None, separator=" ", prefix="", formatter=None, threshold=None, edgeitems=None):
    with printoptions(linewidth=max_line_width, precision=precision, suppress=suppress_small, formatter=formatter, threshold=threshold, edgeitems=edgeitems):
        return _print.text(a, separator, prefix)


def array_repr(arr):
    return repr(arr)


def array_str(a):
    return str(a)


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

    if name == "math":
        return _math
    if name in ("lib", "testing", "char"):
        from importlib import import_module

        return import_module(f".{name}", __name__)
    near = difflib.get_close_matches(name, [own for own in globals() if not own.startswith("_")], 3)
    hint = f" Near it: {', '.join('numpy.' + own for own in near)}." if near else ""
    raise AttributeError(f"numpy.{name} is not here. It would run in numpy.{hint}")
