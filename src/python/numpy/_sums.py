"""An array's sums, extremes, order."""

import torch

from ._convert import of_tensor, out_of, tensor_of, torch_kind


class Sums:
    """What `ndarray` inherits from."""

    # Sums and extremes. `initial` begins them, `where` chooses.

    def _float(self, dtype=None):
        return self._tensor.to(torch_kind(dtype)) if dtype is not None else self._tensor if self._tensor.is_floating_point() else self._tensor.double()

    def sum(self, axis=None, dtype=None, keepdims=False, initial=None, where=True):
        tensor = self._tensor if where is True else torch.where(tensor_of(where), self._tensor, 0)
        total = tensor.sum(axis, keepdims, dtype=torch_kind(dtype))
        # The sum of nothing is 0, not -0.
        total = total if tensor.numel() else total.abs()
        return out_of(total if initial is None else total + initial)

    def mean(self, axis=None, dtype=None, keepdims=False):
        return out_of(self._float(dtype).mean(axis, keepdims))

    def prod(self, axis=None, dtype=None, keepdims=False):
        tensor = self._tensor if dtype is None else self._tensor.to(torch_kind(dtype))
        for one in sorted([] if axis is None or isinstance(axis, int) else [one % tensor.dim() for one in axis], reverse=True):
            tensor, axis = tensor.prod(one, keepdims), ()
        return out_of(tensor if axis == () else tensor.prod(axis, keepdims) if axis is not None or not keepdims else tensor.prod().reshape([1] * tensor.dim()))

    def std(self, axis=None, dtype=None, ddof=0, keepdims=False):
        return out_of(self._float(dtype).std(axis, keepdim=keepdims, correction=ddof))

    def var(self, axis=None, dtype=None, ddof=0, keepdims=False):
        return out_of(self._float(dtype).var(axis, keepdim=keepdims, correction=ddof))

    def max(self, axis=None, keepdims=False, initial=None):
        return self._extreme("amax", axis, keepdims, initial)

    def min(self, axis=None, keepdims=False, initial=None):
        return self._extreme("amin", axis, keepdims, initial)

    def _extreme(self, name, axis, keepdims, initial):
        tensor = self._tensor
        if initial is None and not tensor.numel():
            raise ValueError(f"zero-size array to reduction operation {'maximum' if name == 'amax' else 'minimum'} which has no identity")
        if initial is not None and not tensor.numel():
            return out_of(tensor_of(initial))
        found = getattr(tensor, name)(() if axis is None else axis, keepdims)
        return out_of(found if initial is None else found.clamp(**{"min" if name == "amax" else "max": initial}))

    def ptp(self, axis=None, keepdims=False):
        return self.max(axis, keepdims) - self.min(axis, keepdims)

    def _need_some(self, name):
        if not self._tensor.numel():
            raise ValueError(f"attempt to get {name} of an empty sequence")

    def argmax(self, axis=None, keepdims=False):
        self._need_some("argmax")
        return out_of(self._tensor.argmax(axis, keepdims))

    def argmin(self, axis=None, keepdims=False):
        self._need_some("argmin")
        return out_of(self._tensor.argmin(axis, keepdims))

    def all(self, axis=None, keepdims=False):
        return self._truth("all", axis, keepdims)

    def any(self, axis=None, keepdims=False):
        return self._truth("any", axis, keepdims)

    def _truth(self, name, axis, keepdims):
        tensor = self._tensor != 0
        for one in sorted([one % tensor.dim() for one in axis] if isinstance(axis, (tuple, list)) else [], reverse=True):
            tensor, axis = getattr(tensor, name)(one, keepdims), ()
        return out_of(tensor if axis == () else getattr(tensor, name)(axis, keepdims) if axis is not None else getattr(tensor, name)())

    def cumsum(self, axis=None, dtype=None):
        return of_tensor(self._tensor.reshape(-1).cumsum(0, dtype=torch_kind(dtype)) if axis is None else self._tensor.cumsum(axis, dtype=torch_kind(dtype)))

    def cumprod(self, axis=None, dtype=None):
        return of_tensor(self._tensor.reshape(-1).cumprod(0, dtype=torch_kind(dtype)) if axis is None else self._tensor.cumprod(axis, dtype=torch_kind(dtype)))

    # `kind` names a way to sort; whatever it is, equal numbers keep their order here.

    def sort(self, axis=-1, kind=None):
        self._tensor.copy_(self._tensor.sort(axis)[0])

    def argsort(self, axis=-1, kind=None):
        return of_tensor(self._tensor.reshape(-1).argsort(0) if axis is None else self._tensor.argsort(axis))

    def argpartition(self, kth, axis=-1):
        """Sorted through and through: what stands before and behind `kth` is as it must be."""
        return self.argsort(axis)

    def partition(self, kth, axis=-1):
        self.sort(axis)
