# A notebook in percent cells: from NumPy's arrays to a linear regression, once by hand and once with PyTorch's parts.

# %% [markdown] en
# # From arrays to a regression
#
# A machine that learns is, looked at closely, arithmetic on boxes of numbers. We begin with the boxes, go on to products
# of them, check one chain of derivatives with pencil and paper, and end with the same linear regression written twice:
# once with nothing but tensors, once with the parts that PyTorch brings.

# %% [markdown] zh
# # 从数组到回归
#
# 会学习的机器，凑近了看，不过是一盒一盒的数在做算术。我们先看盒子，再看盒子之间的乘法，用纸笔核对一串导数，最后把同一个线性回归写两遍：一遍只用张量，一遍用 PyTorch 现成的零件。

# %%
import matplotlib.pyplot as plt
import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

_ = torch.manual_seed(2)

# %% [markdown] en
# ## Reading a table
#
# Four shops, three weeks: how many umbrellas were sold? The first index chooses the row, the second the column, and a
# colon means "all of them". Summing *along* an axis makes that axis disappear.

# %% [markdown] zh
# ## 读一张表
#
# 四家店，三个星期，各卖了多少把伞。第一个下标选行，第二个选列，冒号表示“全部”。*沿着*哪个轴求和，哪个轴就消失。

# %%
sold = np.array([[5, 8, 2], [1, 9, 4], [7, 7, 7], [0, 3, 6]])
print(sold.shape, sold.ndim, sold.size)
print("second shop:      ", sold[1])
print("third week:       ", sold[:, 2])
print("shop 1 from week 2:", sold[0, 1:])
print("a week's total:   ", sold.sum(axis=0))
print("a shop's total:   ", sold.sum(axis=1))

# %% [markdown] en
# The first axis goes down, the second goes right. Pictures and films have more: a grey image is 2 axes, a coloured one 3,
# a batch of coloured ones 4, a batch of short films 5.

# %% [markdown] zh
# 第一个轴往下，第二个轴往右。图片和视频的轴更多：灰度图 2 个，彩色图 3 个，一批彩色图 4 个，一批短视频 5 个。

# %%
shapes = {"number": (), "list": (7,), "grey image": (28, 28), "coloured image": (3, 32, 32)}
shapes["batch of them"] = (64, 3, 32, 32)
for name, shape in shapes.items():
    box = torch.zeros(shape)
    print(f"{name:15} {box.dim()} axes, {box.numel():6d} numbers")

# %% [markdown] en
# ## Shapes that meet
#
# Numbers are paired one to one. Where a shape is missing an axis, or has only 1 along it, the other is repeated: this
# is **broadcasting**. It saves loops, and it hides mistakes: a column and a row give a whole table.

# %% [markdown] zh
# ## 形状相遇
#
# 数和数一对一地运算。如果一方缺一个轴，或者在那个轴上只有 1 个数，就会重复使用：这叫**广播**。它省掉了循环，也会藏住错误：一列和一行相加，得到的是整张表。

# %%
column = torch.tensor([[0.0], [10.0], [20.0]])
row = torch.tensor([1.0, 2.0])
print((column + row).shape)
column + row

# %% [markdown] en
# ## A net is products and sums
#
# Three numbers in, two hidden, one out: $y = W_2 (W_1 x + b_1) + b_2$, where `@` is the product of matrices. One call of
# `backward` gives a gradient to each of the four boxes.

# %% [markdown] zh
# ## 网络就是乘法和加法
#
# 三个数进，两个隐藏的数，一个数出：$y = W_2 (W_1 x + b_1) + b_2$，其中 `@` 是矩阵乘法。调用一次 `backward`，四个盒子各得到一个梯度。

# %%
x = torch.tensor([[1.0], [2.0], [3.0]])
W1 = torch.randn(2, 3, requires_grad=True)
b1 = torch.zeros(2, 1, requires_grad=True)
W2 = torch.randn(1, 2, requires_grad=True)
b2 = torch.zeros(1, 1, requires_grad=True)
y = W2 @ (W1 @ x + b1) + b2
print(y)
y.backward()
for name, box in {"W1": W1, "b1": b1, "W2": W2, "b2": b2}.items():
    print(name, box.grad)

# %% [markdown] en
# Look at the gradient of $W_1$: it is $W_2^\top x^\top$, so its columns are in the ratio 1 : 2 : 3, like the input. And
# without a bend in between, two layers are just one: $W_2 (W_1 x) = (W_2 W_1) x$. Depth pays off only with an
# activation such as ReLU between the products.

# %% [markdown] zh
# 看看 $W_1$ 的梯度：它是 $W_2^\top x^\top$，所以各列之比是 1 : 2 : 3，和输入一样。另外，如果中间不拐弯，两层其实只是一层：$W_2 (W_1 x) = (W_2 W_1) x$。乘法之间要有 ReLU 这样的激活函数，深度才有用。

# %%
with torch.no_grad():
    one_layer = (W2 @ W1) @ x
    bent = W2 @ torch.relu(W1 @ x)
print(f"two layers {y.item():.4f}, merged {one_layer.item():.4f}, with a bend {bent.item():.4f}")

# %% [markdown] en
# ## A chain, checked by hand
#
# Let $u = 3x - 1$, $v = u^2$ and $j$ the mean of the four $v$. Then
#
# $$\frac{\partial j}{\partial x_i} = \frac{\partial j}{\partial v_i} \cdot \frac{\partial v_i}{\partial u_i} \cdot \frac{\partial u_i}{\partial x_i}
# = \frac{1}{4} \cdot 2 u_i \cdot 3 = \frac{3}{2}\,(3 x_i - 1)$$

# %% [markdown] zh
# ## 用手核对一串导数
#
# 设 $u = 3x - 1$，$v = u^2$，$j$ 是四个 $v$ 的平均值。那么
#
# $$\frac{\partial j}{\partial x_i} = \frac{\partial j}{\partial v_i} \cdot \frac{\partial v_i}{\partial u_i} \cdot \frac{\partial u_i}{\partial x_i}
# = \frac{1}{4} \cdot 2 u_i \cdot 3 = \frac{3}{2}\,(3 x_i - 1)$$

# %%
x = torch.tensor([0.0, 1.0, 2.0, 3.0], requires_grad=True)
u = 3 * x - 1
v = u**2
j = v.mean()
print(u)
print(j)
j.backward()
print(x.grad)
print(1.5 * (3 * x.detach() - 1))

# %% [markdown] en
# ## Regression by hand
#
# We invent the truth ourselves, so that we can see whether it is found: the price of a flat is $3.2$ per unit of size,
# minus $1.5$ per unit of age, plus $4$, and some noise. Every epoch goes through the 400 flats once, in batches of 20:
# that is 20 steps per epoch.

# %% [markdown] zh
# ## 手写回归
#
# 真相由我们自己编，这样才看得出它有没有被找到：房价等于每单位面积 $3.2$，减去每单位房龄 $1.5$，再加 $4$，外加一点噪声。每一轮把 400 套房过一遍，批量大小为 20，也就是每轮 20 步。

# %%
true_w, true_b = torch.tensor([[3.2], [-1.5]]), 4.0
flats = torch.randn(400, 2)
prices = flats @ true_w + true_b + 0.1 * torch.randn(400, 1)
print(flats.shape, prices.shape)

figure, axes = plt.subplots(1, 2, figsize=(9, 3.5))
for axis, feature, name in zip(axes, flats.T, ["size", "age"]):
    axis.scatter(feature, prices[:, 0], s=6)
    axis.set_xlabel(name)
    axis.set_ylabel("price")
plt.show()

# %%
w = torch.zeros(2, 1, requires_grad=True)
b = torch.zeros(1, requires_grad=True)
by_hand = []
for epoch in range(5):
    order = torch.randperm(400)
    for chosen in order.split(20):
        loss = ((flats[chosen] @ w + b - prices[chosen]) ** 2).mean()
        loss.backward()
        with torch.no_grad():
            for box in (w, b):
                box -= 0.03 * box.grad
                box.grad.zero_()
        by_hand.append(loss.item())
    print(f"epoch {epoch}: last loss {loss.item():.4f}")
print("w is off by", (w.detach() - true_w).flatten(), "b by", b.detach() - true_b)

# %% [markdown] en
# ## The same with ready-made parts
#
# Line by line: `DataLoader` shuffles and cuts, `nn.Linear` holds `w` and `b`, `nn.MSELoss` is the loss, and `SGD` takes
# the step and wipes the gradients. Nothing else has changed, so the result should be just as good.

# %% [markdown] zh
# ## 换成现成的零件
#
# 一行对一行：`DataLoader` 打乱并切分，`nn.Linear` 保存 `w` 和 `b`，`nn.MSELoss` 是损失，`SGD` 迈步、清梯度。别的都没变，所以结果应该一样好。

# %%
loader = DataLoader(TensorDataset(flats, prices), batch_size=20, shuffle=True)
net = nn.Linear(2, 1)
loss_function = nn.MSELoss()
optimizer = torch.optim.SGD(net.parameters(), lr=0.03)
with_parts = []
for epoch in range(5):
    for features, wanted in loader:
        loss = loss_function(net(features), wanted)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        with_parts.append(loss.item())
    print(f"epoch {epoch}: last loss {loss.item():.4f}")
print("w is off by", net.weight.data.flatten() - true_w.flatten(), "b by", net.bias.data - true_b)

# %%
plt.semilogy(by_hand, label="by hand")
plt.semilogy(with_parts, "--", label="with parts")
plt.xlabel("step")
plt.ylabel("loss of the batch")
plt.legend()
plt.show()

# %% [markdown] en
# The loss does not fall to zero: noise of $0.1$ leaves about $0.1^2 = 0.01$, whatever the line.
#
# **Try it.** Set the batch size to 400 in both: one step per epoch. How far does the loss get in five epochs, and how
# many epochs does it take to reach 0.01 again?

# %% [markdown] zh
# 损失降不到零：大小为 $0.1$ 的噪声，无论直线怎么画，都会留下大约 $0.1^2 = 0.01$。
#
# **试一试。** 把两处的批量大小都改成 400：一轮只走一步。五轮之后损失降到多少？要多少轮才能再到 0.01？
