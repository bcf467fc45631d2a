"""Weight and bias of a line learn y = 2 x from nine points."""

import torch

torch.manual_seed(1)
x = torch.linspace(-1, 1, 9)
y = 2 * x
weight = torch.empty(1).uniform_(-1, 1).requires_grad_()
bias = torch.empty(1).uniform_(-1, 1).requires_grad_()

for step in range(60):
    loss = (x * weight + bias - y).square().mean()
    loss.backward()
    with torch.no_grad():
        for tensor in (weight, bias):
            tensor -= 0.1 * tensor.grad
            tensor.grad = None

print(f"loss {loss.item():.6f}, weight {weight.item():.4f}, bias {bias.item():.4f}")
