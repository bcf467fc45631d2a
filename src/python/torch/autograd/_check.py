"""Gradients compared with differences of values."""

from .. import _creation, _functions
from .._tensor import Tensor
from . import grad
from .modes import no_grad


class GradcheckError(RuntimeError):
    pass


def gradcheck(func, inputs, *, eps=1e-06, atol=1e-05, rtol=0.001, raise_exception=True, check_sparse_nnz=False, nondet_tol=0.0, check_undefined_grad=True, check_grad_dtypes=False,
              check_batched_grad=False, check_batched_forward_grad=False, check_forward_ad=False, check_backward_ad=True, fast_mode=False):  # fmt: skip
    """The slow mode, whichever is asked for: its answers are the same."""
    if check_sparse_nnz or check_batched_grad or check_batched_forward_grad or check_forward_ad:
        raise NotImplementedError("gradcheck(check_sparse_nnz, check_batched_grad, check_forward_ad) is not here: the way back is checked, one gradient at a time.")
    inputs = [inputs] if isinstance(inputs, Tensor) else list(inputs)
    wanted = [(place, one) for place, one in enumerate(inputs) if isinstance(one, Tensor) and one.requires_grad]
    if not wanted:
        raise ValueError("gradcheck expects at least one input tensor to require gradient, but none of the them have requires_grad=True.")
    for place, output in enumerate(_outputs(func, inputs)):
        for number, (at, one) in enumerate(wanted):
            own, differences = _analytical(func, inputs, place, one), _numerical(func, inputs, place, at, eps)
            if not _functions.allclose(own, differences, rtol, atol):
                if not raise_exception:
                    return False
                raise GradcheckError(
                    f"Jacobian mismatch for output {place} with respect to input {number},\nnumerical:{differences}\nanalytical:{own}\n"
                )
    return True


def _outputs(func, inputs):
    found = func(*inputs)
    return [found] if isinstance(found, Tensor) else list(found)


def _analytical(func, inputs, place, one):
    """A column for each number of the output."""
    output = _outputs(func, inputs)[place]
    columns = []
    for number in range(output.numel()):
        chosen = _creation.zeros_like(output).detach()
        chosen.view(-1)[number] = 1
        (gradient,) = grad(output, one, chosen, retain_graph=True, allow_unused=True)
        columns.append(_creation.zeros(one.numel(), dtype=one.dtype) if gradient is None else gradient.detach().reshape(-1))
    return _functions.stack(columns, 1)


def _numerical(func, inputs, place, at, eps):
    rows = []
    with no_grad():
        for number in range(inputs[at].numel()):
            ends = []
            for step in (eps, -eps):
                moved = inputs[at].detach().clone()
                moved.view(-1)[number] += step
                ends.append(_outputs(func, [*inputs[:at], moved, *inputs[at + 1 :]])[place].reshape(-1))
            rows.append((ends[0] - ends[1]) / (2 * eps))
    return _functions.stack(rows)
