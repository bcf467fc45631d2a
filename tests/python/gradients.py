"""Gradients: leaves, graphs, hooks, functions of one's own, what must not be written."""

import torch

x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
y = (x**2).sum()
print(y, y.grad_fn.name(), x.is_leaf, y.is_leaf)
y.backward()
(x * 3).sum().backward()
print(x.grad)
x.grad.zero_()
z = x.detach() * 2
print(z.requires_grad, x.data.requires_grad)
with torch.no_grad():
    x -= 0.1
print(x)
w = torch.randn(3, requires_grad=True, generator=torch.Generator().manual_seed(1))
h = (w * x).tanh()
h.retain_grad()
handle = w.register_hook(lambda g: g * 2)
h.sum().backward()
print(h.grad, w.grad)
handle.remove()


class Cube(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a):
        ctx.save_for_backward(a)
        return a**3

    @staticmethod
    def backward(ctx, g):
        (a,) = ctx.saved_tensors
        return 3 * a**2 * g


a = torch.tensor([2.0], requires_grad=True)
print(Cube.apply(a))
Cube.apply(a).backward()
print(a.grad)
b = torch.tensor(3.0, requires_grad=True)
(first,) = torch.autograd.grad(b**3, b, create_graph=True)
(second,) = torch.autograd.grad(first, b)
print(first, second)
buffer = torch.zeros(4)
buffer[1:3] = x[:2] * 2
buffer.sum().backward()
print(buffer, x.grad)


def twice():
    s = (x * x).sum()
    s.backward()
    s.backward()


def written():
    e = x.exp()
    e += 1
    e.sum().backward()


def leaf():
    x.add_(1)


for mistake in (twice, written, leaf, lambda: (x * 2).backward(), lambda: torch.ones(1).backward(), lambda: x.numpy(), lambda: torch.tensor([1], requires_grad=True)):
    try:
        mistake()
    except RuntimeError as error:
        print(str(error).split(" Hint")[0])

# The graph from node to node.
w = torch.tensor([1.0, 2.0], requires_grad=True)
loss = ((w * 3 + w.exp()) ** 2).sum()
node, walk = loss.grad_fn, []
while node is not None:
    walk.append(node.name())
    node = node.next_functions[0][0] if node.next_functions else None
print(walk, [(one and one.name(), place) for one, place in (w * 3).grad_fn.next_functions], w.grad_fn)
left, right = torch.ones(4, requires_grad=True).split(2)
print(left.grad_fn == left.grad_fn, right.grad_fn.next_functions[0][0].variable.shape)
layer = torch.nn.Linear(2, 1)
print([one.name() for one, _ in layer(w[None]).grad_fn.next_functions][:2], layer(w[None]).grad_fn.next_functions[0][0].variable.shape)


class Cube(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        out = x**3
        ctx.save_for_backward(x, out)
        return out

    @staticmethod
    def backward(ctx, g):
        x, out = ctx.saved_tensors
        return g * 3 * out / x


cubed = Cube.apply(w)
cubed.sum().backward(retain_graph=True)
cubed.sum().backward()
print(w.grad, cubed.grad_fn.name())
try:
    cubed.sum().backward()
except RuntimeError as error:
    print(error)
