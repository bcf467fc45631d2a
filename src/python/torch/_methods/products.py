"""Products of matrices and vectors."""

from _ember.bridge import operation

from .._held import Held, need, wrap

_matmul = operation("matmul")


class Products:
    def __matmul__(self, other):
        if not isinstance(other, Held):
            return NotImplemented
        return wrap(_matmul(self._handle, other._handle))

    def __rmatmul__(self, other):
        return NotImplemented

    def matmul(self, other):
        return wrap(_matmul(self._handle, need(other, "matmul", 2, "other")._handle))

    def addmm(self, mat1, mat2, *, beta=1, alpha=1):
        return _weighed(self, mat1.mm(mat2), beta, alpha)

    def addmv(self, mat, vec, *, beta=1, alpha=1):
        return _weighed(self, mat.mv(vec), beta, alpha)

    def addbmm(self, batch1, batch2, *, beta=1, alpha=1):
        return _weighed(self, batch1.bmm(batch2).sum(0), beta, alpha)

    def baddbmm(self, batch1, batch2, *, beta=1, alpha=1):
        return _weighed(self, batch1.bmm(batch2), beta, alpha)

    def addr(self, vec1, vec2, *, beta=1, alpha=1):
        return _weighed(self, vec1.unsqueeze(1) * vec2.unsqueeze(0), beta, alpha)

    def outer(self, vec2):
        if self.dim() != 1 or vec2.dim() != 1:
            wrong, name = (self, "self") if self.dim() != 1 else (vec2, "vec2")
            raise RuntimeError(f"outer: Expected 1-D argument {name}, but got {wrong.dim()}-D")
        return self.unsqueeze(1) * vec2.unsqueeze(0)

    ger = outer

    def inner(self, other):
        return self * other if not self.dim() or not other.dim() else self.tensordot(other, ([-1], [-1]))

    def tensordot(self, other, dims=2):
        own, theirs = (
            (list(range(self.dim() - dims, self.dim())), list(range(dims)))
            if isinstance(dims, int)
            else ([list(side) if not isinstance(side, int) else [side] for side in dims])
        )
        own, theirs = [dim % self.dim() for dim in own], [dim % other.dim() for dim in theirs]
        left, right = [dim for dim in range(self.dim()) if dim not in own], [dim for dim in range(other.dim()) if dim not in theirs]
        inner = 1
        for dim in own:
            inner *= self.size(dim)
        first = self.permute(*left, *own).reshape(-1, inner)
        second = other.permute(*theirs, *right).reshape(inner, -1)
        return (first @ second).reshape(*[self.size(dim) for dim in left], *[other.size(dim) for dim in right])

    def matrix_power(self, n):
        from .. import linalg

        return linalg.matrix_power(self, n)


def _weighed(own, product, beta, alpha):
    """`beta` of the one and `alpha` of the other; with beta 0 not even a nan of the first counts."""
    product = product if alpha == 1 else product * alpha
    if beta == 0:
        return product
    return (own if beta == 1 else own * beta) + product


def _product(name, argument):
    run = operation(name)

    def method(self, other):
        return wrap(run(self._handle, need(other, name, 2, argument)._handle))

    method.__name__ = name
    return method


for _name, _argument in (("mm", "mat2"), ("bmm", "mat2"), ("mv", "vec"), ("dot", "tensor")):
    setattr(Products, _name, _product(_name, _argument))
Products.vdot = Products.dot
for _name in ("addmm", "addmv", "addbmm", "baddbmm", "addr"):
    setattr(Products, f"{_name}_", (lambda method: lambda self, *args, **named: self.copy_(method(self, *args, **named)))(getattr(Products, _name)))
for _name in ("det", "logdet", "slogdet", "inverse", "cholesky", "qr", "svd", "pinverse", "matrix_exp", "cholesky_inverse", "lu"):
    setattr(Products, _name, (lambda name: lambda self, *args, **named: _of_linalg(name)(self, *args, **named))(_name))


def _of_linalg(name):
    from .. import linalg

    return linalg.OLDER[name]
