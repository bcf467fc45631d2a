"""Gamma and beta numbers, as numpy's older generator draws them."""

import math


def standard_gamma(source, shape):
    """Marsaglia and Tsang, 2000; below 1, by rejection from an exponential."""
    if shape == 0:
        return 0.0
    if shape == 1:
        return _exponential(source)
    if shape < 1:
        while True:
            lot, waited = source._double(), _exponential(source)
            if lot <= 1 - shape:
                x = lot ** (1 / shape)
                if x <= waited:
                    return x
            else:
                y = -math.log((1 - lot) / shape)
                x = (1 - shape + shape * y) ** (1 / shape)
                if x <= waited + y:
                    return x
    b = shape - 1 / 3
    c = 1 / math.sqrt(9 * b)
    while True:
        x = source._gauss()
        v = 1 + c * x
        if v <= 0:
            continue
        v, lot = v * v * v, source._double()
        if lot < 1 - 0.0331 * x**4 or math.log(lot) < 0.5 * x * x + b * (1 - v + math.log(v)):
            return b * v


def beta(source, a, b):
    """Of small parameters, Johnk's way; else a share of two gammas."""
    if a <= 1 and b <= 1:
        while True:
            x, y = source._double() ** (1 / a), source._double() ** (1 / b)
            if 0 < x + y <= 1:
                return x / (x + y)
    first = standard_gamma(source, a)
    return first / (first + standard_gamma(source, b))


def _exponential(source):
    return -math.log(1 - source._double())
