"""Sums weighted by a matrix, and rows looked up in one."""

from _ember.bridge import operation

from ... import _creation, _dtype, _functions
from ..._held import maybe, named, need, wrap
from ...autograd import no_grad

_linear, _embedding = operation("linear"), operation("embedding")


def linear(input, weight, bias=None):
    return wrap(_linear(need(input, "linear")._handle, weight._handle, 0 if bias is None else bias._handle))


def bilinear(input1, input2, weight, bias=None):
    product = _functions.einsum("...i,oij,...j->...o", input1, weight, input2)
    return product if bias is None else product + bias


def embedding(input, weight, padding_idx=None, max_norm=None, norm_type=2.0, scale_grad_by_freq=False, sparse=False):
    dense(sparse)
    need(input, "embedding", 2, "indices")
    if padding_idx is not None and padding_idx < 0:
        padding_idx += weight.size(0)
    if max_norm is not None:
        _shorten(input, weight, max_norm, norm_type)
    found = wrap(_embedding(weight._handle, input._handle, *maybe(padding_idx)))
    if scale_grad_by_freq:
        counts = _functions.bincount(input.reshape(-1).long())[input].unsqueeze(-1)
        share = found / counts
        return share + (found - share).detach()
    return found


def dense(sparse):
    if sparse:
        raise NotImplementedError("sparse=True is not here: gradients are dense.")


def _shorten(input, weight, max_norm, norm_type):
    """Rows that are asked for and too long are made as long as they may be, for good."""
    with no_grad():
        places = input.reshape(-1).unique()
        rows = weight.detach()[places]
        sizes = rows.norm(norm_type, 1, True)
        weight.detach()[places] = _functions.where(sizes > max_norm, rows * (max_norm / (sizes + 1e-7)), rows)


def embedding_bag(input, weight, offsets=None, max_norm=None, norm_type=2, scale_grad_by_freq=False, mode="mean", sparse=False, per_sample_weights=None,
                  include_last_offset=False, padding_idx=None):  # fmt: skip
    """The sum, mean or largest of each bag's rows."""
    if mode not in ("sum", "mean", "max"):
        raise ValueError("mode has to be one of sum, mean or max")
    if per_sample_weights is not None and mode != "sum":
        raise NotImplementedError(f"embedding_bag: per_sample_weights was not None. per_sample_weights is only supported for mode='sum' (got mode='{mode}').")
    if input.dim() == 2:
        if offsets is not None:
            raise ValueError("if input is 2D, then offsets has to be None, as input is treated is a mini-batch of fixed length sequences")
        offsets = _creation.arange(0, input.numel(), input.size(1))
    elif offsets is None:
        raise ValueError("offsets has to be a 1D Tensor but got None")
    flat = input.reshape(-1)
    ends = offsets.tolist() if include_last_offset else [*offsets.tolist(), flat.numel()]
    rows = embedding(flat, weight, padding_idx, max_norm, norm_type, scale_grad_by_freq, sparse)
    if per_sample_weights is not None:
        rows = rows * per_sample_weights.reshape(-1, 1)
    counted = _creation.ones_like(flat, dtype=_dtype.bool) if padding_idx is None else flat != padding_idx
    if mode == "max":
        bags = [rows[start:end][counted[start:end]] for start, end in zip(ends, ends[1:])]
        found = _functions.stack([bag.max(0)[0] if bag.size(0) else weight.new_zeros(weight.size(1)) for bag in bags])
        return named(found, "EmbeddingBagBackward0")
    sizes = _creation.tensor([end - start for start, end in zip(ends, ends[1:])], dtype=_dtype.int64)
    own = _functions.repeat_interleave(_creation.arange(sizes.numel()), sizes)
    kept = counted.to(weight.dtype).unsqueeze(1)[: own.numel()]
    total = weight.new_zeros(sizes.numel(), weight.size(1)).index_add(0, own, rows[: own.numel()] * kept)
    if mode == "mean":
        total = total / weight.new_zeros(sizes.numel(), 1).index_add(0, own, kept).clamp(min=1)
    return named(total, "EmbeddingBagBackward0")


def one_hot(tensor, num_classes=-1):
    if tensor.dtype is not _dtype.int64:
        raise RuntimeError("one_hot is only applicable to index tensor.")
    if tensor.numel() and int(tensor.min()) < 0:
        raise RuntimeError("Class values must be non-negative.")
    if not tensor.numel() and num_classes <= 0:
        raise RuntimeError("Can not infer total number of classes from empty tensor.")
    count = int(tensor.max().item()) + 1 if num_classes == -1 else num_classes
    if tensor.numel() and int(tensor.max().item()) >= count:
        raise RuntimeError("Class values must be smaller than num_classes.")
    return (tensor.unsqueeze(-1) == _creation.arange(count)).long()
