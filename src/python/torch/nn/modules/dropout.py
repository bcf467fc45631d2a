"""Numbers left out by chance, while a net learns."""

from .. import functional as F
from .module import Module


class _Dropout(Module):
    def __init__(self, p=0.5, inplace=False):
        super().__init__()
        if not 0 <= p <= 1:
            raise ValueError(f"dropout probability has to be between 0 and 1, but got {p}")
        self.p, self.inplace = p, inplace

    def forward(self, input):
        return self.compute(input, self.p, self.training, self.inplace)

    def extra_repr(self):
        return f"p={self.p}, inplace={self.inplace}"


class Dropout(_Dropout):
    compute = staticmethod(F.dropout)


class Dropout1d(_Dropout):
    compute = staticmethod(F.dropout1d)


class Dropout2d(_Dropout):
    compute = staticmethod(F.dropout2d)


class Dropout3d(_Dropout):
    compute = staticmethod(F.dropout3d)


class AlphaDropout(_Dropout):
    compute = staticmethod(F.alpha_dropout)


class FeatureAlphaDropout(_Dropout):
    compute = staticmethod(F.feature_alpha_dropout)
