"""What PyTorch's files name: how tensors are built from their storages."""

from . import _dtype


class _Storage:
    """The bytes of a file's record."""

    def __init__(self, data, dtype):
        self.data, self.dtype = data, dtype


def _storage(name, dtype):
    return type(name, (), {"dtype": dtype, "__module__": "torch"})


STORAGES = {
    name: _storage(name, dtype)
    for name, dtype in (
        ("BoolStorage", _dtype.bool), ("ByteStorage", _dtype.uint8), ("CharStorage", _dtype.int8), ("ShortStorage", _dtype.int16), ("IntStorage", _dtype.int32),
        ("LongStorage", _dtype.int64), ("HalfStorage", _dtype.float16), ("BFloat16Storage", _dtype.bfloat16), ("FloatStorage", _dtype.float32), ("DoubleStorage", _dtype.float64),
    )
}  # fmt: skip


def _rebuild_tensor_v2(storage, storage_offset, size, stride, requires_grad, backward_hooks, metadata=None):
    from ._creation import frombuffer

    flat = frombuffer(storage.data, dtype=storage.dtype) if storage.data else None
    if flat is None:
        from ._creation import empty

        return empty(*size, dtype=storage.dtype)
    return flat.as_strided(size, stride, storage_offset).clone().requires_grad_(requires_grad)


def _rebuild_parameter(data, requires_grad, backward_hooks):
    from .nn.parameter import Parameter

    return Parameter(data, requires_grad)
