"""Gradients compared with differences of the function's values."""

from .. import _creation, _functions
from .modes import no_grad


class GradcheckError(RuntimeError):
    """A gradient that the function's values contradict."""


def gradcheck(func, inputs, *, eps=1e-06, atol=1e-05, rtol=0.001, raise_exception=True, check_undefined_grad=True, nondet_tol=0.0):
    """Whether every input's gradient is what moving it a little shows. `check_undefined_grad` and `nondet_tol` look for what cannot happen here."""
    from . import grad

    given = inputs if isinstance(inputs, (tuple, list)) else (inputs,)
    wanted = [one for one in given if hasattr(one, "requires_grad") and one.requires_grad]
    if not wanted:
        raise ValueError("gradcheck expects at least one input tensor to require gradient, but none of the them have requires_grad=True.")
    outputs = func(*given)
    outputs = outputs if isinstance(outputs, (tuple, list)) else (outputs,)
    for number, output in enumerate(outputs):
        for place, one in enumerate(wanted):
            rows = []
            for slot in range(output.numel()):
                found = grad(output.reshape(-1)[slot], one, retain_graph=True, allow_unused=True)[0] if output.requires_grad else None
                rows.append(_creation.zeros_like(one).reshape(-1) if found is None else found.reshape(-1))
            analytical = _functions.stack(rows, 1)
            numerical = _moved(func, given, one, number, eps)
            if not _functions.allclose(analytical, numerical.to(analytical.dtype), rtol, atol):
                if not raise_exception:
                    return False
                raise GradcheckError(f"Jacobian mismatch for output {number} with respect to input {place},\nnumerical:{numerical}\nanalytical:{analytical}\n")
    return True


def _moved(func, given, one, number, eps):
    rows, flat = [], one.detach().reshape(-1)
    with no_grad():
        for slot in range(flat.numel()):
            before, sides = flat[slot].item(), []
            for step in (eps, -eps):
                flat[slot] = before + step
                outputs = func(*given)
                sides.append((outputs[number] if isinstance(outputs, (tuple, list)) else outputs).detach().clone().reshape(-1))
            flat[slot] = before
            rows.append((sides[0] - sides[1]) / (2 * eps))
    return _functions.stack(rows)


def gradgradcheck(*args, **named):
    raise NotImplementedError("gradgradcheck is not here. It would run in PyTorch.")
