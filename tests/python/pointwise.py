"""Functions number by number: values, gradients, keyword arguments, dtypes, mistakes."""

import torch

x = torch.tensor([[-1.5, -0.5, 0.0], [0.25, 1.0, 2.5]])
inside = torch.tensor([-0.9, -0.3, 0.0, 0.6])
for name in ("abs", "neg", "sign", "floor", "ceil", "round", "trunc", "frac", "exp", "expm1", "square", "sin", "cos", "tan", "sinh", "cosh", "tanh", "sigmoid", "relu", "erf",
             "erfc", "exp2", "atan", "asinh", "sgn", "positive", "negative", "absolute", "deg2rad", "rad2deg", "sinc", "isnan", "isfinite", "signbit"):  # fmt: skip
    print(name, getattr(torch, name)(x), getattr(x, name)().shape if hasattr(x, name) else "")
for name in ("log", "log2", "log10", "log1p", "sqrt", "rsqrt", "reciprocal", "lgamma", "digamma"):
    print(name, getattr(torch, name)(x.abs() + 0.5))
for name in ("asin", "acos", "atanh", "erfinv", "arcsin"):
    print(name, getattr(torch, name)(inside))
print(torch.acosh(x.abs() + 1), torch.logit(torch.tensor([0.1, 0.5])), torch.logit(torch.tensor([0.0, 1.0]), eps=0.1))

# Gradients.
for name in ("exp", "log1p", "tanh", "sigmoid", "sqrt", "square", "sin", "erf", "abs", "reciprocal", "asinh", "erfinv", "expm1", "atan", "rsqrt", "log2"):
    p = torch.tensor([0.25, 0.5, 0.75], requires_grad=True)
    getattr(torch, name)(p).sum().backward()
    print(name, p.grad)

# Two operands, the other way round, with numbers, with what broadcasts.
a, b = torch.tensor([1.0, -2.0, 3.0]), torch.tensor([[2.0], [-4.0]])
for name in ("add", "sub", "mul", "div", "pow", "maximum", "minimum", "fmod", "remainder", "floor_divide", "atan2", "hypot", "logaddexp", "eq", "ne", "lt", "le", "gt", "ge"):
    print(name, getattr(torch, name)(a, b), getattr(a, name)(b).shape)
print(torch.add(a, 2, alpha=3), torch.sub(a, b, alpha=2), a.add(1), torch.rsub(a, 1), 2 - a, 2 / a, 2**a, 7 // torch.tensor([2, -2]), -7 % torch.tensor([3, -3]))
print(torch.div(a, 2, rounding_mode="floor"), torch.div(a, 2, rounding_mode="trunc"), torch.div(torch.tensor([7, -7]), 2, rounding_mode="trunc"))
print(torch.addcmul(a, a, a, value=0.5), torch.addcdiv(a, a, a, value=2), torch.lerp(a, a * 2, 0.5), torch.xlogy(torch.tensor([0.0, 2.0]), torch.tensor([0.0, 3.0])))
print(torch.clamp(a, min=-1), torch.clamp(a, max=0.5), torch.clip(a, -1, 1), a.clamp_min(0), a.clamp(torch.tensor([0.0, 0.0, 5.0])), torch.heaviside(a, torch.tensor(0.5)))
print(torch.nan_to_num(torch.tensor([float("nan"), float("inf"), 1.0]), nan=2.0, posinf=9.0), torch.copysign(a, torch.tensor([-1.0, 1.0, -1.0])))
print(torch.round(torch.tensor([1.2345, -2.5, 0.5, 1.5]), decimals=2), torch.round(torch.tensor([2.5, 3.5, -0.5])))
print(torch.logical_and(a > 0, a > 2), torch.logical_or(a > 0, a < -1), torch.logical_xor(a > 0, a > 2), torch.logical_not(a), torch.bitwise_and(torch.tensor(6), torch.tensor(3)))
print(torch.tensor([1, 2, 3]) << 1, torch.tensor([8]) >> 2, torch.bitwise_or(torch.tensor([5]), 2), torch.bitwise_xor(torch.tensor([5]), 1), ~torch.tensor([0, 5]))

# Written over, and written where one says.
y = a.clone()
y.add_(1).mul_(2).sub_(1, alpha=2).div_(4)
y.clamp_(min=-0.4)
y[0] **= 2
print(y, y.exp_().log_(), y.neg_(), y.abs_(), y.sqrt_(), y.zero_(), y.fill_(3))
out = torch.empty(3)
print(torch.exp(a, out=out), out, torch.add(a, 1, out=out), torch.mul(a, a, out=out), torch.sum(a.reshape(1, 3), 0, out=out), out)

# Dtypes: of two, of a number, of a division.
i, f, d, h, u, t = torch.tensor([1, 2]), torch.tensor([1.0, 2.0]), torch.tensor([1.0, 2.0]).double(), torch.tensor([1.0, 2.0]).half(), torch.tensor([1, 2]).byte(), torch.tensor([True, False])
for left in (i, f, d, h, u, t):
    print([str((left + right).dtype)[6:] for right in (i, f, d, h, u, t, 1, 1.5, True)], (left / 2).dtype, (left * 2).dtype, left.sum().dtype)
print(torch.tensor(3) + f, (torch.tensor(3.5).double() + f).dtype, (i + torch.tensor(2.5)).dtype, torch.result_type(i, 1.5), torch.promote_types(torch.int32, torch.float16), torch.can_cast(torch.float32, torch.int64))
print(torch.exp(i), torch.sqrt(torch.tensor(4)), i.float().dtype, i.double().dtype, f.long(), f.int().dtype, f.bool(), u.short().dtype, f.half().dtype, f.type(), f.type(torch.int64), f.type("torch.DoubleTensor"))

# Without numbers, without dimensions.
none, single = torch.empty(0), torch.tensor(2.5)
print(torch.exp(none), none + 1, none.shape, (none > 0), torch.relu(none), single.exp(), single + single, single.clamp(max=2), -single, single.item(), single.tolist(), none.tolist())

# Comparisons that answer once.
print(torch.equal(a, a), torch.allclose(a, a + 1e-9), torch.isclose(a, a + 0.1, atol=0.2), torch.allclose(torch.tensor([float("nan")]), torch.tensor([float("nan")]), equal_nan=True))
print(torch.finfo(torch.float32).eps, torch.finfo(torch.float64).max, torch.iinfo(torch.int32).max, torch.iinfo(torch.uint8).min, torch.finfo(torch.float16))

for mistake in (lambda: torch.exp(3), lambda: torch.ones(2) + torch.ones(3), lambda: torch.ones(3) + [1, 2, 3], lambda: torch.clamp(a), lambda: torch.mul(a, "x"),
                lambda: torch.tensor([1, 2]).div_(2), lambda: a.foo, lambda: torch.tensor([1.0, 2.0]).item(), lambda: bool(a), lambda: torch.div(a, 2, rounding_mode="up"),
                lambda: torch.tensor([1]) ** -1, lambda: torch.tensor("x"), lambda: torch.relu("x"), lambda: torch.tensor([[1], [2, 3]])):  # fmt: skip
    try:
        print(mistake())
    except Exception as error:
        print(type(error).__name__, str(error).split("\n")[0])
