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


def polyfit(x, y, deg, rcond=None, full=False, w=None, cov=False):
    """The polynomial that is nearest in squares."""
    from .linalg import lstsq

    if cov == "unscaled":
        raise NotImplementedError("polyfit(cov='unscaled') is not here: cov=True is.")
    x, y = tensor_of(x).double(), tensor_of(y).double()
    powers = torch.vander(x, deg + 1)
    if w is not None:
        weights = tensor_of(w).double()
        powers, y = powers * weights.unsqueeze(1), (y.t() * weights).t()
    scale = powers.square().sum(0).sqrt()
    rcond = x.numel() * 2.220446049250313e-16 if rcond is None else rcond
    solution, residuals, rank, values = lstsq(of_tensor(powers / scale), of_tensor(y), rcond)
    found = of_tensor(tensor_of(solution) / (scale if y.dim() == 1 else scale.unsqueeze(1)))
    if full:
        return found, residuals, rank, values, rcond
    if not cov:
        return found
    spread = torch.linalg.inv((powers / scale).t() @ (powers / scale)) / torch.outer(scale, scale)
    return found, of_tensor(spread * tensor_of(residuals) / (x.numel() - deg - 1))


def roots(p):
    """The eigenvalues of the companion matrix."""
    from .linalg import eigvals

    coefficients = [float(one) for one in tensor_of(p).tolist()]
    while coefficients and not coefficients[0]:
        coefficients.pop(0)
    zeros = 0
    while coefficients and not coefficients[-1]:
        coefficients.pop()
        zeros += 1
    degree = len(coefficients) - 1
    if degree < 1:
        return of_tensor(torch.zeros(zeros, dtype=torch.float64))
    companion = torch.diag(torch.ones(degree - 1, dtype=torch.float64), -1)
    companion[0] = -torch.tensor(coefficients[1:], dtype=torch.float64) / coefficients[0]
    return of_tensor(torch.cat([tensor_of(eigvals(of_tensor(companion))), torch.zeros(zeros, dtype=torch.float64)]))


class poly1d:
    """A polynomial by its coefficients, the highest power first, or by its roots."""

    def __init__(self, c_or_r, r=False):
        from ._forms import poly

        flat = torch.atleast_1d(tensor_of(poly(c_or_r) if r else c_or_r))
        places = flat.nonzero().reshape(-1)
        self.coeffs = of_tensor(flat[int(places[0]) :] if places.numel() else flat[-1:])

    c = coef = coefficients = property(lambda self: self.coeffs)
    order = o = property(lambda self: len(self.coeffs) - 1)
    r = roots = property(lambda self: roots(self.coeffs))

    def __call__(self, val):
        return polyval(self.coeffs, val)

    def __getitem__(self, power):
        return self.coeffs[len(self.coeffs) - 1 - power] if 0 <= power <= self.order else 0

    def __len__(self):
        return self.order

    def integ(self):
        from ._forms import polyint

        return poly1d(polyint(self.coeffs))

    def __neg__(self):
        return poly1d(-self.coeffs)

    def __pow__(self, count):
        found = poly1d([1])
        for _ in range(count):
            found = found * self
        return found

    def __str__(self):
        above, below = "", ""
        for power in range(self.order, -1, -1):
            number = float(self[power])
            if not number and self.order:
                continue
            sign = (" - " if number < 0 else " + ") if below else "-" if number < 0 else ""
            below += f"{sign}{abs(number):.4g}" + (" x" if power else "")
            if power > 1:
                above = above.ljust(len(below)) + str(power)
                below += " " * (len(str(power)) - 1)
        return above + "\n" + below

    def deriv(self, m=1):
        found = self.coeffs._tensor
        for _ in range(m):
            found = found[:-1] * torch.arange(found.numel() - 1, 0, -1)
        return poly1d(of_tensor(found))

    def __repr__(self):
        return f"poly1d({repr(self.coeffs)[6:-1]})"


def _reckoned(name):
    def run(self, other):
        from . import _forms

        other = other.coeffs if isinstance(other, poly1d) else other
        return poly1d(getattr(_forms, name)(self.coeffs, [other] if isinstance(other, (int, float)) else other))

    return run


poly1d.__add__ = poly1d.__radd__ = _reckoned("polyadd")
poly1d.__sub__ = _reckoned("polysub")
poly1d.__mul__ = poly1d.__rmul__ = _reckoned("polymul")
