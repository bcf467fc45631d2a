"""Products, polynomials, convolutions."""

import torch

from ._array import dot, of_tensor, out_of, tensor_of

__all__ = ["dot", "matmul", "inner", "outer", "vdot", "tensordot", "einsum", "kron", "cross", "convolve", "correlate", "polyfit", "polyval", "poly1d", "roots"]


def matmul(x1, x2, /):
    if not tensor_of(x1).dim() or not tensor_of(x2).dim():
        raise ValueError("matmul: Input operand does not have enough dimensions")
    return of_tensor(tensor_of(x1)) @ of_tensor(tensor_of(x2))


def inner(a, b):
    a, b = _same(a, b)
    return out_of(a.inner(b))


def _same(a, b):
    a, b = tensor_of(a), tensor_of(b)
    wide = torch.promote_types(a.dtype, b.dtype)
    return a.to(wide), b.to(wide)


def outer(a, b):
    a, b = _same(a, b)
    return of_tensor(torch.outer(a.reshape(-1), b.reshape(-1)))


def vdot(a, b):
    a, b = _same(a, b)
    return out_of(a.reshape(-1).dot(b.reshape(-1)))


def tensordot(a, b, axes=2):
    a, b = _same(a, b)
    return out_of(a.tensordot(b, axes))


def einsum(subscripts, *operands, optimize=False):
    """`optimize` chooses between orders of the same sums."""
    tensors = [tensor_of(one) for one in operands]
    wide = tensors[0].dtype
    for one in tensors[1:]:
        wide = torch.promote_types(wide, one.dtype)
    return out_of(torch.einsum(subscripts, *[one.to(wide) for one in tensors]))


def kron(a, b):
    a, b = _same(a, b)
    return of_tensor(torch.kron(a, b))


def cross(a, b, axis=-1):
    a, b = _same(a, b)
    return of_tensor(torch.cross(a, b, dim=axis))


def convolve(a, v, mode="full"):
    a, v = _same(a, v)
    if not a.numel() or not v.numel():
        raise ValueError("a cannot be empty" if not a.numel() else "v cannot be empty")
    a, v = (a, v) if a.numel() >= v.numel() else (v, a)
    return _slid(a, v.flip(0), mode)


def correlate(a, v, mode="valid"):
    a, v = _same(a, v)
    return _slid(a, v, mode) if a.numel() >= v.numel() else of_tensor(_slid(v, a, mode)._tensor.flip(0))


def _slid(line, weights, mode):
    size = weights.numel()
    before, after = {"full": (size - 1, size - 1), "same": (size // 2, size - 1 - size // 2), "valid": (0, 0)}[mode]
    padded = torch.nn.functional.pad(line, (before, after)) if before or after else line
    return of_tensor((padded.unfold(0, size, 1) * weights).sum(1))


def polyval(p, x):
    found = tensor_of(x) * 0
    for one in tensor_of(p).unbind(0):
        found = found * tensor_of(x) + one
    return out_of(found)


def polyfit(x, y, deg):
    """The polynomial that is nearest in squares."""
    x, y = tensor_of(x).double(), tensor_of(y).double()
    powers = torch.vander(x, deg + 1)
    scale = powers.square().sum(0).sqrt()
    solution = torch.linalg.lstsq(powers / scale, y).solution
    return of_tensor(solution / (scale if solution.dim() == 1 else scale.unsqueeze(1)))


def roots(p):
    raise NotImplementedError("roots is not here: its numbers are complex.")


class poly1d:
    """A polynomial by its coefficients, the highest power first."""

    def __init__(self, c_or_r):
        self.coeffs = of_tensor(torch.atleast_1d(tensor_of(c_or_r)))

    c = coef = coefficients = property(lambda self: self.coeffs)
    order = o = property(lambda self: len(self.coeffs) - 1)

    def __call__(self, val):
        return polyval(self.coeffs, val)

    def deriv(self, m=1):
        found = self.coeffs._tensor
        for _ in range(m):
            found = found[:-1] * torch.arange(found.numel() - 1, 0, -1)
        return poly1d(of_tensor(found))

    def __repr__(self):
        return f"poly1d({repr(self.coeffs)[6:-1]})"
