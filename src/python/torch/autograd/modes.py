"""Where nothing is recorded: `no_grad` and its kin, for a `with` or around a function."""

import functools
import inspect

from _ember.bridge import operation

_is_recording, _set_recording = operation("is_recording"), operation("set_recording")


def is_grad_enabled():
    return bool(_is_recording())


class set_grad_enabled:
    """Turns recording on or off at once, and back at the end of a `with`."""

    def __init__(self, mode):
        self._before = _set_recording(bool(mode))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        _set_recording(self._before)


class _Mode:
    """Recording on or off, if at all."""

    on = False

    def __new__(cls, function=None, **named):
        return cls()(function) if callable(function) else object.__new__(cls)

    def __init__(self, mode=True):
        self._is_used, self._before = mode, []

    def __enter__(self):
        self._before.append(_set_recording(self.on) if self._is_used else _is_recording())

    def __exit__(self, *_):
        _set_recording(self._before.pop())

    def __call__(self, function):
        if inspect.isgeneratorfunction(function):

            @functools.wraps(function)
            def steps(*args, **kwargs):
                """Each step by itself: between them the caller's own mode holds."""
                generator = function(*args, **kwargs)
                with type(self)(self._is_used):
                    last = next(generator, steps)
                while last is not steps:
                    yield last
                    with type(self)(self._is_used):
                        last = next(generator, steps)

            return steps

        @functools.wraps(function)
        def run(*args, **kwargs):
            with type(self)(self._is_used):
                return function(*args, **kwargs)

        return run


class no_grad(_Mode):
    pass


class inference_mode(_Mode):
    pass


class enable_grad(_Mode):
    on = True
