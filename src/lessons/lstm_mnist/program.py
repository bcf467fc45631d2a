"""A plain RNN and an LSTM read digits row by row; how much of the gradient gets back to each row."""
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
arguments.add_argument("--data", choices=["fashion", "mnist"], default="mnist")
arguments.add_argument("--epochs", type=int, default=1)
arguments.add_argument("--limit", type=int, default=60_000, help="use only so many training images")
arguments.add_argument("--batch", type=int, default=64)
arguments.add_argument("--hidden", type=int, default=64)
arguments.add_argument("--lr", type=float, default=0.01)
arguments.add_argument("--seed", type=int, default=1)
options = arguments.parse_args()


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


train_x = read_idx("train-*images*")[: options.limit] / 255  # [n, 28 rows, 28 pixels], from 0 to 1
train_y = read_idx("train-*labels*")[: options.limit].long()
test_x = read_idx("t[e1]*images*") / 255  # Their names begin with test or t10k.
test_y = read_idx("t[e1]*labels*").long()
loss_function = nn.CrossEntropyLoss()


class Reader(nn.Module):
    """Rows in, scores out: after the last row when learning, after every row when asked."""

    def __init__(self, cell):
        super().__init__()
        self.cell = cell(28, options.hidden, batch_first=True)
        self.linear = nn.Linear(options.hidden, 10)

    def forward(self, rows):  # [n, 28, 28] to [n, 28, 10]
        hidden, _ = self.cell(rows)  # [n, 28, 64]
        return self.linear(hidden)


def lstm_by_hand(lstm, rows):
    """The formulas of the lesson; gives back h and the forget gates after each row, both [n, 28, 64]."""
    h = c = torch.zeros(len(rows), options.hidden)
    hidden, forget = [], []
    for x in rows.unbind(1):
        gates = x @ lstm.weight_ih_l0.T + lstm.bias_ih_l0 + h @ lstm.weight_hh_l0.T + lstm.bias_hh_l0
        i, f, g, o = gates.chunk(4, dim=1)  # PyTorch's order: input, forget, candidate, output.
        c = f.sigmoid() * c + i.sigmoid() * g.tanh()
        h = o.sigmoid() * c.tanh()
        hidden.append(h)
        forget.append(f.sigmoid())
    return torch.stack(hidden, dim=1), torch.stack(forget, dim=1)


def gradient_by_row(net):
    """How strongly the loss of 256 test images would react to a change of each row: a norm per row, [28]."""
    rows = test_x[:256].clone().requires_grad_()
    loss = nn.functional.cross_entropy(net(rows)[:, -1], test_y[:256], reduction="sum")
    (gradient,) = torch.autograd.grad(loss, rows)
    return gradient.norm(dim=2).mean(0)


def look_inside(when, net):
    norms = gradient_by_row(net)
    print(f"  gradient {when}: " + ", ".join(f"row {row} {norms[row - 1]:.1e}" for row in (1, 7, 14, 21, 28)))
    if isinstance(net.cell, nn.LSTM):
        with torch.no_grad():
            hidden, forget = lstm_by_hand(net.cell, test_x[:256])
            difference = (hidden - net.cell(test_x[:256])[0]).abs().max().item()
        print(f"  the formulas by hand differ from nn.LSTM by {difference:.1e} at most; "
              f"forget gates: mean {forget.mean():.2f}, a tenth above {forget.flatten().quantile(0.9):.2f}")


for name, cell in (("plain RNN", nn.RNN), ("LSTM", nn.LSTM)):
    torch.manual_seed(options.seed)
    net = Reader(cell)
    print(f"{name}: {sum(parameter.numel() for parameter in net.parameters())} parameters")
    look_inside("before training", net)
    optimizer = torch.optim.Adam(net.parameters(), lr=options.lr)
    batches = DataLoader(TensorDataset(train_x, train_y), batch_size=options.batch, shuffle=True)
    for epoch in range(options.epochs):
        for step, (x, y) in enumerate(batches):
            loss = loss_function(net(x)[:, -1], y)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            if step % 100 == 0:
                print(f"  epoch {epoch + 1}, step {step}: loss {loss.item():.3f}")
        with torch.no_grad():
            scores = net(test_x)  # [n, 28, 10]
        by_row = (scores.argmax(2) == test_y[:, None]).float().mean(0)
        print(f"  epoch {epoch + 1}: test accuracy {by_row[-1]:.3f}; "
              f"after half of the rows {by_row[13]:.3f}, after three quarters {by_row[20]:.3f}")
    look_inside("after training", net)
