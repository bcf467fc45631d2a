"""Small helpers."""

import numpy

from .base import random_state_of

check_random_state = random_state_of


def shuffle(*arrays, random_state=None, n_samples=None):
    count = len(arrays[0])
    order = numpy.arange(count)
    random_state_of(random_state).shuffle(order)
    chosen = order.tolist()[:n_samples]
    found = [
        [one[place] for place in chosen] if isinstance(one, (list, tuple)) else one.iloc[chosen] if hasattr(one, "iloc") else one[numpy.array(chosen)]
        for one in arrays
    ]
    return found[0] if len(found) == 1 else found


def resample(*arrays, replace=True, n_samples=None, random_state=None, stratify=None):
    if stratify is not None:
        raise NotImplementedError("resample(stratify=...) is not here.")
    if not replace:
        return shuffle(*arrays, random_state=random_state, n_samples=n_samples)
    count = len(arrays[0])
    chosen = random_state_of(random_state).randint(0, count, size=(count if n_samples is None else n_samples,)).tolist()
    found = [
        [one[place] for place in chosen] if isinstance(one, (list, tuple)) else one.iloc[chosen] if hasattr(one, "iloc") else one[numpy.array(chosen)]
        for one in arrays
    ]
    return found[0] if len(found) == 1 else found


def __getattr__(name):
    raise AttributeError(f"sklearn.utils.{name} is not here. It would run in scikit-learn.")
