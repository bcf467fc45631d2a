"""Data sets, samplers, loaders, files, gradients' modes and functions, checkpoints, hooks."""

import io

import numpy as np
import torch
from torch import nn
from torch.utils.data import BatchSampler, ConcatDataset, DataLoader, Dataset, IterableDataset, RandomSampler, Subset, SubsetRandomSampler, TensorDataset, WeightedRandomSampler, random_split
from torch.utils.data.sampler import SequentialSampler

torch.manual_seed(15)


class Squares(Dataset):
    def __init__(self, count):
        self.count = count

    def __len__(self):
        return self.count

    def __getitem__(self, index):
        if index >= self.count:
            raise IndexError
        return torch.tensor(index), float(index) ** 2, {"half": index / 2, "words": str(index), "pair": (index, np.array([index, 1]))}


class Stream(IterableDataset):
    def __iter__(self):
        return iter(range(5))


for batch in DataLoader(Squares(5), batch_size=3):
    print(batch)
tensors = TensorDataset(torch.arange(10), torch.arange(10.0) * 2)
print([b[0].tolist() for b in DataLoader(tensors, batch_size=4, shuffle=True)], [b[0].tolist() for b in DataLoader(tensors, 4, shuffle=True, drop_last=True)], len(DataLoader(tensors, 4)), len(DataLoader(tensors, 4, drop_last=True)), tensors[2:4], len(tensors))
print([b[0].tolist() for b in DataLoader(tensors, 5, shuffle=True, generator=torch.Generator().manual_seed(3))], torch.rand(1), [b.tolist() for b in DataLoader(Stream(), 2)], next(iter(DataLoader(tensors, batch_size=None))), [b[0].tolist() for b in DataLoader(tensors, sampler=[3, 1])], [b[0].tolist() for b in DataLoader(tensors, batch_sampler=[[0, 1], [5]])])
print(next(iter(DataLoader(tensors, 3, collate_fn=lambda rows: len(rows)))), list(RandomSampler(range(6), replacement=True, num_samples=4)), list(SubsetRandomSampler([4, 7, 9])), list(WeightedRandomSampler([0.1, 0.0, 0.9], 5)), list(BatchSampler(SequentialSampler(range(5)), 2, False)), list(RandomSampler(range(5))))
first, second = random_split(tensors, [7, 3])
print(first.indices, [x.item() for x, _ in second], len(ConcatDataset([first, second])), ConcatDataset([first, second])[8][0], Subset(tensors, [1, 2])[1], [len(part) for part in random_split(range(10), [0.5, 0.3, 0.2], generator=torch.Generator().manual_seed(0))])

# Files.
net, file = nn.Sequential(nn.Linear(2, 2), nn.BatchNorm1d(2)), io.BytesIO()
torch.save({"net": net.state_dict(), "more": [torch.arange(3), 1.5, "x"], "half": torch.ones(1).half(), "view": torch.arange(6).reshape(2, 3).t()}, file)
file.seek(0)
back = torch.load(file, map_location="cpu")
print(list(back["net"]), back["more"], back["half"], back["view"], torch.equal(back["net"]["0.weight"], net[0].weight))

# Where nothing is recorded, and what is.
x = torch.ones(2, requires_grad=True)
with torch.no_grad():
    print((x * 2).requires_grad, torch.is_grad_enabled())
    with torch.enable_grad():
        print((x * 2).requires_grad)
with torch.inference_mode():
    print((x * 2).requires_grad)
with torch.set_grad_enabled(False):
    print((x * 2).requires_grad)


@torch.no_grad()
def quiet(value):
    return value * 2


print(quiet(x).requires_grad, torch.is_grad_enabled(), x.detach().requires_grad, (x * 2).is_leaf, (x * 2).grad_fn.name(), x.grad_fn)


class Clip(torch.autograd.Function):
    @staticmethod
    def forward(ctx, value, limit, other):
        ctx.save_for_backward(value)
        ctx.limit = limit
        return value.clamp(max=limit), other.sign()

    @staticmethod
    def backward(ctx, grad, grad_sign):
        (value,) = ctx.saved_tensors
        print(ctx.needs_input_grad, grad_sign)
        return grad * (value < ctx.limit), None, None


v = torch.tensor([1.0, 3.0], requires_grad=True)
clipped, sign = Clip.apply(v * 1, 2.0, torch.tensor([-1.0, 2.0]))
(clipped * 5).sum().backward()
print(v.grad, sign, clipped)
seen = []
h = v * 2
h.register_hook(lambda g: seen.append(g.clone()) or g * 10)
h.retain_grad()
(h * 3).sum().backward()
print(seen, v.grad, h.grad)
a, b = torch.tensor(2.0, requires_grad=True), torch.tensor(3.0, requires_grad=True)
print(torch.autograd.grad(a * b, (a, b)), torch.autograd.grad(a**2, [a, b], allow_unused=True), torch.autograd.functional.jacobian(lambda t: t**2, torch.tensor([1.0, 2.0])), torch.autograd.functional.hessian(lambda t: (t**3).sum(), torch.tensor([1.0, 2.0])), torch.autograd.grad((v * v).sum(), v, create_graph=True)[0].requires_grad)
y = (v**2).sum()
y.backward(retain_graph=True)
y.backward()
torch.autograd.backward([v.sum(), (v * 2).sum()])
print(v.grad)
(v * torch.tensor([1.0, 2.0])).backward(torch.tensor([1.0, 0.5]), inputs=[v])
print(v.grad, torch.autograd.Variable(torch.ones(1), requires_grad=True).requires_grad)
from torch.utils.checkpoint import checkpoint, checkpoint_sequential

layers = nn.Sequential(nn.Linear(2, 3), nn.Tanh(), nn.Linear(3, 1))
p = torch.ones(1, 2, requires_grad=True)
checkpoint(layers, p).sum().backward()
once = p.grad.clone()
checkpoint_sequential(layers, 2, p).sum().backward()
layers.zero_grad()
print(torch.allclose(p.grad, once * 2), layers[0].weight.grad.abs().sum())

for mistake in (lambda: DataLoader(tensors, 0), lambda: DataLoader(tensors, 2, shuffle=True, sampler=[1]), lambda: DataLoader(Stream(), shuffle=True), lambda: TensorDataset(torch.ones(2), torch.ones(3)), lambda: random_split(range(5), [2, 2]), lambda: (v * 2).backward(), lambda: torch.autograd.grad(a, torch.ones(1)),
                lambda: torch.autograd.grad(a * 2, b), lambda: x.add_(1), lambda: torch.arange(2).requires_grad_(), lambda: DataLoader(tensors, batch_sampler=[[0]], batch_size=2), lambda: next(iter(DataLoader([None])))):  # fmt: skip
    try:
        print(mistake())
    except Exception as error:
        print(type(error).__name__, str(error).split("\n")[0][:70])


# Workers' random numbers, and what is collated as it came.
class Drawn(Dataset):
    def __len__(self):
        return 6

    def __getitem__(self, index):
        return index, torch.rand(1).item(), str(index), np.float32(index)


torch.manual_seed(5)
for workers in (DataLoader(Drawn(), 2, shuffle=True, num_workers=2), DataLoader(Drawn(), 3, shuffle=True, num_workers=2, persistent_workers=True)):
    print([batch for _ in range(2) for batch in workers], torch.rand(1))
print(torch.utils.data.get_worker_info(), type(v), type(v.shape), type(v.dtype), type(v.device), type(np.ones(1)), type(np.float32(1)), hasattr(torch, "compile"), torch.backends.cudnn.benchmark)
