# A notebook in percent cells: small nets that bend a curve, separate two clouds, and race with four optimizers.

# %% [markdown] en
# # Nets that fit a curve and separate two clouds
#
# A net with one hidden layer is a modest thing: a few straight pieces, added up. Here one follows a noisy curve,
# another draws a border between two clouds of points, and four optimizers race each other down the same hill.

# %% [markdown] zh
# # 拟合曲线、分开两团点的网络
#
# 只有一个隐藏层的网络并不神秘：几段折线加在一起而已。这里，一个网络去追一条带噪声的曲线，另一个在两团点之间画出边界，最后四种优化器从同一座山上比赛下坡。

# %%
import matplotlib.pyplot as plt
import torch
import torch.nn.functional as F
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

_ = torch.manual_seed(1)

# %% [markdown] en
# ## A curve to follow
#
# A layer wants its examples in rows, so the list of 120 numbers becomes a table with one column: that is what
# `unsqueeze(1)` does.

# %% [markdown] zh
# ## 要追的曲线
#
# 层要求每个样本占一行，所以 120 个数的列表要变成只有一列的表：`unsqueeze(1)` 做的就是这件事。

# %%
x = torch.linspace(-2, 2, 120).unsqueeze(1)
y = torch.sin(2 * x) + 0.4 * x + 0.15 * torch.randn(x.shape)
print(x.shape, y.shape)

# %% [markdown] en
# ## A net of your own
#
# A model is a class: `__init__` makes the layers, `forward` says how numbers flow through them. PyTorch finds all the
# weights in it by itself.

# %% [markdown] zh
# ## 自己的网络
#
# 模型是一个类：`__init__` 造出各层，`forward` 说明数怎样流过它们。里面的权重，PyTorch 自己会找到。

# %%
class Curve(nn.Module):
    def __init__(self, hidden):
        super().__init__()
        self.hidden = nn.Linear(1, hidden)
        self.output = nn.Linear(hidden, 1)

    def forward(self, x):
        return self.output(F.relu(self.hidden(x)))


net = Curve(12)
print(net)
for name, weight in net.named_parameters():
    print(name, tuple(weight.shape))

# %% [markdown] en
# Twelve hidden numbers with ReLU are twelve places where the curve may bend. We keep what the net says after 0, 30, 150
# and 600 steps.

# %% [markdown] zh
# 十二个带 ReLU 的隐藏数，就是曲线可以拐弯的十二个地方。我们把第 0、30、150、600 步之后网络的答案留下来看。

# %%
optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
stages = {}
for step in range(601):
    prediction = net(x)
    loss = F.mse_loss(prediction, y)
    if step in (0, 30, 150, 600):
        stages[step] = prediction.detach()
        print(f"step {step:3d}: loss {loss.item():.4f}")
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()

# %%
figure, axes = plt.subplots(2, 2, figsize=(8, 6))
for axis, (step, curve) in zip(axes.flat, stages.items()):
    axis.scatter(x[:, 0], y[:, 0], s=6)
    axis.plot(x[:, 0], curve[:, 0], "r", linewidth=2)
    axis.set_title(f"after {step} steps")
plt.tight_layout()
plt.show()

# %% [markdown] en
# ## Two clouds
#
# 100 points around $(1.5, 1.5)$ belong to class 0, 100 around $(-1.5, -1.5)$ to class 1. What is different from the
# curve? The net ends in two scores instead of one number, the labels are whole numbers, and the loss is cross-entropy.
# Softmax is already inside that loss.

# %% [markdown] zh
# ## 两团点
#
# $(1.5, 1.5)$ 周围的 100 个点属于类别 0，$(-1.5, -1.5)$ 周围的 100 个点属于类别 1。和曲线相比，变的是什么？网络的输出从一个数变成两个得分，标签是整数，损失换成交叉熵。Softmax 已经包含在这个损失里了。

# %%
centre = torch.full((100, 2), 1.5)
points = torch.cat([torch.normal(centre, 1.2), torch.normal(-centre, 1.2)])
labels = torch.cat([torch.zeros(100), torch.ones(100)]).long()
print(points.shape, points.dtype, labels.shape, labels.dtype)
labels.bincount()

# %% [markdown] en
# When numbers simply flow through one layer after another, no class is needed: `nn.Sequential` lists them. `F.relu` is
# a function; `nn.ReLU()` is the same thing as a layer.

# %% [markdown] zh
# 如果数只是一层接一层地流过去，不写类也行：`nn.Sequential` 把各层列出来就好。`F.relu` 是函数，`nn.ReLU()` 是同一件事做成的层。

# %%
classifier = nn.Sequential(nn.Linear(2, 10), nn.ReLU(), nn.Linear(10, 2))
optimizer = torch.optim.SGD(classifier.parameters(), lr=0.2)
for step in range(101):
    scores = classifier(points)
    loss = F.cross_entropy(scores, labels)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    if step in (0, 5, 20, 100):
        right = (scores.argmax(dim=1) == labels).float().mean()
        print(f"step {step:3d}: loss {loss.item():.4f}, right {right.item():.3f}")

# %% [markdown] en
# To see the border, ask the net at every point of a grid how sure it is of class 1.

# %% [markdown] zh
# 想看到边界，就在网格的每个位置上问一问网络：这里属于类别 1，你有几分把握？

# %%
side = torch.linspace(-6, 6, 60)
down, across = torch.meshgrid(side, side, indexing="ij")
places = torch.stack([across.flatten(), down.flatten()], dim=1)
with torch.no_grad():
    sure = F.softmax(classifier(places), dim=1)[:, 1].reshape(60, 60)
print(sure.shape, f"lower left {sure[0, 0].item():.3f}, upper right {sure[-1, -1].item():.3f}")

plt.imshow(sure, extent=(-6, 6, -6, 6), origin="lower", cmap="coolwarm")
plt.scatter(points[:100, 0], points[:100, 1], s=12, c="black", label="class 0")
plt.scatter(points[100:, 0], points[100:, 1], s=12, c="white", label="class 1")
plt.legend()
plt.show()

# %% [markdown] en
# ## A loader cuts batches
#
# A `DataLoader` shuffles, cuts, and hands out what is left in a smaller last batch. Watch it with ten numbers before
# trusting it with more.

# %% [markdown] zh
# ## 由加载器切成小批
#
# `DataLoader` 会打乱、切分，剩下的凑成较小的最后一批。先用十个数看清楚它怎么做，再把更多的数据交给它。

# %%
ten = TensorDataset(torch.arange(10), torch.arange(10) ** 2)
for epoch in range(2):
    for number, square in DataLoader(ten, batch_size=4, shuffle=True):
        print(epoch, number.tolist(), square.tolist())

# %% [markdown] en
# ## Four ways downhill
#
# - **SGD** steps against the gradient: $w \leftarrow w - \eta\, g$.
# - **Momentum** gathers speed: $v \leftarrow 0.9\, v + g$, and steps by $\eta\, v$.
# - **RMSprop** divides by the usual size of each gradient, so that every weight moves at a similar pace.
# - **Adam** does both.
#
# For a fair race, all four begin with exactly the same weights: `load_state_dict` copies them.

# %% [markdown] zh
# ## 四种下坡方法
#
# - **SGD** 逆着梯度走：$w \leftarrow w - \eta\, g$。
# - **动量法**会积累速度：$v \leftarrow 0.9\, v + g$，每步走 $\eta\, v$。
# - **RMSprop** 除以每个梯度平常的大小，让所有权重的步调差不多。
# - **Adam** 两样都做。
#
# 为了公平，四个网络从完全相同的权重出发：`load_state_dict` 负责复制。

# %%
start = Curve(12)
nets = {name: Curve(12) for name in ["SGD", "Momentum", "RMSprop", "Adam"]}
for one in nets.values():
    one.load_state_dict(start.state_dict())
rate = 0.01
optimizers = {
    "SGD": torch.optim.SGD(nets["SGD"].parameters(), lr=rate),
    "Momentum": torch.optim.SGD(nets["Momentum"].parameters(), lr=rate, momentum=0.9),
    "RMSprop": torch.optim.RMSprop(nets["RMSprop"].parameters(), lr=rate, alpha=0.9),
    "Adam": torch.optim.Adam(nets["Adam"].parameters(), lr=rate, betas=(0.9, 0.99)),
}
[type(one).__name__ for one in optimizers.values()]

# %%
race = {name: [] for name in nets}
for epoch in range(20):
    for some_x, some_y in DataLoader(TensorDataset(x, y), batch_size=30, shuffle=True):
        for name, one in nets.items():
            loss = F.mse_loss(one(some_x), some_y)
            optimizers[name].zero_grad()
            loss.backward()
            optimizers[name].step()
            race[name].append(loss.item())
for name, line in race.items():
    print(f"{name:9}", *(f"{sum(line[end - 4:end]) / 4:.3f}" for end in (4, 20, 40, 80)))

# %%
for name, line in race.items():
    plt.plot(line, label=name)
plt.xlabel("step")
plt.ylabel("loss of the batch")
plt.legend()
plt.show()

# %% [markdown] en
# The fancier rule does not always win. It depends on the hill, and above all on the learning rate.
#
# **Try it.** Set `rate` to 0.1 and run the last three cells again: which one gains, which one stumbles?

# %% [markdown] zh
# 更花哨的规则不一定赢。这要看是什么样的山，更要看学习率。
#
# **试一试。** 把 `rate` 改成 0.1，再运行最后三个单元：谁得了好处，谁摔了跤？
