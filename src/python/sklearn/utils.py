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


def __getattr__(name):
    raise AttributeError(f"sklearn.utils.{name} is not here. It would run in scikit-learn.")
