"""Jacobians and Hessians, row by row; products with them."""

from .. import _functions


def jacobian(func, inputs, create_graph=False, strict=False, vectorize=False, strategy="reverse-mode"):
    """`vectorize` asks for another way to the same numbers; here is one."""
    _check(strict, strategy)
    from . import grad

    single = not isinstance(inputs, tuple)
    given = _fresh(inputs, create_graph)
    output = func(*given)
    rows = [[] for _ in given]
    for place in range(output.numel()):
        found = (
            grad(output.reshape(-1)[place], given, retain_graph=True, create_graph=create_graph, allow_unused=True)
            if output.requires_grad
            else [None] * len(given)
        )
        for row, one, gradient in zip(rows, given, found):
            row.append(one.new_zeros(*one.shape) if gradient is None else gradient)
    found = tuple(_functions.stack(row).view(*output.shape, *one.shape) for row, one in zip(rows, given))
    return found[0] if single else found


def hessian(func, inputs, create_graph=False, strict=False, vectorize=False, outer_jacobian_strategy="reverse-mode"):
    _check(strict, outer_jacobian_strategy)
    from . import grad

    single = not isinstance(inputs, tuple)
    given = inputs if not single else (inputs,)

    def row(place):
        def slope(*points):
            found = grad(func(*points), points, create_graph=True, allow_unused=True)
            return points[place].new_zeros(*points[place].shape) if found[place] is None else found[place]

        return jacobian(slope, given, create_graph=create_graph)

    rows = tuple(row(place) for place in range(len(given)))
    return rows[0][0] if single else rows


def vjp(func, inputs, v=None, create_graph=False, strict=False):
    _check(strict)
    from . import grad

    single = not isinstance(inputs, tuple)
    given = _fresh(inputs, create_graph)
    output = func(*given)
    found = grad(output, given, v, create_graph=create_graph, allow_unused=True)
    found = tuple(one.new_zeros(*one.shape) if gradient is None else gradient for one, gradient in zip(given, found))
    return (output if create_graph else output.detach()), found[0] if single else found


def hvp(func, inputs, v=None, create_graph=False, strict=False):
    _check(strict)
    from . import grad

    single = not isinstance(inputs, tuple)
    given = _fresh(inputs, create_graph)
    output = func(*given)
    slopes = grad(output, given, create_graph=True)
    along = (v,) if not isinstance(v, tuple) else v
    found = grad(slopes, given, along, create_graph=create_graph)
    return (output if create_graph else output.detach()), found[0] if single else found


def jvp(func, inputs, v=None, create_graph=False, strict=False):
    """By two ways back: the first is a line in its weights, whose slope is asked for."""
    _check(strict)
    from . import grad

    given = _fresh(inputs, create_graph)
    output = func(*given)
    along = v if isinstance(v, tuple) or v is None else (v,)
    weights = output.detach() * 0
    weights.requires_grad_()
    slopes = grad(output, given, weights, create_graph=True, allow_unused=True)
    pairs = [(slope, step) for slope, step in zip(slopes, along or [one * 0 + 1 for one in given]) if slope is not None]
    (found,) = grad([slope for slope, _ in pairs], weights, [step for _, step in pairs], create_graph=create_graph, allow_unused=True)
    found = output.detach() * 0 if found is None else found
    return (output if create_graph else output.detach()), found


# A Hessian is symmetric.
vhp = hvp


def _fresh(inputs, create_graph):
    inputs = inputs if isinstance(inputs, tuple) else (inputs,)
    return tuple(one.view_as(one) if create_graph and one.requires_grad else one.detach().requires_grad_() for one in inputs)


def _check(strict, strategy="reverse-mode"):
    if strict:
        raise NotImplementedError("strict=True is not here: what does not depend on an input has a zero gradient.")
    if strategy != "reverse-mode":
        raise NotImplementedError(f"strategy={strategy!r} is not here: 'reverse-mode' is.")
