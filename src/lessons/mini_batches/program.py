"""One epoch over the same 1,000 examples in batches of 1, 10, yours, 256 and all: steps, time and loss."""
import time

import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

seed, batch, learning_rate = 1, 32, 0.05
torch.manual_seed(seed)
inputs, _ = torch.sort(torch.randn(1000, 1), dim=0)  # stored by size: without shuffle=True that matters
targets = 2 * inputs + 1 + torch.randn(1000, 1)
examples = TensorDataset(inputs, targets)
loss_function = nn.MSELoss()


def gradient(line, x, y):
    gradients = torch.autograd.grad(loss_function(line(x), y), list(line.parameters()))
    return torch.cat([part.flatten() for part in gradients])


for batch_size in (1, 10, batch, 256, 1000):
    line = nn.Linear(1, 1)
    nn.init.zeros_(line.weight)
    nn.init.zeros_(line.bias)
    optimizer = torch.optim.SGD(line.parameters(), lr=learning_rate)
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
