"""Linear regression by hand and with layers: y = Xw + b, w = [2, -3.4], b = 4.444."""
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

seed, learning_rate, batch_size, epochs = 1, 0.03, 10, 3
torch.manual_seed(seed)
true_w, true_b = torch.tensor([2.0, -3.4]), 4.444
inputs = torch.randn(1000, 2)
targets = inputs @ true_w + true_b + 0.01 * torch.randn(1000)
targets = targets.reshape(-1, 1)  # Leave this out, and [n, 1] minus [n] becomes [n, n]: the loss sticks near 16.
batches = DataLoader(TensorDataset(inputs, targets), batch_size=batch_size, shuffle=True)

# By hand.
w = (0.01 * torch.randn(2, 1)).requires_grad_()
b = torch.zeros(1, requires_grad=True)
for epoch in range(epochs):
    for x, y in batches:
        loss = ((x @ w + b - y) ** 2).mean()
        loss.backward()
        with torch.no_grad():
            for parameter in (w, b):
                parameter -= learning_rate * parameter.grad
                parameter.grad.zero_()
    print(f"by hand: epoch {epoch + 1}, loss {((inputs @ w + b - targets) ** 2).mean().item():.6f}")

# With layers.
net = nn.Linear(2, 1)
loss_function = nn.MSELoss()
optimizer = torch.optim.SGD(net.parameters(), lr=learning_rate)
for epoch in range(epochs):
    for x, y in batches:
        optimizer.zero_grad()
        loss_function(net(x), y).backward()
        optimizer.step()
    print(f"layers: epoch {epoch + 1}, loss {loss_function(net(inputs), targets).item():.6f}")

for name, weight, bias in (("by hand", w.flatten(), b), ("layers", net.weight.flatten(), net.bias)):
    print(f"{name}: error in w {(weight - true_w).abs().max().item():.6f}, in b {(bias - true_b).abs().item():.6f}")
