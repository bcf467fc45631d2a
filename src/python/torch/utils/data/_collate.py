"""Examples side by side as a batch."""

from ... import _creation, _dtype, _functions
from ..._tensor import Tensor


def default_collate(batch):
    """Examples side by side: tensors stacked, numbers as a tensor, the parts of tuples and dicts each for themselves."""
    first = batch[0]
    if isinstance(first, Tensor):
        return _functions.stack(batch)
    if hasattr(first, "_tensor"):
        return _functions.stack([_creation.as_tensor(one) for one in batch])
    if hasattr(type(first), "_dtype_name"):
        # A number of numpy's keeps its dtype.
        return _creation.as_tensor(batch)
    if isinstance(first, float):
        return _creation.tensor(batch, dtype=_dtype.float64)
    if isinstance(first, int):
        return _creation.tensor(batch)
    if isinstance(first, (str, bytes)):
        return batch
    if isinstance(first, dict):
        return {key: default_collate([one[key] for one in batch]) for key in first}
    if isinstance(first, tuple) and hasattr(first, "_fields"):
        return type(first)(*(default_collate(part) for part in zip(*batch)))
    if isinstance(first, (tuple, list)):
        if any(len(one) != len(first) for one in batch):
            raise RuntimeError("each element in list of batch should be of equal size")
        return [default_collate(part) for part in zip(*batch)]
    raise TypeError(f"default_collate: batch must contain tensors, numpy arrays, numbers, dicts or lists; found {type(first)}")
