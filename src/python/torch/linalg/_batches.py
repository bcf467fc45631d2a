"""Batches of matrices, one after the other."""

from .. import _creation, _dtype, _functions


def each_matrix(run, A, count=1, small=None, limit=32):
    """What `run` gives for each matrix in double, side by side in the dtype of A; of small ones what `small` makes of lists of rows."""
    matrices = A.detach().double().reshape(-1, *A.shape[-2:])
    is_small = small is not None and 0 < max(A.shape[-2:]) <= limit and matrices.size(0)
    found = [small(one) for one in matrices.tolist()] if is_small else [run(one) for one in matrices]
    found = found if count > 1 else [(one,) for one in found]
    side_by_side = (lambda parts: _creation.tensor(parts, dtype=_dtype.float64)) if is_small else _functions.stack
    parts = [side_by_side([one[place] for one in found]) for place in range(count)]
    parts = [part.reshape(*A.shape[:-2], *part.shape[1:]).to(A.dtype) for part in parts]
    return tuple(parts) if count > 1 else parts[0]
