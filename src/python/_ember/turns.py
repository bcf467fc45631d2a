"""Turns: a running program gives way now and then, so that it can be told to stop and what it says is seen.

Python looks every fifty jumps and calls whether there is a signal; the page's worker answers by the clock (worker.mjs)."""

import signal

DEEPEST = 200
_is_watched = False


def prepare(give_way):
    """From now on signals are turns: `give_way` is called for each while a program runs."""

    def on_signal(number, frame):
        # A deep stack cannot be suspended.
        if _is_watched and _depth(frame) < DEEPEST:
            give_way()

    signal.signal(signal.SIGINT, on_signal)


def watch():
    """A program begins."""
    global _is_watched
    _is_watched = True


def rest():
    """It has ended."""
    global _is_watched
    _is_watched = False


def _depth(frame):
    depth = 0
    while frame is not None and depth < DEEPEST:
        frame, depth = frame.f_back, depth + 1
    return depth
