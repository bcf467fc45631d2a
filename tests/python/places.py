"""Shapes, parts, places: what is seen, taken, put; gradients through it; what does not fit."""

import torch

torch.manual_seed(3)
x = torch.arange(24).reshape(2, 3, 4)
f = torch.arange(6.0).reshape(2, 3)
print(x.view(6, 4).shape, x.reshape(-1, 2).shape, x.flatten().shape, x.flatten(1).shape, torch.flatten(x, 0, 1).shape, x.permute(2, 0, 1).shape, x.transpose(0, 2).shape, f.t(), f.T.shape, x.mT.shape)
print(x.unsqueeze(0).shape, x.unsqueeze(-1).shape, torch.ones(1, 2, 1).squeeze().shape, torch.ones(1, 2, 1).squeeze(0).shape, f.expand(4, 2, 3).shape, f.expand(-1, 3).shape, f[:, :1].expand_as(f), x.view_as(x).shape)
print(x.swapaxes(0, 1).shape, x.movedim(0, -1).shape, torch.movedim(x, (0, 1), (1, 2)).shape, x.unflatten(2, (2, 2)).shape, f.ravel().shape, x.stride(), x.t().shape if x.dim() == 2 else x.dim(), f.is_contiguous(), f.t().is_contiguous())
print(f.repeat(2, 1), f.repeat(1, 2, 1).shape, torch.tile(f, (2,)), f.repeat_interleave(2, dim=0), torch.repeat_interleave(torch.tensor([1, 2]), torch.tensor([2, 3])), torch.roll(f, 1), torch.roll(f, (1, -1), (0, 1)))
print(f.flip(0), torch.flip(f, dims=(0, 1)), torch.fliplr(f), torch.flipud(f), torch.rot90(f), torch.rot90(f, 2), f.diagonal(), f.unfold(1, 2, 1), f.narrow(1, 1, 2), f.select(1, 2), f.unbind(1))
print(torch.cat([f, f]), torch.cat((f, f), dim=1), torch.concat([f, f], -1).shape, torch.stack([f, f], 1).shape, torch.hstack([f, f]).shape, torch.vstack([f, f]).shape, torch.dstack([f, f]).shape, torch.column_stack([torch.ones(2), f]))
print(f.split(1), torch.split(f, [1, 2], dim=1), f.chunk(2, 1), torch.tensor_split(torch.arange(7), 3), torch.tensor_split(torch.arange(7), (2, 5)), torch.hsplit(f, 3)[0].shape, torch.block_diag(f, torch.ones(1, 1)), torch.atleast_2d(torch.ones(2)).shape)
print(torch.meshgrid(torch.arange(2), torch.arange(3), indexing="ij"), torch.meshgrid(torch.arange(2), torch.arange(3), indexing="xy")[0], torch.cartesian_prod(torch.tensor([1, 2]), torch.tensor([3, 4])), torch.combinations(torch.tensor([1, 2, 3])))
print(torch.broadcast_shapes((2, 1), (3,)), torch.broadcast_tensors(torch.ones(2, 1), torch.ones(3))[0].shape, torch.broadcast_to(torch.ones(3), (2, 3)).shape)

# Indexing.
print(x[0, 1, 2], x[1], x[:, 1], x[..., -1], x[0, ::2, 1:3], x[:, None].shape, x[[0, 1], [1, 2]], x[:, [0, 2]].shape, x[torch.tensor([1, 0])].shape, x[x % 5 == 0], x[0][x[0] > 5], x[0, torch.tensor([0, 2]), 1:])
print(f[torch.tensor([[0, 1], [1, 0]])].shape, f[:, torch.tensor([True, False, True])], f[torch.tensor([True, False])], x[1:1].shape, x[..., 0, :].shape, x[-1, -1, -1], f[(0, 1)], x[None, ..., None].shape, f[0, True])
print(f.gather(1, torch.tensor([[0, 2], [1, 1]])), torch.index_select(f, 1, torch.tensor([2, 0])), torch.masked_select(f, f > 2), torch.take(f, torch.tensor([0, 5])), torch.take_along_dim(f, torch.tensor([[2], [0]]), 1), torch.where(f > 2, f, -f), torch.where(f > 2, 1.0, 0.0), torch.where(f > 4))

# Put.
y = f.clone()
y[0] = 9
y[:, 1] += 1
y[y > 8] = torch.tensor(-1.0)
y[[0, 1], [2, 2]] = torch.tensor([5.0, 6.0])
y[1, :2] = torch.tensor([[7.0, 8.0]])
print(y)
z = torch.zeros(3, 4)
print(z.scatter(1, torch.tensor([[0, 1], [2, 3], [1, 1]]), 1.0), z.scatter_(0, torch.tensor([[0, 1, 2, 0]]), torch.tensor([[1.0, 2.0, 3.0, 4.0]])), z.scatter_add(0, torch.tensor([[0, 0, 1, 1]]), torch.ones(1, 4)))
print(z.index_fill(0, torch.tensor([1]), 7.0), z.index_add(1, torch.tensor([0, 0]), torch.ones(3, 2)), z.index_add_(0, torch.tensor([2]), torch.ones(1, 4), alpha=2), z.index_copy(0, torch.tensor([0]), torch.full((1, 4), 5.0)), z.masked_fill(z > 1, -1), z.masked_fill_(z < 0, 0))
z.index_put_((torch.tensor([0, 0]), torch.tensor([1, 1])), torch.tensor([1.0, 1.0]), accumulate=True)
print(z, z.fill_diagonal_(3), torch.zeros(2, 2).masked_scatter_(torch.eye(2).bool(), torch.tensor([4.0, 5.0])), z.scatter_reduce(0, torch.tensor([[0, 0, 0, 0]]), torch.ones(1, 4), "sum"))
print(torch.tril(f), torch.triu(f, 1), torch.diag(torch.tensor([1.0, 2.0])), torch.diag(f[:, :2]), torch.diag_embed(f).shape, torch.tril_indices(2, 3), torch.eye(2, 3), f.new_zeros(2), f.new_full((2,), 3), f.new_tensor([1]), f.new_ones((1, 2)), f.new_empty(0).shape)

# A view shares, a copy does not.
view, copy = f.view(-1), f.clone()
view[0], copy[0, 0] = 100, -100
print(f[0, 0], f.data_ptr() == view.data_ptr(), f[1].storage_offset(), f.detach().data_ptr() == f.data_ptr(), f.reshape(3, 2)[0], f.t().contiguous().view(-1))
u = torch.arange(4.0)
u.unsqueeze_(0).squeeze_(0).resize_(2, 2).t_()
print(u, u.resize_(3), torch.ones(2, 2).resize_(1, 2).shape, torch.arange(3).element_size(), torch.arange(3).numel(), x.ndim, x.size(1), x.size())

# Gradients.
for name, run in (("index", lambda p: p[[0, 0, 1]].sum() + p[:, 1].sum()), ("gather", lambda p: p.gather(1, torch.tensor([[0, 0], [1, 2]])).square().sum()), ("where", lambda p: torch.where(p > 2, p, p * 2).sum()),
                  ("cat", lambda p: (torch.cat([p, p * 2]) * torch.arange(12.0).reshape(4, 3)).sum()), ("stack", lambda p: torch.stack([p, p]).prod()), ("permute", lambda p: (p.t() @ p).sum()),
                  ("expand", lambda p: p[:, :1].expand(2, 5).sum()), ("masked", lambda p: p.masked_fill(p > 3, 0.0).square().sum()), ("scatter", lambda p: torch.zeros(2, 3).scatter(1, torch.tensor([[0, 1, 2], [2, 1, 0]]), p).cumsum(1).sum()),
                  ("repeat", lambda p: p.repeat(2, 2).square().sum()), ("flip", lambda p: (p.flip(1) * torch.arange(3.0)).sum()), ("unfold", lambda p: p.unfold(1, 2, 1).sum()), ("tril", lambda p: p.tril().sum()),
                  ("diagonal", lambda p: p.diagonal().prod()), ("roll", lambda p: (p.roll(1, 1) * torch.arange(3.0)).sum()), ("split", lambda p: p.split(2, 1)[1].square().sum())):  # fmt: skip
    p = torch.tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]], requires_grad=True)
    run(p).backward()
    print(name, p.grad)
p = torch.ones(3, requires_grad=True)
q = torch.zeros(3)
q[1:] = p[:2] * 3
q[0] = p.sum()
(q * q).sum().backward()
print(p.grad, q.grad_fn is not None, torch.zeros(0, 3)[:, 1], torch.zeros(2, 0).T.shape, torch.tensor(5)[None], torch.cat([torch.empty(0, 3), torch.ones(1, 3)]), torch.empty(0).reshape(0, 2).shape)

for mistake in (lambda: x[2], lambda: x[0, 0, 0, 0], lambda: x.view(5, 5), lambda: f.t().view(-1), lambda: x.permute(0, 1), lambda: torch.cat([f, x]), lambda: x[5:6].max(), lambda: f[torch.tensor([3])], lambda: f[f.t() > 0],
                lambda: f.gather(1, torch.tensor([[5]])), lambda: torch.stack([torch.ones(1), torch.ones(2)]), lambda: x.squeeze(7), lambda: x.transpose(0, 5), lambda: f.expand(3, 3), lambda: torch.tensor(1)[0], lambda: len(torch.tensor(1)),
                lambda: torch.stack([]), lambda: f.split([1, 1], 1), lambda: f["a"], lambda: torch.ones(3).index_select(0, torch.tensor([[1]])), lambda: torch.zeros(2, 3)[0, 1.5], lambda: f[::-1]):  # fmt: skip
    try:
        print(mistake())
    except Exception as error:
        print(type(error).__name__, str(error).split("\n")[0])
p = torch.arange(24.0, requires_grad=True)
q = p.reshape(2, 3, 4)
(q[1, ..., 1::2].sum() + q[None, :, -1][..., 0].prod() + q[:, [0, 2]][0].sum() + q[..., None, 1:3].max()).backward()
print(p.grad, q[:].grad_fn.name(), q[1, :, 2].grad_fn.name(), q[torch.tensor(1), True].shape, q[:, q[0, :, 0] > 3].shape)
r = torch.zeros(3, 4)
r[:], r[1, :2], r[..., -1], r[:, [0, 2]], r[True, 2, 3] = 1.0, torch.tensor([2.0, 3.0]), 5.0, 7.0, 9.0
print(r)
for mistake in (lambda: r[3], lambda: r[0, -5], lambda: r[0, 0, 0], lambda: r[:, :, :], lambda: torch.tensor(1)[:], lambda: r[torch.ones(2, dtype=torch.bool)], lambda: r[:: -1]):  # fmt: skip
    try:
        print(mistake())
    except Exception as error:
        print(type(error).__name__, str(error).split("\n")[0])
