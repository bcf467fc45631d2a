"""Settings of optimizers: which are right, which are here."""

from .. import _creation
from .optimizer import required


def check(lr=None, **others):
    if lr is not None and lr is not required and not lr >= 0.0:
        raise ValueError(f"Invalid learning rate: {lr}")
    for name, value in others.items():
        if not value >= 0.0:
            raise ValueError(f"Invalid {name} value: {value}")


def settings_of(differentiable=False, /, **given):
    """What chooses between ways to the same numbers is kept as it is given; what would need more than is here is refused."""
    for name, value in (("differentiable", differentiable or given.get("differentiable")), ("capturable", given.get("capturable"))):
        if value:
            raise NotImplementedError(f"{name}=True is not here: steps are not part of the graph of gradients.")
    if given.get("fused"):
        raise RuntimeError("FusedAdam requires all the params to be CUDA, floating point Tensor")
    return given


def check_betas(betas):
    for place, beta in enumerate(betas):
        if not 0.0 <= beta < 1.0:
            raise ValueError(f"Invalid beta parameter at index {place}: {beta}")


def like(parameter):
    return _creation.zeros_like(parameter).detach()
