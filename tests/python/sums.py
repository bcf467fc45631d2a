"""Sums, extremes, order, statistics: along dimensions, with keyword arguments, of nothing, with gradients."""

import torch

torch.manual_seed(2)
x = torch.tensor([[3.0, 1.0, 2.0, 2.0], [0.5, -1.0, 4.0, 2.0], [2.0, 2.0, 2.0, -3.0]])
cube = torch.arange(24.0).reshape(2, 3, 4)
for name in ("sum", "mean", "prod", "amax", "amin", "std", "var", "norm", "argmax", "argmin", "nansum", "nanmean", "count_nonzero", "logsumexp", "cumsum", "cumprod", "softmax", "log_softmax"):
    run = getattr(torch, name)
    try:
        print(name, run(x), end=" ")
    except TypeError:
        print(name, end=" ")
    print(run(x, 0), run(x, dim=-1), getattr(cube, name)(1).shape)
for name in ("sum", "mean", "amax", "std", "var", "norm", "argmax", "logsumexp"):
    print(name, getattr(torch, name)(x, dim=1, keepdim=True))
print(x.sum((0, 1)), cube.sum((0, 2)), cube.mean((1, 2), keepdim=True).shape, x.sum(axis=1), x.mean(axis=0, keepdims=True), cube.amax((0, 1)), cube.std((0, 2)))
print(x.max(), x.min(), x.max(1), x.min(dim=0), torch.max(x, 1, keepdim=True), torch.max(x, 2 * torch.ones(4)), torch.min(x, other=torch.zeros(1)), x.max(0).values, x.max(0).indices)
print(x.sum(dtype=torch.float64), torch.tensor([1, 2]).sum().dtype, torch.tensor([True, True]).sum(), torch.tensor([1, 2]).prod(), torch.tensor([1, 2]).float().mean(), x.mean(dtype=torch.float64))
print(x.std(unbiased=False), torch.var(x, 1, unbiased=False), torch.std_mean(x, 0), torch.var_mean(x), x.var(False), torch.std(x, dim=0, unbiased=True, keepdim=True))
print(x.norm(1), x.norm(float("inf")), x.norm(p=3, dim=1), torch.norm(x, "fro"), torch.dist(x, x * 0), torch.renorm(x, 2, 0, 2.0))
print((x > 0).all(), (x > 0).any(1), torch.all(x > -5), torch.any(x > 3, dim=0, keepdim=True), x.aminmax(), torch.aminmax(x, dim=0).max)
print(x.cummax(1), torch.cummin(x, 0).values, torch.logcumsumexp(x, 1), torch.cumsum(torch.tensor([1, 2, 3]), 0), torch.cumsum(x, 0, dtype=torch.float64).dtype)

# Order.
distinct = torch.tensor([[3.0, 1.0, 2.0], [6.0, 5.0, 4.0]])
print(distinct.sort(), torch.sort(distinct, dim=0, descending=True), distinct.argsort(), torch.argsort(distinct, descending=True), torch.msort(distinct))
print(distinct.topk(2), torch.topk(distinct, 1, largest=False), distinct.kthvalue(2), distinct.median(), distinct.median(1), torch.median(distinct, 0, True), x.mode(), torch.mode(x, 0).values)
print(torch.unique(x), torch.unique(torch.tensor([2, 1, 2]), return_inverse=True, return_counts=True), torch.unique(torch.tensor([[1, 2], [1, 2], [0, 1]]), dim=0), torch.unique_consecutive(torch.tensor([1, 1, 2, 1])))
print(x.quantile(0.5), torch.quantile(x, torch.tensor([0.25, 0.75]), dim=1), x.quantile(0.3, 0, keepdim=True), torch.quantile(x, 0.4, interpolation="lower"), torch.nanmedian(torch.tensor([1.0, float("nan"), 3.0])))
print(torch.nonzero(x > 2), (x > 2).nonzero(as_tuple=True), torch.argwhere(x < 0), torch.searchsorted(torch.tensor([1.0, 3.0, 5.0]), torch.tensor([3.0, 4.0])), torch.bucketize(torch.tensor([1.0, 3.5]), torch.tensor([1.0, 3.0]), right=True))
print(torch.bincount(torch.tensor([0, 1, 1, 3])), torch.bincount(torch.tensor([0, 1]), weights=torch.tensor([0.5, 2.0]), minlength=4), torch.histc(x, bins=4, min=-4, max=4), torch.histogram(x, 3)[0], torch.isin(torch.tensor([1, 2, 3]), torch.tensor([2, 3])))
print(torch.diff(torch.tensor([1, 4, 9])), torch.diff(x, dim=0), torch.cov(x), torch.corrcoef(x), torch.trapezoid(torch.tensor([1.0, 2.0, 3.0])), torch.trapezoid(torch.tensor([1.0, 2.0]), torch.tensor([0.0, 3.0])), torch.count_nonzero(x))

# Gradients: of the largest, of a spread, through sorting.
for name, run in (("max", lambda p: p.max()), ("amax", lambda p: p.amax(1).sum()), ("std", lambda p: p.std()), ("var", lambda p: p.var(0).sum()), ("norm", lambda p: p.norm()), ("prod", lambda p: p.prod()),
                  ("sort", lambda p: (p.sort(1)[0] * torch.arange(3.0)).sum()), ("topk", lambda p: p.topk(2)[0].sum()), ("median", lambda p: p.median()), ("logsumexp", lambda p: p.logsumexp(1).sum()),
                  ("cumsum", lambda p: p.cumsum(1).square().sum()), ("cumprod", lambda p: p.cumprod(1).sum()), ("softmax", lambda p: p.softmax(1)[0, 0]), ("mean", lambda p: p.mean((0, 1))),
                  ("quantile", lambda p: p.quantile(0.4)), ("cummax", lambda p: p.cummax(1)[0].sum()), ("norm1", lambda p: p.norm(1, 1).sum())):  # fmt: skip
    p = distinct.clone().requires_grad_()
    run(p).backward()
    print(name, p.grad)

# Of nothing, and of one number.
none, single = torch.empty(0), torch.tensor(2.5)
print(none.sum() == 0, none.prod(), none.mean(), none.std(), torch.empty(0, 3).sum(0).abs(), torch.empty(0, 3).sum(1), none.sort(), none.all(), none.any(), none.cumsum(0), torch.empty(2, 0).argmax(0).shape)
print(single.sum(), single.mean(), single.max(), single.argmax(), single.sort(), single.cumsum(0), single.softmax(0), single.nonzero(), single.norm(), single.median(), single.unique())
print(torch.multinomial(torch.tensor([0.1, 0.6, 0.3]), 4, replacement=True), torch.multinomial(torch.tensor([[0.1, 0.9], [0.5, 0.5]]), 1), torch.multinomial(torch.tensor([1.0, 2.0, 3.0]), 2))

for mistake in (lambda: none.max(), lambda: x.sum(2), lambda: torch.tensor([1, 2]).mean(), lambda: x.topk(5), lambda: torch.bincount(torch.tensor([-1])),
                lambda: x.max(5), lambda: torch.multinomial(torch.tensor([-1.0, 2.0]), 1), lambda: torch.quantile(x, 1.5), lambda: x.std(7), lambda: torch.multinomial(torch.tensor([1.0, 1.0]), 3)):  # fmt: skip
    try:
        print(mistake())
    except Exception as error:
        print(type(error).__name__, str(error).split("\n")[0])
print(none.sum(), torch.zeros(0, 2).sum(0), torch.tensor([-0.0]).sum(), torch.zeros(0, 3).argmax(1), torch.tensor([[2.0, float("nan")], [1.0, 5.0]]).max(0))
for mistake in (lambda: none.argmax(), lambda: none.argmin(-1), lambda: torch.zeros(3, 0).argmax(1)):
    try:
        mistake()
    except IndexError as error:
        print(error)
wide = torch.arange(24.0).reshape(2, 3, 4)
for many in (wide, wide.transpose(0, 2), wide[:, ::2], wide.expand(2, 2, 3, 4), wide.permute(2, 0, 1)[1:]):
    print(many.sum((0, -1)), many.mean(1).flatten()[:3], many.var(0).flatten()[:2], many.amax(-1).flatten()[-2:], many.argmin(0).flatten()[:3], many.logsumexp((1, 2)), many.norm(dim=1).flatten()[:2], many.prod(1).flatten()[:2], (many > 3).all(0).sum())
