"""The tensor bench in PyTorch: make, cut, move, fold, broadcast and multiply tensors, then time a matrix product."""

import time

import torch

seed = 1
torch.manual_seed(seed)


def show(name: str, tensor: torch.Tensor) -> None:
    shape, dtype = list(tensor.shape), str(tensor.dtype).removeprefix("torch.")
    print(f"{name}: shape {shape}, rank {tensor.dim()}, size {tensor.numel()}, {dtype}, {tensor.device}")
    print(tensor, end="\n\n")


a = torch.arange(12).reshape(3, 4)
show("a", a)
show("linspace", torch.linspace(0, 1, 5))
show("randn", torch.randn(2, 3))

show("a[0, 1]", a[0, 1])
show("a[:, 1]", a[:, 1])
show("a[1, :2]", a[1, :2])
show("a.T", a.T)

show("a.sum(dim=1)", a.sum(dim=1))
show("a.sum(dim=1, keepdim=True)", a.sum(dim=1, keepdim=True))
# The largest values alone: max(dim=1) gives their places too.
show("a.amax(dim=1)", a.amax(dim=1))

show("a / sum of each row", a / a.sum(dim=1, keepdim=True))
show("a @ a.T", a @ a.T)
try:
    a + torch.ones(3)
except RuntimeError as error:
    print(f"a + ones(3): {error}\n")

devices = ["cpu", "cuda"] if torch.cuda.is_available() else ["cpu"]
for device in devices:
    for size in [2**k for k in range(4, 11)]:
        matrix = torch.ones(size, size).to(device)
        matrix @ matrix
        began = time.perf_counter()
        # Reading one cell waits until the product is there.
        (matrix @ matrix)[0, 0].item()
        print(f"{device}: {size:5d} x {size:<5d} {(time.perf_counter() - began) * 1000:8.3f} ms")
