"""Matrices: triangles, diagonals, products of several."""

from _ember.bridge import operation

from .._creation import arange, full, zeros
from .._held import Held, wrap, written
from .joining import stack

__all__ = [
    "tril",
    "triu",
    "tril_indices",
    "triu_indices",
    "diag",
    "diag_embed",
    "diagflat",
    "trace",
    "einsum",
    "tensordot",
    "kron",
    "cross",
    "cdist",
    "chain_matmul",
    "vander",
]

_triangle, _where = operation("triangle"), operation("where")


def _triangular(is_lower):
    def cut(input, diagonal=0, *, out=None):
        shape = input.shape
        keep = wrap(_triangle(len(shape), *shape, diagonal, is_lower))
        return written(out, wrap(_where(keep._handle, 0, input._handle, 2, 0)).to(input.dtype))

    return cut


tril, triu = _triangular(1), _triangular(0)


def _indices(cut):
    def found(row, col, offset=0, *, dtype=None, device=None):
        from .._dtype import check_device

        check_device(device)
        places = cut(full((row, col), True), offset).nonzero().t().contiguous()
        return places if dtype is None else places.to(dtype)

    return found


tril_indices, triu_indices = _indices(tril), _indices(triu)


def diag(input, diagonal=0, *, out=None):
    if input.dim() not in (1, 2):
        raise RuntimeError(f"diag(): Supports 1D or 2D tensors. Got {input.dim()}D")
    return written(out, input.diagonal(diagonal).clone() if input.dim() == 2 else diag_embed(input, diagonal))


def diag_embed(input, offset=0, dim1=-2, dim2=-1):
    size = input.size(-1) + abs(offset)
    made = zeros(*input.shape[:-1], size, size, dtype=input.dtype)
    made.diagonal(offset, -2, -1).copy_(input)
    return made if (dim1, dim2) == (-2, -1) else made.movedim((-2, -1), (dim1, dim2))


def diagflat(input, offset=0):
    return diag_embed(input.reshape(-1), offset)


def trace(input):
    if input.dim() != 2:
        raise RuntimeError("trace: expected a matrix")
    return input.diagonal().sum()


def tensordot(a, b, dims=2, out=None):
    return written(out, a.tensordot(b, dims))


def kron(input, other, *, out=None):
    rank = max(input.dim(), other.dim())
    own = input.reshape([1] * (rank - input.dim()) + list(input.shape))
    theirs = other.reshape([1] * (rank - other.dim()) + list(other.shape))
    shape = [a * b for a, b in zip(own.shape, theirs.shape)]
    wide = own.reshape([part for size in own.shape for part in (size, 1)]) * theirs.reshape([part for size in theirs.shape for part in (1, size)])
    return written(out, wide.reshape(shape))


def cross(input, other, dim=None, *, out=None):
    if dim is None:
        dim = next((place for place, size in enumerate(input.shape) if size == 3), None)
        if dim is None:
            raise RuntimeError("no dimension of size 3 in input")
    a, b = input.unbind(dim), other.unbind(dim)
    return written(out, stack([a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]], dim))


def cdist(x1, x2, p=2.0, compute_mode="use_mm_for_euclid_dist_if_necessary"):
    """`compute_mode` chooses between ways to the same distances; here is one."""
    if x1.size(-1) != x2.size(-1):
        raise RuntimeError(f"X1 and X2 must have the same number of columns. X1: {x1.size(-1)} X2: {x2.size(-1)}")
    return (x1.unsqueeze(-2) - x2.unsqueeze(-3)).norm(p, dim=-1)


def chain_matmul(*matrices, out=None):
    product = matrices[0]
    for one in matrices[1:]:
        product = product @ one
    return written(out, product)


def vander(x, N=None, increasing=False):
    powers = arange(x.numel() if N is None else N)
    return x.unsqueeze(-1) ** (powers if increasing else powers.flip(0))


def einsum(equation, *operands):
    operands = list(operands[0]) if len(operands) == 1 and not isinstance(operands[0], Held) else list(operands)
    given, arrow, wanted = equation.replace(" ", "").partition("->")
    terms = given.split(",")
    if len(terms) != len(operands):
        raise RuntimeError(f"einsum(): {'fewer' if len(terms) > len(operands) else 'more'} operands were provided than specified in the equation")
    terms, wanted = _spelled(terms, operands, wanted, arrow)
    letters = sorted(set("".join(terms)))
    _check_letters(terms, operands, letters, wanted)
    if not arrow:
        joined = "".join(terms)
        dots = [letter for letter in letters if not letter.isalpha()]
        wanted = "".join(dots + [letter for letter in letters if letter.isalpha() and joined.count(letter) == 1])
    if len(operands) == 2:
        product = _contracted(terms, operands, wanted)
        if product is not None:
            return product
    product = None
    for term, one in zip(terms, operands):
        term, one = _without_twins(term, one)
        order = sorted(range(len(term)), key=lambda place: term[place])
        one = one.permute(*order) if len(order) > 1 else one
        present = [term[place] for place in order]
        for place, letter in enumerate(letters):
            if letter not in present:
                one = one.unsqueeze(place)
        product = one if product is None else product * one
    gone = [place for place, letter in enumerate(letters) if letter not in wanted]
    if gone:
        product = product.sum(gone)
    left = [letter for letter in letters if letter in wanted]
    return product.permute(*[left.index(letter) for letter in wanted]) if len(left) > 1 else product


def _check_letters(terms, operands, letters, wanted):
    sizes = {}
    for number, (term, one) in enumerate(zip(terms, operands)):
        if len(term) != one.dim():
            raise RuntimeError(
                f"einsum(): the number of subscripts in the equation ({len(term)}) does not match the number of dimensions ({one.dim()}) for operand {number} and no ellipsis was given"
            )
        for letter, size in zip(term, one.shape):
            seen = sizes.get(letter, 1)
            if size != 1 and seen not in (1, size):
                raise RuntimeError(f"einsum(): subscript {letter} has size {size} for operand {number} which does not broadcast with previously seen size {seen}")
            sizes[letter] = max(seen, size)
    for letter in wanted:
        if letter not in letters:
            raise RuntimeError(f"einsum(): output subscript {letter} does not appear in the equation for any input operand")


def _spelled(terms, operands, wanted, arrow):
    """The dots as letters of their own, the last dimension's the last digit."""
    if not any("..." in term for term in terms):
        return terms, wanted
    longest = max(one.dim() - len(term.replace("...", "")) for term, one in zip(terms, operands) if "..." in term)
    digits = "0123456789"[:longest]
    spelled = [term.replace("...", digits[longest - (one.dim() - len(term.replace("...", ""))) :]) for term, one in zip(terms, operands)]
    return spelled, wanted.replace("...", digits) if arrow else wanted


def _without_twins(term, one):
    """A letter that stands twice means the diagonal."""
    for letter in sorted(set(term)):
        while term.count(letter) > 1:
            first = term.index(letter)
            second = term.index(letter, first + 1)
            one = one.diagonal(0, first, second)
            term = "".join(c for place, c in enumerate(term) if place not in (first, second)) + letter
    return term, one


def _contracted(terms, operands, wanted):
    """Two operands as one batched product of matrices; none where a letter's part is not that simple."""
    (a, b), (first, second) = terms, operands
    if len(set(a)) < len(a) or len(set(b)) < len(b) or any(letter not in wanted for letter in set(a) ^ set(b)):
        return None
    sizes = {**dict(zip(a, first.shape)), **dict(zip(b, second.shape))}
    if any(dict(zip(a, first.shape))[letter] != dict(zip(b, second.shape))[letter] for letter in set(a) & set(b)):
        return None
    batch = [letter for letter in a if letter in b and letter in wanted]
    inner = [letter for letter in a if letter in b and letter not in wanted]
    rows, columns = [letter for letter in a if letter not in b], [letter for letter in b if letter not in a]
    count = lambda letters: _product(sizes[letter] for letter in letters)
    left = _in_order(first, a, batch + rows + inner).reshape(count(batch), count(rows), count(inner))
    right = _in_order(second, b, batch + inner + columns).reshape(count(batch), count(inner), count(columns))
    order = batch + rows + columns
    return _in_order(left.bmm(right).reshape([sizes[letter] for letter in order]), order, list(wanted))


def _in_order(one, letters, wanted):
    order = [list(letters).index(letter) for letter in wanted]
    return one.permute(*order) if len(order) > 1 else one


def _product(sizes):
    total = 1
    for size in sizes:
        total *= size
    return total
