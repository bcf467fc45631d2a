"""`torch.nn`."""

from . import functional, init, utils  # noqa: F401
from .containers import ModuleDict, ModuleList, ParameterDict, ParameterList, Sequential  # noqa: F401
from .layers import *  # noqa: F401, F403
from .loss import *  # noqa: F401, F403
from .module import Module  # noqa: F401
from .parameter import Parameter  # noqa: F401
from .rnn import GRU, LSTM, RNN, GRUCell, LSTMCell, RNNCell  # noqa: F401


def __getattr__(name):
    import difflib

    near = difflib.get_close_matches(name, [own for own in globals() if own[0].isupper()], 3)
    hint = f" Near it: {', '.join('torch.nn.' + own for own in near)}." if near else ""
    raise AttributeError(f"torch.nn.{name} is not here. It would run in PyTorch.{hint}")
