"""Jacobians and Hessians, row by row."""

from .. import _functions


def jacobian(func, inputs, create_graph=False, strict=False, vectorize=False):
    from . import grad

    single = not isinstance(inputs, tuple)
    inputs = (inputs,) if single else inputs
    inputs = tuple(one.detach().requires_grad_() if one.is_leaf else one for one in inputs)
    output = func(*inputs)
    rows = [[] for _ in inputs]
    for place in range(output.numel()):
        found = grad(output.reshape(-1)[place], inputs, retain_graph=True, create_graph=create_graph, allow_unused=True)
        for row, one, gradient in zip(rows, inputs, found):
            row.append(one.new_zeros(*one.shape) if gradient is None else gradient)
    found = tuple(_functions.stack(row).reshape(*output.shape, *one.shape) for row, one in zip(rows, inputs))
    return found[0] if single else found


def hessian(func, inputs, create_graph=False, strict=False, vectorize=False):
    def slope(*given):
        from . import grad

        return grad(func(*given), given[0], create_graph=True)[0]

    return jacobian(slope, inputs, create_graph=create_graph)
