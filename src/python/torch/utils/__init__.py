"""`torch.utils`."""

from . import data  # noqa: F401


def __getattr__(name):
    if name == "checkpoint":
        from importlib import import_module

        return import_module(".checkpoint", __name__)
    raise AttributeError(f"torch.utils.{name} is not here. It would run in PyTorch.")
