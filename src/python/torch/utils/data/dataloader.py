"""The loader: batches of a data set, in a sampler's order."""

import warnings

from ... import _creation, _dtype
from ._collate import default_collate  # noqa: F401
from ._workers import Workers, get_worker_info  # noqa: F401
from .dataset import IterableDataset
from .sampler import BatchSampler, RandomSampler, SequentialSampler


class DataLoader:
    """Workers would be processes of their own, which are not here: this one makes their batches, in the same order and with their random numbers."""

    def __init__(self, dataset, batch_size=1, shuffle=None, sampler=None, batch_sampler=None, num_workers=0, collate_fn=None, pin_memory=False, drop_last=False,
                 timeout=0, worker_init_fn=None, multiprocessing_context=None, generator=None, *, prefetch_factor=2, persistent_workers=False, pin_memory_device=""):  # fmt: skip
        self._is_stream = isinstance(dataset, IterableDataset)
        if num_workers < 0:
            raise ValueError("num_workers option should be non-negative; use num_workers=0 to disable multiprocessing.")
        if persistent_workers and not num_workers:
            raise ValueError("persistent_workers option needs num_workers > 0")
        if self._is_stream and shuffle not in (None, False):
            raise ValueError(f"DataLoader with IterableDataset: expected unspecified shuffle option, but got shuffle={shuffle}")
        if sampler is not None and shuffle:
            raise ValueError("sampler option is mutually exclusive with shuffle")
        if batch_sampler is not None:
            if batch_size != 1 or shuffle or sampler is not None or drop_last:
                raise ValueError("batch_sampler option is mutually exclusive with batch_size, shuffle, sampler, and drop_last")
            batch_size = None
        elif batch_size is None and drop_last:
            raise ValueError("batch_size=None option disables auto-batching and is mutually exclusive with drop_last")
        elif batch_size is not None and (not isinstance(batch_size, int) or batch_size <= 0):
            raise ValueError(f"batch_size should be a positive integer value, but got batch_size={batch_size}")
        if pin_memory:
            warnings.warn("'pin_memory' argument is set as true but no accelerator is found, then device pinned memory won't be used.", stacklevel=2)
        self.dataset, self.num_workers, self.pin_memory, self.drop_last = dataset, num_workers, pin_memory, drop_last
        self.generator, self.collate_fn, self.batch_size = generator, collate_fn, batch_size
        self.timeout, self.worker_init_fn, self.prefetch_factor, self.persistent_workers = timeout, worker_init_fn, prefetch_factor, persistent_workers
        self.sampler = self.batch_sampler = self._workers = None
        if not self._is_stream:
            self.sampler = sampler if sampler is not None else RandomSampler(dataset, generator=generator) if shuffle else SequentialSampler(dataset)
            self.batch_sampler = (
                batch_sampler if batch_sampler is not None else BatchSampler(self.sampler, batch_size, drop_last) if batch_size is not None else None
            )

    def __iter__(self):
        # PyTorch draws a seed for its workers here, wanted or not; workers that stay keep theirs.
        if self._workers is None or not self.persistent_workers:
            seed = _creation.empty((), dtype=_dtype.int64).random_(generator=self.generator)
            self._workers = Workers(self, seed.item()) if self.num_workers else None
        else:
            self._workers.restart()
        collate = self.collate_fn or (default_collate if self.batch_size is not None or self.batch_sampler is not None else _converted)
        if self._is_stream:
            return self._stream(collate)
        if self.batch_sampler is None:
            return (self._made(lambda: collate(self.dataset[place])) for place in self.sampler)
        return self._batches(collate)

    def _stream(self, collate):
        if self.batch_size is None:
            yield from map(collate, self.dataset)
            return
        batch = []
        for one in self.dataset:
            batch.append(one)
            if len(batch) == self.batch_size:
                yield collate(batch)
                batch = []
        if batch and not self.drop_last:
            yield collate(batch)

    def _batches(self, collate):
        # A data set may make a batch at once, where that is the same.
        whole = getattr(self.dataset, "_whole", None) if collate is default_collate else None
        for places in self.batch_sampler:
            batch = None if whole is None else whole(places)
            if batch is None:
                whole, batch = None, self._made(lambda: collate([self.dataset[place] for place in places]))
            yield batch

    def _made(self, make):
        return make() if self._workers is None else self._workers.run(make)

    def __len__(self):
        if self._is_stream:
            count = len(self.dataset)
            return count if self.batch_size is None else count // self.batch_size if self.drop_last else -(-count // self.batch_size)
        return len(self.batch_sampler) if self.batch_sampler is not None else len(self.sampler)


def _converted(one):
    """An example by itself: arrays become tensors."""
    if hasattr(one, "_tensor"):
        return _creation.as_tensor(one)
    if isinstance(one, dict):
        return {name: _converted(part) for name, part in one.items()}
    return [_converted(part) for part in one] if isinstance(one, (list, tuple)) else one
