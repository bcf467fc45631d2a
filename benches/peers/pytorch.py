"""The lessons' nets in PyTorch, natively on one thread: a line on standard input asks for steps, a line of their milliseconds answers."""
import json
import sys
import time

import torch
from torch import nn

torch.set_num_threads(1)


class LastRow(nn.Module):
    """Rows [n, 28, 28] to scores after the last one [n, 10]."""

    def __init__(self):
        super().__init__()
        self.cell, self.linear = nn.LSTM(28, 64, batch_first=True), nn.Linear(64, 10)

    def forward(self, rows):
        return self.linear(self.cell(rows)[0][:, -1])


def cnn():
    return nn.Sequential(
        nn.Conv2d(1, 16, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(16, 32, 5, padding=2), nn.ReLU(),
        nn.MaxPool2d(2), nn.Flatten(), nn.Linear(1568, 10))


def thin_vgg():
    layers, before = [], 3
    for block in [(8,), (16,), (32, 32), (64, 64), (64,)]:
        for maps in block:
            layers += [nn.Conv2d(before, maps, 3, padding=1), nn.ReLU()]
            before = maps
        layers.append(nn.MaxPool2d(2))
    return nn.Sequential(*layers, nn.Flatten(), nn.Linear(64, 12), nn.ReLU(), nn.Linear(12, 10))


# Net, the shape of an image, optimizer.
LESSONS = {
    "cnn-mnist": (cnn, (1, 28, 28), torch.optim.Adam),
    "lstm-mnist": (LastRow, (28, 28), torch.optim.Adam),
    "vgg-cifar10": (thin_vgg, (3, 32, 32), torch.optim.SGD),
}


def turn(lesson, exercise, batch):
    """What is measured, as a function."""
    make, shape, optimizer = LESSONS[lesson]
    net = make()
    images, classes = torch.rand(batch, *shape), torch.arange(batch) % 10
    optimizer = optimizer(net.parameters(), lr=0.001)

    def train():
        loss = nn.functional.cross_entropy(net(images), classes)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        return loss.item()

    def infer():
        with torch.no_grad():
            return net(images)

    return {"training": train, "inference": infer}[exercise]


turns = {}
for line in sys.stdin:
    *what, steps = json.loads(line)
    run = turns.setdefault(tuple(what), turn(*what))
    millis = []
    for step in range(steps + 3):
        start = time.perf_counter()
        run()
        millis.append(1000 * (time.perf_counter() - start))
    print(json.dumps(millis[3:]), flush=True)
