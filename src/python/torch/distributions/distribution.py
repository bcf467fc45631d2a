"""What all distributions do alike."""

from .. import _creation
from .._dtype import Size, get_default_dtype
from .._functions import broadcast_tensors
from .._held import Held
from ..autograd import no_grad


class Distribution:
    """`batch_shape` is that of the parameters, `event_shape` that of one draw."""

    has_rsample = False

    def __init__(self, batch_shape=(), event_shape=(), validate_args=None):
        self._batch_shape, self._event_shape = Size(batch_shape), Size(event_shape)
        self._checks = validate_args is not False

    batch_shape = property(lambda self: self._batch_shape)
    event_shape = property(lambda self: self._event_shape)

    def _extended(self, sample_shape):
        return Size([*sample_shape, *self.batch_shape, *self.event_shape])

    def sample(self, sample_shape=()):
        with no_grad():
            return self.rsample(sample_shape)

    def rsample(self, sample_shape=()):
        raise NotImplementedError(f"{type(self).__name__} has no rsample: a draw has no gradient.")

    def log_prob(self, value):
        raise NotImplementedError(f"{type(self).__name__}.log_prob is not here.")

    def entropy(self):
        raise NotImplementedError(f"{type(self).__name__}.entropy is not here.")

    def cdf(self, value):
        raise NotImplementedError(f"{type(self).__name__}.cdf is not here.")

    @property
    def stddev(self):
        return self.variance.sqrt()

    def _need(self, name, value, is_right, what):
        if self._checks and not bool(is_right.all()):
            raise ValueError(
                f"Expected parameter {name} ({type(value).__name__} of shape {tuple(value.shape)}) of distribution {self!r} "
                f"to satisfy the constraint {what}, but found invalid values:\n{value}"
            )

    def __repr__(self):
        shown = (f"{name}: {value if not value.dim() else value.size()}" for name, value in ((name, getattr(self, name)) for name in self.names))
        return f"{type(self).__name__}({', '.join(shown)})"


def tensors(*values):
    """Numbers and tensors as tensors of one shape."""
    kind = next((value.dtype for value in values if isinstance(value, Held)), get_default_dtype())
    return broadcast_tensors(*(value if isinstance(value, Held) else _creation.tensor(float(value), dtype=kind) for value in values))
