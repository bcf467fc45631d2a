"""Windows that overlap."""

from .._array import of_tensor, tensor_of
from .._of_methods import broadcast_arrays, broadcast_shapes, broadcast_to  # noqa: F401


def sliding_window_view(x, window_shape, axis=None):
    tensor = tensor_of(x)
    sizes = (window_shape,) if isinstance(window_shape, int) else tuple(window_shape)
    axes = range(tensor.dim()) if axis is None else (axis,) if isinstance(axis, int) else axis
    if len(sizes) != len(tuple(axes)):
        raise ValueError("Since axis is None, must provide window_shape for all dimensions of `x`")
    rank = tensor.dim()
    for size, along in zip(sizes, axes):
        tensor = tensor.unfold(along % rank, size, 1)
    return of_tensor(tensor)


def as_strided(x, shape=None, strides=None):
    tensor = tensor_of(x)
    steps = tensor.stride() if strides is None else [step // tensor.element_size() for step in strides]
    return of_tensor(tensor.as_strided(tuple(tensor.shape if shape is None else shape), tuple(steps)))
