"""`torch.nn`."""

from . import functional, init, modules, utils  # noqa: F401
from .modules import *  # noqa: F401, F403
from .modules import Module  # noqa: F401
from .parameter import Parameter, UninitializedParameter  # noqa: F401

_TRANSFORMERS = ("Transformer", "TransformerEncoder", "TransformerDecoder", "TransformerEncoderLayer", "TransformerDecoderLayer")


def __getattr__(name):
    if name in _TRANSFORMERS:
        from .modules import transformer

        return getattr(transformer, name)
    import difflib

    near = difflib.get_close_matches(name, [own for own in globals() if own[0].isupper()], 3)
    hint = f" Near it: {', '.join('torch.nn.' + own for own in near)}." if near else ""
    raise AttributeError(f"torch.nn.{name} is not here. It would run in PyTorch.{hint}")
