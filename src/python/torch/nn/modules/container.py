"""Modules and parameters in order, or by name."""

from collections import OrderedDict

from ..._dtype import check_device
from ..._held import Held
from ..parameter import Parameter
from .module import Module


class _Row(Module):
    """What is in order has its place for a name."""

    def _name(self, place):
        place = place.__index__()
        if not -len(self) <= place < len(self):
            raise IndexError(f"index {place} is out of range")
        return list(self._row())[place]

    def _row(self):
        return self._modules

    def __len__(self):
        return len(self._row())

    def __iter__(self):
        return iter(self._row().values())

    def __getitem__(self, place):
        if isinstance(place, slice):
            return self._made(list(self._row().items())[place])
        return self._row()[self._name(place)]

    def __setitem__(self, place, value):
        setattr(self, self._name(place), value)

    def __delitem__(self, place):
        rest = list(self)
        del rest[place]
        self._fill(rest)

    def _fill(self, values):
        self._row().clear()
        for value in values:
            self.append(value)

    def append(self, module):
        self.add_module(str(len(self)), module)
        return self

    def extend(self, modules):
        for module in modules:
            self.append(module)
        return self

    def insert(self, index, module):
        rest = list(self)
        rest.insert(index, module)
        self._fill(rest)

    def pop(self, key=-1):
        value = self[key]
        del self[key]
        return value


class Sequential(_Row):
    def __init__(self, *args):
        super().__init__()
        named = args[0].items() if len(args) == 1 and isinstance(args[0], OrderedDict) else ((str(place), module) for place, module in enumerate(args))
        for name, module in named:
            self.add_module(name, module)

    def forward(self, input):
        for module in self._modules.values():
            input = module(input)
        return input

    def _made(self, items):
        return type(self)(OrderedDict(items))


class ModuleList(_Row):
    def __init__(self, modules=None):
        super().__init__()
        self.extend(modules or [])

    def _made(self, items):
        return type(self)([module for _, module in items])

    def __iadd__(self, modules):
        return self.extend(modules)


class ParameterList(_Row):
    def __init__(self, values=None):
        super().__init__()
        self.extend(values or [])

    def _row(self):
        return self._parameters

    def _made(self, items):
        return type(self)([value for _, value in items])

    def append(self, value):
        setattr(self, str(len(self)), value if isinstance(value, Parameter) else Parameter(value))
        return self

    def __iadd__(self, values):
        return self.extend(values)

    def extra_repr(self):
        return "\n".join(f"({name}): {_described(value, value.dtype)}" for name, value in self._parameters.items())


class DataParallel(Module):
    """Without GPUs, as in PyTorch: the module itself."""

    def __init__(self, module, device_ids=None, output_device=None, dim=0):
        super().__init__()
        if device_ids or output_device is not None:
            check_device("cuda")
        self.module, self.dim, self.device_ids = module, dim, []

    def forward(self, *inputs, **kwargs):
        return self.module(*inputs, **kwargs)


class _Names(Module):
    """What goes by name."""

    def _named_values(self):
        return self._modules

    def update(self, values):
        for name, value in values.items() if hasattr(values, "items") else values:
            self[name] = value

    def __getitem__(self, key):
        return self._named_values()[key]

    def __delitem__(self, key):
        del self._named_values()[key]

    def __contains__(self, key):
        return key in self._named_values()

    def __len__(self):
        return len(self._named_values())

    def __iter__(self):
        return iter(self._named_values())

    def keys(self):
        return self._named_values().keys()

    def values(self):
        return self._named_values().values()

    def items(self):
        return self._named_values().items()

    def pop(self, key):
        return self._named_values().pop(key)

    def clear(self):
        self._named_values().clear()


class ModuleDict(_Names):
    def __init__(self, modules=None):
        super().__init__()
        self.update(modules or {})

    def __setitem__(self, key, module):
        self.add_module(key, module)


class ParameterDict(_Names):
    def __init__(self, parameters=None):
        super().__init__()
        self.update(parameters or {})

    def _named_values(self):
        return self._parameters

    def __setitem__(self, key, value):
        setattr(self, key, Parameter(value) if isinstance(value, Held) and not isinstance(value, Parameter) else value)

    def extra_repr(self):
        return "\n".join(f"  ({name}): {_described(value, value.type())}" for name, value in self._parameters.items())


def _described(value, kind):
    return f"Parameter containing: [{kind} of size {'x'.join(map(str, value.shape))}]"
