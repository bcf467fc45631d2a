"""A convolutional net learns handwritten digits; then its features of test images as a picture."""
import argparse
import gzip
import struct
import sys
from pathlib import Path

import matplotlib.pyplot as plt
import torch
from sklearn.manifold import TSNE
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

arguments = argparse.ArgumentParser(description=__doc__)
arguments.add_argument("folder", nargs="?", default="static/data", help="where fashion/ and mnist/ are, with IDX files")
arguments.add_argument("--data", choices=["mnist", "fashion"], default="mnist")
arguments.add_argument("--epochs", type=int, default=1)
arguments.add_argument("--seed", type=int, default=1)
arguments.add_argument("--batch", type=int, default=50)
arguments.add_argument("--lr", type=float, default=0.001)
arguments.add_argument("--limit", type=int, default=60_000, help="use only so many training images")
arguments.add_argument("--points", type=int, default=500, help="images in the picture")
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
test_x = read_idx("t[e1]*images*")[:1000].unsqueeze(1) / 255  # Their names begin with test or t10k.
test_y = read_idx("t[e1]*labels*")[:1000].long()
batches = DataLoader(TensorDataset(train_x, train_y), batch_size=options.batch, shuffle=True)


class CNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Sequential(nn.Conv2d(1, 16, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2))
        self.conv2 = nn.Sequential(nn.Conv2d(16, 32, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2))
        self.linear = nn.Linear(32 * 7 * 7, 10)

    def forward(self, images):  # [n, 1, 28, 28] to features [n, 1568] and scores [n, 10]
        features = self.conv2(self.conv1(images)).flatten(1)
        return features, self.linear(features)


net = CNN()
optimizer = torch.optim.Adam(net.parameters(), lr=options.lr)
loss_function = nn.CrossEntropyLoss()
print(f"{len(train_x)} images, {sum(parameter.numel() for parameter in net.parameters())} parameters")
for epoch in range(options.epochs):
    for step, (x, y) in enumerate(batches):
        loss = loss_function(net(x)[1], y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        if step % 10 == 9:
            with torch.no_grad():
                accuracy = (net(test_x)[1].argmax(1) == test_y).float().mean().item()
            print(f"epoch {epoch + 1}, step {step + 1}: loss {loss.item():.3f}, test accuracy {accuracy:.3f}")

with torch.no_grad():
    features, scores = net(test_x)
print("it says", *scores[:10].argmax(1).tolist())
print("right is", *test_y[:10].tolist())

places = TSNE(perplexity=30, random_state=options.seed).fit_transform(features[: options.points].numpy())
plt.scatter(places[:, 0], places[:, 1], c=test_y[: options.points], cmap="tab10", s=8)
plt.title("Features of the last layer")
plt.colorbar()
plt.show()
