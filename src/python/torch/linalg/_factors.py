"""Matrices taken apart, in double: elimination, Cholesky's roots, reflections, Jacobi's rotations."""

import math

from .. import _creation, _dtype, _functions


class _LinAlgError(RuntimeError):
    """A matrix that has no such solution."""


LinAlgError = _LinAlgError


def singular_matrix(name, k):
    reason = f"The diagonal element {k + 1} is zero, the inversion could not be completed because" if name == "linalg.inv" else "The solver failed because"
    return f"{name}: {reason} the input matrix is singular."


def indefinite(k):
    return f"linalg.cholesky: The factorization could not be completed because the input is not positive-definite (the leading minor of order {k + 1} is not positive-definite)."


def eliminated(matrix):
    """Gauss with the largest pivots: both triangles in one, the rows' order, its sign."""
    both, size = matrix.clone(), matrix.size(0)
    order, sign = list(range(size)), 1.0
    for k in range(size):
        best = int(both[k:, k].abs().argmax()) + k
        if best != k:
            both[[k, best]] = both[[best, k]]
            order[k], order[best] = order[best], order[k]
            sign = -sign
        pivot = both[k, k].item()
        if pivot == 0.0:
            continue
        both[k + 1 :, k] /= pivot
        both[k + 1 :, k + 1 :] -= both[k + 1 :, k : k + 1] * both[k : k + 1, k + 1 :]
    return both, order, sign


def solved(matrix, right, name):
    both, order, _ = eliminated(matrix)
    size, found = matrix.size(0), right[order].clone()
    for k in range(size):
        if both[k, k].item() == 0.0:
            raise LinAlgError(singular_matrix(name, k))
        found[k + 1 :] -= both[k + 1 :, k : k + 1] * found[k : k + 1]
    for k in reversed(range(size)):
        found[k] /= both[k, k].item()
        found[:k] -= both[:k, k : k + 1] * found[k : k + 1]
    return found


def rooted(matrix):
    """Cholesky's lower triangle."""
    lower, size = matrix.tril(), matrix.size(0)
    for k in range(size):
        square = lower[k, k].item()
        if not square > 0:
            raise LinAlgError(indefinite(k))
        lower[k:, k] /= math.sqrt(square)
        lower[k + 1 :, k + 1 :] -= (lower[k + 1 :, k : k + 1] * lower[k + 1 :, k].unsqueeze(0)).tril()
    return lower


def reflected(matrix, is_whole=False):
    """Q and R by Householder's reflections, with LAPACK's signs."""
    rows, columns = matrix.shape
    r, steps = matrix.clone(), []
    for k in range(min(rows, columns)):
        column = r[k:, k].clone()
        first, rest = column[0].item(), column[1:].norm().item()
        if rest == 0.0:
            continue
        size = -math.copysign(math.hypot(first, rest), first)
        mirror = column / (first - size)
        mirror[0] = 1.0
        factor = (size - first) / size
        r[k:, k:] -= factor * mirror.unsqueeze(1) * (mirror @ r[k:, k:]).unsqueeze(0)
        steps.append((k, factor, mirror))
    width = rows if is_whole else min(rows, columns)
    q = _creation.eye(rows, width, dtype=_dtype.float64)
    for k, factor, mirror in reversed(steps):
        q[k:] -= factor * mirror.unsqueeze(1) * (mirror @ q[k:]).unsqueeze(0)
    return q, r[:width].triu()


def _rounds(size):
    """All pairs of a tournament: in each round everybody plays once, so that all rotations of a round can be made at once."""
    players = list(range(size + size % 2))
    for _ in range(len(players) - 1):
        pairs = [sorted(pair) for pair in zip(players[: len(players) // 2], reversed(players)) if max(pair) < size]
        if pairs:
            yield [_creation.tensor(side, dtype=_dtype.int64) for side in zip(*pairs)]
        players = [players[0], players[-1], *players[1:-1]]


def _turn(first, second, mixed):
    """Cosine and sine of the rotations that make `mixed` vanish."""
    safe = mixed.masked_fill(mixed == 0, 1.0)
    ratio = (second - first) / (2 * safe)
    slope = _functions.where(ratio < 0, -1.0, 1.0) / (ratio.abs() + (1 + ratio * ratio).sqrt())
    slope = slope.masked_fill(mixed == 0, 0.0)
    cosine = 1 / (1 + slope * slope).sqrt()
    return cosine, slope * cosine


def diagonalized(matrix):
    """Eigenvalues in rising order and eigenvectors of a symmetric matrix, by Jacobi's rotations."""
    size, left = matrix.size(0), matrix.clone()
    vectors = _creation.eye(size, dtype=_dtype.float64)
    rounds = list(_rounds(size))
    for _ in range(30):
        if (left - left.diagonal().diag()).norm().item() <= 1e-15 * left.norm().item():
            break
        for p, q in rounds:
            c, s = _turn(left[p, p], left[q, q], left[p, q])
            for turned in (left, left.t(), vectors.t()):
                upper, lower = turned[p], turned[q]
                turned[p] = c.unsqueeze(1) * upper - s.unsqueeze(1) * lower
                turned[q] = s.unsqueeze(1) * upper + c.unsqueeze(1) * lower
    values, order = left.diagonal().sort()
    return values, vectors[:, order]


def singular(matrix):
    """U, singular values in falling order, V transposed: rotations until all columns stand at right angles (Hestenes)."""
    if matrix.size(0) < matrix.size(1):
        u, values, v = singular(matrix.t())
        return v.t(), values, u.t()
    size = matrix.size(1)
    if size == 2:
        from ._small import singular_of_two

        q, r = reflected(matrix)
        u, values, v = (_creation.tensor(one, dtype=_dtype.float64) for one in singular_of_two(r[0, 0].item(), r[0, 1].item(), r[1, 1].item()))
        return q @ u, values, v
    if max(matrix.shape) <= 48:
        from ._small import right_angled

        rows, turned = (_creation.tensor(one, dtype=_dtype.float64) for one in right_angled(matrix.t().tolist()))
    else:
        rows, turned = _right_angled(matrix.t().clone())
    values, order = rows.norm(2, 1).sort(descending=True)
    left = rows[order] / values.clamp(min=1e-300).unsqueeze(1)
    return _basis(left.t(), values), values, turned[order]


def _right_angled(rows):
    turned = _creation.eye(rows.size(0), dtype=_dtype.float64)
    rounds = list(_rounds(rows.size(0)))
    for _ in range(30):
        worst = 0.0
        for p, q in rounds:
            first, second = rows[p], rows[q]
            a, b, mixed = first.square().sum(1), second.square().sum(1), (first * second).sum(1)
            worst = max(worst, (mixed.abs() / (a * b).sqrt().clamp(min=1e-300)).max().item())
            c, s = (one.unsqueeze(1) for one in _turn(a, b, mixed))
            rows[p], rows[q] = c * first - s * second, s * first + c * second
            first, second = turned[p], turned[q]
            turned[p], turned[q] = c * first - s * second, s * first + c * second
        if worst <= 1e-15:
            break
    return rows, turned


def _basis(u, values):
    """Columns of a value of zero become whatever stands at right angles to the others."""
    count = int((values > values[0].item() * 1e-15).sum()) if values.numel() else 0
    if count == u.size(1):
        return u
    return _functions.cat([u[:, :count], reflected(u[:, :count], True)[0][:, count : u.size(1)]], 1)
