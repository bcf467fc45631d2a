"""A net 1-10-1 with ReLU is fitted to y = x^2 with noise, by gradient descent on all points at once."""

import torch
from torch import nn

seed, count, noise, width, learning_rate, epochs = 1, 100, 0.1, 10, 0.2, 200
torch.manual_seed(seed)

# Points on a parabola, each a little off it.
x = torch.linspace(-1, 1, count).unsqueeze(1)
y = x.pow(2) + noise * torch.randn_like(x)

net = nn.Sequential(
    nn.Linear(1, width),
    nn.ReLU(),
    nn.Linear(width, 1),
)
optimizer = torch.optim.SGD(net.parameters(), lr=learning_rate)
mean_squared_error = nn.MSELoss()

for step in range(epochs):
    loss = mean_squared_error(net(x), y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    if step % 20 == 19:
        print(f"step {step + 1:3d}  loss {loss.item():.4f}")

# Where each hidden unit bends: w x + b = 0.
hidden = net[0]
bends = -hidden.bias / hidden.weight.squeeze(1)
print("bends at x =", [round(bend, 2) for bend in sorted(bends.tolist())])
