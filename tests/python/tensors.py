"""Shapes, dtypes, indexing, broadcasting, views, printing."""

import torch

torch.manual_seed(7)
x = torch.arange(12).reshape(3, 4)
print(x, x.shape, x.dtype, x.T.stride())
print(x[1], x[:, -1], x[::2, 1:3], x[x > 5], x[[0, 2], [1, 3]], x[..., None].shape)
y = x.float()
y[0] = -1
y[:, 1] += 10
y[y > 15] = 0.5
print(y, x.sum(), y.mean(0), y.max(1), y.std(), y.argmax(axis=1))
view = y.view(-1)
view[0] = 100
print(y[0, 0], y.data_ptr() == view.data_ptr(), y.is_contiguous(), y.t().is_contiguous())
print(torch.cat([x, x * 2]).shape, torch.stack([x, x], 1).shape, x.chunk(2, 1)[1], torch.where(x % 2 == 0, x, -x))
print(torch.rand(2, 3), torch.randn(3), torch.randint(0, 10, (5,)), torch.randperm(6))
print(torch.tensor([True, False]), torch.tensor([1, 2.5]), torch.tensor(3), torch.tensor([]), torch.zeros(2, 0))
print(x + 0.5, x / 2, x // 2, 7 - x, x == 5, (x > 3) & (x < 8), ~(x > 3))
print(torch.tensor([1e-5, 1.0]), torch.tensor([1e6, 1.5]), torch.tensor([float("nan"), float("inf"), 2.0]))
print(torch.ones(2, dtype=torch.float64), torch.ones(2, dtype=torch.int32) + torch.ones(2), (torch.ones(2, dtype=torch.uint8) + 300))
print(torch.arange(2000), torch.rand(40, 40)[:2])
print(torch.linspace(0, 1, 5), torch.eye(2), torch.full((2,), 7), torch.arange(1, 2, 0.25))
print(x.unsqueeze(0).shape, x.permute(1, 0).shape, x.expand(2, 3, 4).shape, x.flatten(), x.repeat(1, 2).shape)
print(torch.topk(y, 2), torch.sort(y, dim=1, descending=True)[1], y.cumsum(1), y.clamp(0, 5))
for mistake in (lambda: x.reshape(5), lambda: x @ x, lambda: x[5], lambda: torch.ones(2) + torch.ones(3), lambda: torch.cat([x, x[:, :2]]), lambda: x.mean(), lambda: x.view(7, -1)):
    try:
        mistake()
    except Exception as error:
        print(type(error).__name__, error)
