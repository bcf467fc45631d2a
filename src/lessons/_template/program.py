"""Weight and bias of a line learn y = 2 x from nine points."""

import torch

seed, learning_rate, epochs = 1, 0.1, 60
torch.manual_seed(seed)
x = torch.linspace(-1, 1, 9)
y = 2 * x
weight = torch.empty(1).uniform_(-1, 1).requires_grad_()
bias = torch.empty(1).uniform_(-1, 1).requires_grad_()

for step in range(epochs):
    loss = (x * weight + bias - y).square().mean()
    loss.backward()
    with torch.no_grad():
        for tensor in (weight, bias):
            tensor -= learning_rate * tensor.grad
            tensor.grad = None

print(f"loss {loss.item():.6f}, weight {weight.item():.4f}, bias {bias.item():.4f}")
