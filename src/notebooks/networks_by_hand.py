# A notebook in percent cells: softmax regression and a two-layer net built by hand, XOR, then the short way.

# %% [markdown] en
# # Networks by hand
#
# Deep learning is easier to trust once you have built it from its smallest parts. We start with one gradient, separate
# three clouds in space, meet a riddle that no single layer can solve, solve it with two, and in the end let PyTorch do
# the same in five lines.

# %% [markdown] zh
# # 亲手搭网络
#
# 从最小的零件开始自己搭一遍，你才会真正相信深度学习。我们从一个梯度开始，把空间里的三团点分开，碰到一个单层网络解不了的谜题，用两层解开它，最后让 PyTorch 用五行写出同样的东西。

# %%
import matplotlib.pyplot as plt
import torch
import torchvision
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

_ = torch.manual_seed(4)

# %% [markdown] en
# ## One gradient
#
# For $y = 3\, x \cdot x$ the gradient is $6x$. Until someone has asked for it, `grad` is simply `None`.

# %% [markdown] zh
# ## 一个梯度
#
# 对 $y = 3\, x \cdot x$，梯度是 $6x$。在没有人要求之前，`grad` 就是 `None`。

# %%
x = torch.arange(5.0, requires_grad=True)
print(x.grad)
y = 3 * torch.dot(x, x)
y.backward()
print(y.item(), x.grad)
x.grad == 6 * x

# %% [markdown] en
# A loss must be one number. If you have a list of them, one for each example, add them up first: every example then
# sends back its own share, and the shares do not get in each other's way.

# %% [markdown] zh
# 损失必须是一个数。如果手上是一串数，每个样本一个，就先加起来：这样每个样本各自送回自己的那一份，互不干扰。

# %%
x.grad.zero_()
losses = x * x
try:
    losses.backward()
except RuntimeError as problem:
    print("RuntimeError:", problem)
losses.sum().backward()
x.grad

# %% [markdown] en
# Where no gradient is wanted, `torch.no_grad()` switches the recording off. A number that was detached is treated as a
# constant: in $x \cdot u$ with $u = x^2$ held fast, the gradient is just $u$.

# %% [markdown] zh
# 不需要梯度的地方，用 `torch.no_grad()` 关掉记录。被 detach 的数会当作常数：在 $x \cdot u$ 里，如果把 $u = x^2$ 固定住，梯度就只是 $u$。

# %%
with torch.no_grad():
    print((2 * x).requires_grad)
x.grad.zero_()
u = (x * x).detach()
(x * u).sum().backward()
x.grad

# %% [markdown] en
# ## Three clouds in space
#
# Three classes, 80 points each, with three coordinates. A random permutation mixes them; the first 180 are for learning,
# the other 60 for the test.

# %% [markdown] zh
# ## 空间里的三团点
#
# 三个类别，每类 80 个点，每个点三个坐标。先用随机排列混在一起，前 180 个用来学，剩下 60 个用来测。

# %%
centres = torch.tensor([[2.0, 0.0, 0.0], [0.0, 2.0, 0.0], [0.0, 0.0, 2.0]])
points = centres.repeat_interleave(80, dim=0) + 0.7 * torch.randn(240, 3)
labels = torch.arange(3).repeat_interleave(80)
mixed = torch.randperm(240)
points, labels = points[mixed], labels[mixed]
print(points.shape, labels[:12])

figure, axes = plt.subplots(1, 2, figsize=(9, 3.5))
for axis, (first, second) in zip(axes, [(0, 1), (1, 2)]):
    for kind in range(3):
        cloud = points[labels == kind]
        axis.scatter(cloud[:, first], cloud[:, second], s=8, label=f"class {kind}")
    axis.set_xlabel(f"coordinate {first}")
    axis.set_ylabel(f"coordinate {second}")
axes[0].legend()
plt.show()

# %% [markdown] en
# Softmax, cross-entropy and a step of SGD, each in two lines. `train` takes any model that is a function, and the list of its
# weights.

# %% [markdown] zh
# Softmax、交叉熵、一步 SGD，每样两三行。`train` 接受任何写成函数的模型，以及它的权重列表。

# %%
def softmax(scores):
    powers = scores.exp()
    return powers / powers.sum(dim=1, keepdim=True)


def cross_entropy(probabilities, y):
    return -probabilities[torch.arange(len(y)), y].log().mean()


def share_right(model, x, y):
    with torch.no_grad():
        return (model(x).argmax(dim=1) == y).float().mean().item()


def train(model, weights, x, y, epochs, rate, size=20):
    curve = []
    for epoch in range(epochs):
        for chosen in torch.randperm(len(x)).split(size):
            loss = cross_entropy(softmax(model(x[chosen])), y[chosen])
            loss.backward()
            with torch.no_grad():
                for weight in weights:
                    weight -= rate * weight.grad
                    weight.grad.zero_()
        with torch.no_grad():
            curve.append(cross_entropy(softmax(model(x)), y).item())
    return curve

# %%
W = (0.01 * torch.randn(3, 3)).requires_grad_()
b = torch.zeros(3, requires_grad=True)
linear = lambda x: x @ W + b
curve = train(linear, [W, b], points[:180], labels[:180], epochs=15, rate=0.1)
print("loss", *(f"{loss:.3f}" for loss in curve[::7]))
print(f"right {share_right(linear, points[:180], labels[:180]):.3f}")
print(f"right on new points {share_right(linear, points[180:], labels[180:]):.3f}")
W.data

# %% [markdown] en
# Each class has learned to look for its own coordinate: the diagonal is positive, the rest negative.
#
# ## A riddle: exclusive or
#
# Four corners, class 1 where the two signs differ. No straight line separates them, and so no single layer can: the
# best it can do is guess.

# %% [markdown] zh
# 每个类别都学会了看自己的那个坐标：对角线是正的，其余是负的。
#
# ## 谜题：异或
#
# 四个角，两个坐标符号不同的算类别 1。没有一条直线能把它们分开，所以单层网络也做不到：它最好的办法就是猜。

# %%
signs = torch.tensor([[1.0, 1.0], [-1.0, -1.0], [1.0, -1.0], [-1.0, 1.0]])
corners = signs.repeat_interleave(50, dim=0) + 0.3 * torch.randn(200, 2)
different = torch.tensor([0, 0, 1, 1]).repeat_interleave(50)
W = (0.01 * torch.randn(2, 2)).requires_grad_()
b = torch.zeros(2, requires_grad=True)
line = lambda x: x @ W + b
curve_line = train(line, [W, b], corners, different, epochs=30, rate=0.1)
print(f"one layer: loss {curve_line[-1]:.3f}, and log 2 is {torch.tensor(2.0).log().item():.3f}")

# %% [markdown] en
# ## Two layers and a bend
#
# $$h = \max(0,\; x W_1 + b_1) \qquad s = h W_2 + b_2$$
#
# The hidden layer folds the plane, and in the folded plane a straight line is enough.

# %% [markdown] zh
# ## 两层加一个弯
#
# $$h = \max(0,\; x W_1 + b_1) \qquad s = h W_2 + b_2$$
#
# 隐藏层把平面折起来；在折过的平面上，一条直线就够了。

# %%
W1 = torch.randn(2, 8).requires_grad_()
b1 = torch.zeros(8, requires_grad=True)
W2 = (0.3 * torch.randn(8, 2)).requires_grad_()
b2 = torch.zeros(2, requires_grad=True)


def folded(x):
    hidden = torch.max(x @ W1 + b1, torch.zeros(1))
    return hidden @ W2 + b2


curve_folded = train(folded, [W1, b1, W2, b2], corners, different, epochs=30, rate=0.1)
print(f"two layers: loss {curve_folded[-1]:.3f}, right {share_right(folded, corners, different):.3f}")

# %%
side = torch.linspace(-2.2, 2.2, 50)
down, across = torch.meshgrid(side, side, indexing="ij")
grid = torch.stack([across.flatten(), down.flatten()], dim=1)
with torch.no_grad():
    sure = softmax(folded(grid))[:, 1].reshape(50, 50)

figure, (left, right) = plt.subplots(1, 2, figsize=(9, 4))
left.plot(curve_line, label="one layer")
left.plot(curve_folded, label="two layers")
left.set_xlabel("epoch")
left.set_ylabel("loss")
left.legend()
right.imshow(sure, extent=(-2.2, 2.2, -2.2, 2.2), origin="lower", cmap="coolwarm")
right.scatter(corners[:, 0], corners[:, 1], c=different, s=10, cmap="gray")
plt.show()

# %% [markdown] en
# **Try it.** Change the 8 hidden numbers to 2 (in `W1`, `b1` and `W2`) and run again a few times: does it always work?
# Why does it help to have more room than needed?

# %% [markdown] zh
# **试一试。** 把 8 个隐藏数改成 2 个（`W1`、`b1`、`W2` 都要改），多运行几次：每次都行吗？为什么地方宽裕一点反而有帮助？

# %% [markdown] en
# ## The short way, with clothes
#
# The same net with ready-made layers, on 2,000 pictures of Fashion-MNIST. `apply` visits every layer, so one function
# can set all the initial weights.

# %% [markdown] zh
# ## 简洁的写法，用衣物图片
#
# 同样的网络，换成现成的层，用 2000 张 Fashion-MNIST 图片。`apply` 会走访每一层，所以一个函数就能给所有权重初始值。

# %%
train_set = torchvision.datasets.FashionMNIST(root="data", train=True, download=True)
test_set = torchvision.datasets.FashionMNIST(root="data", train=False, download=True)
train_x, train_y = train_set.data[:2000].float() / 255, train_set.targets[:2000]
test_x, test_y = test_set.data[:1000].float() / 255, test_set.targets[:1000]


def begin(layer):
    if isinstance(layer, nn.Linear):
        nn.init.normal_(layer.weight, std=0.05)
        nn.init.zeros_(layer.bias)


net = nn.Sequential(nn.Flatten(), nn.Linear(784, 128), nn.ReLU(), nn.Linear(128, 10))
net.apply(begin)
print(f"spread of the first weights {net[1].weight.std().item():.4f}")

# %%
optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
loss_function = nn.CrossEntropyLoss()
for epoch in range(5):
    for images, classes in DataLoader(TensorDataset(train_x, train_y), batch_size=50, shuffle=True):
        optimizer.zero_grad()
        loss_function(net(images), classes).backward()
        optimizer.step()
    with torch.no_grad():
        loss = loss_function(net(train_x), train_y)
    old, new = share_right(net, train_x, train_y), share_right(net, test_x, test_y)
    print(f"epoch {epoch}: loss {loss.item():.3f}, right {old:.3f}, on new images {new:.3f}")

# %% [markdown] en
# The wrong answers are the interesting ones. Above each picture: what the net said, and what it was.

# %% [markdown] zh
# 答错的才有意思。每张图片上方：网络的回答，以及正确答案。

# %%
with torch.no_grad():
    answers = net(test_x).argmax(dim=1)
wrong = (answers != test_y).nonzero().flatten()[:6]
figure, axes = plt.subplots(1, 6, figsize=(12, 2.6))
for axis, place in zip(axes, wrong):
    axis.imshow(test_x[place], cmap="gray_r")
    axis.set_title(f"{test_set.classes[answers[place]]}\n({test_set.classes[test_y[place]]})", fontsize=8)
    axis.axis("off")
plt.show()
