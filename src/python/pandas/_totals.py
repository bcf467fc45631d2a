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

    def describe(self):
        chosen = [name for name, values in self._columns.items() if kind_of(values) in ("int64", "float64")]
        parts = [self[name].describe() for name in (chosen or self._columns)]
        return type(self)({part.name: part._values for part in parts}, parts[0].index)

    def corr(self, method="pearson", numeric_only=True):
        if method != "pearson":
            raise NotImplementedError(f"corr(method={method!r}) is not here: 'pearson' is.")
        chosen = [name for name, values in self._columns.items() if kind_of(values) != "object" or not numeric_only]
        return type(self)({name: [1.0 if name == other else self[name].corr(self[other]) for other in chosen] for name in chosen}, chosen)

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


for _name in ("sum", "mean", "std", "var", "min", "max", "median", "count", "any", "all"):
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
Totals.__hash__ = None
Totals.__invert__ = lambda self: self._each(Series.__invert__)
Totals.__neg__ = lambda self: self._each(Series.__neg__)
