"""Functions that are methods of arrays, and shapes."""

import torch

from ._array import of_tensor, out_of, shape_of, tensor_of
from ._pointwise import into

__all__ = ["sort", "expand_dims", "broadcast_to", "broadcast_arrays", "broadcast_shapes", "moveaxis", "rollaxis", "rot90", "flip", "fliplr", "flipud", "roll", "tile", "shape", "ndim", "size", "atleast_1d", "atleast_2d",
           "resize", "delete", "insert", "pad", "take_along_axis", "put_along_axis", "apply_along_axis", "vectorize", "nditer", "ndenumerate", "ndindex", "ravel_multi_index", "unravel_index", "trim_zeros", "ix_", "compress"]  # fmt: skip


def _method(name):
    def run(a, *args, out=None, **named):
        found = getattr(of_tensor(tensor_of(a)), name)(*args, **named)
        return found if out is None else into(tensor_of(found), out)

    run.__name__ = name
    return run


FUNCTIONS = {name: _method(name) for name in ("sum", "mean", "prod", "std", "var", "max", "min", "ptp", "argmax", "argmin", "all", "any", "cumsum", "cumprod", "reshape", "transpose", "swapaxes", "squeeze", "ravel",
                                              "argsort", "nonzero", "repeat", "copy", "trace", "diagonal", "take", "searchsorted", "argpartition")}  # fmt: skip
FUNCTIONS.update(
    {
        "amax": FUNCTIONS["max"],
        "amin": FUNCTIONS["min"],
        "cumproduct": FUNCTIONS["cumprod"],
        "product": FUNCTIONS["prod"],
        "alltrue": FUNCTIONS["all"],
        "sometrue": FUNCTIONS["any"],
    }
)


def sort(a, axis=-1, kind=None):
    """`kind` names a way to sort; whatever it is, equal numbers keep their order here."""
    tensor = tensor_of(a)
    return of_tensor(tensor.reshape(-1).sort(0)[0] if axis is None else tensor.sort(axis)[0])


def expand_dims(a, axis):
    tensor = tensor_of(a)
    axes = [axis] if isinstance(axis, int) else list(axis)
    for place in sorted(one % (tensor.dim() + len(axes)) for one in axes):
        tensor = tensor.unsqueeze(place)
    return of_tensor(tensor)


def broadcast_to(array, shape):
    return of_tensor(tensor_of(array).expand(shape_of(shape)))


def broadcast_arrays(*args):
    return [of_tensor(one) for one in torch.broadcast_tensors(*map(tensor_of, args))]


def broadcast_shapes(*args):
    return tuple(torch.broadcast_shapes(*args))


def moveaxis(a, source, destination):
    return of_tensor(tensor_of(a).movedim(source, destination))


def rollaxis(a, axis, start=0):
    axis = axis % len(shape(a))
    return moveaxis(a, axis, start - 1 if axis < start else start)


def rot90(m, k=1, axes=(0, 1)):
    return of_tensor(tensor_of(m).rot90(k, axes))


def flip(m, axis=None):
    tensor = tensor_of(m)
    return of_tensor(tensor.flip(*(range(tensor.dim()) if axis is None else [axis] if isinstance(axis, int) else axis)))


def fliplr(m):
    return flip(m, 1)


def flipud(m):
    return flip(m, 0)


def roll(a, shift, axis=None):
    return of_tensor(torch.roll(tensor_of(a), shift, axis))


def tile(A, reps):
    return of_tensor(torch.tile(tensor_of(A), (reps,) if isinstance(reps, int) else tuple(reps)))


def shape(a):
    return tuple(tensor_of(a).shape)


def ndim(a):
    return tensor_of(a).dim()


def size(a, axis=None):
    tensor = tensor_of(a)
    return tensor.numel() if axis is None else tensor.size(axis)


def _at_least(run):
    def lifted(*arys):
        found = [of_tensor(run(tensor_of(one))) for one in arys]
        return found[0] if len(found) == 1 else found

    return lifted


atleast_1d, atleast_2d = _at_least(torch.atleast_1d), _at_least(torch.atleast_2d)


def resize(a, new_shape):
    """As many as are wanted, again from the beginning where there are fewer."""
    flat, wanted = tensor_of(a).reshape(-1), shape_of(new_shape)
    count = torch.Size(wanted).numel()
    return of_tensor(flat[torch.arange(count) % max(flat.numel(), 1)].reshape(wanted))


def delete(arr, obj, axis=None):
    tensor = tensor_of(arr)
    tensor, axis = (tensor.reshape(-1), 0) if axis is None else (tensor, axis)
    keep = torch.ones(tensor.size(axis), dtype=torch.bool)
    gone = obj if isinstance(obj, (int, slice)) else tensor_of(obj)
    keep[gone.long() if hasattr(gone, "numel") and not gone.numel() else gone] = False
    return of_tensor(tensor.index_select(axis, keep.nonzero().reshape(-1)))


def insert(arr, obj, values, axis=None):
    tensor = tensor_of(arr)
    tensor, axis = (tensor.reshape(-1), 0) if axis is None else (tensor, axis % tensor.dim())
    if not isinstance(obj, int):
        raise NotImplementedError("insert at several places is not here: at one it is.")
    place = obj + tensor.size(axis) if obj < 0 else obj
    new = tensor_of(values).to(tensor.dtype)
    if tensor.dim() == 1:
        new = new.reshape(-1)
    elif new.dim() < tensor.dim():
        new = new.expand([size for dim, size in enumerate(tensor.shape) if dim != axis]).unsqueeze(axis)
    return of_tensor(torch.cat([tensor.narrow(axis, 0, place), new, tensor.narrow(axis, place, tensor.size(axis) - place)], axis))


def pad(array, pad_width, mode="constant", *, constant_values=0):
    tensor = tensor_of(array)
    if isinstance(pad_width, int):
        pad_width = [(pad_width, pad_width)] * tensor.dim()
    elif len(pad_width) == 2 and all(isinstance(side, int) for side in pad_width):
        pad_width = [tuple(pad_width)] * tensor.dim()
    elif len(pad_width) == 1:
        pad_width = [tuple(pad_width[0])] * tensor.dim()
    names = {"constant": "constant", "edge": "replicate", "reflect": "reflect", "wrap": "circular"}
    if mode not in names:
        raise NotImplementedError(f"pad(mode={mode!r}) is not here: {', '.join(names)} are.")
    sides = [side for before, after in reversed([tuple(pair) for pair in pad_width]) for side in (before, after)]
    return of_tensor(torch.nn.functional.pad(tensor, sides, names[mode], constant_values if mode == "constant" else None))


def take_along_axis(arr, indices, axis):
    return of_tensor(tensor_of(arr).take_along_dim(tensor_of(indices), axis))


def put_along_axis(arr, indices, values, axis):
    places = tensor_of(indices)
    arr._tensor.scatter_(axis, places, tensor_of(values).to(arr._tensor.dtype).expand(places.shape))


def apply_along_axis(func1d, axis, arr, *args, **kwargs):
    tensor = tensor_of(arr).movedim(axis, -1)
    rows = [tensor_of(func1d(of_tensor(row), *args, **kwargs)) for row in tensor.reshape(-1, tensor.size(-1))]
    found = torch.stack(rows).reshape(*tensor.shape[:-1], *rows[0].shape)
    return of_tensor(found.movedim(-1, axis) if rows[0].dim() else found)


class vectorize:
    """A function of numbers, for each of an array's."""

    def __init__(self, pyfunc, otypes=None):
        self.pyfunc, self.otypes = pyfunc, otypes

    def __call__(self, *args):
        from ._making import array

        given = [array(one) for one in args]
        sizes = broadcast_shapes(*(one.shape for one in given))
        rows = [
            (one if one.shape == sizes else one[(None,) * (len(sizes) - one.ndim)] + 0 * of_tensor(torch.zeros(sizes, dtype=torch.int64))).reshape(-1).tolist()
            for one in given
        ]
        values = [self.pyfunc(*numbers) for numbers in zip(*rows)]
        kinds = list(self.otypes) if self.otypes else []
        if values and isinstance(values[0], tuple):
            return tuple(array(list(column), kind).reshape(sizes) for column, kind in zip(zip(*values), kinds or [None] * len(values[0])))
        found = array(values, kinds[0] if kinds else None).reshape(sizes)
        return found if sizes else found[()] if hasattr(found, "_values") else out_of(tensor_of(found))


class nditer:
    """Each number of an array as a window of its own, in row order."""

    def __init__(self, op, flags=(), op_flags=()):
        if isinstance(op, (list, tuple)) and any(hasattr(one, "shape") or one is None for one in op):
            raise NotImplementedError("nditer over several arrays is not here: zip of their flat values goes over them.")
        self._array, self._place = of_tensor(tensor_of(op)), 0
        self._places = list(ndindex(self._array.shape))

    multi_index = property(lambda self: self._places[self._place])
    index = property(lambda self: self._place)
    finished = property(lambda self: self._place >= len(self._places))
    value = property(lambda self: of_tensor(self._array._tensor[self.multi_index]))

    def __getitem__(self, place):
        return self.value

    def __setitem__(self, place, value):
        self._array[self.multi_index] = value

    def iternext(self):
        self._place += 1
        return not self.finished

    def __iter__(self):
        while not self.finished:
            yield self.value
            self._place += 1

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return None


def ndindex(*shape):
    from itertools import product

    return product(*map(range, shape[0] if len(shape) == 1 and isinstance(shape[0], tuple) else shape))


def ndenumerate(arr):
    array = of_tensor(tensor_of(arr))
    return ((place, array[place]) for place in ndindex(array.shape))


def unravel_index(indices, shape):
    place, found = tensor_of(indices), []
    for length in reversed(shape):
        found.insert(0, place % length)
        place = place // length
    return tuple(out_of(one) for one in found)


def ravel_multi_index(multi_index, dims):
    place = tensor_of(0)
    for one, length in zip(multi_index, dims):
        place = place * length + tensor_of(one)
    return out_of(place)


def trim_zeros(filt, trim="fb"):
    flat = tensor_of(filt)
    places = flat.nonzero().reshape(-1)
    if not places.numel():
        return of_tensor(flat[:0])
    return of_tensor(flat[int(places[0]) if "f" in trim.lower() else 0 : int(places[-1]) + 1 if "b" in trim.lower() else None])


def ix_(*args):
    places = [tensor_of(one) for one in args]
    places = [one.nonzero().reshape(-1) if one.dtype is torch.bool else one for one in places]
    return tuple(of_tensor(one.reshape([-1 if own == place else 1 for own in range(len(places))])) for place, one in enumerate(places))


def compress(condition, a, axis=None):
    return of_tensor(tensor_of(a)).compress(condition, axis)
