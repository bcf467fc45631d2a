"""Softmax regression on Fashion-MNIST: the data loader at work, then the same model by hand and with layers."""
import argparse
import gzip
import struct
import sys
import time
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
arguments.add_argument("--lr", type=float, default=0.1)
arguments.add_argument("--limit", type=int, default=60_000, help="use only so many training images")
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


train_x = read_idx("train-*images*")[: options.limit].unsqueeze(1) / 255  # [n, 1, 28, 28], from 0 to 1
train_y = read_idx("train-*labels*")[: options.limit].long()
test_x = read_idx("t[e1]*images*").unsqueeze(1) / 255  # Their names begin with test or t10k.
test_y = read_idx("t[e1]*labels*").long()
names = list("0123456789")
if options.data == "fashion":
    names = ["T-shirt", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "ankle boot"]
batches = DataLoader(TensorDataset(train_x, train_y), batch_size=options.batch, shuffle=True)
learning_rate = options.lr

# The loader at work.
x, y = next(iter(batches))
print(f"{len(train_x)} images for training, {len(test_x)} for testing; a batch is {list(x.shape)}: "
      f"{', '.join(names[k] for k in y[:6])} ...")
for size in (28, 64):
    start = time.perf_counter()
    for x, _ in batches:
        x = x if size == 28 else nn.functional.interpolate(x, size, mode="bilinear", align_corners=False)
    seconds = time.perf_counter() - start
    print(f"an epoch of {len(batches)} batches, the last {list(x.shape)}, is read in {seconds:.2f} s")


def train(name, step, scores):
    """Runs all epochs; `step` returns a batch's loss and scores from before the change."""
    for epoch in range(options.epochs):
        loss_sum, right = 0.0, 0
        for x, y in batches:
            loss, z = step(x.flatten(1), y)
            loss_sum += loss * len(y)
            right += (z.argmax(1) == y).sum().item()
        test = (scores(test_x.flatten(1)).argmax(1) == test_y).float().mean().item()
        print(f"{name}: epoch {epoch + 1:2}, train loss {loss_sum / len(train_y):.3f}, "
              f"train accuracy {right / len(train_y):.3f}, test accuracy {test:.3f}")


# By hand.
weight = (0.01 * torch.randn(784, 10)).requires_grad_()
bias = torch.zeros(10, requires_grad=True)


def step_by_hand(x, y):
    z = x @ weight + bias
    shifted = z - z.detach().max(1, keepdim=True).values  # The same probabilities, and exp cannot overflow.
    ln_p = shifted - shifted.exp().sum(1, keepdim=True).log()
    loss = -ln_p.gather(1, y[:, None]).mean()
    loss.backward()
    with torch.no_grad():
        for parameter in (weight, bias):
            parameter -= learning_rate * parameter.grad
            parameter.grad.zero_()
    return loss.item(), z


train("by hand", step_by_hand, lambda x: x @ weight + bias)

# With layers.
net = nn.Linear(784, 10)
nn.init.normal_(net.weight, std=0.01)
nn.init.zeros_(net.bias)
loss_function = nn.CrossEntropyLoss()
optimizer = torch.optim.SGD(net.parameters(), lr=learning_rate)


def step_with_layers(x, y):
    z = net(x)
    loss = loss_function(z, y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss.item(), z


train("layers", step_with_layers, net)

# Which classes, and which mistakes: row = truth, column = prediction.
confusion = torch.zeros(10, 10, dtype=torch.long)
confusion.index_put_((test_y, net(test_x.flatten(1)).argmax(1)), torch.tensor(1), accumulate=True)
for k, row in enumerate(confusion):
    print(f"{names[k]:10} {row[k] / row.sum():.3f}  " + " ".join(f"{count:4}" for count in row.tolist()))
