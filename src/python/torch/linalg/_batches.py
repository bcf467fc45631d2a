"""Batches of matrices, one after the other."""

from .. import _functions


def each_matrix(run, A, count=1):
    """What `run` gives for each matrix in double, side by side in the dtype of A."""
    matrices = A.detach().double().reshape(-1, *A.shape[-2:])
    found = [run(one) for one in matrices]
    found = found if count > 1 else [(one,) for one in found]
    parts = [_functions.stack([one[place] for one in found]) for place in range(count)]
    parts = [part.reshape(*A.shape[:-2], *part.shape[1:]).to(A.dtype) for part in parts]
    return tuple(parts) if count > 1 else parts[0]
