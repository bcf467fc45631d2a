"""A module's numbers: as other dtypes, out to a dict of names, in from one."""

from collections import OrderedDict

from ..._dtype import bfloat16, check_device, check_layout, float16, float32, float64
from ..._dtype import dtype as _Dtype
from ..._tensor import Tensor
from ...autograd import no_grad


class Weights:
    """What `Module` inherits from."""

    def to(self, *where, dtype=None, device=None, tensor=None, non_blocking=False, memory_format=None):
        check_layout(memory_format=memory_format)
        for one in (*where, tensor):
            if isinstance(one, _Dtype):
                dtype = one
            elif isinstance(one, Tensor):
                dtype = one.dtype
            elif one is not None and not isinstance(one, bool):
                device = one
        check_device(device)
        if dtype is None:
            return self
        if not dtype.is_floating_point:
            raise TypeError(f"nn.Module.to only accepts floating point or complex dtypes, but got desired dtype={dtype}")
        return self._cast(dtype)

    def type(self, dst_type):
        return self._cast(dst_type)

    def _cast(self, dtype):
        for module in self.modules():
            for values in (module._parameters, module._buffers):
                for value in values.values():
                    if value is not None and value.is_floating_point():
                        value.data = value.data.to(dtype)
                        if value.grad is not None:
                            value.grad = value.grad.to(dtype)
        return self

    def double(self):
        return self._cast(float64)

    def float(self):
        return self._cast(float32)

    def half(self):
        return self._cast(float16)

    def bfloat16(self):
        return self._cast(bfloat16)

    def cpu(self):
        return self

    def cuda(self, device=None):
        check_device("cuda")

    def share_memory(self):
        """One process has nobody to share with."""
        return self

    # Weights out and in.

    def state_dict(self, destination=None, prefix="", keep_vars=False):
        destination = OrderedDict() if destination is None else destination
        for name, value in self._parameters.items():
            if value is not None:
                destination[prefix + name] = value if keep_vars else value.detach()
        for name, value in self._buffers.items():
            if value is not None and name not in self._kept_out:
                destination[prefix + name] = value if keep_vars else value.detach()
        for name, module in self._modules.items():
            if module is not None:
                module.state_dict(destination=destination, prefix=f"{prefix}{name}.", keep_vars=keep_vars)
        return destination

    def load_state_dict(self, state_dict, strict=True):
        if not hasattr(state_dict, "keys"):
            raise TypeError(f"Expected state_dict to be dict-like, got {type(state_dict)}.")
        own = self.state_dict(keep_vars=True)
        missing = [name for name in own if name not in state_dict]
        unexpected = [name for name in state_dict if name not in own]
        mistakes = []
        if strict and missing:
            mistakes.append("Missing key(s) in state_dict: " + ", ".join(f'"{name}"' for name in missing) + ". ")
        if strict and unexpected:
            mistakes.append("Unexpected key(s) in state_dict: " + ", ".join(f'"{name}"' for name in unexpected) + ". ")
        with no_grad():
            for name, value in own.items():
                if name not in state_dict:
                    continue
                given = state_dict[name]
                if given.shape != value.shape:
                    mistakes.append(
                        f"size mismatch for {name}: copying a param with shape {given.shape} from checkpoint, the shape in current model is {value.shape}."
                    )
                    continue
                value.copy_(given)
        if mistakes:
            raise RuntimeError(f"Error(s) in loading state_dict for {type(self).__name__}:\n\t" + "\n\t".join(mistakes))
        return _Keys(missing, unexpected)


class _Keys:
    """What `load_state_dict` says of names that do not fit."""

    def __init__(self, missing, unexpected):
        self.missing_keys, self.unexpected_keys = missing, unexpected

    def __iter__(self):
        return iter((self.missing_keys, self.unexpected_keys))

    def __repr__(self):
        if not self.missing_keys and not self.unexpected_keys:
            return "<All keys matched successfully>"
        return f"_IncompatibleKeys(missing_keys={self.missing_keys}, unexpected_keys={self.unexpected_keys})"
