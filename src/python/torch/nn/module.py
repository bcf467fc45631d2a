"""The module: parameters, buffers and modules by name."""

from collections import OrderedDict

from .._tensor import Tensor
from .parameter import Parameter


class _Handle:
    def __init__(self, hooks, key):
        self._hooks, self._key = hooks, key

    def remove(self):
        self._hooks.pop(self._key, None)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.remove()


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


class Module:
    training = True
    dump_patches = False

    def __init__(self, *args, **kwargs):
        own = self.__dict__
        own["training"] = True
        own["_parameters"], own["_buffers"], own["_modules"] = OrderedDict(), OrderedDict(), OrderedDict()
        own["_kept_out"] = set()
        own["_forward_hooks"], own["_forward_pre_hooks"], own["_backward_hooks"] = OrderedDict(), OrderedDict(), OrderedDict()

    def forward(self, *input):
        raise NotImplementedError(f'Module [{type(self).__name__}] is missing the required "forward" function')

    def __call__(self, *input, **named):
        for hook in list(self._forward_pre_hooks.values()):
            changed = hook(self, input)
            if changed is not None:
                input = changed if isinstance(changed, tuple) else (changed,)
        output = self.forward(*input, **named)
        for hook in list(self._forward_hooks.values()):
            changed = hook(self, input, output)
            if changed is not None:
                output = changed
        for hook in list(self._backward_hooks.values()):
            _watch(self, hook, input, output)
        return output

    def __setattr__(self, name, value):
        own = self.__dict__
        if isinstance(value, (Parameter, Module)) and "_parameters" not in own:
            what = "parameters" if isinstance(value, Parameter) else "module"
            raise AttributeError(f"cannot assign {what} before Module.__init__() call")
        if isinstance(value, Parameter):
            self._drop(name)
            own["_parameters"][name] = value
        elif isinstance(value, Module):
            self._drop(name)
            own["_modules"][name] = value
        elif "_parameters" in own and name in own["_parameters"]:
            if value is not None:
                raise TypeError(f"cannot assign '{type(value).__module__}.{type(value).__name__}' as parameter '{name}' (torch.nn.Parameter or None expected)")
            own["_parameters"][name] = None
        elif "_modules" in own and name in own["_modules"]:
            if value is not None:
                raise TypeError(f"cannot assign '{type(value).__name__}' as child module '{name}' (torch.nn.Module or None expected)")
            own["_modules"][name] = None
        elif "_buffers" in own and name in own["_buffers"]:
            own["_buffers"][name] = value
        else:
            object.__setattr__(self, name, value)

    def __getattr__(self, name):
        own = self.__dict__
        for kind in ("_parameters", "_buffers", "_modules"):
            if kind in own and name in own[kind]:
                return own[kind][name]
        raise AttributeError(f"'{type(self).__name__}' object has no attribute '{name}'")

    def __delattr__(self, name):
        for kind in (self._parameters, self._buffers, self._modules):
            if name in kind:
                del kind[name]
                return
        object.__delattr__(self, name)

    def _drop(self, name):
        self.__dict__.pop(name, None)
        for kind in (self._parameters, self._buffers, self._modules):
            kind.pop(name, None)

    def register_parameter(self, name, param):
        self._drop(name)
        self._parameters[name] = param

    def register_buffer(self, name, tensor, persistent=True):
        self._drop(name)
        self._buffers[name] = tensor
        self._kept_out.discard(name) if persistent else self._kept_out.add(name)

    def add_module(self, name, module):
        if module is not None and not isinstance(module, Module):
            raise TypeError(f"{type(module).__name__} is not a Module subclass")
        self._drop(name)
        self._modules[name] = module

    register_module = add_module

    # Everything below, by name.

    def named_modules(self, memo=None, prefix="", remove_duplicate=True):
        memo = set() if memo is None else memo
        if id(self) in memo and remove_duplicate:
            return
        memo.add(id(self))
        yield prefix, self
        for name, module in self._modules.items():
            if module is not None:
                yield from module.named_modules(memo, f"{prefix}.{name}" if prefix else name, remove_duplicate)

    def modules(self):
        return (module for _, module in self.named_modules())

    def named_children(self):
        seen = set()
        for name, module in self._modules.items():
            if module is not None and id(module) not in seen:
                seen.add(id(module))
                yield name, module

    def children(self):
        return (module for _, module in self.named_children())

    def _named(self, kind, prefix, recurse):
        seen = set()
        for path, module in self.named_modules(prefix=prefix) if recurse else [(prefix, self)]:
            for name, value in module.__dict__[kind].items():
                if value is not None and id(value) not in seen:
                    seen.add(id(value))
                    yield (f"{path}.{name}" if path else name), value

    def named_parameters(self, prefix="", recurse=True):
        return self._named("_parameters", prefix, recurse)

    def parameters(self, recurse=True):
        return (value for _, value in self.named_parameters("", recurse))

    def named_buffers(self, prefix="", recurse=True):
        return self._named("_buffers", prefix, recurse)

    def buffers(self, recurse=True):
        return (value for _, value in self.named_buffers("", recurse))

    def get_submodule(self, target):
        module = self
        for name in filter(None, target.split(".")):
            module = getattr(module, name)
        return module

    def get_parameter(self, target):
        path, _, name = target.rpartition(".")
        return getattr(self.get_submodule(path), name)

    # What is done to all.

    def apply(self, fn):
        for module in self.children():
            module.apply(fn)
        fn(self)
        return self

    def train(self, mode=True):
        if not isinstance(mode, bool):
            raise ValueError("training mode is expected to be boolean")
        for module in self.modules():
            module.__dict__["training"] = mode
        return self

    def eval(self):
        return self.train(False)

    def requires_grad_(self, requires_grad=True):
        for parameter in self.parameters():
            parameter.requires_grad_(requires_grad)
        return self

    def zero_grad(self, set_to_none=False):
        for parameter in self.parameters():
            gradient = parameter.grad
            if gradient is not None:
                if set_to_none:
                    parameter.grad = None
                else:
                    gradient.detach_()
                    gradient.zero_()

    def to(self, *where, dtype=None, device=None, non_blocking=False):
        from .._dtype import check_device
        from .._dtype import dtype as Dtype

        for one in where:
            if isinstance(one, Dtype):
                dtype = one
            elif not isinstance(one, bool):
                device = one.device if isinstance(one, Tensor) else one
        check_device(device)
        return self if dtype is None else self._cast(dtype)

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
        from .._dtype import float64

        return self._cast(float64)

    def float(self):
        from .._dtype import float32

        return self._cast(float32)

    def half(self):
        from .._dtype import float16

        return self._cast(float16)

    def cpu(self):
        return self

    def cuda(self, device=None):
        from .._dtype import check_device

        check_device("cuda")

    def share_memory(self):
        return self

    # Weights out and in.

    def state_dict(self, *args, destination=None, prefix="", keep_vars=False):
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
        from ..autograd import no_grad

        own = self.state_dict(keep_vars=True)
        missing = [name for name in own if name not in state_dict]
        unexpected = [name for name in state_dict if name not in own]
        mistakes = []
        if strict and unexpected:
            mistakes.append("Unexpected key(s) in state_dict: " + ", ".join(f'"{name}"' for name in unexpected) + ". ")
        if strict and missing:
            mistakes.append("Missing key(s) in state_dict: " + ", ".join(f'"{name}"' for name in missing) + ". ")
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

    # Hooks.

    def register_forward_hook(self, hook):
        return _hooked(self._forward_hooks, hook)

    def register_forward_pre_hook(self, hook):
        return _hooked(self._forward_pre_hooks, hook)

    def register_full_backward_hook(self, hook):
        return _hooked(self._backward_hooks, hook)

    register_backward_hook = register_full_backward_hook

    # As PyTorch prints it.

    def extra_repr(self):
        return ""

    def _get_name(self):
        return type(self).__name__

    def __repr__(self):
        extra = self.extra_repr()
        lines = extra.split("\n") if extra else []
        inner = []
        for name, module in self._modules.items():
            shown = repr(module).split("\n")
            inner.append(f"({name}): " + "\n".join([shown[0]] + ["  " + line for line in shown[1:]]))
        name = self._get_name()
        if len(lines) == 1 and not inner:
            return f"{name}({lines[0]})"
        if not lines and not inner:
            return f"{name}()"
        return f"{name}(\n  " + "\n  ".join(lines + inner) + "\n)"

    def __dir__(self):
        return sorted({*object.__dir__(self), *self._parameters, *self._buffers, *self._modules})


def _hooked(hooks, hook):
    key = object()
    hooks[key] = hook
    return _Handle(hooks, key)


def _watch(module, hook, inputs, output):
    """A module's gradients, for a hook: those of its output and, once they are there, of its inputs."""
    arrived = {}
    outputs = output if isinstance(output, tuple) else (output,)

    def call():
        hook(module, tuple(arrived.get(("in", place)) for place in range(len(inputs))), tuple(arrived.get(("out", place)) for place in range(len(outputs))))

    watched = [place for place, one in enumerate(inputs) if isinstance(one, Tensor) and one.requires_grad]

    def keep(kind, place, is_last):
        def look(gradient):
            arrived[kind, place] = gradient
            if is_last:
                call()

        return look

    for place, one in enumerate(outputs):
        if isinstance(one, Tensor) and one.requires_grad:
            one.register_hook(keep("out", place, not watched and place == len(outputs) - 1))
    for place in watched:
        inputs[place].register_hook(keep("in", place, place == watched[-1]))
