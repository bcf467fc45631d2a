"""`torch.nn.parallel`: one process, no GPU."""

from .modules.container import DataParallel  # noqa: F401


def __getattr__(name):
    raise AttributeError(f"torch.nn.parallel.{name} is not here: a program runs in one process. It would run in PyTorch.")
