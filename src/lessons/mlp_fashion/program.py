"""A perceptron with a hidden layer on Fashion-MNIST, by hand and with layers; width, depth, dropout, weight decay."""
import argparse
import gzip
import struct
import sys
from pathlib import Path

import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

arguments = argparse.ArgumentParser(description=__doc__)
arguments.add_argument("folder", nargs="?", default="static/data", help="where fashion/ and mnist/ are, with IDX files")
arguments.add_argument("--data", choices=["fashion", "mnist"], default="fashion")
arguments.add_argument("--epochs", type=int, default=10)
arguments.add_argument("--seed", type=int, default=1)
arguments.add_argument("--batch", type=int, default=256)
arguments.add_argument("--limit", type=int, default=60_000, help="use only so many training images")
arguments.add_argument("--lr", type=float, default=0.1)
arguments.add_argument("--hidden", type=int, default=256, help="units in each hidden layer")
arguments.add_argument("--depth", type=int, default=1, help="hidden layers (with layers only)")
arguments.add_argument("--dropout", type=float, default=0.0, help="share of hidden units left out (with layers only)")
arguments.add_argument("--weight-decay", type=float, default=0.0)
options = arguments.parse_args()
torch.manual_seed(options.seed)


def read_idx(name):
    """Bytes of all IDX files of this name below the folder, in the shape that their headers give; plain or gzip."""
    parts = []
    for path in sorted(Path(options.folder).glob(f"**/{options.data}/{name}"), key=lambda path: path.name):
        data = path.read_bytes()
        data = gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data
        header = 4 + 4 * data[3]  # Two zeros, the type, the number of dimensions, then each dimension's size.
        shape = struct.unpack(f">{data[3]}I", data[4:header])
        parts.append(torch.frombuffer(bytearray(data[header:]), dtype=torch.uint8).reshape(shape))
    return torch.cat(parts) if parts else sys.exit(f"No {options.data}/{name} below {options.folder}: name its folder.")


train_x = read_idx("train-*images*")[: options.limit].flatten(1) / 255  # [n, 784], from 0 to 1
train_y = read_idx("train-*labels*")[: options.limit].long()
test_x = read_idx("t[e1]*images*").flatten(1) / 255  # Their names begin with test or t10k.
test_y = read_idx("t[e1]*labels*").long()
batches = DataLoader(TensorDataset(train_x, train_y), batch_size=options.batch, shuffle=True)
loss_function = nn.CrossEntropyLoss()
learning_rate = options.lr


def report(name, epoch, loss_sum, right, scores):
    test = (scores.argmax(1) == test_y).float().mean().item()
    print(f"{name}: epoch {epoch + 1:2}, train loss {loss_sum / len(train_y):.3f}, "
          f"train accuracy {right / len(train_y):.3f}, test accuracy {test:.3f}")


# By hand.
w1 = (0.01 * torch.randn(784, options.hidden)).requires_grad_()
b1 = torch.zeros(options.hidden, requires_grad=True)
w2 = (0.01 * torch.randn(options.hidden, 10)).requires_grad_()
b2 = torch.zeros(10, requires_grad=True)


def scores_by_hand(x):
    hidden = (x @ w1 + b1).clamp(min=0)
    return hidden @ w2 + b2


for epoch in range(options.epochs):
    loss_sum, right = 0.0, 0
    for x, y in batches:
        z = scores_by_hand(x)
        loss = loss_function(z, y)
        loss.backward()
        with torch.no_grad():
            for parameter in (w1, b1, w2, b2):
                parameter -= learning_rate * (parameter.grad + options.weight_decay * parameter)
                parameter.grad.zero_()
        loss_sum += loss.item() * len(y)
        right += (z.argmax(1) == y).sum().item()
    report("by hand", epoch, loss_sum, right, scores_by_hand(test_x))

# With layers.
layers, width = [], 784
for _ in range(options.depth):
    layers += [nn.Linear(width, options.hidden), nn.ReLU(), nn.Dropout(options.dropout)]
    width = options.hidden
net = nn.Sequential(*layers, nn.Linear(width, 10))
for layer in net:
    if isinstance(layer, nn.Linear):
        nn.init.normal_(layer.weight, std=0.01)
        nn.init.zeros_(layer.bias)
optimizer = torch.optim.SGD(net.parameters(), lr=learning_rate, weight_decay=options.weight_decay)
print(f"{sum(parameter.numel() for parameter in net.parameters())} parameters")
for epoch in range(options.epochs):
    loss_sum, right = 0.0, 0
    net.train()  # Dropout leaves units out ...
    for x, y in batches:
        z = net(x)
        loss = loss_function(z, y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        loss_sum += loss.item() * len(y)
        right += (z.argmax(1) == y).sum().item()
    net.eval()  # ... but only while the net learns.
    report("layers", epoch, loss_sum, right, net(test_x))
