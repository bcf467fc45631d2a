"""The classics of automatic differentiation in PyTorch, each checked against central differences."""
import torch


def check(name, function, x):
    """Prints dy/dx by autograd and how far it is from (f(x + h) - f(x - h)) / 2h in double precision."""
    x = x.clone().requires_grad_()
    function(x).backward()
    values, h, differences = x.detach().double(), 6e-6, torch.zeros_like(x)
    for i in range(values.numel()):
        above, below = values.clone(), values.clone()
        above.view(-1)[i] += h
        below.view(-1)[i] -= h
        differences.view(-1)[i] = (function(above) - function(below)) / (2 * h)
    distance = (x.grad - differences).abs().max() / x.grad.abs().max()
    print(f"{name}: {x.grad.tolist()}, relative difference {distance.item():.1e}")


x = torch.arange(4.0)
check("y = 2 x.x", lambda x: 2 * torch.dot(x, x), x)
check("z = (x + 2)^2 + 3", lambda x: (x + 2) ** 2 + 3, torch.tensor(3.0))
check("mean(2 (x + 1)^2)", lambda x: (2 * (x + 1) ** 2).mean(), torch.arange(1.0, 7.0).reshape(2, 3))
check("sum of a vector", lambda x: (x * x).sum(), x)

# Two linear layers of one weight each: the derivative by w1 goes through w2.
w1, b1, w2, b2 = (torch.tensor(value, requires_grad=True) for value in (2.0, 1.0, 2.0, 1.0))
h = w1 * 1.0 + b1
y = w2 * h + b2
y.backward()
print("two layers:", [p.grad.item() for p in (w1, b1, w2, b2)])

# Gradients accumulate until they are zeroed.
x = torch.arange(4.0, requires_grad=True)
for turn in ("first", "second, added", "after zeroing"):
    if turn == "after zeroing":
        x.grad.zero_()
    (x ** 2).sum().backward()
    print(f"{turn}: {x.grad.tolist()}")

# What no_grad computes is a number like any other.
x = torch.arange(4.0, requires_grad=True)
with torch.no_grad():
    u = x * x
(u * x).sum().backward()
print("with u fixed:", x.grad.tolist(), "is u:", torch.equal(x.grad, u))
