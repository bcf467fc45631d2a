"""Five optimizers fit y = x^2 + noise with the same net, from the same start, on the same batches."""
import copy

import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

seed, learning_rate, batch_size, epochs = 1, 0.01, 32, 12
torch.manual_seed(seed)
x = torch.linspace(-1, 1, 1000).unsqueeze(1)
y = x**2 + 0.1 * torch.randn(x.shape)
batches = DataLoader(TensorDataset(x, y), batch_size=batch_size, shuffle=True)

first = nn.Sequential(nn.Linear(1, 20), nn.ReLU(), nn.Linear(20, 1))
optimizers = {
    "SGD": lambda parameters: torch.optim.SGD(parameters, learning_rate),
    "momentum": lambda parameters: torch.optim.SGD(parameters, learning_rate, momentum=0.8),
    "AdaGrad": lambda parameters: torch.optim.Adagrad(parameters, learning_rate),
    "RMSprop": lambda parameters: torch.optim.RMSprop(parameters, learning_rate, alpha=0.9),
    "Adam": lambda parameters: torch.optim.Adam(parameters, learning_rate, betas=(0.9, 0.99)),
}
racers = {}
for name, optimizer in optimizers.items():
    net = copy.deepcopy(first)
    racers[name] = net, optimizer(net.parameters())

loss_function = nn.MSELoss()
for epoch in range(epochs):
    losses = dict.fromkeys(racers, 0.0)
    for batch_x, batch_y in batches:
        for name, (net, optimizer) in racers.items():
            loss = loss_function(net(batch_x), batch_y)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            losses[name] += loss.item() / len(batches)
    print(f"epoch {epoch + 1:2}", *(f"{name} {loss:.4f}" for name, loss in losses.items()))
