"""`torch.save` and `torch.load`, in PyTorch's own format: a pickle and the bytes of each storage in an archive."""

import io
import os
import pickle
import zipfile
from collections import OrderedDict

from . import _utils
from ._dtype import check_device
from ._tensor import Tensor
from .nn.parameter import Parameter


class _Pickler(pickle.Pickler):
    def __init__(self, file, records, protocol):
        super().__init__(file, protocol)
        self._records = records

    def persistent_id(self, value):
        return value.id if isinstance(value, _Record) else None

    def reducer_override(self, value):
        if not isinstance(value, Tensor):
            return NotImplemented
        if isinstance(value, Parameter):
            return _utils._rebuild_parameter, (value.detach(), value.requires_grad, OrderedDict())
        record = _Record(value, str(len(self._records)))
        self._records.append(record)
        strides, step = [], 1
        for size in reversed(value.shape):
            strides.insert(0, step)
            step *= size
        return _utils._rebuild_tensor_v2, (record, 0, tuple(value.shape), tuple(strides), value.requires_grad, OrderedDict())


class _Record:
    def __init__(self, tensor, key):
        from _ember import bridge
        from _ember.bridge import operation

        kind = next(kind for kind in _utils.STORAGES.values() if kind.dtype is tensor.dtype)
        operation("to_bytes")(tensor._handle)
        self.data = bridge.take()
        self.id = ("storage", kind, key, "cpu", tensor.numel())


def save(obj, f, pickle_module=pickle, pickle_protocol=2, _use_new_zipfile_serialization=True):
    if pickle_module is not pickle or not _use_new_zipfile_serialization:
        raise NotImplementedError(
            "save(pickle_module, _use_new_zipfile_serialization=False) is not here: files are archives with a pickle of Python's in them."
        )
    name = os.path.splitext(os.path.basename(f))[0] if isinstance(f, (str, os.PathLike)) else "archive"
    records, pickled = [], io.BytesIO()
    _Pickler(pickled, records, pickle_protocol).dump(obj)
    with zipfile.ZipFile(f, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(f"{name}/data.pkl", pickled.getvalue())
        for place, record in enumerate(records):
            archive.writestr(f"{name}/data/{place}", record.data)
        archive.writestr(f"{name}/version", "3\n")


class _Unpickler(pickle.Unpickler):
    def __init__(self, file, read, only_weights, **named):
        super().__init__(file, **named)
        self._read, self._only_weights = read, only_weights

    def persistent_load(self, saved):
        _, kind, key, _, _ = saved
        return _utils._Storage(self._read(key), kind.dtype)

    def find_class(self, module, name):
        if module == "torch" and name in _utils.STORAGES:
            return _utils.STORAGES[name]
        if self._only_weights and (module, name) not in _WEIGHTS:
            raise pickle.UnpicklingError(f"Weights only load failed. Unsupported class {module}.{name}")
        return super().find_class(module, name)


# What a file of weights names.
_WEIGHTS = {
    ("collections", "OrderedDict"),
    ("torch._utils", "_rebuild_tensor_v2"),
    ("torch._utils", "_rebuild_parameter"),
    ("torch", "Size"),
    ("torch._dtype", "Size"),
    ("torch._dtype", "_by_name"),
}


def load(f, map_location=None, pickle_module=pickle, *, weights_only=False, **pickle_load_args):
    """Everything lies on the CPU, wherever it lay; another place is refused."""
    if pickle_module is not pickle:
        raise NotImplementedError("load(pickle_module=...) is not here: files are read with Python's own.")
    for where in map_location.values() if isinstance(map_location, dict) else [map_location] if not callable(map_location) else []:
        check_device(where)
    try:
        archive = zipfile.ZipFile(f)
    except zipfile.BadZipFile:
        raise RuntimeError("this file is no archive of PyTorch's: save it with PyTorch 1.6 or later.") from None
    with archive:
        inner = next((name for name in archive.namelist() if name.endswith("data.pkl")), None)
        if inner is None:
            raise RuntimeError("PytorchStreamReader failed locating file data.pkl: file not found")
        folder = inner.removesuffix("data.pkl")
        return _Unpickler(io.BytesIO(archive.read(inner)), lambda key: archive.read(f"{folder}data/{key}"), weights_only, **pickle_load_args).load()
