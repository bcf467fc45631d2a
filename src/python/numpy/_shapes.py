"""An array's shapes, copies, parts."""

import torch

from ._convert import in_rows, is_words_kind, of_tensor, out_of, shape_of, tensor_of, torch_kind


def is_window(index):
    """Whether an index of slices and numbers alone gives a window on the same numbers."""
    return all(
        item is None or item is Ellipsis or isinstance(item, (int, slice)) and not (isinstance(item, slice) and (item.step or 1) < 0)
        for item in (index if isinstance(index, tuple) else (index,))
    )


class Flat:
    """An array's numbers in row order."""

    def __init__(self, array):
        self._array = array

    def __iter__(self):
        return iter(self._array.ravel())

    def __len__(self):
        return self._array.size

    def __getitem__(self, place):
        return self._array.ravel()[place]

    def __setitem__(self, place, value):
        flat = self._array.flatten()
        flat[place] = value
        self._array[...] = flat.reshape(self._array.shape)


class Flags(dict):
    """How an array's numbers lie. Nothing here can be changed."""

    def __getattr__(self, name):
        return self[name.upper()]

    def __setattr__(self, name, value):
        if value != self[name.upper()]:
            raise NotImplementedError(f"flags.{name} = {value} is not here: every array can be written to.")

    def __repr__(self):
        return "\n".join(f"  {name} : {value}" for name, value in self.items())


class Shapes:
    """What `ndarray` inherits from."""

    _source = None

    def _seen(self, window):
        """A window keeps the array whose numbers it shows."""
        window._source = self if self._source is None else self._source
        return window

    @property
    def base(self):
        from ._places import shares_memory

        return self._source if self._source is not None and shares_memory(self, self._source) else None

    @property
    def flags(self):
        own = self._tensor
        return Flags(
            C_CONTIGUOUS=own.is_contiguous(),
            F_CONTIGUOUS=own.permute(*range(own.dim() - 1, -1, -1)).is_contiguous(),
            OWNDATA=self.base is None,
            WRITEABLE=True,
            ALIGNED=True,
            WRITEBACKIFCOPY=False,
        )

    def setflags(self, write=True):
        self.flags.writeable = write

    def reshape(self, *shape, order="C"):
        if order == "F":
            sizes = shape_of(shape[0] if len(shape) == 1 else shape)
            return self.flatten("F").reshape(sizes[::-1]).T
        in_rows(order)
        try:
            return self._seen(of_tensor(self._tensor.reshape(*shape)))
        except RuntimeError:
            sizes = shape[0] if len(shape) == 1 and isinstance(shape[0], (tuple, list)) else shape
            raise ValueError(f"cannot reshape array of size {self.size} into shape {tuple(sizes)}".replace(", ", ",")) from None

    def transpose(self, *axes):
        axes = axes[0] if len(axes) == 1 and isinstance(axes[0], (tuple, list)) else axes
        return self._seen(of_tensor(self._tensor.permute(*axes))) if axes and axes[0] is not None else self.T

    def swapaxes(self, axis1, axis2):
        return self._seen(of_tensor(self._tensor.transpose(axis1, axis2)))

    def squeeze(self, axis=None):
        tensor = self._tensor
        for one in sorted([] if axis is None else [axis] if isinstance(axis, int) else [one % tensor.dim() for one in axis], reverse=True):
            if tensor.size(one) != 1:
                raise ValueError("cannot select an axis to squeeze out which has size not equal to one")
            tensor = tensor.squeeze(one)
        return of_tensor(tensor.squeeze() if axis is None else tensor)

    def resize(self, *new_shape, refcheck=True):
        """The same numbers in row order, and zeros where there are more places."""
        sizes = shape_of(new_shape[0] if len(new_shape) == 1 else new_shape)
        self._tensor = self._tensor.clone().resize_(*sizes)

    def flatten(self, order="C"):
        return of_tensor(self._rows(order).reshape(-1).clone())

    def ravel(self, order="C"):
        return self._seen(of_tensor(self._rows(order).reshape(-1)))

    def _rows(self, order):
        return self._tensor.permute(*range(self._tensor.dim() - 1, -1, -1)) if order == "F" else self._tensor

    def copy(self, order="C"):
        in_rows(order)
        return of_tensor(self._tensor.clone())

    __copy__ = copy

    def astype(self, dtype, order="K", casting="unsafe", subok=True, copy=True):
        in_rows(order)
        if casting != "unsafe":
            raise NotImplementedError(f"astype(casting={casting!r}) is not here: 'unsafe' is.")
        if is_words_kind(dtype):
            from ._words import array_of

            return array_of(self, is_words_kind(dtype) == "O")
        return of_tensor(self._tensor.to(torch_kind(dtype), copy=copy))

    def view(self, dtype=None):
        if dtype is None or torch_kind(dtype) is self._tensor.dtype:
            return self._seen(of_tensor(self._tensor))
        raise NotImplementedError("view(dtype) is not here: astype(dtype) converts the numbers; frombuffer(a.tobytes(), dtype) reads a copy of their bytes.")

    def tolist(self):
        return self._tensor.tolist()

    def item(self, *place):
        if not place:
            if self.size != 1:
                raise ValueError("can only convert an array of size 1 to a Python scalar")
            return self._tensor.item()
        return (
            self._tensor.reshape(-1)[place[0]].item()
            if len(place) == 1 and isinstance(place[0], int)
            else self._tensor[place if len(place) > 1 else place[0]].item()
        )

    def tobytes(self, order="C"):
        in_rows(order)
        return bytes(self._tensor._array()) if self.size else b""

    def fill(self, value):
        self._tensor.fill_(value)

    def put(self, indices, values):
        from ._places import put

        put(self, indices, values)

    def choose(self, choices):
        from ._places import choose

        return choose(self, choices)

    def conj(self):
        return of_tensor(self._tensor.clone())

    conjugate = conj

    def itemset(self, *args):
        self[args[:-1] if len(args) > 2 else args[0]] = args[-1]

    def tofile(self, fid):
        with open(fid, "wb") as file:
            file.write(self.tobytes())

    def repeat(self, repeats, axis=None):
        return of_tensor(self._tensor.repeat_interleave(repeats if isinstance(repeats, int) else tensor_of(repeats), axis))

    def take(self, indices, axis=None):
        places = tensor_of(indices)
        if axis is None:
            return out_of(self._tensor.reshape(-1)[places])
        return out_of(self._tensor[(slice(None),) * (axis % self.ndim) + (places,)])

    def compress(self, condition, axis=None):
        return self.take(of_tensor(tensor_of(condition).nonzero().reshape(-1)), axis)

    def diagonal(self, offset=0, axis1=0, axis2=1):
        return of_tensor(self._tensor.diagonal(offset, axis1, axis2))

    def trace(self, offset=0):
        return out_of(self._tensor.diagonal(offset).sum(-1))

    def nonzero(self):
        return tuple(of_tensor(places) for places in self._tensor.nonzero(as_tuple=True))

    def clip(self, min=None, max=None):
        bound = lambda one: one if one is None or isinstance(one, (int, float)) else tensor_of(one)
        low, high = bound(min), bound(max)
        own = self._tensor.double() if not self._tensor.is_floating_point() and any(isinstance(one, float) for one in (low, high)) else self._tensor
        return out_of(own.clamp(low, high))

    def round(self, decimals=0):
        if not self._tensor.is_floating_point():
            return out_of(self._tensor.clone() if decimals >= 0 else (self._tensor.double() / 10**-decimals).round().mul(10**-decimals).long())
        return out_of(self._tensor.round(decimals=decimals))

    def searchsorted(self, v, side="left", sorter=None):
        return out_of(torch.searchsorted(self._tensor, tensor_of(v), side=side, sorter=None if sorter is None else tensor_of(sorter)))
