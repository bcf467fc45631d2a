"""A VGG on CIFAR-10: seven 3 x 3 convolutions in five blocks, then two linear layers; width as a setting."""
import argparse
import gzip
import math
import struct
import sys
import time
from pathlib import Path

import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

BLOCKS = [(64,), (128,), (256, 256), (512, 512), (512,)]  # Output maps of each convolution; a pooling after each block.

arguments = argparse.ArgumentParser(description=__doc__)
arguments.add_argument("folder", nargs="?", default="static/data", help="where CIFAR-10 is: binary batches or IDX")
arguments.add_argument("--width", type=float, default=0.125, help="1 for the whole net, 0.125 for a slow machine")
arguments.add_argument("--init", choices=["default", "xavier", "kaiming"], default="kaiming")
arguments.add_argument("--seed", type=int, default=1)
arguments.add_argument("--batch", type=int, default=64)
arguments.add_argument("--lr", type=float, default=0.015)
arguments.add_argument("--epochs", type=int, default=1)
arguments.add_argument("--limit", type=int, default=60_000, help="use only so many training images")
options = arguments.parse_args()
torch.manual_seed(options.seed)


def read_records(pattern):
    """Images and classes of CIFAR-10's binary batches: a record is a label byte, then red, green and blue planes."""
    paths = sorted(Path(options.folder).glob(f"**/{pattern}"))
    for path in paths:
        if path.stat().st_size % 3073:
            sys.exit(f"{path} is cut short: {path.stat().st_size} bytes are no multiple of 3073. Fetch it again.")
    if not paths:
        return None
    records = torch.frombuffer(bytearray(b"".join(path.read_bytes() for path in paths)), dtype=torch.uint8)
    records = records.reshape(-1, 3073)
    return records[:, 1:].reshape(-1, 3, 32, 32), records[:, 0].long()


def read_idx(pattern):
    """Bytes of all IDX files of this name, in the shape that their headers give; plain or gzip, as the course's are."""
    parts = []
    for path in sorted(Path(options.folder).glob(f"**/cifar10/{pattern}"), key=lambda path: path.name):
        data = path.read_bytes()
        data = gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data
        header = 4 + 4 * data[3]  # Two zeros, the type, the number of dimensions, then each dimension's size.
        shape = struct.unpack(f">{data[3]}I", data[4:header])
        parts.append(torch.frombuffer(bytearray(data[header:]), dtype=torch.uint8).reshape(shape))
    return torch.cat(parts) if parts else sys.exit(
        f"No CIFAR-10 below {options.folder}: name the folder of its binary batches, or of cifar10/ with IDX files.")


def read_cifar(records, idx):
    """Images [n, 3, 32, 32] of bytes and classes [n]."""
    return read_records(records) or (read_idx(f"{idx}*images*"), read_idx(f"{idx}*labels*").long())


def vgg(width):
    """The net; a width below 1 makes every layer but the last so much narrower."""
    layers, before = [], 3
    for block in BLOCKS:
        for maps in block:
            maps = max(1, round(width * maps))
            layers += [nn.Conv2d(before, maps, 3, padding=1), nn.ReLU()]
            before = maps
        layers.append(nn.MaxPool2d(2))
    hidden = max(10, round(width * 100))
    return nn.Sequential(*layers, nn.Flatten(), nn.Linear(before, hidden), nn.ReLU(), nn.Linear(hidden, 10))


train_x, train_y = (part[: options.limit] for part in read_cifar("data_batch_*.bin", "train-"))
test_x, test_y = read_cifar("test_batch.bin", "t[e1]")  # IDX files' names begin with test or t10k.
batches = DataLoader(TensorDataset(train_x, train_y), batch_size=options.batch, shuffle=True)
net = vgg(options.width)
for layer in net:
    if options.init != "default" and isinstance(layer, (nn.Conv2d, nn.Linear)):
        fill = nn.init.xavier_uniform_ if options.init == "xavier" else nn.init.kaiming_normal_
        fill(layer.weight)
        nn.init.zeros_(layer.bias)

# What it costs: shapes, parameters and multiplications for one image.
maps, multiplications = torch.zeros(1, 3, 32, 32), 0
for layer in net:
    maps = layer(maps)
    if isinstance(layer, (nn.Conv2d, nn.Linear)):
        places = math.prod(maps.shape[2:])
        multiplications += layer.weight.numel() * places
        count = layer.weight.numel() + layer.bias.numel()
        print(f"{type(layer).__name__:6} to {str(list(maps.shape[1:])):14} {count:9,} parameters")
print(f"{sum(parameter.numel() for parameter in net.parameters()):,} parameters, "
      f"{multiplications / 1e6:.1f} million multiplications forward for one image")

loss_function = nn.CrossEntropyLoss()
optimizer = torch.optim.SGD(net.parameters(), lr=options.lr)
print(f"a blind guess costs {math.log(10):.4f}")
for epoch in range(options.epochs):
    net.train()
    loss_sum, seen, start = 0.0, 0, time.perf_counter()
    for step, (x, y) in enumerate(batches):
        loss = loss_function(net(x / 255), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        loss_sum, seen = loss_sum + loss.item() * len(y), seen + len(y)
        if step == 4:  # The first steps are slower: count from here.
            start, seen_then = time.perf_counter(), seen
        if step % 20 == 14:
            rate = (seen - seen_then) / (time.perf_counter() - start)
            left = (len(train_x) - seen) / rate / 60
            print(f"epoch {epoch + 1}, step {step + 1}: loss {loss.item():.4f}, {rate:.0f} images/s, "
                  f"{left:.1f} min left in this epoch")
    net.eval()
    with torch.no_grad():
        scores = torch.cat([net(x / 255) for x in test_x.split(500)])
    accuracy = (scores.argmax(1) == test_y).float().mean().item()
    print(f"epoch {epoch + 1}: mean train loss {loss_sum / seen:.4f}, test accuracy {accuracy:.3f}")
