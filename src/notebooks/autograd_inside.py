# A notebook in percent cells: autograd built in forty lines, then PyTorch's: its graph, hooks, and functions of one's own.

# %% [markdown] en
# # Inside autograd
#
# `loss.backward()` looks like magic: one call, and a million weights know which way to go. It is bookkeeping. In this
# notebook you write that bookkeeping yourself in a few lines, then find each part of it again in PyTorch, and learn to
# reach in: with hooks that watch a gradient pass, and with functions whose way back you decide.

# %% [markdown] zh
# # 自动微分的内部
#
# `loss.backward()` 看着像魔法：调用一次，一百万个权重就都知道该往哪儿走。其实这只是记账。在这本笔记里，你先用几行代码自己把账记起来，再到 PyTorch 里把每一部分找出来，然后学着伸手进去：用钩子看着梯度经过，写出由你决定怎样往回走的函数。

# %%
import math

import matplotlib.pyplot as plt
import torch
from torch import nn

_ = torch.manual_seed(0)

# %% [markdown] en
# ## Autograd in a few lines
#
# Each result remembers its parents and, for each of them, the **local derivative**: how fast the result grows with that
# parent. For $a \cdot b$ these are $b$ and $a$, for $a + b$ they are 1 and 1, for $\tanh a$ it is $1 - \tanh^2 a$.

# %% [markdown] zh
# ## 几行代码的自动微分
#
# 每个结果都记住它的父节点，以及对每个父节点的**局部导数**：父节点增大时，结果增大得多快。$a \cdot b$ 的是 $b$ 和 $a$，$a + b$ 的是 1 和 1，$\tanh a$ 的是 $1 - \tanh^2 a$。

# %%
class Number:
    def __init__(self, value, parents=()):
        self.value, self.parents, self.grad = value, parents, 0.0

    def __add__(self, other):
        return Number(self.value + other.value, [(self, 1.0), (other, 1.0)])

    def __mul__(self, other):
        return Number(self.value * other.value, [(self, other.value), (other, self.value)])

    def tanh(self):
        t = math.tanh(self.value)
        return Number(t, [(self, 1 - t * t)])

# %% [markdown] en
# Going back, a node may send its gradient on only when every node that used it has sent its own. So we list the nodes
# with every parent before its children, and walk the list from its end. What arrives from several sides is added up.

# %% [markdown] zh
# 往回走的时候，一个节点要等所有用过它的节点都把梯度送来，才能继续往后传。所以先排出一个名单，父节点总在子节点前面，再从末尾往前走。从几处送来的，就加起来。

# %%
def in_order(node, seen=None):
    seen = set() if seen is None else seen
    if node in seen:
        return []
    seen.add(node)
    before = [one for parent, _ in node.parents for one in in_order(parent, seen)]
    return before + [node]


def backward(result):
    result.grad = 1.0
    for node in reversed(in_order(result)):
        for parent, local in node.parents:
            parent.grad += local * node.grad


a, b = Number(0.5), Number(-1.2)
y = (a * b + a).tanh() * a
backward(y)
print(f"y {y.value:.6f}, dy/da {a.grad:.6f}, dy/db {b.grad:.6f}, {len(in_order(y))} nodes")

# %% [markdown] en
# PyTorch must agree, and it does. Its nodes hold whole tensors, but the walk is the same.

# %% [markdown] zh
# PyTorch 应该得到同样的数，确实如此。它的节点装的是整个张量，但走法一样。

# %%
a = torch.tensor(0.5, requires_grad=True)
b = torch.tensor(-1.2, requires_grad=True)
product = a * b
total = product + a
bent = total.tanh()
y = bent * a
y.backward()
print(f"y {y.item():.6f}, dy/da {a.grad.item():.6f}, dy/db {b.grad.item():.6f}")

# %% [markdown] en
# ## The graph, seen from outside
#
# Every tensor that was computed carries a `grad_fn`, the node that knows the way back. What you made yourself has none: it
# is a **leaf**, and only leaves keep their gradient.

# %% [markdown] zh
# ## 从外面看计算图
#
# 每个算出来的张量都带着 `grad_fn`，也就是知道回去的路的那个节点。你自己造的张量没有：它是**叶子**，只有叶子会保存梯度。

# %%
for name, tensor in {"a": a, "product": product, "total": total, "bent": bent, "y": y}.items():
    node = tensor.grad_fn.name() if tensor.grad_fn else "none"
    print(f"{name:8} leaf {str(tensor.is_leaf):6} node {node}")

# %% [markdown] en
# Values needed for the way back are freed once it has been walked, so a second `backward` is refused unless the first one said
# `retain_graph=True`. And a tensor in the middle keeps its gradient if you ask with `retain_grad()`.

# %% [markdown] zh
# 往回走需要的值，走完就释放了，所以第二次 `backward` 会被拒绝，除非第一次写了 `retain_graph=True`。另外，中间的张量也可以保存梯度，只要你用 `retain_grad()` 提出来。

# %%
try:
    y.backward()
except RuntimeError as problem:
    print(str(problem)[:57])

x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
middle = x**2
middle.retain_grad()
middle.sum().backward(retain_graph=True)
middle.sum().backward()
print(x.grad, middle.grad)

# %% [markdown] en
# The gradients have doubled: two walks, added up.
#
# ## Hooks: watching and changing
#
# A hook is a function that is called with the gradient as it passes a tensor. If it returns something, that goes on
# instead.

# %% [markdown] zh
# 梯度变成了两倍：走了两次，加在一起。
#
# ## 钩子：旁观与改动
#
# 钩子是一个函数，梯度经过某个张量时，就带着梯度调用它。如果它返回了什么，继续往下传的就换成它返回的东西。

# %%
x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
h = 10 * x
watching = h.register_hook(lambda gradient: print("passing h:", gradient))
limiting = h.register_hook(lambda gradient: gradient.clamp(max=3.0))
(h**2 / 20).sum().backward()
print("at x:", x.grad)
watching.remove()
limiting.remove()

# %% [markdown] en
# ## How deep does a gradient get?
#
# Hooks on modules see what arrives at a layer. Twelve layers, once with sigmoid, once with ReLU: sigmoid's slope is at
# most $\frac14$, so each layer on the way back takes away at least three quarters.

# %% [markdown] zh
# ## 梯度能传多深？
#
# 装在模块上的钩子，看得到传到这一层的梯度。十二层，一次用 sigmoid，一次用 ReLU：sigmoid 的斜率最多是 $\frac14$，所以往回每过一层，至少要去掉四分之三。

# %%
def gradient_by_layer(activation):
    torch.manual_seed(1)
    blocks = [nn.Sequential(nn.Linear(64, 64), activation()) for _ in range(12)]
    sizes = []
    for block in blocks:
        nn.init.kaiming_normal_(block[0].weight, nonlinearity="relu")
        block.register_full_backward_hook(lambda module, before, after: sizes.append(after[0].norm().item()))
    batch = torch.randn(32, 64, requires_grad=True)
    nn.Sequential(*blocks)(batch).sum().backward()
    return sizes[::-1]


depth = {"sigmoid": gradient_by_layer(nn.Sigmoid), "ReLU": gradient_by_layer(nn.ReLU)}
for name, sizes in depth.items():
    print(f"{name:8} last layer {sizes[-1]:.2e}, middle {sizes[5]:.2e}, first {sizes[0]:.2e}")
    plt.semilogy(range(1, 13), sizes, "o-", label=name)
plt.xlabel("layer")
plt.ylabel("size of the gradient")
plt.legend()
plt.show()

# %% [markdown] en
# ## A function of your own
#
# `torch.autograd.Function` has two static methods. `forward` computes and saves what is needed later; `backward`
# receives the gradient of the result and returns the gradient of each input. Here is $x e^x$, whose derivative is
# $(1 + x) e^x$.

# %% [markdown] zh
# ## 自己的函数
#
# `torch.autograd.Function` 有两个静态方法。`forward` 负责计算，并存下以后要用的东西；`backward` 收到结果的梯度，返回每个输入的梯度。下面是 $x e^x$，它的导数是 $(1 + x) e^x$。

# %%
class TimesExp(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        power = x.exp()
        ctx.save_for_backward(x, power)
        return x * power

    @staticmethod
    def backward(ctx, gradient):
        x, power = ctx.saved_tensors
        return gradient * (1 + x) * power


x = torch.tensor([-1.0, 0.0, 0.5], dtype=torch.float64, requires_grad=True)
y = TimesExp.apply(x)
print(y.grad_fn.name())
y.sum().backward()
x.grad

# %% [markdown] en
# Never trust a derivative that you wrote yourself until you have compared it with a difference:
# $\frac{f(x + h) - f(x - h)}{2h}$. In 64 bits, with $h = 10^{-6}$, about nine digits should agree.

# %% [markdown] zh
# 自己写的导数，没有和差分 $\frac{f(x + h) - f(x - h)}{2h}$ 比过，就不要相信。用 64 位、$h = 10^{-6}$，大约应该有九位数字一致。

# %%
with torch.no_grad():
    h = 1e-6
    difference = (TimesExp.apply(x + h) - TimesExp.apply(x - h)) / (2 * h)
print(difference)
print("agree:", torch.allclose(difference, x.grad, atol=1e-8))

# %% [markdown] en
# ## Lying on purpose
#
# $\operatorname{sign}(x)$ is flat: its honest gradient is zero everywhere, and nothing behind it can learn. A
# well-known trick is the **straight-through** gradient: forward says $\pm 1$, backward pretends that the function was
# $x$, as long as $|x| \le 1$.

# %% [markdown] zh
# ## 故意说谎
#
# $\operatorname{sign}(x)$ 是平的：诚实的梯度处处为零，它后面的东西就学不到任何东西。有个出名的小技巧叫**直通梯度**：向前说 $\pm 1$，向后却装作函数就是 $x$，只要 $|x| \le 1$。

# %%
class Sign(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x.sign()

    @staticmethod
    def backward(ctx, gradient):
        (x,) = ctx.saved_tensors
        return gradient * (x.abs() <= 1)


points = torch.randn(200, 2)
sides = (points[:, 0] + 2 * points[:, 1] > 0.5).float() * 2 - 1
for name, sign in {"honest": torch.sign, "straight-through": Sign.apply}.items():
    w = torch.tensor([0.3, -0.1], requires_grad=True)
    b = torch.zeros(1, requires_grad=True)
    for step in range(100):
        loss = ((sign(points @ w + b) - sides) ** 2).mean()
        loss.backward()
        with torch.no_grad():
            for weight in (w, b):
                weight -= 0.05 * weight.grad
                weight.grad.zero_()
    right = (torch.sign(points @ w + b) == sides).float().mean()
    print(f"{name:17} right {right.item():.3f}, w {w.detach()}")

# %% [markdown] en
# ## A derivative of a derivative
#
# With `create_graph=True` the way back is itself recorded, so it can be walked again. For
# $f(x) = e^{-x^2}$ that gives slope and curvature without any formula.

# %% [markdown] zh
# ## 导数的导数
#
# 写上 `create_graph=True`，往回走的过程本身也会被记录，于是可以再走一遍。对 $f(x) = e^{-x^2}$，不用任何公式就得到斜率和曲率。

# %%
x = torch.linspace(-3, 3, 121, requires_grad=True)
f = torch.exp(-(x**2))
(slope,) = torch.autograd.grad(f.sum(), x, create_graph=True)
(curvature,) = torch.autograd.grad(slope.sum(), x)
print(f"at 1: f {f[80].item():.3f}, slope {slope[80].item():.3f}, curvature {curvature[80].item():.3f}")
for name, line in {"f": f.detach(), "slope": slope.detach(), "curvature": curvature}.items():
    plt.plot(x.detach(), line, label=name)
plt.legend()
plt.show()

# %% [markdown] en
# **Try it.** In `Sign.backward` leave out the factor `(x.abs() <= 1)` and run again: does it still learn? Then return
# `gradient * 0`: what have you built?

# %% [markdown] zh
# **试一试。** 在 `Sign.backward` 里去掉因子 `(x.abs() <= 1)`，再运行：还学得会吗？再改成返回 `gradient * 0`：你造出来的是什么？
