"""Softmax regression on ten clusters in space, by hand and with layers."""
import math

import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

seed, learning_rate, batch_size, epochs = 1, 0.1, 20, 20
torch.manual_seed(seed)
points, classes = [], []
for cluster in range(10):
    count = torch.randint(600, 701, ()).item()
    centre = 30 * torch.rand(3)
    distance = 3 * torch.randn(count)
    a, b = 2 * math.pi * torch.rand(count), 2 * math.pi * torch.rand(count)
    direction = torch.stack([a.sin() * b.cos(), a.sin() * b.sin(), a.cos()], dim=1)
    points.append(centre + distance[:, None] * direction)
    classes += [cluster] * count
points, classes = torch.cat(points), torch.tensor(classes)
order = torch.randperm(len(points))
train, test = order[: len(order) * 4 // 5], order[len(order) * 4 // 5 :]
points = (points - points[train].mean(0)) / points[train].std(0)  # Without this line, steps overshoot.
batches = DataLoader(TensorDataset(points[train], classes[train]), batch_size=batch_size, shuffle=True)


def accuracy(scores):
    return (scores.argmax(1) == classes[test]).float().mean().item()


# By hand.
weight = (0.01 * torch.randn(3, 10)).requires_grad_()
bias = torch.zeros(1, 10, requires_grad=True)
for epoch in range(epochs):
    for x, y in batches:
        scores = x @ weight + bias
        scores = scores - scores.detach().max(1, keepdim=True).values
        ln_p = scores - scores.exp().sum(1, keepdim=True).log()
        loss = -ln_p.gather(1, y[:, None]).mean()
        loss.backward()
        with torch.no_grad():
            for parameter in (weight, bias):
                parameter -= learning_rate * parameter.grad
                parameter.grad.zero_()
    print(f"by hand: epoch {epoch + 1}, test accuracy {accuracy(points[test] @ weight + bias):.3f}")

# With layers.
net = nn.Linear(3, 10)
nn.init.normal_(net.weight, std=0.01)
nn.init.zeros_(net.bias)
loss_function = nn.CrossEntropyLoss()
optimizer = torch.optim.SGD(net.parameters(), lr=learning_rate)
for epoch in range(epochs):
    for x, y in batches:
        optimizer.zero_grad()
        loss_function(net(x), y).backward()
        optimizer.step()
    print(f"layers: epoch {epoch + 1}, test accuracy {accuracy(net(points[test])):.3f}")
