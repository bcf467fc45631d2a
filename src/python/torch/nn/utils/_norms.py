"""Weights held to a norm: made anew before each pass from what is learned instead."""

from ... import _functions
from ..._held import named
from ...autograd import no_grad
from .. import functional as F
from ..parameter import Parameter


class _Made:
    """A hook that makes a module's weight out of its parts."""

    def __call__(self, module, inputs):
        setattr(module, self.name, self.weight(module))

    def put_on(self, module):
        if any(isinstance(hook, _Made) and hook.name == self.name for hook in module._forward_pre_hooks.values()):
            raise RuntimeError(f"Cannot register two {self.kind} hooks on the same parameter {self.name}")
        del module._parameters[self.name]
        self.prepare(module)
        self.handle = module.register_forward_pre_hook(self)
        return module


def _taken_off(module, name, kind):
    for hook in module._forward_pre_hooks.values():
        if isinstance(hook, kind) and hook.name == name:
            with no_grad():
                weight = hook.weight(module).detach()
            hook.handle.remove()
            delattr(module, name)
            hook.clear(module)
            module.register_parameter(name, Parameter(weight))
            return module
    raise ValueError(f"{kind.kind} of '{name}' not found in {module}")


class _WeightNorm(_Made):
    """Salimans and Kingma, 2016: a length and a direction."""

    kind = "weight_norm"

    def __init__(self, name, dim):
        self.name, self.dim = name, -1 if dim is None else dim

    def length(self, weight):
        return weight.norm() if self.dim == -1 else weight.norm(2, [dim for dim in range(weight.dim()) if dim != self.dim % weight.dim()], True)

    def prepare(self, module):
        weight = self.start
        module.register_parameter(f"{self.name}_g", Parameter(self.length(weight).data))
        module.register_parameter(f"{self.name}_v", Parameter(weight.data))
        setattr(module, self.name, self.weight(module))

    def weight(self, module):
        direction = getattr(module, f"{self.name}_v")
        return named(direction * (getattr(module, f"{self.name}_g") / self.length(direction)), "WeightNormInterfaceBackward0")

    def clear(self, module):
        del module._parameters[f"{self.name}_g"], module._parameters[f"{self.name}_v"]


def weight_norm(module, name="weight", dim=0):
    hook = _WeightNorm(name, dim)
    hook.start = getattr(module, name)
    return hook.put_on(module)


def remove_weight_norm(module, name="weight"):
    return _taken_off(module, name, _WeightNorm)


class _SpectralNorm(_Made):
    """Miyato et al., 2018: the largest singular value is 1, found by the power method."""

    kind = "spectral_norm"

    def __init__(self, name, iterations, dim, eps):
        self.name, self.iterations, self.dim, self.eps = name, iterations, dim, eps

    def matrix(self, weight):
        return weight.transpose(0, self.dim).flatten(1) if weight.dim() > 1 else weight.reshape(-1, 1)

    def prepare(self, module):
        weight, name = self.start, self.name
        with no_grad():
            rows, columns = self.matrix(weight).shape
            u, v = (F.normalize(weight.new_empty(size).normal_(0, 1), dim=0, eps=self.eps) for size in (rows, columns))
        module.register_parameter(f"{name}_orig", weight)
        setattr(module, name, weight.data)
        module.register_buffer(f"{name}_u", u)
        module.register_buffer(f"{name}_v", v)

    def weight(self, module):
        weight, u, v = (getattr(module, f"{self.name}_{part}") for part in ("orig", "u", "v"))
        matrix = self.matrix(weight)
        if module.training:
            with no_grad():
                for _ in range(self.iterations):
                    v.copy_(F.normalize(matrix.t().mv(u), dim=0, eps=self.eps))
                    u.copy_(F.normalize(matrix.mv(v), dim=0, eps=self.eps))
                u, v = u.clone(), v.clone()
        return weight / _functions.dot(u, matrix.mv(v))

    def clear(self, module):
        del module._parameters[f"{self.name}_orig"], module._buffers[f"{self.name}_u"], module._buffers[f"{self.name}_v"]


def spectral_norm(module, name="weight", n_power_iterations=1, eps=1e-12, dim=None):
    if n_power_iterations <= 0:
        raise ValueError(f"Expected n_power_iterations to be positive, but got n_power_iterations={n_power_iterations}")
    if dim is None:
        dim = 1 if getattr(module, "is_transposed", False) else 0
    hook = _SpectralNorm(name, n_power_iterations, dim, eps)
    hook.start = getattr(module, name)
    return hook.put_on(module)


def remove_spectral_norm(module, name="weight"):
    return _taken_off(module, name, _SpectralNorm)
