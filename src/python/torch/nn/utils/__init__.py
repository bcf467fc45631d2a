"""Parameters as one vector, and gradients held short."""

import sys
import warnings

from ... import _functions
from ..._creation import tensor
from ..._held import Held
from ...autograd import no_grad
from . import rnn  # noqa: F401


def parameters_to_vector(parameters):
    return _functions.cat([parameter.reshape(-1) for parameter in parameters])


def vector_to_parameters(vec, parameters):
    start = 0
    for parameter in parameters:
        count = parameter.numel()
        parameter.data = vec[start : start + count].view_as(parameter).data
        start += count


def clip_grad_norm_(parameters, max_norm, norm_type=2.0, error_if_nonfinite=False):
    parameters = [parameters] if isinstance(parameters, Held) else list(parameters)
    gradients = [parameter.grad for parameter in parameters if parameter.grad is not None]
    if not gradients:
        return tensor(0.0)
    with no_grad():
        total = _functions.stack([gradient.detach().norm(norm_type) for gradient in gradients]).norm(norm_type)
        if error_if_nonfinite and not total.isfinite():
            raise RuntimeError(
                f"The total norm of order {float(norm_type)} for gradients from `parameters` is non-finite, so it cannot be clipped. "
                "To disable this error and scale the gradients by the non-finite norm anyway, set `error_if_nonfinite=False`"
            )
        share = (float(max_norm) / (total + 1e-6)).clamp(max=1.0)
        for gradient in gradients:
            gradient.detach().mul_(share)
    return total


def clip_grad_norm(parameters, max_norm, norm_type=2.0, error_if_nonfinite=False):
    warnings.warn("torch.nn.utils.clip_grad_norm is now deprecated in favor of torch.nn.utils.clip_grad_norm_.", stacklevel=2)
    return clip_grad_norm_(parameters, max_norm, norm_type, error_if_nonfinite)


def clip_grad_value_(parameters, clip_value):
    parameters = [parameters] if isinstance(parameters, Held) else parameters
    for parameter in parameters:
        if parameter.grad is not None:
            parameter.grad.detach().clamp_(-clip_value, clip_value)


# PyTorch keeps them in files of these names.
sys.modules.update(dict.fromkeys((f"{__name__}.clip_grad", f"{__name__}.convert_parameters"), sys.modules[__name__]))


def __getattr__(name):
    if name in ("spectral_norm", "remove_spectral_norm", "weight_norm", "remove_weight_norm"):
        from . import _norms

        return getattr(_norms, name)
    raise AttributeError(f"torch.nn.utils.{name} is not here. It would run in PyTorch.")
