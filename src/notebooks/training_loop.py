# A notebook in percent cells: every line of a training loop, what it does, and what happens without it.

# %% [markdown] en
# # A training loop, taken apart
#
# Every training program has the same skeleton: fetch a batch, predict, measure the loss, go back, step. Around it sit
# the helpers that people tend to copy without looking: loader, seed, scheduler, `train()` and `eval()`. Here each is
# taken out, looked at, and put back.

# %% [markdown] zh
# # 拆开一个训练循环
#
# 每个训练程序的骨架都一样：取一批，预测，算损失，往回走，走一步。骨架周围还有一些大家不看就照抄的帮手：加载器、种子、调度器、`train()` 和 `eval()`。这里把它们一个一个拆下来，看清楚，再装回去。

# %%
import matplotlib.pyplot as plt
import torch
import torchvision
from torch import nn
from torch.utils.data import DataLoader, Dataset, Subset, random_split

_ = torch.manual_seed(0)

# %% [markdown] en
# ## Seeds
#
# A computer's random numbers follow from a seed. The same seed, the same numbers, the same weights, the same
# training: without that you cannot tell a better idea from better luck.

# %% [markdown] zh
# ## 种子
#
# 计算机的随机数由种子决定。种子相同，随机数就相同，权重相同，训练也相同。没有这一点，你就分不清是主意好，还是运气好。

# %%
torch.manual_seed(7)
first = torch.rand(3)
again = torch.rand(3)
torch.manual_seed(7)
print(first, again)
torch.equal(first, torch.rand(3))

# %% [markdown] en
# A `Generator` is a private source: what it draws does not disturb the others.

# %% [markdown] zh
# `Generator` 是私人的随机源：它取走多少数，都不影响别人。

# %%
own = torch.Generator().manual_seed(7)
torch.manual_seed(1)
expected = torch.rand(2)
torch.manual_seed(1)
torch.randperm(1000, generator=own)
torch.equal(expected, torch.rand(2))

# %% [markdown] en
# ## A dataset is two questions
#
# How many examples are there, and what is the one at this place? Whatever answers `len()` and `[ ]` is a dataset.

# %% [markdown] zh
# ## 数据集就是两个问题
#
# 一共有多少样本？这个位置上的样本是什么？能回答 `len()` 和 `[ ]` 的，就是数据集。

# %%
class Squares(Dataset):
    def __len__(self):
        return 10

    def __getitem__(self, place):
        return torch.tensor([place, place**2])


for batch in DataLoader(Squares(), batch_size=4, shuffle=True, generator=torch.Generator().manual_seed(3)):
    print(batch.shape, batch[:, 0].tolist())

# %% [markdown] en
# ## Training, checking, testing
#
# Weights learn from the training part. What you choose yourself, such as the learning rate, is judged on the
# **validation** part. The test part is looked at only one time, at the end. `random_split` draws the lots.

# %% [markdown] zh
# ## 训练、验证、测试
#
# 权重从训练集里学。学习率这样由你来选的东西，用**验证集**来评判。测试集留到最后，只看一次。`random_split` 负责抽签。

# %%
to_tensor = torchvision.transforms.ToTensor()
digits = torchvision.datasets.MNIST(root="data", train=True, transform=to_tensor, download=True)
others = torchvision.datasets.MNIST(root="data", train=False, transform=to_tensor, download=True)
digits, test_set = Subset(digits, range(2000)), Subset(others, range(1000))
train_set, check_set = random_split(digits, [1600, 400], generator=torch.Generator().manual_seed(0))
print(len(train_set), len(check_set), len(test_set))
print("first places drawn:", list(train_set.indices[:6]))

labels = torch.tensor([label for _, label in train_set])
plt.hist(labels.numpy(), bins=10, range=(-0.5, 9.5))
plt.xlabel("digit")
plt.ylabel("training images")
plt.show()
labels.bincount()

# %% [markdown] en
# ## train() and eval()
#
# Some layers behave in two ways. **Dropout** switches off numbers at random while learning, and none afterwards;
# **batch norm** uses the batch's mean and spread while learning and remembered ones afterwards. `train()` and `eval()`
# only flip that switch. Neither has anything to do with gradients: that is `no_grad`.

# %% [markdown] zh
# ## train() 和 eval()
#
# 有些层有两种工作方式。**暂退法**（dropout）学习时随机关掉一些数，之后一个也不关；**批量归一化**学习时用这一批的均值和标准差，之后用记住的值。`train()` 和 `eval()` 只是拨动这个开关，和梯度无关：那是 `no_grad` 的事。

# %%
torch.manual_seed(0)
dropout = nn.Dropout(0.5)
ones = torch.ones(8)
print("train:", dropout.train()(ones))
print("eval: ", dropout.eval()(ones))

norm = nn.BatchNorm1d(1)
values = torch.tensor([[6.0], [9.0], [15.0]])
with torch.no_grad():
    print("train:", norm.train()(values).flatten())
    print("eval: ", norm.eval()(values).flatten(), "remembered mean", norm.running_mean.item())

# %% [markdown] en
# The numbers that dropout left on have doubled, so that the sum stays the same on average. Batch norm has moved only a
# tenth of the way from 0 to the batch's mean of 10: after one batch it knows little.
#
# ## What each line does
#
# One step in slow motion. `zero_grad` wipes, `backward` fills, `step` moves. With plain SGD the move is exactly
# $-\eta \cdot \text{grad}$.

# %% [markdown] zh
# 没被暂退法关掉的数变成了两倍，这样平均起来总和不变。批量归一化从 0 往这批的均值 10 只挪了十分之一：才见过一批，它知道得还很少。
#
# ## 每一行做什么
#
# 慢动作看一步。`zero_grad` 清空，`backward` 填上，`step` 移动。对最简单的 SGD，移动的量正好是 $-\eta \cdot \text{grad}$。

# %%
layer = nn.Linear(2, 1)
optimizer = torch.optim.SGD(layer.parameters(), lr=0.1)
before = layer.weight.detach().clone()
loss = layer(torch.tensor([[1.0, 2.0]])).pow(2).mean()
print("before backward:", layer.weight.grad)
loss.backward()
print("after backward: ", layer.weight.grad)
optimizer.step()
print("moved by:       ", layer.weight.detach() - before)
optimizer.zero_grad()
print("after zero_grad:", layer.weight.grad)

# %% [markdown] en
# Forgetting `zero_grad` is the classic mistake, but adding up is also useful: two halves of a batch, each divided by 2,
# give the gradient of the whole. So a batch can be larger than memory allows.

# %% [markdown] zh
# 忘了 `zero_grad` 是经典的错误；但相加也有用处：一批分成两半，各除以 2，加起来就是整批的梯度。这样，批量可以比内存还大。

# %%
batch, wanted = torch.randn(8, 2), torch.randn(8, 1)
nn.functional.mse_loss(layer(batch), wanted).backward()
whole = layer.weight.grad.clone()
layer.weight.grad.zero_()
for half, half_wanted in zip(batch.split(4), wanted.split(4)):
    (nn.functional.mse_loss(layer(half), half_wanted) / 2).backward()
print(whole, layer.weight.grad)

# %% [markdown] en
# ## A learning rate that changes
#
# Large steps at first, small ones at the end. A scheduler writes a new rate into the optimizer each time you call its
# `step()`, here once per epoch. Three common plans:

# %% [markdown] zh
# ## 会变的学习率
#
# 开头步子大，最后步子小。每调用一次调度器的 `step()`，它就往优化器里写一个新的学习率，这里每轮调用一次。三种常见的安排：

# %%
plans = {
    "StepLR": lambda optimizer: torch.optim.lr_scheduler.StepLR(optimizer, step_size=5, gamma=0.3),
    "ExponentialLR": lambda optimizer: torch.optim.lr_scheduler.ExponentialLR(optimizer, gamma=0.85),
    "CosineAnnealingLR": lambda optimizer: torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=20),
}
for name, plan in plans.items():
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=0.1)
    scheduler = plan(optimizer)
    rates = []
    for epoch in range(20):
        rates.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        scheduler.step()
    print(f"{name:18}", *(f"{rates[epoch]:.4f}" for epoch in (0, 5, 10, 19)))
    plt.plot(rates, "o-", label=name)
plt.xlabel("epoch")
plt.ylabel("learning rate")
plt.legend()
plt.show()

# %% [markdown] en
# ## All together
#
# Now every line has its reason. `loss.item()` takes the number out of the tensor, so that the graph of the step can be
# forgotten; multiplying by the size of the batch keeps a smaller last batch from counting too much.

# %% [markdown] zh
# ## 合在一起
#
# 现在每一行都有它的理由。`loss.item()` 把数从张量里取出来，这一步的计算图就可以忘掉了；乘以这一批的大小，较小的最后一批才不会算得过重。

# %%
def one_epoch(net, loader, optimizer=None):
    net.train(optimizer is not None)
    total, right, count = 0.0, 0, 0
    with torch.set_grad_enabled(optimizer is not None):
        for images, labels in loader:
            scores = net(images)
            loss = nn.functional.cross_entropy(scores, labels)
            if optimizer is not None:
                optimizer.zero_grad()
                loss.backward()
                optimizer.step()
            total += loss.item() * len(labels)
            right += (scores.argmax(dim=1) == labels).sum().item()
            count += len(labels)
    return total / count, right / count


torch.manual_seed(0)
hidden = nn.Sequential(nn.Linear(784, 100), nn.BatchNorm1d(100), nn.ReLU(), nn.Dropout(0.3))
net = nn.Sequential(nn.Flatten(), hidden, nn.Linear(100, 10))
train_loader = DataLoader(train_set, batch_size=64, shuffle=True)
check_loader = DataLoader(check_set, batch_size=200)
optimizer = torch.optim.SGD(net.parameters(), lr=0.1, momentum=0.9)
scheduler = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=6)
history = []
for epoch in range(6):
    rate = scheduler.get_last_lr()[0]
    learned, checked = one_epoch(net, train_loader, optimizer), one_epoch(net, check_loader)
    scheduler.step()
    history.append((learned[0], checked[0]))
    print(f"epoch {epoch}: rate {rate:.3f}, loss {learned[0]:.3f}, right {learned[1]:.3f};", end=" ")
    print(f"checked: loss {checked[0]:.3f}, right {checked[1]:.3f}")

# %%
plt.plot([learned for learned, _ in history], "o-", label="training")
plt.plot([checked for _, checked in history], "o-", label="validation")
plt.xlabel("epoch")
plt.ylabel("loss")
plt.legend()
plt.show()

# %%
loss, right = one_epoch(net, DataLoader(test_set, batch_size=250))
print(f"test, looked at once: loss {loss:.3f}, right {right:.3f}")

# %% [markdown] en
# **Try it.** Take the line `optimizer.zero_grad()` out of `one_epoch` and run the last cells again: what happens to the
# loss? And with `net.train(True)` for both kinds of epoch, which numbers get worse?

# %% [markdown] zh
# **试一试。** 从 `one_epoch` 里去掉 `optimizer.zero_grad()` 这一行，再运行最后几个单元：损失会怎样？如果两种情况都用 `net.train(True)`，哪些数会变差？
