"""`torch.save` and `torch.load`, in PyTorch's own format: a pickle and the bytes of each storage in an archive."""

import io
import os
import pickle
import zipfile
from collections import OrderedDict

from . import _utils
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
    name = os.path.splitext(os.path.basename(f))[0] if isinstance(f, (str, os.PathLike)) else "archive"
    records, pickled = [], io.BytesIO()
    _Pickler(pickled, records, pickle_protocol).dump(obj)
    with zipfile.ZipFile(f, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(f"{name}/data.pkl", pickled.getvalue())
        for place, record in enumerate(records):
            archive.writestr(f"{name}/data/{place}", record.data)
        archive.writestr(f"{name}/version", "3\n")


class _Unpickler(pickle.Unpickler):
    def __init__(self, file, read):
        super().__init__(file)
        self._read = read

    def persistent_load(self, saved):
        _, kind, key, _, _ = saved
        return _utils._Storage(self._read(key), kind.dtype)

    def find_class(self, module, name):
        if module == "torch" and name in _utils.STORAGES:
            return _utils.STORAGES[name]
        return super().find_class(module, name)


def load(f, map_location=None, pickle_module=pickle, weights_only=False, **pickle_load_args):
    try:
        archive = zipfile.ZipFile(f)
    except zipfile.BadZipFile:
        raise RuntimeError("this file is no archive of PyTorch's: save it with PyTorch 1.6 or later.") from None
    with archive:
        inner = next((name for name in archive.namelist() if name.endswith("data.pkl")), None)
        if inner is None:
            raise RuntimeError("PytorchStreamReader failed locating file data.pkl: file not found")
        folder = inner.removesuffix("data.pkl")
        return _Unpickler(io.BytesIO(archive.read(inner)), lambda key: archive.read(f"{folder}data/{key}")).load()
