# A notebook in percent cells: NumPy and PyTorch side by side, and how a training is saved so that it goes on unbroken.

# %% [markdown] en
# # Arrays, tensors, and saved weights
#
# Two halves, one question: where do the numbers live? First NumPy and PyTorch side by side: what is shared, what is copied,
# which shapes fit together. Then a net whose numbers go into a file and come back, down to the last digit, so that training
# goes on as if nothing had happened.

# %% [markdown] zh
# # 数组、张量与保存的权重
#
# 上下两半，一个问题：这些数住在哪里？先把 NumPy 和 PyTorch 放在一起：什么是共用的，什么是复制的，哪些形状合得来。然后让一个网络的数写进文件再读回来，一位不差，训练就像什么都没发生过一样接着进行。

# %%
import io

import matplotlib.pyplot as plt
import numpy as np
import torch
from torch import nn

np.random.seed(0)
_ = torch.manual_seed(0)

# %% [markdown] en
# ## One memory, two names
#
# `torch.from_numpy` and `.numpy()` copy nothing: array and tensor look at the same memory. `torch.tensor` copies.

# %% [markdown] zh
# ## 同一块内存，两个名字
#
# `torch.from_numpy` 和 `.numpy()` 什么都不复制：数组和张量看的是同一块内存。`torch.tensor` 则会复制。

# %%
array = np.zeros(4)
shared = torch.from_numpy(array)
copied = torch.tensor(array)
array[1] = 5
shared[2] = 7
print("array ", array)
print("shared", shared)
print("copied", copied)

# %% [markdown] en
# ## Views
#
# A slice is a **view**: a second window onto the same numbers. So are `reshape`, `T` and `permute`, whenever possible.
# To be independent, say `copy()` in NumPy and `clone()` in PyTorch.

# %% [markdown] zh
# ## 视图
#
# 切片是**视图**：看着同一批数的另一扇窗。`reshape`、`T`、`permute` 只要做得到，也都是视图。想要独立的一份，NumPy 用 `copy()`，PyTorch 用 `clone()`。

# %%
table = torch.arange(12).reshape(3, 4)
middle = table[1:, 1:3]
middle[:] = 0
own = table[0].clone()
own[:] = -1
table

# %% [markdown] en
# How can one row of memory look like so many shapes? By **strides**: how far to jump for the next row, the next column. The
# transpose only swaps them; then neighbours no longer lie side by side, and `view` refuses where `reshape` would copy.

# %% [markdown] zh
# 一长串内存怎么能看起来有这么多形状？靠**步幅**：到下一行跳多远，到下一列跳多远。转置只是把它们对调；这样邻居就不再挨在一起了，这时 `view` 会拒绝，`reshape` 则会复制。

# %%
print(table.stride(), table.T.stride(), table.T.is_contiguous())
try:
    table.T.view(12)
except RuntimeError as problem:
    print("RuntimeError:", str(problem)[:42])
table.T.reshape(12)

# %% [markdown] en
# ## Broadcasting
#
# Write the shapes under each other, flush right. Along each axis the sizes must be equal, or one of them 1, or missing.
# Both libraries follow the same rule.

# %% [markdown] zh
# ## 广播
#
# 把两个形状靠右对齐，上下写在一起。每个轴上，两个大小要么相等，要么有一个是 1，要么有一个没有。两个库用的是同一条规则。

# %%
for first, second in [((3, 4), (4,)), ((3, 1), (1, 4)), ((5, 3, 1), (3, 4)), ((3, 4), (3,))]:
    try:
        fits = tuple((torch.zeros(first) + torch.zeros(second)).shape)
    except RuntimeError:
        fits = "does not fit"
    print(first, "+", second, "->", fits)

# %% [markdown] en
# What is it good for? The distance of each of 60 points to each of 3 centres, without a loop: `[60, 1, 2]` minus `[3, 2]`
# is `[60, 3, 2]`. Then every point takes the colour of its nearest centre.

# %% [markdown] zh
# 有什么用？不写循环，就算出 60 个点到 3 个中心的所有距离：`[60, 1, 2]` 减 `[3, 2]` 得到 `[60, 3, 2]`。然后每个点染上最近中心的颜色。

# %%
points = np.random.randn(60, 2)
centres = np.array([[-1.0, 0.0], [1.0, 1.0], [0.5, -1.0]])
gaps = points[:, None, :] - centres
distance = np.sqrt((gaps**2).sum(axis=2))
nearest = distance.argmin(axis=1)
print(gaps.shape, distance.shape, np.bincount(nearest))

tensor_distance = torch.cdist(torch.from_numpy(points), torch.from_numpy(centres))
print("PyTorch agrees:", np.allclose(tensor_distance.numpy(), distance))

plt.scatter(points[:, 0], points[:, 1], c=nearest, cmap="viridis")
plt.scatter(centres[:, 0], centres[:, 1], c="red", marker="x", label="centres")
plt.legend()
plt.show()

# %% [markdown] en
# ## Four ways to point at numbers
#
# By place, by slice, by a list of places, by a mask of true and false. Only the first two are views; lists and
# masks pick out a copy, yet on the left of `=` they write into the original.

# %% [markdown] zh
# ## 指向数的四种方法
#
# 用位置，用切片，用位置的列表，用真假掩码。只有前两种是视图；列表和掩码取出来的是副本，但写在 `=` 左边时，会写进原来的张量。

# %%
grid = torch.arange(20).reshape(4, 5)
print(grid[2, 3], grid[-1, ::2])
print(grid[[0, 2], [1, 4]])
print(grid[grid % 7 == 0])
grid[grid > 15] = 0
grid[:, [0, 4]] = grid[:, [4, 0]]
grid

# %% [markdown] en
# `gather` takes one number from each row, at the place that an index names: this is how a loss finds the score of the right
# class.

# %% [markdown] zh
# `gather` 从每一行取一个数，位置由下标指定：损失就是这样找到正确类别的得分的。

# %%
scores = torch.tensor([[0.1, 0.7, 0.2], [0.5, 0.3, 0.2]])
right = torch.tensor([1, 2])
print(scores.gather(1, right[:, None]).flatten(), scores[range(2), right])

# %% [markdown] en
# ## Nearly the same words
#
# `axis` or `dim`, `keepdims` or `keepdim`, `concatenate` or `cat`. One difference is more than a word: for the standard
# deviation NumPy divides by $n$ and PyTorch by $n - 1$, unless told otherwise.

# %% [markdown] zh
# ## 几乎一样的词
#
# `axis` 或 `dim`，`keepdims` 或 `keepdim`，`concatenate` 或 `cat`。有一处差别不只是用词：求标准差时，NumPy 除以 $n$，PyTorch 除以 $n - 1$，除非你另有说明。

# %%
a = np.array([[1.0, 2.0, 4.0], [3.0, 5.0, 9.0]])
t = torch.from_numpy(a)
print(a.mean(axis=1, keepdims=True).shape, t.mean(dim=1, keepdim=True).shape)
print(np.concatenate([a, a], axis=1).shape, torch.cat([t, t], dim=1).shape)
print(f"std: NumPy {a.std():.4f}, PyTorch {t.std().item():.4f}, with n {t.std(unbiased=False).item():.4f}")
print(a.dtype, t.dtype, (t.float() + 1).dtype, (torch.arange(3) / 2).dtype, (torch.arange(3) // 2).dtype)

# %% [markdown] en
# ## A net is a dictionary
#
# The **state_dict** of a net names every tensor that it has learned. That dictionary is what is worth saving: the class
# itself is in your program anyway.

# %% [markdown] zh
# ## 网络就是一本字典
#
# 网络的 **state_dict** 给每个学到的张量一个名字。值得保存的就是这本字典：类反正在你的程序里。

# %%
x = torch.linspace(-1, 1, 80).unsqueeze(1)
y = x**3 - 0.5 * x + 0.05 * torch.randn(80, 1)


def new_net():
    return nn.Sequential(nn.Linear(1, 20), nn.Tanh(), nn.Linear(20, 1))


def train(net, optimizer, steps):
    for step in range(steps):
        loss = nn.functional.mse_loss(net(x), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return loss.item()


net = new_net()
optimizer = torch.optim.Adam(net.parameters(), lr=0.02)
print(f"loss after 300 steps {train(net, optimizer, 300):.5f}")
for name, tensor in net.state_dict().items():
    print(name, tuple(tensor.shape))

# %% [markdown] en
# Save, make a fresh net with other weights, load: afterwards both give the same answers.

# %% [markdown] zh
# 保存，新建一个权重不同的网络，载入：之后两个网络的回答完全一样。

# %%
torch.save(net.state_dict(), "curve.pt")
fresh = new_net()
with torch.no_grad():
    fresh_before = fresh(x)
    print(f"before: differ by {(fresh_before - net(x)).abs().max().item():.3f}")
    print(fresh.load_state_dict(torch.load("curve.pt")))
    print(f"after:  differ by {(fresh(x) - net(x)).abs().max().item():.3f}")
    plt.scatter(x[:, 0], y[:, 0], s=6, label="data")
    plt.plot(x[:, 0], fresh_before[:, 0], ":", label="fresh")
    plt.plot(x[:, 0], fresh(x)[:, 0], "r", label="restored")
plt.legend()
plt.show()

# %% [markdown] en
# ## To go on, save more
#
# Adam keeps a memory of its own for each weight. If you restore only the weights, Adam begins with an empty memory, and
# the training takes another path. So a **checkpoint** holds both. Here three nets go on for 20 steps from step 300: one
# was never interrupted, one got everything back, one only its weights.

# %% [markdown] zh
# ## 想接着训练，要多存一点
#
# Adam 为每个权重保存着自己的记忆。只恢复权重，就是带着空白的记忆上路，训练会走上另一条路。所以**检查点**两样都要存。下面三个网络都从第 300 步接着走 20 步：一个从未中断，一个全部恢复，一个只恢复了权重。

# %%
file = io.BytesIO()
torch.save({"net": net.state_dict(), "optimizer": optimizer.state_dict(), "step": 300}, file)
print(f"unbroken:     {train(net, optimizer, 20):.7f}")
for name in ("everything", "only weights"):
    file.seek(0)
    checkpoint = torch.load(file)
    restored = new_net()
    restored.load_state_dict(checkpoint["net"])
    its_optimizer = torch.optim.Adam(restored.parameters(), lr=0.02)
    if name == "everything":
        its_optimizer.load_state_dict(checkpoint["optimizer"])
    loss = train(restored, its_optimizer, 20)
    print(f"{name + ':':13} {loss:.7f}", "same weights:", torch.equal(restored[0].weight, net[0].weight))

# %% [markdown] en
# ## Weights that do not fit
#
# Names and shapes must match. If only a part is wanted, `strict=False` takes what has the right name and tells you what was
# missing and what was left over.

# %% [markdown] zh
# ## 对不上的权重
#
# 名字和形状都要对上。如果只想要一部分，`strict=False` 会取走名字对得上的，并告诉你缺了什么、多了什么。

# %%
wider = nn.Sequential(nn.Linear(1, 30), nn.Tanh(), nn.Linear(30, 1))
try:
    wider.load_state_dict(net.state_dict())
except RuntimeError as problem:
    print(str(problem).splitlines()[1].strip())

deeper = nn.Sequential(nn.Linear(1, 20), nn.Tanh(), nn.Linear(20, 20), nn.Tanh(), nn.Linear(20, 1))
first_layer = {name: tensor for name, tensor in net.state_dict().items() if name.startswith("0.")}
deeper.load_state_dict(first_layer, strict=False)

# %% [markdown] en
# **Try it.** In the checkpoint cell use `torch.optim.SGD` instead of `Adam` (also where `net` is trained first): is restoring
# only the weights enough now? And with `momentum=0.9`?

# %% [markdown] zh
# **试一试。** 在检查点那个单元里，把 `Adam` 换成 `torch.optim.SGD`（最先训练 `net` 的地方也要换）：现在只恢复权重够不够？加上 `momentum=0.9` 呢？
