"""One epoch over the same 1,000 examples in batches of 1, 10, 256 and all: steps, time and loss."""
import time

import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(1)
inputs, _ = torch.sort(torch.randn(1000, 1), dim=0)  # stored by size: without shuffle=True that matters
targets = 2 * inputs + 1 + torch.randn(1000, 1)
examples = TensorDataset(inputs, targets)
loss_function = nn.MSELoss()


def gradient(line, x, y):
    line.zero_grad()
    loss_function(line(x), y).backward()
    return torch.cat([line.weight.grad.flatten(), line.bias.grad])


for batch_size in (1, 10, 256, 1000):
    line = nn.Linear(1, 1)
    nn.init.zeros_(line.weight)
    nn.init.zeros_(line.bias)
    optimizer = torch.optim.SGD(line.parameters(), lr=0.05)
    batches = DataLoader(examples, batch_size=batch_size, shuffle=True, drop_last=False)
    began = time.perf_counter()
    for x, y in batches:
        optimizer.zero_grad()
        loss_function(line(x), y).backward()
        optimizer.step()
    millis = 1000 * (time.perf_counter() - began)
    whole = gradient(line, inputs, targets)
    noise = torch.stack([(gradient(line, x, y) - whole).square().sum() for x, y in batches]).mean().sqrt()
    loss = loss_function(line(inputs), targets).item()
    print(f"batch {batch_size}: {len(batches)} steps, {millis:.0f} ms, loss {loss:.3f}, gradient noise {noise:.3f}")
