"""pandas' names: tables with named columns, a little of it. What is not here says so."""

from ._dates import DatetimeIndex, Timedelta, Timestamp, date_range, to_datetime  # noqa: F401
from ._frame import DataFrame  # noqa: F401
from ._index import Index, RangeIndex  # noqa: F401
from ._joining import concat, get_dummies  # noqa: F401
from ._merging import crosstab, cut, factorize, melt, merge, pivot, pivot_table, qcut  # noqa: F401
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


def get_option(name):
    from ._text import options

    return options[name.removeprefix("display.")]


def reset_option(name):
    from ._text import options

    first = {"max_rows": 60, "max_columns": 20, "precision": 6, "width": 80, "max_colwidth": 50, "float_format": None}
    options.update(first if name in ("all", "^display") else {name.removeprefix("display."): first[name.removeprefix("display.")]})


class _Display:
    def __setattr__(self, name, value):
        set_option(name, value)

    def __getattr__(self, name):
        return get_option(name)


class options:
    """`options.display.max_rows = 10`."""

    display = _Display()


def __getattr__(name):
    raise AttributeError(f"pandas.{name} is not here. It would run in pandas.")
