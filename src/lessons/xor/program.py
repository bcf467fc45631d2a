"""Exclusive or in space: a linear softmax and a perceptron with one hidden layer on clusters that share classes."""
import math

import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

seed, hidden, learning_rate, batch_size, epochs = 1, 128, 0.1, 32, 10
torch.manual_seed(seed)
label_of = torch.arange(16)[torch.randperm(16)] % 8  # Two clusters for each of eight classes.
centres, points, classes = [], [], []
for cluster in range(16):
    count = torch.randint(600, 701, ()).item()
    centre = 30 * torch.rand(3)
    while any((centre - other).pow(2).sum() < 36 for other, label in centres if label != label_of[cluster]):
        centre = 30 * torch.rand(3)  # It was too near to a cluster of another class.
    centres.append((centre, label_of[cluster]))
    distance = 3 * torch.randn(count)
    a, b = 2 * math.pi * torch.rand(count), 2 * math.pi * torch.rand(count)
    direction = torch.stack([a.sin() * b.cos(), a.sin() * b.sin(), a.cos()], dim=1)
    points.append(centre + distance[:, None] * direction)
    classes += [label_of[cluster].item()] * count
points, classes = torch.cat(points), torch.tensor(classes)
order = torch.randperm(len(points))
train, test = order[: len(order) * 4 // 5], order[len(order) * 4 // 5 :]
points = (points - points[train].mean(0)) / points[train].std(0)  # Without this line, steps overshoot.
batches = DataLoader(TensorDataset(points[train], classes[train]), batch_size=batch_size, shuffle=True)

softmax = nn.Linear(3, 8)
nn.init.normal_(softmax.weight, std=0.01)
nn.init.zeros_(softmax.bias)
mlp = nn.Sequential(nn.Linear(3, hidden), nn.ReLU(), nn.Linear(hidden, 8))
nets = {"softmax": softmax, "MLP": mlp}
optimizers = {name: torch.optim.SGD(net.parameters(), lr=learning_rate) for name, net in nets.items()}
loss_function = nn.CrossEntropyLoss()

for epoch in range(epochs):
    for x, y in batches:
        for name, net in nets.items():
            optimizers[name].zero_grad()
            loss_function(net(x), y).backward()
            optimizers[name].step()
    for name, net in nets.items():
        accuracy = (net(points[test]).argmax(1) == classes[test]).float().mean().item()
        print(f"epoch {epoch + 1}, {name}: test accuracy {accuracy:.3f}")
