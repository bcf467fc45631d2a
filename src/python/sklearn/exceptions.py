"""What goes wrong, by name."""

from .base import NotFittedError  # noqa: F401


class ConvergenceWarning(UserWarning):
    pass


class UndefinedMetricWarning(UserWarning):
    pass


class DataConversionWarning(UserWarning):
    pass
