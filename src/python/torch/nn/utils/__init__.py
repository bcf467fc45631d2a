"""Parameters as one vector, and gradients held short."""

from ... import _functions
from ..._creation import tensor
from ...autograd import no_grad


def parameters_to_vector(parameters):
    return _functions.cat([parameter.reshape(-1) for parameter in parameters])


def vector_to_parameters(vec, parameters):
    start = 0
    for parameter in parameters:
        count = parameter.numel()
        parameter.data = vec[start : start + count].view_as(parameter).data
        start += count


def clip_grad_norm_(parameters, max_norm, norm_type=2.0, error_if_nonfinite=False):
    parameters = [parameters] if hasattr(parameters, "grad") else list(parameters)
    gradients = [parameter.grad for parameter in parameters if parameter.grad is not None]
    if not gradients:
        return tensor(0.0)
    with no_grad():
        total = _functions.stack([gradient.detach().norm(norm_type) for gradient in gradients]).norm(norm_type)
        share = (float(max_norm) / (total + 1e-6)).clamp(max=1.0)
        for gradient in gradients:
            gradient.detach().mul_(share)
    return total


def clip_grad_value_(parameters, clip_value):
    parameters = [parameters] if hasattr(parameters, "grad") else parameters
    for parameter in parameters:
        if parameter.grad is not None:
            parameter.grad.detach().clamp_(-clip_value, clip_value)
