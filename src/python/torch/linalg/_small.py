"""Small matrices taken apart, as lists of rows: what a tensor's operation costs each time would be most of the work."""

import math

from ._factors import LinAlgError, indefinite, singular_matrix


def eliminated(rows):
    """Gauss with the largest pivots: both triangles in one, the rows' order, its sign."""
    both, size = [list(row) for row in rows], len(rows)
    order, sign = list(range(size)), 1.0
    for k in range(size):
        best = max(range(k, size), key=lambda row: abs(both[row][k]))
        if best != k:
            both[k], both[best] = both[best], both[k]
            order[k], order[best] = order[best], order[k]
            sign = -sign
        top = both[k]
        if top[k] == 0.0:
            continue
        for row in both[k + 1 :]:
            factor = row[k] = row[k] / top[k]
            if factor:
                row[k + 1 :] = [value - factor * above for value, above in zip(row[k + 1 :], top[k + 1 :])]
    return both, order, sign


def solved(rows, right, name):
    both, order, _ = eliminated(rows)
    found = [list(right[place]) for place in order]
    for k, row in enumerate(both):
        if row[k] == 0.0:
            raise LinAlgError(singular_matrix(name, k))
        for place in range(k):
            if row[place]:
                found[k] = [value - row[place] * other for value, other in zip(found[k], found[place])]
    for k in reversed(range(len(both))):
        row = both[k]
        for place in range(k + 1, len(both)):
            if row[place]:
                found[k] = [value - row[place] * other for value, other in zip(found[k], found[place])]
        found[k] = [value / row[k] for value in found[k]]
    return found


def rooted(rows):
    """Cholesky's lower triangle."""
    lower = []
    for k, row in enumerate(rows):
        new = []
        for place, other in enumerate(lower):
            new.append((row[place] - sum(a * b for a, b in zip(new, other))) / other[place])
        square = row[k] - sum(value * value for value in new)
        if not square > 0:
            raise LinAlgError(indefinite(k))
        lower.append([*new, math.sqrt(square)])
    return [row + [0.0] * (len(rows) - len(row)) for row in lower]


def diagonalized(rows):
    """Eigenvalues in rising order and eigenvectors of a symmetric matrix: to three diagonals by reflections, then implicit QL; signs are LAPACK's."""
    size = len(rows)
    middle, beside, columns = _in_three_diagonals([list(row) for row in rows])
    first = 0
    while first < size:
        last = first
        while last < size - 1 and abs(beside[last]) > math.sqrt(abs(middle[last]) * abs(middle[last + 1])) * 1.1e-16:
            last += 1
        if last < size - 1:
            beside[last] = 0.0
        ends = (last, first) if abs(middle[last]) < abs(middle[first]) else (first, last)
        _solve_block(middle, beside, columns, *ends)
        first = last + 1
    order = sorted(range(size), key=lambda place: middle[place])
    return [middle[place] for place in order], [list(row) for row in zip(*(columns[place] for place in order))]


def _in_three_diagonals(rows):
    size = len(rows)
    beside, steps = [], []
    for k in range(size - 1):
        first, rest = rows[k + 1][k], [rows[place][k] for place in range(k + 2, size)]
        length = math.sqrt(sum(value * value for value in rest))
        if length == 0.0:
            beside.append(first)
            continue
        new = -math.copysign(math.hypot(first, length), first)
        mirror, factor = [1.0, *(value / (first - new) for value in rest)], (new - first) / new
        part = [row[k + 1 :] for row in rows[k + 1 :]]
        image = [factor * sum(a * b for a, b in zip(row, mirror)) for row in part]
        half = 0.5 * factor * sum(a * b for a, b in zip(image, mirror))
        image = [a - half * b for a, b in zip(image, mirror)]
        for place, row in enumerate(rows[k + 1 :]):
            own, other = mirror[place], image[place]
            row[k + 1 :] = [value - own * b - other * a for value, a, b in zip(row[k + 1 :], mirror, image)]
        beside.append(new)
        steps.append((k + 1, factor, mirror))
    columns = [[float(row == column) for row in range(size)] for column in range(size)]
    for start, factor, mirror in reversed(steps):
        for column in columns[start:]:
            share = factor * sum(a * b for a, b in zip(mirror, column[start:]))
            if share:
                column[start:] = [value - share * a for value, a in zip(column[start:], mirror)]
    return [rows[k][k] for k in range(size)], beside, columns


def _solve_block(middle, beside, columns, place, end):
    """Wilkinson's shifts chase a bulge along the block, downward or upward, towards its end that is smaller."""
    step = 1 if end >= place else -1
    gap = lambda one: min(one, one + step)
    while (end - place) * step >= 0:
        stop = place
        while stop != end:
            small = abs(beside[gap(stop)]) ** 2
            if small <= 1.2e-32 * abs(middle[stop]) * abs(middle[stop + step]) + 2.3e-308:
                beside[gap(stop)] = 0.0
                break
            stop += step
        if stop == place:
            place += step
            continue
        if stop == place + step:
            low = gap(place)
            middle[low], middle[low + 1], c, s = _of_two(middle[low], beside[low], middle[low + 1])
            _rotate(columns, low, c, -s)
            beside[low] = 0.0
            place += 2 * step
            continue
        slope = (middle[place + step] - middle[place]) / (2.0 * beside[gap(place)])
        g = middle[stop] - middle[place] + beside[gap(place)] / (slope + math.copysign(math.hypot(slope, 1.0), slope))
        c = s = 1.0
        shift = 0.0
        for one in range(stop - step, place - step, -step):
            f, b = s * beside[gap(one)], c * beside[gap(one)]
            length = math.copysign(math.hypot(g, f), g)
            c, s = (abs(g) / abs(length), f / length) if f else (1.0, 0.0)
            if not g and f:
                length, c, s = abs(f), 0.0, math.copysign(1.0, f)
            if one != stop - step:
                beside[gap(one + step)] = length
            g = middle[one + step] - shift
            r = (middle[one] - g) * s + 2.0 * c * b
            shift = s * r
            middle[one + step] = g + shift
            g = c * r - b
            _rotate(columns, gap(one), c, s * step)
        middle[place] -= shift
        beside[gap(place)] = g


def _rotate(columns, low, c, s):
    lower, upper = columns[low], columns[low + 1]
    columns[low], columns[low + 1] = [c * a - s * b for a, b in zip(lower, upper)], [c * b + s * a for a, b in zip(lower, upper)]


def _of_two(a, b, c):
    """Eigenvalues of [[a, b], [b, c]], the larger in size first, and the unit vector of it."""
    total, apart, twice = a + c, a - c, b + b
    large, small = (a, c) if abs(a) > abs(c) else (c, a)
    root = math.hypot(apart, twice)
    first = 0.5 * (total - root if total < 0 else total + root)
    second = (large / first) * small - (b / first) * b if total else -0.5 * root
    is_down = total < 0
    cosine = apart + root if apart >= 0 else apart - root
    if abs(cosine) > abs(twice):
        turn = -twice / cosine
        y = 1.0 / math.sqrt(1.0 + turn * turn)
        x = turn * y
    elif twice == 0.0:
        x, y = 1.0, 0.0
    else:
        turn = -cosine / twice
        x = 1.0 / math.sqrt(1.0 + turn * turn)
        y = turn * x
    return (first, second, -y, x) if is_down != (apart >= 0) else (first, second, x, y)


def right_angled(rows):
    """Rows turned in pairs until all stand at right angles (Hestenes), and what turned them."""
    rows = [list(row) for row in rows]
    turned = [[float(row == column) for column in range(len(rows))] for row in range(len(rows))]
    for _ in range(30):
        is_done = True
        for p in range(len(rows) - 1):
            for q in range(p + 1, len(rows)):
                first, second = rows[p], rows[q]
                mixed = sum(x * y for x, y in zip(first, second))
                a, b = sum(x * x for x in first), sum(y * y for y in second)
                if abs(mixed) <= 1e-15 * math.sqrt(a * b):
                    continue
                is_done = False
                ratio = (b - a) / (2.0 * mixed)
                slope = math.copysign(1.0, ratio) / (abs(ratio) + math.hypot(1.0, ratio))
                c = 1.0 / math.hypot(1.0, slope)
                s = slope * c
                for own in (rows, turned):
                    x, y = own[p], own[q]
                    own[p], own[q] = [c * one - s * other for one, other in zip(x, y)], [s * one + c * other for one, other in zip(x, y)]
        if is_done:
            break
    return rows, turned


def singular_of_two(f, g, h):
    """[[f, g], [0, h]] as U, values, V transposed, with LAPACK's signs."""
    is_turned = abs(h) > abs(f)
    if g == 0.0:
        left, right = [[1.0, 0.0], [0.0, 1.0]], [[math.copysign(1.0, f), 0.0], [0.0, math.copysign(1.0, h)]]
        return ([row[::-1] for row in left], [abs(h), abs(f)], right[::-1]) if is_turned else (left, [abs(f), abs(h)], right)
    big, small = (h, f) if is_turned else (f, h)
    apart = (abs(big) - abs(small)) / abs(big) if big else 0.0
    slope, gap = g / big if big else math.inf, 2.0 - apart
    if abs(slope) > 4.5e15:
        # Beside the one above them both others are nothing.
        top, low, cl, sl, cr, sr = abs(g), abs(small) * abs(big) / abs(g), 1.0, small / g, big / g, 1.0
    else:
        first, second = math.hypot(gap, slope), math.hypot(apart, slope)
        mean = 0.5 * (first + second)
        low, top = abs(small) / mean, abs(big) * mean
        turn = (slope / (first + gap) + slope / (second + apart)) * (1.0 + mean) if slope else math.copysign(2.0, big) * math.copysign(1.0, g)
        length = math.hypot(turn, 2.0)
        cr, sr = 2.0 / length, turn / length
        cl, sl = (cr + sr * slope) / mean, (small / big) * sr / mean
    cl, sl, cr, sr = (sr, cr, sl, cl) if is_turned else (cl, sl, cr, sr)
    sign = lambda *values: math.prod(math.copysign(1.0, value) for value in values)
    largest = g if abs(g) > abs(big) else h if is_turned else f
    sign_top = sign(sr if abs(g) > abs(big) or is_turned else cr, sl if is_turned and not abs(g) > abs(big) else cl, largest)
    sign_low = sign_top * sign(f, h)
    # Values are positive: the sign goes to V.
    right = [[sign_top * cr, sign_top * sr], [-sign_low * sr, sign_low * cr]]
    return [[cl, -sl], [sl, cl]], [top, low], right
