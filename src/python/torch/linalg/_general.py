"""Eigenvalues and eigenvectors of matrices that are not symmetric: to a triangle by shifted QR in complex numbers."""

import cmath
import math


def general(rows):
    """Eigenvalues, and an eigenvector for each in the columns: of length 1, and real where the eigenvalue is."""
    if len(rows) == 2:
        upper, turned = _of_two(rows)
    else:
        upper, turned = _triangle([[complex(value) for value in row] for row in rows])
    size = len(rows)
    values = [_plain(upper[k][k]) for k in range(size)]
    columns = []
    for k, value in enumerate(values):
        solution = [0j] * k + [1 + 0j]
        for row in reversed(range(k)):
            rest = sum(upper[row][place] * solution[place] for place in range(row + 1, k + 1))
            gap = upper[row][row] - upper[k][k]
            solution[row] = -rest / (gap if abs(gap) > 1e-300 else 1e-16 * (abs(upper[k][k]) or 1.0))
        column = [sum(turned[row][place] * solution[place] for place in range(k + 1)) for row in range(size)]
        if not isinstance(value, complex):
            best = max(column, key=abs)
            phase = best / abs(best) if abs(best.imag) > 1e-12 * abs(best) else 1.0
            column = [(one / phase).real for one in column]
        length = math.sqrt(sum(abs(one) ** 2 for one in column))
        columns.append([one / length for one in column])
    return values, [list(row) for row in zip(*columns)]


def _plain(value):
    return value.real if abs(value.imag) <= 1e-9 * max(abs(value), 1e-9) else value


def _of_two(rows):
    """The real triangle of two rows, in LAPACK's order."""
    (a, b), (c, d) = rows
    if c == 0.0:
        return [[complex(a), complex(b)], [0j, complex(d)]], [[1.0, 0.0], [0.0, 1.0]]
    if b == 0.0:
        return [[complex(d), complex(c)], [0j, complex(a)]], [[0.0, 1.0], [1.0, 0.0]]
    half = 0.5 * (a - d)
    square = half * half + b * c
    if square < 0.0:
        return _triangle([[complex(value) for value in row] for row in rows])
    z = half + math.copysign(math.sqrt(square), half)
    if z == 0.0:
        return _triangle([[complex(value) for value in row] for row in rows])
    length = math.hypot(c, z)
    cosine, sine = z / length, c / length
    return [[complex(d + z), complex(b - c)], [0j, complex(d - b / z * c)]], [[cosine, -sine], [sine, cosine]]


def _triangle(upper):
    size = len(upper)
    turned = [[complex(row == column) for column in range(size)] for row in range(size)]
    # First everything below the diagonal's neighbour goes, by rotations.
    for k in range(size - 2):
        for row in range(size - 1, k + 1, -1):
            _rotated(upper, turned, row - 1, row, upper[row - 1][k], upper[row][k])
    end, rounds = size - 1, 0
    while end > 0:
        small = next((k for k in range(end, 0, -1) if abs(upper[k][k - 1]) <= 2.2e-16 * (abs(upper[k][k]) + abs(upper[k - 1][k - 1]))), 0)
        if small:
            upper[small][small - 1] = 0j
        if small == end:
            end, rounds = end - 1, 0
            continue
        rounds += 1
        if rounds > 300:
            raise ArithmeticError("linalg.eig: the algorithm failed to converge")
        a, b, c, d = upper[end - 1][end - 1], upper[end - 1][end], upper[end][end - 1], upper[end][end]
        root = cmath.sqrt((a - d) ** 2 / 4 + b * c)
        near = min(((a + d) / 2 + root, (a + d) / 2 - root), key=lambda value: abs(value - d))
        shift = near if rounds % 10 else complex(abs(c) + abs(upper[end - 1][end - 2] if end > 1 else 0))
        x, y = upper[small][small] - shift, upper[small + 1][small]
        for k in range(small, end):
            _rotated(upper, turned, k, k + 1, x, y)
            if k + 2 <= end:
                x, y = upper[k + 1][k], upper[k + 2][k]
    return upper, turned


def _rotated(upper, turned, first, second, x, y):
    """Both rows and both columns turned so that `y` vanishes below `x`."""
    length = math.hypot(abs(x), abs(y))
    if not abs(y):
        return
    c, s = x / length, y / length
    a, b = upper[first], upper[second]
    upper[first] = [c.conjugate() * p + s.conjugate() * q for p, q in zip(a, b)]
    upper[second] = [c * q - s * p for p, q in zip(a, b)]
    for rows in (upper, turned):
        for row in rows:
            p, q = row[first], row[second]
            row[first], row[second] = p * c + q * s, q * c.conjugate() - p * s.conjugate()
