"""A deep net on two moons from different first weights: what the first layer and the last give, and what comes back."""
import math

import torch
from torch import nn

seed, depth, width, learning_rate, epochs = 1, 6, 40, 0.1, 400
torch.manual_seed(seed)
angle = torch.linspace(0, math.pi, 100)
upper = torch.stack([2 * angle.cos() - 1, 2 * angle.sin() - 0.5], dim=1)
x = torch.cat([upper, -upper]) + 0.3 * torch.randn(200, 2)
classes = torch.cat([torch.zeros(100), torch.ones(100)]).long()

starts = {
    "zeros, tanh": (nn.Tanh, nn.init.zeros_),
    "normal 0.01, tanh": (nn.Tanh, lambda w: nn.init.normal_(w, std=0.01)),
    "normal 1, tanh": (nn.Tanh, lambda w: nn.init.normal_(w, std=1)),
    "xavier, tanh": (nn.Tanh, nn.init.xavier_uniform_),
    "xavier, relu": (nn.ReLU, nn.init.xavier_uniform_),
    "kaiming, relu": (nn.ReLU, lambda w: nn.init.kaiming_normal_(w, nonlinearity="relu")),
    "normal 1, relu": (nn.ReLU, lambda w: nn.init.normal_(w, std=1)),
}
loss_function = nn.CrossEntropyLoss()
for name, (activation, fill) in starts.items():
    layers, inputs = [], 2
    for _ in range(depth):
        layers += [nn.Linear(inputs, width), activation()]
        inputs = width
    net = nn.Sequential(*layers, nn.Linear(width, 2))
    for layer in net:
        if isinstance(layer, nn.Linear):
            fill(layer.weight)
            nn.init.zeros_(layer.bias)

    # One pass that keeps the sums before each activation, and the gradients that come back to them.
    value, sums = x, []
    for layer in net:
        if not isinstance(layer, nn.Linear):
            sums.append(value)
        value = layer(value)
    first, last = sums[0], sums[-1]
    to_first, to_last = torch.autograd.grad(loss_function(value, classes), [first, last])
    forward = layers[-1](last).std() / layers[1](first).std()
    back = to_first.norm() / to_last.norm()

    optimizer = torch.optim.SGD(net.parameters(), learning_rate)
    for _ in range(epochs):
        optimizer.zero_grad()
        loss = loss_function(net(x), classes)
        loss.backward()
        optimizer.step()
    accuracy = (net(x).argmax(1) == classes).float().mean()
    print(f"{name:18} forward x {forward:8.1e}, back x {back:8.1e}, loss {loss:.3f}, accuracy {accuracy:.3f}")
