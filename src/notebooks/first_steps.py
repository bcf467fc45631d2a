# A notebook in percent cells: a first walk through PyTorch, from a grid of numbers to a net that reads digits.

# %% [markdown] en
# # First steps in PyTorch
#
# This notebook goes the whole way once, slowly: what a tensor is, how PyTorch finds a gradient, how a gradient draws a
# line through points, and how the very same three moves teach a small net to read handwritten digits.
#
# Run the cells from top to bottom. Everything random starts from a seed, so you should see exactly the numbers that the
# text talks about.

# %% [markdown] zh
# # PyTorch 第一步
#
# 这本笔记慢慢地把整条路走一遍：张量是什么，PyTorch 怎样求梯度，梯度怎样让一条直线穿过一堆点，最后用同样的三个动作，教一个小网络认手写数字。
#
# 从上往下依次运行每个单元。所有随机数都从固定的种子开始，所以你看到的数应该和文字里说的一模一样。

# %%
import matplotlib.pyplot as plt
import numpy as np
import torch
import torchvision
from torch import nn

_ = torch.manual_seed(0)

# %% [markdown] en
# ## A tensor is a grid of numbers
#
# A NumPy array becomes a tensor with `torch.from_numpy`. Its numbers keep their type: NumPy likes 64 bits, PyTorch
# prefers 32, which is half the memory and precise enough for learning.

# %% [markdown] zh
# ## 张量是一格一格的数
#
# 用 `torch.from_numpy` 可以把 NumPy 数组变成张量，数的类型不变：NumPy 习惯用 64 位，PyTorch 更喜欢 32 位，内存省一半，用来学习也够精确了。

# %%
array = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
wide = torch.from_numpy(array)
print(wide.dtype, wide.float().dtype)
wide

# %% [markdown] en
# Three questions to ask of any tensor: what is its shape, how many dimensions does it have, how many numbers does it
# hold? A sum or a maximum also needs to know where to go: `dim=1` walks along each row, so one number per row is left.

# %% [markdown] zh
# 对任何张量都可以问三个问题：形状是什么？有几个维度？一共多少个数？求和、取最大值时还要知道往哪个方向走：`dim=1` 是沿着每一行走，所以每行剩下一个数。

# %%
x = torch.randn(4, 3)
print(x.shape, x.dim(), x.numel())
x

# %%
largest, place = x.max(dim=1)
print("largest in each row:", largest)
print("where it stands:    ", place)
print("sum of each column: ", x.sum(dim=0))

# %% [markdown] en
# ## A gradient is a slope
#
# Mark a tensor with `requires_grad=True` and PyTorch remembers every step that you compute with it. `backward()` then
# walks those steps in reverse. For $z = (x - 1)^2 + 5$ the slope is $2(x - 1)$, which at $x = 3$ is 4.

# %% [markdown] zh
# ## 梯度就是斜率
#
# 给张量标上 `requires_grad=True`，PyTorch 就会记住你用它算的每一步；`backward()` 再把这些步骤倒着走一遍。对 $z = (x - 1)^2 + 5$，斜率是 $2(x - 1)$，在 $x = 3$ 处等于 4。

# %%
x = torch.tensor(3.0, requires_grad=True)
z = (x - 1) ** 2 + 5
print(z)
z.backward()
x.grad

# %%
xs = torch.linspace(-2, 5, 100)
plt.plot(xs, (xs - 1) ** 2 + 5, label="z")
plt.plot(xs, 9 + 4 * (xs - 3), "--", label="slope 4 at x = 3")
plt.scatter([3], [9], c="black")
plt.xlabel("x")
plt.ylabel("z")
plt.legend()
plt.show()

# %% [markdown] en
# With a matrix it works the same way: the gradient has the shape of the thing it belongs to, one slope for each number.
# Here each row of the gradient is the mean of a column of `data`, divided by 2. Can you see why the two columns are
# equal?

# %% [markdown] zh
# 矩阵也一样：梯度的形状和它所属的张量相同，每个数各有一个斜率。下面梯度的每一行，都是 `data` 中一列的平均值再除以 2。你能看出两列为什么相等吗？

# %%
data = torch.randn(10, 4)
w = torch.randn(4, 2, requires_grad=True)
(data @ w).mean().backward()
print(w.grad)
print(data.mean(dim=0) / 2)

# %% [markdown] en
# ## A line through fifteen points
#
# Fifteen days, fifteen heights of a bean plant, with some clumsy measuring. The model is $\hat y = w x + b$, the loss
# is the mean of the squared errors:
#
# $$L = \frac{1}{15} \sum_{i=1}^{15} (w x_i + b - y_i)^2$$
#
# The core idea of all learning below: compute the loss, ask for its gradient, step a little against it. How little is
# the **learning rate**.

# %% [markdown] zh
# ## 穿过十五个点的直线
#
# 十五天，量了十五次豆苗的高度，量得不太准。模型是 $\hat y = w x + b$，损失是误差平方的平均值：
#
# $$L = \frac{1}{15} \sum_{i=1}^{15} (w x_i + b - y_i)^2$$
#
# 下面所有学习的核心思想就是：算出损失，求它的梯度，逆着梯度走一小步。这一步多小，由**学习率**决定。

# %%
days = torch.linspace(0.5, 9.5, 15)
height = 1.8 * days + 3 + torch.randn(15)
w = torch.zeros(1, requires_grad=True)
b = torch.zeros(1, requires_grad=True)


def loss_now():
    return ((w * days + b - height) ** 2).mean()


loss = loss_now()
loss.backward()
print(f"loss {loss.item():.3f}, slope along w {w.grad.item():.3f}, along b {b.grad.item():.3f}")

# %% [markdown] en
# Both slopes are negative: larger `w` and `b` would lower the loss. The step itself should not be recorded, so it goes
# inside `torch.no_grad()`. And because `backward` *adds* to `grad`, the old gradient is wiped out each time.

# %% [markdown] zh
# 两个斜率都是负的：`w` 和 `b` 变大，损失就会变小。走这一步本身不需要记录，所以放在 `torch.no_grad()` 里。另外，`backward` 是往 `grad` 上*加*，因此每次都要把旧的梯度清掉。

# %%
learning_rate = 0.01
losses = []
for step in range(801):
    loss = loss_now()
    w.grad.zero_()
    b.grad.zero_()
    loss.backward()
    with torch.no_grad():
        w -= learning_rate * w.grad
        b -= learning_rate * b.grad
    losses.append(loss.item())
    if step in (0, 1, 2, 10, 100, 800):
        print(f"step {step:3d}: loss {loss.item():7.3f}, w {w.item():.3f}, b {b.item():.3f}")

# %%
figure, (left, right) = plt.subplots(1, 2, figsize=(9, 3.5))
left.scatter(days, height, label="measured")
left.plot(days, (w * days + b).detach(), "r", label="fitted")
left.set_xlabel("day")
left.set_ylabel("height")
left.legend()
right.semilogy(losses)
right.set_xlabel("step")
right.set_ylabel("loss")
plt.show()

# %% [markdown] en
# The points were made with 1.8 and 3. `w` is found fast, `b` takes its time: along it the loss is much flatter.
#
# **Try it.** Run the cell that makes the plant again, so that `w` and `b` are zeros, change `learning_rate` to 0.04 and
# run on: what happens? What is the largest learning rate at which the loss still falls?

# %% [markdown] zh
# 这些点是用 1.8 和 3 造出来的。`w` 很快就找到了，`b` 却慢慢来：沿着它，损失要平坦得多。
#
# **试一试。** 重新运行造豆苗的那个单元，让 `w` 和 `b` 回到零，再把 `learning_rate` 改成 0.04 往下运行：会怎样？让损失还能下降的最大学习率是多少？

# %% [markdown] en
# ## Where the weights begin
#
# A net is many such steps in a row, and its initial weights decide whether anything gets through. Five layers with
# `tanh`, 200 numbers wide, three ways to begin: too small and the signal dies out, too large and every number is stuck
# at $\pm 1$. In between, $1/\sqrt{200} \approx 0.07$ keeps it alive.

# %% [markdown] zh
# ## 权重从哪里出发
#
# 网络就是许多这样的步骤接在一起，而最初的权重决定信号能不能传过去。下面是五个带 `tanh` 的层，每层 200 个数，有三种开头：太小，信号就消失了；太大，每个数都卡在 $\pm 1$。两者之间，$1/\sqrt{200} \approx 0.07$ 能让信号活下去。

# %%
outputs = {}
for spread in (0.01, 0.07, 1.0):
    h = torch.randn(100, 200)
    stds = []
    for layer in range(5):
        h = torch.tanh(h @ (spread * torch.randn(200, 200)))
        stds.append(f"{h.std().item():.5f}")
    outputs[spread] = h
    print(f"weights of {spread:4}: std after each layer", *stds)

# %%
figure, axes = plt.subplots(1, 3, figsize=(10, 3))
for axis, (spread, h) in zip(axes, outputs.items()):
    axis.hist(h.flatten().numpy(), bins=30)
    axis.set_title(f"weights of {spread}")
plt.show()

# %% [markdown] en
# ## The same moves, now with digits
#
# 2,000 images of 28 by 28 pixels. `nn.Linear` comes with sensible initial weights, `nn.CrossEntropyLoss` is the loss
# for choosing among ten classes, and the optimizer `Adam` takes the steps.

# %% [markdown] zh
# ## 同样的动作，换成数字图片
#
# 2000 张 28 × 28 像素的图片。`nn.Linear` 自带初始化合理的权重，`nn.CrossEntropyLoss` 是十选一时用的损失，迈步的事交给优化器 `Adam`。

# %%
train_set = torchvision.datasets.MNIST(root="data", train=True, download=True)
test_set = torchvision.datasets.MNIST(root="data", train=False, download=True)
train_x, train_y = train_set.data[:2000].float() / 255, train_set.targets[:2000]
test_x, test_y = test_set.data[:1000].float() / 255, test_set.targets[:1000]
print(train_x.shape, train_y[:10])

# %%
net = nn.Sequential(nn.Flatten(), nn.Linear(784, 64), nn.ReLU(), nn.Linear(64, 10))
optimizer = torch.optim.Adam(net.parameters(), lr=0.002)
loss_function = nn.CrossEntropyLoss()
for epoch in range(4):
    order = torch.randperm(2000)
    total = 0.0
    for start in range(0, 2000, 50):
        chosen = order[start : start + 50]
        loss = loss_function(net(train_x[chosen]), train_y[chosen])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        total += loss.item()
    with torch.no_grad():
        right = (net(test_x).argmax(dim=1) == test_y).float().mean()
    print(f"epoch {epoch}: loss {total / 40:.3f}, right on new images {right.item():.3f}")

# %%
with torch.no_grad():
    guesses = net(test_x[:10]).argmax(dim=1)
figure, axes = plt.subplots(2, 5, figsize=(8, 3.6))
for axis, image, guess, truth in zip(axes.flat, test_x, guesses, test_y):
    axis.imshow(image, cmap="gray")
    axis.set_title(f"{guess.item()} ({truth.item()})")
    axis.axis("off")
plt.show()

# %% [markdown] en
# Each title gives the guess and, in brackets, the truth. Between the bean plant and the digits, only three things have
# changed: the model, the loss and the number of weights.

# %% [markdown] zh
# 标题是猜测，括号里是正确答案。从豆苗到数字，变的只有三样：模型、损失、权重的个数。
