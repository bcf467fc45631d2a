"""A net 2-10-2 learns to tell two Gaussian clouds apart, by gradient descent on all points at once."""

import torch
from torch import nn

seed, count, width, learning_rate, epochs = 1, 100, 10, 0.01, 100
torch.manual_seed(seed)


def blobs(per_class):
    """Points [2 n, 2] about (2, 2) and (-2, -2), and their classes [2 n]."""
    zero = 2 + torch.randn(per_class, 2)
    one = -2 + torch.randn(per_class, 2)
    classes = torch.cat([torch.zeros(per_class), torch.ones(per_class)]).long()
    return torch.cat([zero, one]), classes


def accuracy(logits, classes):
    return (logits.argmax(dim=1) == classes).float().mean().item()


x, classes = blobs(count)
test_x, test_classes = blobs(count)

net = nn.Sequential(
    nn.Linear(2, width),
    nn.ReLU(),
    nn.Linear(width, 2),
)
optimizer = torch.optim.SGD(net.parameters(), lr=learning_rate)
# Takes the outputs before softmax, the logits.
cross_entropy = nn.CrossEntropyLoss()

for step in range(epochs):
    logits = net(x)
    loss = cross_entropy(logits, classes)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    if step % 20 == 19:
        print(f"step {step + 1:3d}  loss {loss.item():.4f}  accuracy {accuracy(logits, classes):.3f}")

with torch.no_grad():
    print(f"test accuracy {accuracy(net(test_x), test_classes):.3f}")
    probabilities = torch.softmax(net(x), dim=1)
    costs = -probabilities[range(len(x)), classes].log()
    worst = costs.argmax()
    print("costliest point", x[worst].tolist(), "class", classes[worst].item(), "costs", round(costs[worst].item(), 3))
