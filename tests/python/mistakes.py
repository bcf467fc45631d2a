"""Mistakes that programs make: the kind of each and PyTorch's words; what only looks like one; names under which modules are imported."""

import copy
import dataclasses
import pickle

import numpy as np
import torch
import torch.backends.cudnn as cudnn
import torch.nn.functional as F
from torch import autocast, nn
from torch.autograd import gradcheck
from torch.cuda.amp import GradScaler
from torch.nn.modules.utils import _pair
from torch.nn.parallel import DataParallel
from torch.nn.utils import remove_weight_norm, spectral_norm, weight_norm

torch.manual_seed(21)
x, whole, double = torch.randn(4, 10), torch.ones(3).long(), torch.ones(3).double()
w = torch.rand(3, requires_grad=True)
logits, plane = torch.randn(4, 3), torch.randn(1, 3, 8, 8)


def in_place():
    part = w.sigmoid()
    part.mul_(2)
    part.sum().backward()


class Bad(torch.autograd.Function):
    @staticmethod
    def forward(ctx, i):
        return i * 2

    @staticmethod
    def backward(ctx, g):
        return g.sum().expand(7)


linear, lstm = nn.Linear(2, 3), nn.LSTM(4, 6)
for mistake in (
    # Dtypes and shapes of losses.
    lambda: F.mse_loss(w, whole).backward(), lambda: F.mse_loss(w, double).backward(), lambda: F.huber_loss(w, whole).backward(), lambda: F.binary_cross_entropy(w, whole),
    lambda: F.binary_cross_entropy_with_logits(w, whole), lambda: F.binary_cross_entropy_with_logits(w, torch.ones(3, 1)), lambda: F.cross_entropy(logits, torch.randn(4)),
    lambda: F.cross_entropy(logits, torch.ones(4, 1).long()), lambda: F.cross_entropy(logits, torch.ones(4, 3).long()), lambda: F.cross_entropy(logits, whole), lambda: F.cross_entropy(logits, [1]),
    lambda: F.cross_entropy(torch.randn(4, 3, 2, 2), torch.ones(4, 1, 2, 2).long()), lambda: F.cross_entropy(torch.randn(4, 3, 5), torch.ones(4, 3).long()), lambda: F.mse_loss(w, 1.0),
    lambda: F.cross_entropy(logits, torch.tensor([0, 1, 2, 3])), lambda: F.kl_div(w, whole), lambda: nn.CrossEntropyLoss(double)(logits, torch.ones(4).long()),
    # Layers.
    lambda: nn.Linear(5, 2)(x), lambda: linear("x"), lambda: linear(np.ones((1, 2))), lambda: linear((x,)), lambda: nn.Embedding(3, 2)([1]), lambda: nn.Conv2d(3, 8, 3)(plane.double()),
    lambda: nn.Conv2d(3, 8, 3)(plane[:, :1]), lambda: nn.Conv1d(3, 8, 3)(torch.randn(1, 4, 8)), lambda: nn.Conv1d(3, 8, 3)(plane), lambda: nn.Conv3d(3, 8, 3)(torch.randn(1, 2, 5, 5, 5)),
    lambda: nn.ConvTranspose1d(3, 2, 3)(torch.randn(1, 2, 5)), lambda: nn.ConvTranspose2d(1, 1, 3, 2, output_padding=2)(plane[:, :1]), lambda: nn.BatchNorm1d(4)(torch.randn(2, 3)),
    lambda: nn.BatchNorm2d(4)(plane), lambda: nn.MaxPool2d(2)(x), lambda: F.adaptive_avg_pool2d(w, 2), lambda: nn.PixelShuffle(2)(plane), lambda: F.interpolate(plane, size=(2, 2, 2)),
    lambda: lstm(torch.randn(2, 3, 4), (torch.randn(1, 2, 6), torch.randn(1, 3, 6))), lambda: lstm(torch.randn(2, 3, 4), (torch.randn(1, 6), torch.randn(1, 6))),
    lambda: nn.GRU(4, 6)(torch.randn(2, 3, 4), torch.randn(3, 6)), lambda: nn.LSTMCell(4, 6)(torch.randn(3, 5)), lambda: nn.GRUCell(4, 6)(torch.randn(3, 4), torch.randn(2, 6)),
    lambda: nn.MultiheadAttention(4, 2)(torch.ones(2, 3, 5), torch.ones(2, 3, 5), torch.ones(2, 3, 5)), lambda: F.dropout(None), lambda: F.pad(w, (1, 1, 1, 1)),
    # Modules and optimizers.
    lambda: nn.Sequential(nn.Linear(2, 3), nn.ReLU), lambda: nn.ModuleList([1]), lambda: nn.ModuleDict({"a.b": nn.ReLU()}), lambda: linear.load_state_dict("x.pt"), lambda: linear.load_state_dict({"module.weight": w}),
    lambda: nn.Parameter(whole), lambda: nn.Module().register_parameter("a", w), lambda: torch.optim.SGD([{"params": {w}}], lr=0.1), lambda: torch.optim.lr_scheduler.StepLR(linear, 1),
    lambda: torch.optim.lr_scheduler.LambdaLR(torch.optim.SGD([w], lr=0.1), [abs, abs]), lambda: torch.optim.SGD([w]),
    # Tensors.
    lambda: np.array(w), lambda: np.mean([w.sum(), w.sum()]), lambda: torch.tensor([w, w]), lambda: torch.tensor(None), lambda: torch.stack(x), lambda: torch.cat(x), lambda: x[0, 12], lambda: torch.device("gpu"),
    lambda: w.numpy(), in_place, lambda: w.add_(1), lambda: x.sum().backward(), lambda: (w * 2).backward(), lambda: Bad.apply(w).sum().backward(), lambda: x.view(3, -1), lambda: x @ x, lambda: x.to("cuda"),
    lambda: torch.distributions.Normal(0.0, -1.0),
):  # fmt: skip
    try:
        print("nothing", type(mistake()))
    except Exception as error:
        print(type(error).__name__, str(error).split("\n")[0])

# Activations in place: what the way back needs is kept.
for layer in (nn.LeakyReLU(0.1, True), nn.ELU(inplace=True), nn.ReLU6(True), nn.SiLU(True), nn.Hardtanh(inplace=True), nn.Hardswish(True), nn.Threshold(0.1, 0.2, True), nn.RReLU(inplace=True), nn.Dropout(0.3, True)):
    start = torch.linspace(-2, 2, 6, requires_grad=True)
    part = start * 2
    out = layer(part)
    out.sum().backward()
    print(layer, out is part, start.grad)

# A layer that is replaced keeps its place.
net = nn.Sequential(nn.Linear(2, 2), nn.ReLU(), nn.Linear(2, 1))
net[0] = nn.Linear(2, 2, bias=False)
print(net, list(net.state_dict()))

# The reader's own backward records nothing, and is compared with differences.
class Exp(torch.autograd.Function):
    @staticmethod
    def forward(ctx, i):
        ctx.save_for_backward(i.exp())
        return i.exp()

    @staticmethod
    def backward(ctx, g):
        return g * ctx.saved_tensors[0] * at


at = torch.ones(2, dtype=torch.float64, requires_grad=True)
start = torch.tensor([0.5, 1.0], dtype=torch.float64, requires_grad=True)
print(torch.autograd.grad(Exp.apply(start).sum(), start), gradcheck(Exp.apply, start), gradcheck(lambda i: i.detach() * i, start, raise_exception=False))

# Norms of weights; mixed precision without a GPU; names.
sharp, long = spectral_norm(nn.Linear(3, 2)), weight_norm(nn.Conv1d(2, 3, 2))
for _ in range(2):
    (sharp(torch.ones(1, 3)).sum() + long(torch.ones(1, 2, 4)).sum()).backward()
print(sharp.weight_u, list(sharp.state_dict()), list(long.state_dict()), long.weight_g.grad.flatten(), torch.linalg.svdvals(sharp.eval()(torch.eye(3)) - sharp.bias)[0])
print(list(remove_weight_norm(long).state_dict()))
scaler = GradScaler(enabled=False)
with autocast("cuda", enabled=False):
    print(scaler.scale(w.sum()), scaler.get_scale(), scaler.state_dict(), cudnn.benchmark, _pair(3), DataParallel(linear).module is linear, torch.cosine_similarity(x[:1], x[1:2]))


# What a program has made is found again in files.
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.layer = nn.Linear(1, 2)


@dataclasses.dataclass
class Settings:
    rate: float = 0.1


print(pickle.loads(pickle.dumps([Net(), Settings(0.5)])), copy.deepcopy(Settings()))
optimizer = torch.optim.SGD([w], lr=0.1)
schedule = torch.optim.lr_scheduler.ReduceLROnPlateau(optimizer, patience=0, verbose=True)
for value in (1.0, 2.0):
    schedule.step(value)
optimizer.step()
print(schedule.state_dict(), torch.optim.lr_scheduler.StepLR(optimizer, 2).state_dict(), optimizer.state_dict(), torch.optim.AdamW([w]))
