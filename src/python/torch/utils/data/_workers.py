"""What workers would draw: each has random numbers of its own, from a seed of the loader's. Their work is done by this one process."""

import random
from collections import namedtuple

from ...random import default_generator

WorkerInfo = namedtuple("WorkerInfo", ("id", "num_workers", "seed", "dataset"))
_info = None


def get_worker_info():
    """Of the worker whose batch is being made; none elsewhere."""
    return _info


class Workers:
    def __init__(self, loader, seed):
        self._loader, self._seed, self._states, self._turn = loader, seed, [None] * loader.num_workers, 0

    def restart(self):
        """As at the beginning of an epoch: the first worker is asked first."""
        self._turn = 0

    def run(self, make):
        """Makes the next batch as the worker whose turn it is."""
        global _info
        worker, before = self._turn, _drawn()
        self._turn = (worker + 1) % len(self._states)
        seed = self._seed + worker
        _info = WorkerInfo(worker, len(self._states), seed, self._loader.dataset)
        try:
            if self._states[worker] is not None:
                _resume(self._states[worker])
            else:
                default_generator.manual_seed(seed)
                random.seed(seed)
                if self._loader.worker_init_fn is not None:
                    self._loader.worker_init_fn(worker)
            return make()
        finally:
            self._states[worker], _info = _drawn(), None
            _resume(before)


def _drawn():
    return default_generator._state(), random.getstate()


def _resume(state):
    default_generator._resume(state[0])
    random.setstate(state[1])
