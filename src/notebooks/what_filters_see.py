# A notebook in percent cells: convolution by hand, a small CNN on digits, and looking at what its filters have learned.

# %% [markdown] en
# # What filters see
#
# A layer that looks at all pixels at once has to learn each pattern anew for each place. A **convolution** looks through a
# small window and carries the same window across the whole image. First you choose the window yourself, then a net chooses
# sixteen, and then you look over its shoulder.

# %% [markdown] zh
# # 卷积核看见了什么
#
# 一次看全部像素的层，每种花样在每个位置都得重新学一遍。**卷积**只通过一个小窗口看，并且拿着同一个窗口扫过整张图片。先由你自己选一个窗口，再让网络选十六个，然后站到它背后看一看。

# %%
import matplotlib.pyplot as plt
import torch
import torch.nn.functional as F
import torchvision
from torch import nn
from torch.utils.data import DataLoader, TensorDataset
from torchvision.utils import make_grid

_ = torch.manual_seed(0)

# %%
train_set = torchvision.datasets.MNIST(root="data", train=True, download=True)
test_set = torchvision.datasets.MNIST(root="data", train=False, download=True)
train_x, train_y = train_set.data[:2000].unsqueeze(1).float() / 255, train_set.targets[:2000]
test_x, test_y = test_set.data[:1000].unsqueeze(1).float() / 255, test_set.targets[:1000]
print(train_x.shape, test_x.shape)

# %% [markdown] en
# PyTorch keeps a batch of images as a box with four axes: the place in the batch, channels, height, width. Digits are
# grey, so there is one channel.
#
# ## A window of your own
#
# At every place, the window's 9 weights are multiplied by the 9 pixels beneath and summed:
#
# $$z_{i,j} = \sum_{u=0}^{2} \sum_{v=0}^{2} k_{u,v}\; x_{i+u,\, j+v}$$
#
# Positive weights above negative ones: this window speaks up where bright lies above dark.

# %% [markdown] zh
# PyTorch 里，一批图片是一个有四个轴的盒子：在这一批里的位置、通道、高、宽。数字是灰度图，所以只有一个通道。
#
# ## 自己的窗口
#
# 在每个位置，窗口的 9 个权重和下面的 9 个像素相乘再相加：
#
# $$z_{i,j} = \sum_{u=0}^{2} \sum_{v=0}^{2} k_{u,v}\; x_{i+u,\, j+v}$$
#
# 上面是正的权重，下面是负的：哪里亮的在暗的上方，这个窗口就在哪里有反应。

# %%
window = torch.tensor([[1.0, 1.0, 1.0], [0.0, 0.0, 0.0], [-1.0, -1.0, -1.0]])
digit = train_x[0, 0]
z = torch.zeros(26, 26)
for i in range(26):
    for j in range(26):
        z[i, j] = (window * digit[i : i + 3, j : j + 3]).sum()
same = F.conv2d(digit[None, None], window[None, None])
print(z.shape, same.shape, torch.allclose(z, same[0, 0], atol=1e-5))

# %%
windows = {"horizontal edges": window, "vertical edges": window.T, "blur": torch.ones(3, 3) / 9}
figure, axes = plt.subplots(1, 4, figsize=(11, 3))
axes[0].imshow(digit, cmap="gray")
axes[0].set_title("image")
for axis, (name, one) in zip(axes[1:], windows.items()):
    axis.imshow(F.conv2d(digit[None, None], one[None, None], padding=1)[0, 0], cmap="gray")
    axis.set_title(name)
for axis in axes:
    axis.axis("off")
plt.show()

# %% [markdown] en
# ## Sizes
#
# A window of $k$ pixels on an image of $n$, with $p$ pixels of padding and a stride of $s$, leaves
# $\lfloor (n + 2p - k) / s \rfloor + 1$ places. Count before you run.

# %% [markdown] zh
# ## 大小
#
# 图片边长 $n$，窗口边长 $k$，填充 $p$ 个像素，步幅为 $s$，得到 $\lfloor (n + 2p - k) / s \rfloor + 1$ 个位置。先算，再运行。

# %%
for k, p, s in [(3, 0, 1), (3, 1, 1), (5, 2, 1), (5, 2, 2), (7, 0, 3)]:
    layer = nn.Conv2d(1, 4, kernel_size=k, padding=p, stride=s)
    shape = tuple(layer(train_x[:1]).shape)
    places = (28 + 2 * p - k) // s + 1
    weights = sum(weight.numel() for weight in layer.parameters())
    print(f"window {k}, padding {p}, stride {s}: {shape}, formula {places}, {weights} weights")

# %% [markdown] en
# ## A small CNN
#
# Two rounds of convolution, ReLU and pooling. **Max pooling** keeps the largest of four neighbours: half the size, and a
# stroke that has moved by a pixel looks much the same.

# %% [markdown] zh
# ## 一个小 CNN
#
# 卷积、ReLU、池化，来两轮。**最大池化**在相邻的四个数里留下最大的那个：大小减半，而且笔画挪动一个像素，看上去也差不多。

# %%
class Reader(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 16, kernel_size=5, padding=2)
        self.conv2 = nn.Conv2d(16, 24, kernel_size=5, padding=2)
        self.output = nn.Linear(24 * 7 * 7, 10)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.conv1(x)), 2)
        x = F.max_pool2d(F.relu(self.conv2(x)), 2)
        return self.output(x.flatten(1))


net = Reader()
before = net.conv1.weight.detach().clone()
print(net)
sum(weight.numel() for weight in net.parameters())

# %%
optimizer = torch.optim.SGD(net.parameters(), lr=0.05, momentum=0.9)
loader = DataLoader(TensorDataset(train_x, train_y), batch_size=50, shuffle=True)
for epoch in range(3):
    total = 0.0
    for images, labels in loader:
        loss = F.cross_entropy(net(images), labels)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        total += loss.item()
    with torch.no_grad():
        guesses = net(test_x).argmax(dim=1)
        right = (guesses == test_y).float().mean().item()
    print(f"epoch {epoch}: loss {total / len(loader):.1f}, right on new images {right:.1f}")

# %% [markdown] en
# ## The sixteen windows
#
# On the left as they were drawn at random, on the right as they were learned. Many now have a bright side and a dark
# side: they answer to an edge in one direction, like the windows that you chose. Much is still random; three epochs is
# not long.
#
# `make_grid` puts images side by side. It keeps channels first, matplotlib wants them last, and `permute` moves them.

# %% [markdown] zh
# ## 十六个窗口
#
# 左边是随机初始的样子，右边是学过之后的样子。不少窗口现在一边亮、一边暗：它们对某个方向的边缘有反应，就像你自己选的那些窗口。随机的痕迹也还很多，毕竟只学了三轮。
#
# `make_grid` 把图片排在一起。它把通道放在最前面，matplotlib 要通道在最后，用 `permute` 换过来。

# %%
after = net.conv1.weight.detach()
print(f"moved by {(after - before).norm().item():.1f}, size {after.norm().item():.1f}")
figure, axes = plt.subplots(1, 2, figsize=(8, 4))
for axis, windows, name in zip(axes, [before, after], ["before", "after"]):
    axis.imshow(make_grid(windows, nrow=4, padding=1, normalize=True).permute(1, 2, 0))
    axis.set_title(name)
    axis.axis("off")
plt.show()

# %% [markdown] en
# ## What comes out of them
#
# One digit, sixteen answers. A hook on `conv1` catches them without touching the class. Each map is bright where its
# window found what it looks for.

# %% [markdown] zh
# ## 它们的输出
#
# 一个数字，十六个答案。在 `conv1` 上装一个钩子，不用改动类就能接住它们。每张图亮的地方，就是那个窗口找到了它要找的东西。

# %%
caught = {}
handle = net.conv1.register_forward_hook(lambda module, inputs, output: caught.update(maps=output.detach()))
net(test_x[:1])
handle.remove()
maps = F.relu(caught["maps"][0])
print(maps.shape)

figure, axes = plt.subplots(2, 8, figsize=(11, 3))
for axis, one in zip(axes.flat, maps):
    axis.imshow(one, cmap="viridis")
    axis.axis("off")
plt.show()

# %% [markdown] en
# ## Where the net looks
#
# The gradient of the winning score with respect to the *pixels* says which of them it depends on. No weight is changed
# here: it is the image that has `requires_grad`.

# %% [markdown] zh
# ## 网络在看哪里
#
# 最高得分对*像素*的梯度，说明它取决于哪些像素。这里不改任何权重：带 `requires_grad` 的是图片。

# %%
images = test_x[:5].clone().requires_grad_()
scores = net(images)
scores.max(dim=1).values.sum().backward()
strength = images.grad.abs()[:, 0]
print("guesses", scores.argmax(dim=1).tolist(), "truth", test_y[:5].tolist())

figure, axes = plt.subplots(2, 5, figsize=(9, 4))
for column in range(5):
    axes[0, column].imshow(test_x[column, 0], cmap="gray")
    axes[1, column].imshow(strength[column], cmap="hot")
    axes[0, column].axis("off")
    axes[1, column].axis("off")
plt.show()

# %% [markdown] en
# **Try it.** Shift all test images by three pixels with `torch.roll(test_x, 3, dims=3)` and let the net guess: how much
# worse is it? Then take the pooling away (double the stride of the convolutions instead) and compare.

# %% [markdown] zh
# **试一试。** 用 `torch.roll(test_x, 3, dims=3)` 把所有测试图片挪三个像素，再让网络猜：差了多少？然后去掉池化（改为把卷积的步幅加倍），比一比。
