"""pandas' names: tables with named columns, a little of it. What is not here says so."""

from ._frame import DataFrame  # noqa: F401
from ._index import Index, RangeIndex  # noqa: F401
from ._joining import concat, get_dummies  # noqa: F401
from ._reading import read_csv  # noqa: F401
from ._series import Series  # noqa: F401
from ._values import isna, isnull, notna, notnull, to_numeric, unique  # noqa: F401

__version__ = "1.5.3"
NA = float("nan")


def set_option(*pairs):
    """How tables are shown, by name."""
    from ._text import options

    for name, value in zip(pairs[::2], pairs[1::2]):
        name = name.removeprefix("display.")
        if name not in options:
            raise NotImplementedError(f"the option {name} is not here: {', '.join(options)} are.")
        options[name] = value


def __getattr__(name):
    raise AttributeError(f"pandas.{name} is not here. It would run in pandas.")
