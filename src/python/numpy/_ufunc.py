"""Functions number by number that also fold a row, run along it and cross two: `add.reduce`, `maximum.accumulate`, `multiply.outer`."""

import functools

import torch

from ._array import of_tensor, out_of, tensor_of

_FOLDS = {"add": "sum", "multiply": "prod", "maximum": "max", "minimum": "min", "logical_and": "all", "logical_or": "any"}
_RUNS = {"add": "cumsum", "multiply": "cumprod"}
_UNITS = {"add": 0, "multiply": 1, "logical_and": True, "logical_or": False, "bitwise_or": 0, "bitwise_xor": 0, "bitwise_and": -1, "logical_xor": False}


class ufunc:
    nout = 1

    def __init__(self, name, run, nin):
        self.__name__, self._run, self.nin = name, run, nin
        self.nargs, self.identity = nin + 1, _UNITS.get(name)

    def __call__(self, *args, **named):
        for one in args:
            # A column or table of pandas' comes back as one.
            wrap = getattr(one, "__array_wrap__", None)
            if wrap is not None:
                return wrap(self._run(*args, **named))
        return self._run(*args, **named)

    def __repr__(self):
        return f"<ufunc '{self.__name__}'>"

    def _need_two(self):
        if self.nin != 2:
            raise ValueError(f"reduce, accumulate, outer and at of {self.__name__} are not here: they are for functions of two numbers.")

    def reduce(self, array, axis=0, dtype=None, out=None, keepdims=False, initial=None):
        self._need_two()
        array = of_tensor(tensor_of(array))
        array = array if dtype is None else array.astype(dtype)
        if self.__name__ in _FOLDS and initial is None:
            found = getattr(array, _FOLDS[self.__name__])(axis, keepdims=keepdims)
        else:
            tensor = tensor_of(array)
            tensor, along = (tensor.reshape(-1), 0) if axis is None else (tensor, axis)
            parts = [out_of(part) for part in tensor.unbind(along)]
            parts = parts if initial is None else [initial, *parts]
            if not parts and self.identity is None:
                raise ValueError(f"zero-size array to reduction operation {self.__name__} which has no identity")
            found = functools.reduce(self, parts) if parts else self.identity
            found = out_of(tensor_of(found).unsqueeze(along)) if keepdims and axis is not None else found
        if out is None:
            return found
        out[...] = found
        return out

    def accumulate(self, array, axis=0, dtype=None):
        self._need_two()
        array = of_tensor(tensor_of(array))
        array = array if dtype is None else array.astype(dtype)
        if self.__name__ in _RUNS:
            return getattr(array, _RUNS[self.__name__])(axis)
        parts = []
        for part in tensor_of(array).unbind(axis):
            parts.append(tensor_of(self(out_of(parts[-1]), out_of(part))) if parts else part)
        return of_tensor(torch.stack(parts, axis)) if parts else array

    def outer(self, A, B):
        self._need_two()
        first, second = tensor_of(A), tensor_of(B)
        return self(out_of(first.reshape(*first.shape, *[1] * second.dim())), out_of(second))

    def at(self, a, indices, b=None):
        """In place, as often as a place is named."""
        if self.nin == 1:
            a[indices] = self(a[indices])
            return
        self._need_two()
        if self.__name__ in ("add", "subtract"):
            places = tuple(map(tensor_of, indices)) if isinstance(indices, tuple) else (tensor_of(indices),)
            if all(one.dtype is torch.int64 for one in places):
                values = tensor_of(b).to(a._tensor.dtype)
                a._tensor.index_put_(places, -values if self.__name__ == "subtract" else values, accumulate=True)
                return
        places = of_tensor(torch.arange(a.size).reshape(a.shape))[indices]
        flat, values = a._tensor.reshape(-1), tensor_of(b).expand(tensor_of(places).shape).reshape(-1)
        for place, value in zip(tensor_of(places).reshape(-1).tolist(), values):
            flat[place] = tensor_of(self(out_of(flat[place]), out_of(value)))
        a._tensor.copy_(flat.reshape(a.shape))

    def reduceat(self, array, indices, axis=0):
        """From each place to the next; where that is none further, the number alone."""
        array = of_tensor(tensor_of(array).movedim(axis, 0))
        starts = tensor_of(indices).tolist()
        ends = [*starts[1:], len(array)]
        parts = [tensor_of(self.reduce(array[start : max(end, start + 1)])) for start, end in zip(starts, ends)]
        return of_tensor(torch.stack(parts).movedim(0, axis))
