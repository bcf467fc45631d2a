"""Days and times in columns."""

import datetime as _datetime

from ._index import Index
from ._series import Series
from ._values import GAP, is_gap, listed

_FORMATS = ("%Y-%m-%d", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S", "%Y/%m/%d", "%m/%d/%Y", "%m/%d/%y", "%m-%d-%Y", "%Y%m%d", "%d %b %Y", "%d-%b-%Y", "%d-%b-%y", "%b %d, %Y", "%B %d, %Y", "%b %d %Y", "%Y-%m", "%Y",
            "%m/%d/%Y %H:%M", "%Y-%m-%d %H:%M:%S.%f", "%d/%m/%Y", "%d.%m.%Y")  # fmt: skip


class Timestamp(_datetime.datetime):
    """A time, as Python's, with pandas' names."""

    def __new__(cls, value=None, *rest, **named):
        if isinstance(value, (str, _datetime.date)) and not rest and not named:
            return _read(value, None)
        return super().__new__(cls, value, *rest, **named)

    dayofweek = property(lambda self: self.weekday())
    day_of_week = dayofweek
    dayofyear = property(lambda self: self.timetuple().tm_yday)
    quarter = property(lambda self: (self.month + 2) // 3)
    week = property(lambda self: self.isocalendar()[1])

    def day_name(self):
        return self.strftime("%A")

    def month_name(self):
        return self.strftime("%B")

    def normalize(self):
        return Timestamp(self.year, self.month, self.day)

    def __repr__(self):
        return f"Timestamp('{self}')"

    def __add__(self, other):
        return _of(super().__add__(other))

    __radd__ = __add__

    def __sub__(self, other):
        found = super().__sub__(other)
        return _of(found) if isinstance(found, _datetime.datetime) else Timedelta(days=found.days, seconds=found.seconds, microseconds=found.microseconds)


class Timedelta(_datetime.timedelta):
    def __str__(self):
        return f"{self.days} days" + (f" {self.seconds // 3600:02}:{self.seconds // 60 % 60:02}:{self.seconds % 60:02}" if self.seconds else "")

    def __repr__(self):
        return f"Timedelta('{self.days} days {self.seconds // 3600:02}:{self.seconds // 60 % 60:02}:{self.seconds % 60:02}')"


def _of(value):
    return Timestamp(value.year, value.month, value.day, value.hour, value.minute, value.second, value.microsecond)


def _read(value, format):
    if is_gap(value):
        return GAP
    if isinstance(value, _datetime.date):
        return _of(value if isinstance(value, _datetime.datetime) else _datetime.datetime(value.year, value.month, value.day))
    for one in (format,) if format is not None else _FORMATS:
        try:
            return _of(_datetime.datetime.strptime(str(value).strip(), one))
        except ValueError:
            continue
    raise ValueError(f"time data {value!r} does not match format {format!r}" if format else f"Unknown string format: {value}")


def to_datetime(arg, format=None, errors="raise"):
    if errors not in ("raise", "coerce"):
        raise NotImplementedError(f"to_datetime(errors={errors!r}) is not here.")

    def read(value):
        try:
            return _read(value, format)
        except ValueError:
            if errors == "raise":
                raise
            return GAP

    if isinstance(arg, Series):
        return arg._made([read(value) for value in arg])
    if isinstance(arg, (str, _datetime.date)):
        return read(arg)
    return DatetimeIndex([read(value) for value in listed(arg)], getattr(arg, "name", None))


class DatetimeIndex(Index):
    freq = None

    def __repr__(self):
        shown = ", ".join(f"'{day(value)}'" for value in self._values)
        return f"DatetimeIndex([{shown}], dtype='datetime64[ns]', freq={self.freq!r})"

    def __getattr__(self, name):
        if name in _PARTS:
            return Index([getattr(value, name) for value in self._values])
        raise AttributeError(f"'DatetimeIndex' object has no attribute '{name}' here.")


_UNITS = {"D": ("days", 1), "H": ("hours", 1), "T": ("minutes", 1), "min": ("minutes", 1), "S": ("seconds", 1), "W": ("days", 7), "B": ("days", 1)}


def date_range(start=None, end=None, periods=None, freq="D"):
    """Times one step apart: of days, hours, minutes, seconds, weeks, working days, or months' ends and starts."""
    found = _range(start, end, periods, freq)
    found = DatetimeIndex(found)
    found.freq = freq
    return found


def _range(start, end, periods, freq):
    count, unit = int("".join(filter(str.isdigit, freq)) or 1), freq.lstrip("0123456789")
    if unit not in (*_UNITS, "M", "MS"):
        raise NotImplementedError(f"date_range(freq={freq!r}) is not here: {', '.join((*_UNITS, 'M', 'MS'))} are.")
    last, found = None if end is None else Timestamp(end), []
    now = Timestamp(start) if start is not None else last - _step(unit, count) * (periods - 1)
    if unit == "W":
        now = now + _datetime.timedelta(days=(6 - now.weekday()) % 7)
    if unit in ("M", "MS"):
        year, month = now.year, now.month + (unit == "MS" and now.day > 1)
        while periods is None or len(found) < periods:
            first = _datetime.datetime(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)
            after = _datetime.datetime(year + month // 12, month % 12 + 1, 1)
            own = _of(first if unit == "MS" else after - _datetime.timedelta(days=1))
            if last is not None and own > last:
                break
            found.append(own)
            month += count
        return found
    while (periods is None or len(found) < periods) and (last is None or now <= last):
        if unit != "B" or now.weekday() < 5:
            found.append(now)
        now = now + _step(unit, count)
    return found


def _step(unit, count):
    name, times = _UNITS[unit]
    return _datetime.timedelta(**{name: times * count})


def day(value):
    return value.strftime("%Y-%m-%d" if not (value.hour or value.minute or value.second) else "%Y-%m-%d %H:%M:%S")


_PARTS = ("year", "month", "day", "hour", "minute", "second", "dayofweek", "day_of_week", "weekday", "dayofyear", "quarter", "date", "time", "week")


class Parts:
    """`dt`: parts of a column's times."""

    def __init__(self, series):
        self._series = series

    def __getattr__(self, name):
        if name in _PARTS:
            call = lambda value: getattr(value, name)() if callable(getattr(value, name)) else getattr(value, name)
            return self._series._made([GAP if is_gap(value) else call(value) for value in self._series])
        if name in ("days", "seconds"):
            return self._series._made([GAP if is_gap(value) else getattr(value, name) for value in self._series])
        if name in ("strftime", "day_name", "month_name", "normalize", "total_seconds"):
            return lambda *args: self._series._made([GAP if is_gap(value) else getattr(value, name)(*args) for value in self._series])
        raise AttributeError(f"Series.dt.{name} is not here.")
