"""The module: parameters, buffers and modules by name."""

from collections import OrderedDict

from ..._functions import typename
from ..._tensor import Tensor
from ..parameter import Parameter
from ._hooks import hooked, watch
from ._weights import Weights


class Module(Weights):
    training = True
    dump_patches = False

    def __init__(self):
        own = self.__dict__
        own["training"] = True
        own["_parameters"], own["_buffers"], own["_modules"] = OrderedDict(), OrderedDict(), OrderedDict()
        own["_kept_out"] = set()
        own["_forward_hooks"], own["_forward_pre_hooks"], own["_backward_hooks"] = OrderedDict(), OrderedDict(), OrderedDict()

    def forward(self, *input):
        raise NotImplementedError(f'Module [{type(self).__name__}] is missing the required "forward" function')

    def __call__(self, *input, **named):
        if not (self._forward_pre_hooks or self._forward_hooks or self._backward_hooks):
            return self.forward(*input, **named)
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
            watch(self, hook, input, output)
        return output

    def __setattr__(self, name, value):
        own = self.__dict__
        if isinstance(value, (Parameter, Module)) and "_parameters" not in own:
            what = "parameters" if isinstance(value, Parameter) else "module"
            raise AttributeError(f"cannot assign {what} before Module.__init__() call")
        if isinstance(value, Parameter):
            self._drop(name, "_parameters")
            own["_parameters"][name] = value
        elif isinstance(value, Module):
            self._drop(name, "_modules")
            own["_modules"][name] = value
        elif "_parameters" in own and name in own["_parameters"]:
            if value is not None:
                raise TypeError(f"cannot assign '{typename(value)}' as parameter '{name}' (torch.nn.Parameter or None expected)")
            own["_parameters"][name] = None
        elif "_modules" in own and name in own["_modules"]:
            if value is not None:
                raise TypeError(f"cannot assign '{typename(value)}' as child module '{name}' (torch.nn.Module or None expected)")
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

    def _drop(self, name, kept):
        """Nothing else is called so; what is of the kept kind leaves its place to its successor."""
        self.__dict__.pop(name, None)
        for kind in {"_parameters", "_buffers", "_modules"} - {kept}:
            self.__dict__[kind].pop(name, None)

    def register_parameter(self, name, param):
        self._check_name("parameter", name, self._parameters)
        if param is not None and not isinstance(param, Parameter):
            raise TypeError(f"cannot assign '{typename(param)}' object to parameter '{name}' (torch.nn.Parameter or None required)")
        self._drop(name, "_parameters")
        self._parameters[name] = param

    def register_buffer(self, name, tensor, persistent=True):
        self._check_name("buffer", name, self._buffers)
        if tensor is not None and not isinstance(tensor, Tensor):
            raise TypeError(f"cannot assign '{type(tensor).__name__}' object to buffer '{name}' (torch Tensor or None required)")
        self._drop(name, "_buffers")
        self._buffers[name] = tensor
        self._kept_out.discard(name) if persistent else self._kept_out.add(name)

    def add_module(self, name, module):
        if module is not None and not isinstance(module, Module):
            raise TypeError(f"{typename(module)} is not a Module subclass")
        self._check_name("module", name, self._modules)
        self._drop(name, "_modules")
        self._modules[name] = module

    register_module = add_module

    def _check_name(self, what, name, own):
        if "." in name:
            raise KeyError(f'{what} name can\'t contain "."' + (f", got: {name}" if what == "module" else ""))
        if name not in own and hasattr(self, name):
            raise KeyError(f"attribute '{name}' already exists")

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

    get_buffer = get_parameter

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

    # Hooks.

    def register_forward_hook(self, hook):
        return hooked(self._forward_hooks, hook)

    def register_forward_pre_hook(self, hook):
        return hooked(self._forward_pre_hooks, hook)

    def register_full_backward_hook(self, hook):
        return hooked(self._backward_hooks, hook)

    # PyTorch's older one gives the gradients of the module's last operation, which for most modules are these.
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
