"""scikit-learn's mistakes and warnings by name."""

from .base import NotFittedError  # noqa: F401


class ConvergenceWarning(UserWarning):
    pass


class DataConversionWarning(UserWarning):
    pass


class UndefinedMetricWarning(UserWarning):
    pass
