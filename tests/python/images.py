"""Convolutions, pools and recurrent nets on made-up images."""

import torch
import torch.nn.functional as F
from torch import nn

torch.manual_seed(3)
images, classes = torch.rand(8, 1, 28, 28), torch.randint(0, 10, (8,))


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 4, 5, padding=2)
        self.conv2 = nn.Conv2d(4, 8, 3, stride=2)
        self.out = nn.Linear(8 * 6 * 6, 10)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.conv1(x)), 2)
        x = F.relu(self.conv2(x))
        return self.out(x.view(x.size(0), -1))


net = Net()
print(net, sum(p.numel() for p in net.parameters()))
optimizer = torch.optim.SGD(net.parameters(), lr=0.05, momentum=0.5)
for step in range(5):
    loss = F.cross_entropy(net(images), classes)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    print(step, round(loss.item(), 3))
print(net.conv1.weight.grad.abs().sum(), net(images).argmax(1).shape)
for recurrent in (nn.RNN(28, 12, batch_first=True), nn.LSTM(28, 12, 2, batch_first=True), nn.GRU(28, 12, bidirectional=True)):
    out, state = recurrent(images.squeeze(1))
    last = state[0] if isinstance(state, tuple) else state
    print(out.shape, last.shape, out.sum(), recurrent)
up = nn.Upsample(scale_factor=2)(images[:1, :, :2, :2])
print(up.shape, F.avg_pool2d(images, 4).mean(), F.adaptive_avg_pool2d(images, 3).shape, F.interpolate(images[:1], size=3, mode="bilinear", align_corners=False))
print(nn.ConvTranspose2d(1, 2, 3, 2)(images).shape, F.pad(torch.ones(1, 2), (1, 1)), F.one_hot(torch.tensor([0, 2])), F.softmax(torch.tensor([1.0, 2.0]), 0))
print(nn.Embedding(5, 3)(torch.tensor([[1, 4]])), nn.LayerNorm(3)(torch.tensor([[1.0, 2.0, 4.0]])))
