# A notebook in percent cells: minibatch regression and softmax regression on Fashion-MNIST, both from tensors alone.

# %% [markdown] en
# # From a line to ten kinds of clothes
#
# Predicting a number and choosing among ten things look like two crafts. They are one: a linear model, a loss that comes
# from a probability, and small steps on minibatches. Here both are written from scratch, one below the other, so that you
# can see how little differs.

# %% [markdown] zh
# # 从一条直线到十种衣物
#
# 预测一个数，和从十样东西里选一样，看上去是两门手艺，其实是一门：一个线性模型，一个由概率得来的损失，再加上小批量的小步子。这里把两者从零写起，上下放在一起，你会看到它们的差别有多小。

# %%
import random

import matplotlib.pyplot as plt
import torch
import torchvision
from torch import nn
from torch.utils.data import DataLoader, Subset, TensorDataset
from torchvision import transforms

random.seed(0)
_ = torch.manual_seed(0)

# %% [markdown] en
# ## Why squares?
#
# Suppose a measurement is the line plus bell-shaped noise: $y = w^\top x + b + \epsilon$ with $\epsilon \sim \mathcal N(0, \sigma^2)$. Then
# the probability of what we saw is largest exactly where the sum of squares is smallest:
#
# $$-\log p(y \mid x) = \frac{(y - w^\top x - b)^2}{2 \sigma^2} + \text{something without } w, b$$

# %% [markdown] zh
# ## 为什么是平方？
#
# 假设测量值等于直线加上钟形的噪声：$y = w^\top x + b + \epsilon$，$\epsilon \sim \mathcal N(0, \sigma^2)$。那么，平方和最小的地方，正是我们所见数据的概率最大的地方：
#
# $$-\log p(y \mid x) = \frac{(y - w^\top x - b)^2}{2 \sigma^2} + \text{与 } w, b \text{ 无关的项}$$

# %%
true_w, true_b = torch.tensor([1.5, -2.0]), 0.7
points = torch.randn(600, 2)
values = points @ true_w + true_b + 0.2 * torch.randn(600)

figure, (left, right) = plt.subplots(1, 2, figsize=(9, 3.5))
left.scatter(points[:, 1], values, s=4)
left.set_xlabel("second input")
left.set_ylabel("value")
right.hist((values - points @ true_w - true_b).numpy(), bins=30)
right.set_title("the noise")
plt.show()

# %% [markdown] en
# ## Minibatches, by hand
#
# A generator shuffles the places and hands out ten examples at a time. `yield` lets it pause between two batches.

# %% [markdown] zh
# ## 手写小批量
#
# 一个生成器先打乱位置，再每次发出十个样本。有了 `yield`，它可以在两批之间停下来等着。

# %%
def batches(size, *tensors):
    places = list(range(len(tensors[0])))
    random.shuffle(places)
    for start in range(0, len(places), size):
        chosen = torch.tensor(places[start : start + size])
        yield [tensor[chosen] for tensor in tensors]


x, y = next(batches(3, points, values))
print(x, y)

# %%
def squared(prediction, y):
    return (prediction - y) ** 2 / 2


def step(parameters, learning_rate):
    with torch.no_grad():
        for parameter in parameters:
            parameter -= learning_rate * parameter.grad
            parameter.grad.zero_()


w = torch.zeros(2, requires_grad=True)
b = torch.zeros(1, requires_grad=True)
for epoch in range(4):
    for x, y in batches(10, points, values):
        squared(x @ w + b, y).mean().backward()
        step([w, b], 0.03)
    with torch.no_grad():
        print(f"epoch {epoch}: loss {squared(points @ w + b, values).mean().item():.4f}")
print("w", w.data, "b", b.data)

# %% [markdown] en
# ## Ten classes: pictures of clothes
#
# Fashion-MNIST is like the digits, only with clothes. `ToTensor` turns a picture into numbers from 0 to 1, and a
# `Subset` keeps the first 2,000: enough to learn something in seconds.

# %% [markdown] zh
# ## 十个类别：衣物图片
#
# Fashion-MNIST 和手写数字差不多，只是换成了衣物。`ToTensor` 把图片变成 0 到 1 之间的数，`Subset` 只留下前 2000 张：几秒钟里学点东西，够了。

# %%
to_tensor = transforms.ToTensor()
train_all = torchvision.datasets.FashionMNIST(root="data", train=True, transform=to_tensor, download=True)
test_all = torchvision.datasets.FashionMNIST(root="data", train=False, transform=to_tensor, download=True)
train_set, test_set = Subset(train_all, range(2000)), Subset(test_all, range(1000))
names = train_all.classes
image, label = train_set[0]
print(image.shape, label, names[label], f"{image.mean().item():.4f}")

# %%
shown = DataLoader(train_set, batch_size=10)
images, labels = next(iter(shown))
figure, axes = plt.subplots(2, 5, figsize=(9, 4))
for axis, image, label in zip(axes.flat, images, labels):
    axis.imshow(image[0], cmap="gray_r")
    axis.set_title(names[label])
    axis.axis("off")
plt.show()

# %% [markdown] en
# ## Scores become probabilities
#
# A linear model gives each image ten scores. **Softmax** makes them positive and lets them sum to 1:
#
# $$\operatorname{softmax}(s)_k = \frac{e^{s_k}}{\sum_j e^{s_j}}$$
#
# The sum goes along each row, and `keepdim=True` leaves a column, so that broadcasting divides row by row. Only the
# differences between scores count, so subtracting the largest first changes nothing, but keeps $e^s$ from overflowing.

# %% [markdown] zh
# ## 得分变成概率
#
# 线性模型给每张图片打十个分。**Softmax** 把它们变成正数，并且加起来等于 1：
#
# $$\operatorname{softmax}(s)_k = \frac{e^{s_k}}{\sum_j e^{s_j}}$$
#
# 求和是沿着每一行，`keepdim=True` 留下一列，这样广播就会一行一行地除。起作用的只是得分之间的差，所以先减去最大的得分，结果不变，但 $e^s$ 就不会溢出了。

# %%
def softmax(scores):
    powers = (scores - scores.max(dim=1, keepdim=True).values).exp()
    return powers / powers.sum(dim=1, keepdim=True)


scores = torch.tensor([[1.0, 2.0, 3.0], [98.0, 99.0, 100.0]])
print(softmax(scores))
print(softmax(scores).sum(dim=1))

# %% [markdown] en
# ## The loss: how surprised are you?
#
# **Cross-entropy** looks only at the probability $p$ given to the right class and says $-\log p$. Sure and right costs
# nothing, sure and wrong costs a lot. Guessing among ten costs $\log 10 \approx 2.303$: the number to start from.

# %% [markdown] zh
# ## 损失：你有多意外？
#
# **交叉熵**只看给正确类别的概率 $p$，损失就是 $-\log p$。有把握又对，没有代价；有把握却错了，代价很大。在十类里瞎猜的代价是 $\log 10 \approx 2.303$：这就是起点。

# %%
def cross_entropy(probabilities, y):
    return -probabilities[range(len(y)), y].log()


guesses = torch.tensor([[0.7, 0.2, 0.1], [0.7, 0.2, 0.1], [0.7, 0.2, 0.1]])
cross_entropy(guesses, torch.tensor([0, 1, 2]))

# %% [markdown] en
# ## Training
#
# One matrix $W$ with 784 rows and 10 columns, one list $b$. The loop is the loop from above; only the model and the loss
# are new.

# %% [markdown] zh
# ## 训练
#
# 一个 784 行 10 列的矩阵 $W$，一组 $b$。循环还是上面那个循环，只有模型和损失是新的。

# %%
W = (0.01 * torch.randn(784, 10)).requires_grad_()
b = torch.zeros(10, requires_grad=True)


def model(images):
    return softmax(images.reshape(-1, 784) @ W + b)


def share_right(loader):
    with torch.no_grad():
        right = [(model(images).argmax(dim=1) == labels).sum().item() for images, labels in loader]
    return sum(right) / len(loader.dataset)


train_loader = DataLoader(train_set, batch_size=50, shuffle=True)
test_loader = DataLoader(test_set, batch_size=250)
print(f"before: right {share_right(test_loader):.3f}")

# %%
history = {"loss": [], "right": [], "right on new images": []}
for epoch in range(5):
    total = 0.0
    for images, labels in train_loader:
        loss = cross_entropy(model(images), labels).mean()
        loss.backward()
        step([W, b], 0.1)
        total += loss.item()
    history["loss"].append(total / len(train_loader))
    history["right"].append(share_right(train_loader))
    history["right on new images"].append(share_right(test_loader))
    print(f"epoch {epoch}:", ", ".join(f"{name} {line[-1]:.3f}" for name, line in history.items()))

# %%
for name, line in history.items():
    plt.plot(line, "o-", label=name)
plt.xlabel("epoch")
plt.legend()
plt.show()

# %% [markdown] en
# ## What the weights look like
#
# Each column of $W$ has one weight for each pixel, so it can be drawn as an image: bright where ink speaks for the class,
# dark where it speaks against it. You can make out the trouser, and the sleeves of the pullover.

# %% [markdown] zh
# ## 权重长什么样
#
# $W$ 的每一列，每个像素对应一个权重，所以可以画成图片：亮的地方，有墨迹就说明像这一类；暗的地方，有墨迹就说明不像。裤子看得出来，套衫的袖子也看得出来。

# %%
figure, axes = plt.subplots(2, 5, figsize=(9, 4))
for axis, column, name in zip(axes.flat, W.detach().T, names):
    axis.imshow(column.reshape(28, 28), cmap="gray")
    axis.set_title(name)
    axis.axis("off")
plt.show()

# %% [markdown] en
# In practice PyTorch's `nn.CrossEntropyLoss` takes the scores themselves and does softmax and logarithm in one go. It
# should give what our two functions give.
#
# **Try it.** In `softmax`, take out the subtraction of the largest score (keep only `scores.exp()`) and run that cell
# again: what does the second row become, and why?

# %% [markdown] zh
# 实际使用时，PyTorch 的 `nn.CrossEntropyLoss` 直接接受得分，把 softmax 和对数一次做完。它的结果应该和我们的两个函数一样。
#
# **试一试。** 把 `softmax` 里减去最大得分的那一步去掉（只留 `scores.exp()`），再运行那个单元：第二行变成了什么，为什么？

# %%
images, labels = next(iter(test_loader))
ours = cross_entropy(model(images), labels).mean()
theirs = nn.CrossEntropyLoss()(images.reshape(-1, 784) @ W + b, labels)
print(f"ours {ours.item():.4f}, PyTorch's {theirs.item():.4f}")
