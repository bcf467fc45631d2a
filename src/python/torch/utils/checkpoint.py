"""Memory for time: what is between is computed again on the way back."""

from ..autograd.modes import is_grad_enabled
from ..autograd import backward, enable_grad, no_grad
from ..autograd.function import Function
from .._tensor import Tensor
from ..random import get_rng_state, set_rng_state


class _Again(Function):
    @staticmethod
    def forward(ctx, run, keeps_random, *args):
        ctx.run, ctx.args, ctx.random = run, args, get_rng_state() if keeps_random else None
        with no_grad():
            return run(*args)

    @staticmethod
    def backward(ctx, *gradients):
        args = [arg.detach().requires_grad_(arg.requires_grad) if isinstance(arg, Tensor) else arg for arg in ctx.args]
        now = get_rng_state()
        if ctx.random is not None:
            set_rng_state(ctx.random)
        with enable_grad():
            outputs = ctx.run(*args)
        if ctx.random is not None:
            set_rng_state(now)
        outputs = outputs if isinstance(outputs, tuple) else (outputs,)
        wanted = [(one, gradient) for one, gradient in zip(outputs, gradients) if isinstance(one, Tensor) and one.requires_grad]
        if not wanted:
            raise RuntimeError("none of output has requires_grad=True, this checkpoint() is not necessary")
        backward([one for one, _ in wanted], [gradient for _, gradient in wanted])
        return None, None, *(arg.grad if isinstance(arg, Tensor) else None for arg in args)


def checkpoint(function, *args, use_reentrant=True, preserve_rng_state=True, **kwargs):
    """`use_reentrant` chooses between ways to the same numbers; here is one."""
    if not is_grad_enabled():
        return function(*args, **kwargs)
    return _Again.apply((lambda *given: function(*given, **kwargs)) if kwargs else function, preserve_rng_state, *args)


def checkpoint_sequential(functions, segments, input, use_reentrant=True, preserve_rng_state=True):
    layers = list(functions.children()) if hasattr(functions, "children") else list(functions)
    size = len(layers) // segments
    cuts = [place * size for place in range(segments)] + [len(layers)]

    def through(part):
        def run(x):
            for layer in part:
                x = layer(x)
            return x

        return run

    for place, (start, end) in enumerate(zip(cuts, cuts[1:])):
        run = through(layers[start:end])
        # The last part is about to go back anyway.
        input = run(input) if place == segments - 1 else checkpoint(run, input, preserve_rng_state=preserve_rng_state)
    return input
