"""The losses of a program that trains: what each backward begins at, a curve for each net."""

import math

from . import bridge

# Set by whoever draws them.
is_watched = False
_MOST_NETS = 8
_curves = {}
_first_leaf = bridge.operation("first_leaf")


def watch(tensors, wrap):
    """Notes the loss of a step, where there is one. Nets are told apart by the first leaf that a gradient reaches."""
    if len(tensors) != 1 or tensors[0].numel() != 1:
        return
    _first_leaf(tensors[0]._handle)
    key, leaf = bridge.results()
    curve = _curves.get(key)
    if curve is None and leaf and len(_curves) < _MOST_NETS:
        # The leaf, which keeps its key from others; the net's number, the step of the first value that has not been taken, values.
        curve = _curves[key] = [wrap(leaf), len(_curves), 1, []]
    elif leaf:
        bridge.dropped.append(leaf)
    if curve is not None:
        curve[3].append(tensors[0].item())


def taken():
    """Net, first step and values of what has come since the last time."""
    for curve in _curves.values():
        _, net, step, values = curve
        if values:
            curve[2:] = step + len(values), []
            yield net, step, [value if math.isfinite(value) else None for value in values]


def clear():
    """Another program begins."""
    _curves.clear()
