"""Windows of signals, polynomials, numbers as text, running sums with gaps."""

import builtins
import math

import torch

from ._array import of_tensor, out_of, tensor_of

__all__ = ["blackman", "hamming", "hanning", "bartlett", "unwrap", "modf", "divmod", "nancumsum", "nancumprod", "nanprod", "nanquantile", "base_repr", "binary_repr", "format_float_positional", "format_float_scientific",
           "polyadd", "polysub", "polymul", "polyder", "polyint", "poly", "histogram_bin_edges", "nextafter", "ldexp", "logaddexp2", "i0"]  # fmt: skip


def _window(*shares):
    def run(M):
        turn = 2 * math.pi * torch.arange(M, dtype=torch.float64) / max(M - 1, 1)
        return of_tensor(sum(share * (turn * times).cos() for times, share in enumerate(shares)) if M > 1 else torch.ones(M, dtype=torch.float64))

    return run


hanning, hamming, blackman = _window(0.5, -0.5), _window(0.54, -0.46), _window(0.42, -0.5, 0.08)


def bartlett(M):
    return of_tensor(1 - (2 * torch.arange(M, dtype=torch.float64) / max(M - 1, 1) - 1).abs() if M > 1 else torch.ones(M, dtype=torch.float64))


def unwrap(p, axis=-1, period=2 * math.pi):
    """Jumps of more than half a turn become the shorter way round."""
    angles = tensor_of(p).double()
    steps = torch.diff(angles, dim=axis)
    short = torch.remainder(steps + period / 2, period) - period / 2
    short = torch.where((short == -period / 2) & (steps > 0), period / 2, short)
    mended = torch.where(steps.abs() < period / 2, 0.0, short - steps).cumsum(axis)
    first = torch.zeros_like(angles.narrow(axis, 0, 1))
    return of_tensor(angles + torch.cat([first, mended], axis))


def modf(x):
    tensor = tensor_of(x).double()
    return out_of(tensor - tensor.trunc()), out_of(tensor.trunc())


def divmod(x1, x2):
    return builtins.divmod(of_tensor(tensor_of(x1)), of_tensor(tensor_of(x2)))


def nancumsum(a, axis=None):
    return of_tensor(tensor_of(a).nan_to_num(0.0, math.inf, -math.inf)).cumsum(axis)


def nancumprod(a, axis=None):
    return of_tensor(tensor_of(a).nan_to_num(1.0, math.inf, -math.inf)).cumprod(axis)


def nanprod(a, axis=None):
    return of_tensor(tensor_of(a).nan_to_num(1.0, math.inf, -math.inf)).prod(axis)


def nanquantile(a, q):
    from ._counting import nanpercentile

    return nanpercentile(a, of_tensor(tensor_of(q).double() * 100))


# Numbers as text.


def base_repr(number, base=2, padding=0):
    digits, rest = "", abs(int(number))
    while rest:
        digits, rest = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"[rest % base] + digits, rest // base
    return ("-" if number < 0 else "") + "0" * padding + (digits or ("" if padding else "0"))


def binary_repr(num, width=None):
    if num < 0 and width is not None:
        num += 1 << width
    return f"{num:b}".zfill(width or 0)


def format_float_positional(x, precision=None, unique=True, trim="k"):
    text = repr(float(x)) if precision is None else f"{x:.{precision}f}"
    text = text.removesuffix("0") if text.endswith(".0") and precision is None else text.rstrip("0") if unique and precision is not None else text
    return text.rstrip(".") if trim == "-" else text


def format_float_scientific(x, precision=None):
    text = f"{x:.{precision}e}" if precision is not None else next(part for part in (f"{x:.{places}e}" for places in range(18)) if float(part) == float(x))
    digits, _, power = text.partition("e")
    return (digits.rstrip("0") if "." in digits else digits + ".") + "e" + power


# Polynomials by their coefficients, the highest power first.


def _sum(a1, a2, sign):
    a, b = tensor_of(a1).reshape(-1), tensor_of(a2).reshape(-1)
    wide = max(a.numel(), b.numel())
    fill = lambda one: torch.nn.functional.pad(one, (wide - one.numel(), 0))
    return of_tensor(fill(a) + sign * fill(b))


def polyadd(a1, a2):
    return _sum(a1, a2, 1)


def polysub(a1, a2):
    return _sum(a1, a2, -1)


def polymul(a1, a2):
    from ._products import convolve

    return convolve(a1, a2)


def polyder(p, m=1):
    found = tensor_of(p)
    for _ in range(m):
        found = found[:-1] * torch.arange(found.numel() - 1, 0, -1)
    return of_tensor(found)


def polyint(p):
    found = tensor_of(p).double()
    return of_tensor(torch.cat([found / torch.arange(found.numel(), 0, -1), found.new_zeros(1)]))


def poly(seq_of_zeros):
    found = of_tensor(torch.ones(1, dtype=torch.float64))
    for zero in tensor_of(seq_of_zeros).reshape(-1).tolist():
        found = polymul(found, [1.0, -zero])
    return found


def histogram_bin_edges(a, bins=10, range=None):
    from ._counting import histogram

    return histogram(a, bins, range)[1]


def nextafter(x1, x2):
    run = lambda a, b: math.nextafter(a, b)
    first, second = torch.broadcast_tensors(tensor_of(x1).double(), tensor_of(x2).double())
    return out_of(torch.tensor([run(a, b) for a, b in zip(first.reshape(-1).tolist(), second.reshape(-1).tolist())], dtype=torch.float64).reshape(first.shape))


def ldexp(x1, x2):
    return out_of(tensor_of(x1).double() * 2.0 ** tensor_of(x2))


def logaddexp2(x1, x2):
    first, second = (tensor_of(one).double() * math.log(2) for one in (x1, x2))
    return out_of(first.logaddexp(second) / math.log(2))


def i0(x):
    """Bessel's function by its series; beyond 20 by what it nears."""
    tensor = tensor_of(x).double().abs()
    quarter, term, total = (tensor.clamp(max=20) / 2) ** 2, torch.ones_like(tensor), torch.ones_like(tensor)
    for k in range(1, 60):
        term = term * quarter / k**2
        total = total + term
    if (tensor > 20).any():
        raise NotImplementedError("i0 beyond 20 is not here.")
    return out_of(total)
