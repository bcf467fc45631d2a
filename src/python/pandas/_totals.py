"""Tables summed up, and what stands between them."""

from ._series import Series
from ._values import GAP, kind_of


class Totals:
    """What `DataFrame` inherits from."""

    def _reduced(self, name, axis=0, numeric_only=None, **named):
        if axis in (1, "columns"):
            return Series([getattr(Series([value for value in row if not isinstance(value, str)]), name)(**named) for row in self._rows()], self.index)
        takes_words = name in ("count", "nunique") or (name in ("sum", "min", "max", "any", "all") and not numeric_only)
        chosen = [own for own, values in self._columns.items() if takes_words or kind_of(values) != "object"]
        return Series([getattr(self[own], name)(**named) for own in chosen], chosen)

    def describe(self, include=None, percentiles=None):
        if percentiles is not None:
            raise NotImplementedError("describe(percentiles=...) is not here: quantile(q) is.")
        numbers = [name for name, values in self._columns.items() if kind_of(values) in ("int64", "float64")]
        words = [name for name in self._columns if name not in numbers]
        chosen = list(self._columns) if include == "all" else words if include in ("object", object, ["object"], ["O"], "O") else numbers or words
        parts = [self[name].describe() for name in chosen]
        rows = list(dict.fromkeys(label for place in (0, 1) for part in parts for label in (part.index if (len(part) == 4) != bool(place) else [])))
        rows = ["count", *[one for one in rows if one != "count"]] if rows else rows
        return type(self)({part.name: [part[label] if label in part.index else GAP for label in rows] for part in parts}, rows)

    def corr(self, method="pearson", numeric_only=True):
        if method not in ("pearson", "spearman"):
            raise NotImplementedError(f"corr(method={method!r}) is not here: 'pearson' and 'spearman' are.")
        own = self if method == "pearson" else self[self._numbers(numeric_only)]._each(Series.rank)
        return own._matrix(lambda a, b: a.corr(b), numeric_only)

    def cov(self, numeric_only=True):
        return self._matrix(lambda a, b: a.cov(b), numeric_only)

    def _numbers(self, numeric_only=True):
        return [name for name, values in self._columns.items() if kind_of(values) != "object" or not numeric_only]

    def _matrix(self, run, numeric_only):
        chosen = self._numbers(numeric_only)
        return type(self)({name: [run(self[name], self[other]) for other in chosen] for name in chosen}, chosen)

    def corrwith(self, other):
        return Series([self[name].corr(other) for name in self._numbers()], self._numbers())

    def quantile(self, q=0.5, numeric_only=True):
        chosen = self._numbers(numeric_only)
        if isinstance(q, (list, tuple)):
            return type(self)({name: self[name].quantile(q)._values for name in chosen}, list(q))
        return Series([self[name].quantile(q) for name in chosen], chosen, q)

    def agg(self, func, axis=0):
        if isinstance(func, dict):
            parts = {name: self[name].agg(run) for name, run in func.items()}
            if any(isinstance(one, Series) for one in parts.values()):
                rows = list(dict.fromkeys(label for one in parts.values() for label in one.index))
                return type(self)({name: [one[label] if label in one.index else GAP for label in rows] for name, one in parts.items()}, rows)
            return Series(list(parts.values()), list(parts))
        if isinstance(func, (list, tuple)):
            return type(self)({name: self[name].agg(func)._values for name in self._columns}, [one if isinstance(one, str) else one.__name__ for one in func])
        return getattr(self, func)(axis) if isinstance(func, str) else self.apply(func, axis)

    aggregate = agg

    def idxmax(self, axis=0):
        return self._reduced("idxmax", axis) if axis in (0, "index") else Series([row.idxmax() for _, row in self.iterrows()], self.index)

    def idxmin(self, axis=0):
        return self._reduced("idxmin", axis) if axis in (0, "index") else Series([row.idxmin() for _, row in self.iterrows()], self.index)

    def rolling(self, window, min_periods=None):
        return _Rolling(self, window, min_periods)

    def items(self):
        return ((name, self[name]) for name in self._columns)

    def nunique(self):
        return self._reduced("nunique")

    def select_dtypes(self, include=None, exclude=None):
        kinds = lambda wanted: (
            {"number": ("int64", "float64")}.get(wanted, (str(getattr(wanted, "__name__", wanted)).replace("int", "int64").replace("6464", "64"),))
            if wanted != "object"
            else ("object",)
        )
        wanted = [kind for one in ([include] if isinstance(include, (str, type)) else include or []) for kind in kinds(one)]
        unwanted = [kind for one in ([exclude] if isinstance(exclude, (str, type)) else exclude or []) for kind in kinds(one)]
        return self[[name for name, values in self._columns.items() if (not wanted or kind_of(values) in wanted) and kind_of(values) not in unwanted]]

    def to_csv(self, path_or_buf=None, sep=",", index=True, header=True, na_rep=""):
        from ._reading import written

        return written(self, path_or_buf, sep, index, header, na_rep)


class _Rolling:
    def __init__(self, frame, window, min_periods):
        self._frame, self._given = frame, (window, min_periods)

    def __getattr__(self, name):
        return lambda *args: self._frame._each(lambda column: getattr(column.rolling(*self._given), name)(*args))


for _name in ("cumsum", "cumprod", "cummax", "cummin", "diff", "shift", "pct_change", "rank", "clip", "abs", "ffill", "bfill", "interpolate"):
    setattr(Totals, _name, (lambda name: lambda self, *args, **named: self._each(lambda column: getattr(column, name)(*args, **named)))(_name))
for _name in ("sum", "mean", "std", "var", "min", "max", "median", "count", "prod", "skew", "any", "all"):
    setattr(Totals, _name, (lambda name: lambda self, axis=0, numeric_only=None, **named: self._reduced(name, axis, numeric_only, **named))(_name))


def _between(name):
    def run(self, other):
        if isinstance(other, Totals):
            return self._made({own: getattr(self[own], name)(other[own])._values for own in self._columns})
        if isinstance(other, Series):
            return self._made({own: getattr(self[own], name)(other[own] if own in other.index else GAP)._values for own in self._columns})
        return self._made({own: getattr(self[own], name)(other)._values for own in self._columns})

    return run


for _name in ("add", "sub", "mul", "truediv", "pow", "radd", "rsub", "rmul", "rtruediv", "eq", "ne", "lt", "le", "gt", "ge", "and", "or"):
    setattr(Totals, f"__{_name}__", _between(f"__{_name}__"))
for _name, _own in (
    ("add", "add"),
    ("sub", "sub"),
    ("mul", "mul"),
    ("div", "truediv"),
    ("truediv", "truediv"),
    ("pow", "pow"),
    ("eq", "eq"),
    ("ne", "ne"),
    ("lt", "lt"),
    ("le", "le"),
    ("gt", "gt"),
    ("ge", "ge"),
):
    setattr(Totals, _name, (lambda own: lambda self, other, axis="columns": _along(self, other, axis, own))(f"__{_own}__"))
    if not hasattr(Series, _name):
        setattr(Series, _name, (lambda own: lambda self, other: getattr(self, own)(other))(f"__{_own}__"))


def _along(frame, other, axis, name):
    if axis in (0, "index") and isinstance(other, Series):
        return frame._each(lambda column: getattr(column, name)(other))
    return getattr(frame, name)(other)


Totals.__hash__ = None
Totals.__invert__ = lambda self: self._each(Series.__invert__)
Totals.__neg__ = lambda self: self._each(Series.__neg__)
