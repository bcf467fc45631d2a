"""Arrays side by side, and cut into parts."""

import torch

from ._array import of_tensor, tensor_of, torch_kind
from ._pointwise import into

__all__ = [
    "concatenate",
    "stack",
    "hstack",
    "vstack",
    "row_stack",
    "dstack",
    "column_stack",
    "append",
    "block",
    "split",
    "array_split",
    "hsplit",
    "vsplit",
    "c_",
    "r_",
]


def _tensors(arrays, dtype=None):
    tensors = [tensor_of(one) for one in arrays]
    if not tensors:
        raise ValueError("need at least one array to concatenate")
    wide = tensors[0].dtype
    for tensor in tensors[1:]:
        wide = (
            torch.float64
            if wide.is_floating_point != tensor.dtype.is_floating_point and torch.bool not in (wide, tensor.dtype)
            else torch.promote_types(wide, tensor.dtype)
        )
    return [tensor.to(torch_kind(dtype) or wide) for tensor in tensors]


def concatenate(arrays, axis=0, out=None, *, dtype=None):
    tensors = _tensors(arrays, dtype)
    if axis is None:
        tensors, axis = [one.reshape(-1) for one in tensors], 0
    if any(not one.dim() for one in tensors):
        raise ValueError("zero-dimensional arrays cannot be concatenated")
    for place, one in enumerate(tensors):
        if one.dim() != tensors[0].dim():
            raise ValueError(
                f"all the input arrays must have same number of dimensions, but the array at index 0 has {tensors[0].dim()} dimension(s) and the array at index {place} has {one.dim()} dimension(s)"
            )
    try:
        return into(torch.cat(tensors, axis), out)
    except RuntimeError:
        raise ValueError(
            f"all the input array dimensions except for the concatenation axis must match exactly, but their shapes are {', '.join(str(tuple(one.shape)) for one in tensors)}"
        ) from None


def stack(arrays, axis=0, out=None, *, dtype=None):
    tensors = _tensors(arrays, dtype)
    if any(one.shape != tensors[0].shape for one in tensors):
        raise ValueError("all input arrays must have the same shape")
    return into(torch.stack(tensors, axis), out)


def hstack(tup, *, dtype=None):
    tensors = torch.atleast_1d(_tensors(tup, dtype))
    return concatenate([of_tensor(one) for one in tensors], 0 if tensors[0].dim() == 1 else 1)


def vstack(tup, *, dtype=None):
    return concatenate([of_tensor(one) for one in torch.atleast_2d(_tensors(tup, dtype))])


row_stack = vstack


def dstack(tup):
    return concatenate([of_tensor(one) for one in torch.atleast_3d(_tensors(tup))], 2)


def column_stack(tup):
    return concatenate([of_tensor(one.reshape(-1, 1) if one.dim() < 2 else one) for one in _tensors(tup)], 1)


def append(arr, values, axis=None):
    if axis is None:
        return concatenate([of_tensor(tensor_of(one).reshape(-1)) for one in (arr, values)])
    return concatenate([arr, values], axis)


def block(arrays):
    if not isinstance(arrays, list):
        return of_tensor(tensor_of(arrays))
    if any(isinstance(one, list) for one in arrays):
        return vstack([block(row) for row in arrays])
    return hstack([block(one) for one in arrays])


def split(ary, indices_or_sections, axis=0):
    size = tensor_of(ary).size(axis)
    if isinstance(indices_or_sections, int) and size % indices_or_sections:
        raise ValueError("array split does not result in an equal division")
    return array_split(ary, indices_or_sections, axis)


def array_split(ary, indices_or_sections, axis=0):
    where = indices_or_sections if isinstance(indices_or_sections, int) else [int(place) for place in indices_or_sections]
    return [of_tensor(part) for part in torch.tensor_split(tensor_of(ary), where, axis)]


def hsplit(ary, indices_or_sections):
    return split(ary, indices_or_sections, 0 if tensor_of(ary).dim() == 1 else 1)


def vsplit(ary, indices_or_sections):
    return split(ary, indices_or_sections, 0)


class _Columns:
    def __getitem__(self, key):
        return column_stack([_line(one) for one in (key if isinstance(key, tuple) else (key,))])


class _Rows:
    def __getitem__(self, key):
        return concatenate([_line(one) for one in (key if isinstance(key, tuple) else (key,))])


def _line(one):
    from ._making import mgrid

    return mgrid[one] if isinstance(one, slice) else of_tensor(torch.atleast_1d(tensor_of(one)))


c_, r_ = _Columns(), _Rows()
