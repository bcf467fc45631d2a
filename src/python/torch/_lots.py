"""Distributions from a source of uniform, normal and exponential numbers, one number at a time: each by the method numpy has chosen, or PyTorch."""

import math


def gamma(source, shape):
    """Marsaglia and Tsang (2000); below 1 by rejection."""
    if shape == 1.0:
        return source.exponential_()
    if shape == 0.0:
        return 0.0
    if shape < 1.0:
        while True:
            lot, height = source.double(), source.exponential_()
            if lot <= 1.0 - shape:
                x = lot ** (1.0 / shape)
                if x <= height:
                    return x
            else:
                beyond = -math.log((1.0 - lot) / shape)
                x = (1.0 - shape + shape * beyond) ** (1.0 / shape)
                if x <= height + beyond:
                    return x
    edge = shape - 1.0 / 3.0
    slope = 1.0 / math.sqrt(9.0 * edge)
    while True:
        x, cube = 0.0, 0.0
        while cube <= 0.0:
            x = source.normal_()
            cube = 1.0 + slope * x
        cube, lot = cube**3, source.double()
        if lot < 1.0 - 0.0331 * x**4 or math.log(lot) < 0.5 * x * x + edge * (1.0 - cube + math.log(cube)):
            return edge * cube


def beta(source, a, b):
    if a <= 1.0 and b <= 1.0:
        while True:
            x, y = source.double() ** (1.0 / a), source.double() ** (1.0 / b)
            if 0.0 < x + y <= 1.0:
                return x / (x + y)
    first = gamma(source, a)
    return first / (first + gamma(source, b))


def chisquare(source, df):
    return 2.0 * gamma(source, df / 2.0)


def f(source, dfnum, dfden):
    above = chisquare(source, dfnum) * dfden
    return above / (chisquare(source, dfden) * dfnum)


def standard_t(source, df):
    above = source.normal_()
    return math.sqrt(df / 2.0) * above / math.sqrt(gamma(source, df / 2.0))


def standard_cauchy(source):
    above = source.normal_()
    return above / source.normal_()


def weibull(source, a):
    return source.exponential_() ** (1.0 / a) if a else 0.0


def pareto(source, a):
    return math.expm1(source.exponential_() / a)


def power(source, a):
    return (-math.expm1(-source.exponential_())) ** (1.0 / a)


def logistic(source, loc=0.0, scale=1.0):
    lot = source.double()
    return loc + scale * math.log(lot / (1.0 - lot))


def triangular(source, left, mode, right):
    lot, width = source.double(), right - left
    if lot <= (mode - left) / width:
        return left + math.sqrt(lot * (mode - left) * width)
    return right - math.sqrt((1.0 - lot) * (right - mode) * width)


def geometric(source, p):
    if p < 1.0 / 3.0:
        return source.rare_(p)
    count, share, total, lot = 1, p, p, source.double()
    while lot > total:
        share *= 1.0 - p
        total += share
        count += 1
    return count


def negative_binomial(source, n, p):
    return poisson(source, gamma(source, n) * (1.0 - p) / p)


def poisson(source, lam):
    """A product of lots; from 10 on Hörmann's transformed rejection (1993)."""
    if lam >= 10:
        return _poisson_of_many(source, lam)
    if lam == 0:
        return 0
    limit, product, count = math.exp(-lam), 1.0, 0
    while True:
        product *= source.double()
        if product <= limit:
            return count
        count += 1


def _poisson_of_many(source, lam):
    root = math.sqrt(lam)
    b = 0.931 + 2.53 * root
    a = -0.059 + 0.02483 * b
    inverse, sure = 1.1239 + 1.1328 / (b - 3.4), 0.9277 - 3.6224 / (b - 2)
    while True:
        across, height = source.double() - 0.5, source.double()
        edge = 0.5 - abs(across)
        count = math.floor((2 * a / edge + b) * across + lam + 0.43)
        if edge >= 0.07 and height <= sure:
            return count
        if count < 0 or (edge < 0.013 and height > edge):
            continue
        if math.log(height) + math.log(inverse) - math.log(a / (edge * edge) + b) <= -lam + count * math.log(lam) - math.lgamma(count + 1):
            return count


def binomial(source, n, p):
    if p > 0.5:
        return n - binomial(source, n, 1.0 - p)
    if not n or not p:
        return 0
    return _binomial_of_many(source, n, p) if n * p > 30 else _binomial_walked(source, n, p)


def _binomial_walked(source, n, p):
    """The distribution function, walked up from 0."""
    q = 1.0 - p
    first = math.exp(n * math.log(q))
    most = min(n, n * p + 10.0 * math.sqrt(n * p * q + 1))
    count, share, lot = 0, first, source.double()
    while lot > share:
        count += 1
        if count > most:
            count, share, lot = 0, first, source.double()
        else:
            lot -= share
            share = ((n - count + 1) * p * share) / (count * q)
    return count


def _binomial_of_many(source, n, r):
    """Kachitvichyanukul and Schmeiser (1988): a triangle, two parallelograms, two exponential tails."""
    q = 1.0 - r
    spread, middle = n * r * q, n * r + r
    top = math.floor(middle)
    p1 = math.floor(2.195 * math.sqrt(spread) - 4.6 * q) + 0.5
    left, right, c = top + 0.5 - p1, top + 0.5 + p1, 0.134 + 20.5 / (15.3 + top)
    slope = lambda a: a * (1.0 + a / 2.0)
    low, high = slope((middle - left) / (middle - left * r)), slope((right - middle) / (right * q))
    p2 = p1 * (1.0 + 2.0 * c)
    p3 = p2 + c / low
    p4 = p3 + c / high
    while True:
        u, v = source.double() * p4, source.double()
        if u <= p1:
            return math.floor(top + 0.5 - p1 * v + u)
        if u <= p2:
            x = left + (u - p1) / c
            v = v * c + 1.0 - abs(top - x + 0.5) / p1
            if v > 1.0:
                continue
            y = math.floor(x)
        elif v == 0.0:
            continue
        elif u <= p3:
            y = math.floor(left + math.log(v) / low)
            if y < 0:
                continue
            v *= (u - p2) * low
        else:
            y = math.floor(right - math.log(v) / high)
            if y > n:
                continue
            v *= (u - p3) * high
        if _is_inside(n, r, q, spread, top, y, v):
            return y


def _is_inside(n, r, q, spread, top, y, v):
    k = abs(y - top)
    if k <= 20 or k >= spread / 2.0 - 1:
        ratio, share = r / q, 1.0
        for count in range(top + 1, y + 1):
            share *= ratio * (n + 1) / count - ratio
        for count in range(y + 1, top + 1):
            share /= ratio * (n + 1) / count - ratio
        return v <= share
    rho = (k / spread) * ((k * (k / 3.0 + 0.625) + 0.16666666666666666) / spread + 0.5)
    least, height = -k * k / (2 * spread), math.log(v)
    if height < least - rho:
        return True
    if height > least + rho:
        return False
    # Stirling's series.
    rest = lambda x: (13680.0 - (462.0 - (132.0 - (99.0 - 140.0 / x**2) / x**2) / x**2) / x**2) / x / 166320.0
    x1, f1, z, w = y + 1, top + 1, n + 1 - top, n - y + 1
    return height <= (top + 0.5) * math.log(f1 / x1) + (n - top + 0.5) * math.log(z / w) + (y - top) * math.log(w * r / (x1 * q)) + rest(f1) + rest(z) + rest(
        x1
    ) + rest(w)


def binomial_of_torch(source, n, p):
    if p > 0.5:
        return n - binomial_of_torch(source, n, 1.0 - p)
    if n <= 0 or p <= 0:
        return 0
    if n * p >= 10:
        return _rejected(source, n, p)
    # The lengths of the gaps between what happens.
    count, reached, unit = 0, 0, math.log1p(-p)
    while True:
        reached += math.ceil(math.log(source.double() or 5e-324) / unit)
        if reached > n:
            return count
        count += 1


def _rejected(source, n, p):
    """Hörmann's transformed rejection with decomposition (1993)."""
    spread, ratio, top = math.sqrt(n * p * (1 - p)), p / (1 - p), math.floor((n + 1) * p)
    b = 1.15 + 2.53 * spread
    a = -0.0873 + 0.0248 * b + 0.01 * p
    sure, width = 0.92 - 4.2 / b, (2.83 + 5.1 / b) * spread
    rest = lambda k: math.lgamma(k + 1) - (k + 0.5) * math.log(k + 1) + (k + 1) - 0.5 * math.log(2 * math.pi)
    while True:
        across, height = source.double() - 0.5, source.double()
        edge = 0.5 - abs(across)
        k = math.floor((2 * a / edge + b) * across + n * p + 0.5)
        if edge >= 0.07 and height <= sure:
            return k
        if not 0 <= k <= n:
            continue
        least = (top + 0.5) * math.log((top + 1) / (ratio * (n - top + 1))) + (n + 1) * math.log((n - top + 1) / (n - k + 1))
        least += (k + 0.5) * math.log(ratio * (n - k + 1) / (k + 1)) + rest(top) + rest(n - top) - rest(k) - rest(n - k)
        if math.log(height * width / (a / (edge * edge) + b)) <= least:
            return k


# Whole numbers come of these.
COUNTS = {"poisson": poisson, "binomial": binomial, "geometric": geometric, "negative_binomial": negative_binomial}
NUMBERS = {
    "beta": beta, "chisquare": chisquare, "f": f, "standard_gamma": gamma, "standard_t": standard_t, "standard_cauchy": standard_cauchy, "weibull": weibull, "pareto": pareto, "power": power,
    "logistic": logistic, "triangular": triangular,
}  # fmt: skip
