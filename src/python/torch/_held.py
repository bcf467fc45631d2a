"""What a tensor is to the core: a handle; and how values cross the border."""

import numbers as _abstract
from operator import index

from _ember import bridge
from _ember.bridge import operation, operation_of_1, operation_of_4

# The kinds of numbers that stand beside tensors, as the border counts them.
KINDS = {bool: 1, int: 2, float: 3}


class Held:
    """The root of tensors: a handle, which is forgotten with it. `kind` is the class of new ones."""

    kind = None
    # That of no tensor, until it has one.
    _handle = 0

    def __del__(self, drop=bridge.dropped.append):
        drop(self._handle)


def wrap(handle, kind=None, new=object.__new__):
    """The tensor of a handle: take `_handle` of tensors that have a name, never of passing ones."""
    tensor = new(kind or Held.kind)
    tensor._handle = handle
    return tensor


def operand(value):
    """A tensor or a number, as operations on two take it."""
    if isinstance(value, Held):
        return 0, value._handle
    kind = KINDS.get(type(value))
    if kind:
        return kind, value
    if isinstance(value, _abstract.Integral):
        return 2, int(value)
    if isinstance(value, _abstract.Real):
        return 3, float(value)
    return None


def need(value, name, place=1, argument="input"):
    """A tensor, or PyTorch's complaint."""
    if not isinstance(value, Held):
        module = "numpy." if type(value).__module__.startswith("numpy") else ""
        raise TypeError(f"{name}(): argument '{argument}' (position {place}) must be Tensor, not {module}{type(value).__name__}")
    return value


def ints(values, name=None, argument="size"):
    """Sizes or dimensions given one by one, or as one list."""
    if len(values) == 1 and isinstance(values[0], (tuple, list)):
        values = values[0]
    try:
        return [index(value) for value in values]
    except TypeError:
        place = next(place for place, value in enumerate(values) if not hasattr(value, "__index__"))
        kind = type(values[place]).__name__
        if name is None:
            raise
        if place:
            raise TypeError(f"{name}(): argument '{argument}' must be tuple of SymInts, but found element of type {kind} at pos {place + 1}") from None
        raise TypeError(f"{name}(): argument '{argument}' (position 1) must be tuple of SymInts, not {kind}") from None


def dims(dim):
    """No dimension, one, or several: as a list with its length before it."""
    if dim is None:
        return (0,)
    if isinstance(dim, int):
        return 1, dim
    dim = [int(d) for d in dim]
    return len(dim), *dim


def maybe(value):
    """A number or none: a flag before it."""
    return (0, 0) if value is None else (1, value)


def place(dtype):
    return -1 if dtype is None else dtype.place


def number(generator):
    return 0 if generator is None else generator._number


def written(out, result):
    """The result, or where the caller wants it: `out` takes it, in its own dtype."""
    if out is None:
        return result
    if isinstance(result, tuple):
        for one, part in zip(out, result):
            written(one, part)
        return out
    need(out, "out", argument="out")
    if result.requires_grad:
        raise RuntimeError("functions with out=... arguments don't support automatic differentiation, but one of the arguments requires grad.")
    if out.shape == result.shape:
        return out.copy_(result)
    out.data = result.to(out.dtype)
    return out


_name = operation("named")


def named(tensor, name):
    """The tensor under the name that PyTorch gives what made it."""
    bridge.put(name.encode())
    return wrap(_name(tensor._handle))


# Makers of methods, by the name of an operation.


def pairs(name, reflected=False):
    """`a + b`: another that is no tensor and no number is for Python to try the other way."""
    run, new = operation_of_4(name), object.__new__

    def method(self, other):
        if isinstance(other, Held):
            kind, value = 0, other._handle
        elif (kind := KINDS.get(type(other))) is not None:
            value = other
        elif (given := operand(getattr(other, "_tensor", other))) is not None:
            kind, value = given
        else:
            return NotImplemented
        # As `wrap` does it, without another call.
        tensor = new(Held.kind)
        tensor._handle = run(kind, value, 0, self._handle) if reflected else run(0, self._handle, kind, value)
        return tensor

    return method


def named_pairs(name):
    """`a.mul(b)`."""
    method = pairs(name)

    def run(self, other):
        outcome = method(self, other)
        if outcome is NotImplemented:
            raise TypeError(f"{name}(): argument 'other' (position 1) must be Tensor, not {type(other).__name__}")
        return outcome

    run.__name__ = name
    return run


def in_place(name):
    """`a.mul_(b)`."""
    run, apart = operation(name + "_"), pairs(name)

    def method(self, other):
        # What is written over cannot be what the way back looks at: the other's slope is a matter of this one's numbers.
        if name not in ("add", "sub") and ((isinstance(other, Held) and other.requires_grad) or (name == "pow" and self.requires_grad)):
            return self.copy_(apart(self.clone(), other))
        given = operand(getattr(other, "_tensor", other))
        if given is None:
            raise TypeError(f"{name}_(): argument 'other' (position 1) must be Tensor, not {type(other).__name__}")
        run(self._handle, *given)
        return self

    method.__name__ = name + "_"
    return method


def unary(name):
    run = operation_of_1(name)

    def method(self):
        return wrap(run(self._handle))

    method.__name__ = name
    return method


def unary_in_place(name):
    run = operation_of_1(name + "_")

    def method(self):
        run(self._handle)
        return self

    method.__name__ = name + "_"
    return method


def over(method):
    """What a method gives, written over the tensor."""

    def run(self, *args, **named):
        # What is written over cannot be what the way back looks at.
        return self.copy_(method(self.clone() if self.requires_grad else self, *args, **named))

    run.__name__ = method.__name__ + "_"
    return run


def numpys_names(method):
    """`axis` and `keepdims` are taken for `dim` and `keepdim`, as PyTorch takes them."""

    def run(self, *args, **named):
        if named:
            for numpys, own in (("axis", "dim"), ("keepdims", "keepdim")):
                if numpys in named:
                    if own in named:
                        raise TypeError(f"{method.__name__}() received an invalid combination of arguments: {numpys} and {own}")
                    named[own] = named.pop(numpys)
        return method(self, *args, **named)

    run.__name__ = method.__name__
    return run


# Values and places, under PyTorch's names.


def both(name, first):
    values, places = wrap(first), wrap(bridge.result(1))
    return RETURN_TYPES[name]((values, places))


def _return_type(name, parts=("values", "indices")):
    def shown(self):
        lines = ",\n".join(f"{part}={self[place]!r}" for place, part in enumerate(parts))
        return f"torch.return_types.{name}(\n{lines})"

    own = {part: property(lambda self, place=place: self[place]) for place, part in enumerate(parts)}
    return type(name, (tuple,), {**own, "__repr__": shown, "__slots__": (), "__module__": "torch.return_types"})


RETURN_TYPES = {name: _return_type(name) for name in ("max", "min", "median", "nanmedian", "mode", "kthvalue", "sort", "topk", "cummax", "cummin")}
RETURN_TYPES["aminmax"] = _return_type("aminmax", ("min", "max"))
RETURN_TYPES["linalg_qr"] = _return_type("linalg_qr", ("Q", "R"))
RETURN_TYPES["linalg_svd"] = _return_type("linalg_svd", ("U", "S", "Vh"))
RETURN_TYPES["svd"] = _return_type("svd", ("U", "S", "V"))
RETURN_TYPES["linalg_eigh"] = _return_type("linalg_eigh", ("eigenvalues", "eigenvectors"))
RETURN_TYPES["slogdet"] = _return_type("slogdet", ("sign", "logabsdet"))
