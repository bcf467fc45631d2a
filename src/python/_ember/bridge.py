"""The one file that knows the interpreter: operations on tensors by name, bytes in and out, and what an operation says."""

import builtins
import struct

import ember_scripts as _scripts
import tensor_core as _core
from pyodide.ffi import JsException, to_js

_numbers = {name: number for number, name in enumerate(_core.names().split("\n"))}

# What crosses the border lies in memory that both sides see, because each argument of a call costs as much as the call. On the way
# there: an operation's number, a tensor to forget, numbers. On the way back: the results; in the last place how many.
_ROOM = 64
_memory = memoryview(bytearray(8 * (_ROOM + 3)))
_slots = _memory.cast("d")
_core.share(_memory)
_go = _core.go
_packs = [struct.Struct(f"{count + 2}d").pack for count in range(_ROOM + 1)]

# Handles of tensors that are gone: the next operation forgets them.
dropped = []


def _mistake(error):
    if isinstance(error, struct.error):
        return TypeError("an operation on tensors was given something that is no number")
    kind, _, text = str(error).partition("\n")
    kind = kind.rpartition(": ")[2]
    if text == "ZeroDivisionError":
        return RuntimeError("ZeroDivisionError")
    return getattr(builtins, kind, RuntimeError)(text)


def _forget_all():
    while dropped:
        _core.forget(dropped.pop())


def operation(name):
    """A function that calls the operation of this name with numbers and gives back its first result."""
    number = _numbers[name]

    def run(*numbers):
        count, drop = len(numbers), dropped.pop() if dropped else 0
        if dropped:
            _forget_all()
        try:
            if count > _ROOM:
                return _core.call(number, drop, *numbers)
            _memory[: 8 * count + 16] = _packs[count](number, drop, *numbers)
            return _go() if count <= 6 else _core.go_on(count)
        except (JsException, struct.error) as error:
            raise _mistake(error) from None

    run.__name__ = name
    return run


# The same for two counts of numbers that small operations have, without lists. Between filling the memory and going nothing else
# gets in: Python looks for signals and garbage only after a call.


def operation_of_1(name):
    number, pack, memory, go = _numbers[name], _packs[1], _memory, _go

    def run(a):
        drop = dropped.pop() if dropped else 0
        if dropped:
            _forget_all()
        try:
            memory[:24] = pack(number, drop, a)
            return go()
        except (JsException, struct.error) as error:
            raise _mistake(error) from None

    return run


def operation_of_4(name):
    number, pack, memory, go = _numbers[name], _packs[4], _memory, _go

    def run(a, b, c, d):
        drop = dropped.pop() if dropped else 0
        if dropped:
            _forget_all()
        try:
            memory[:48] = pack(number, drop, a, b, c, d)
            return go()
        except (JsException, struct.error) as error:
            raise _mistake(error) from None

    return run


def result(place):
    """One result of the last operation."""
    return _slots[place] if place < _ROOM else _core.result(place)


def results():
    """All results of the last operation."""
    count = int(_slots[-1])
    return _slots[:count].tolist() if count <= _ROOM else [_core.result(place) for place in range(count)]


def put(data):
    """Bytes for the next operation."""
    _core.put(to_js(memoryview(data)))


def take():
    """Bytes of the last operation."""
    return _core.take().to_bytes()


def text():
    """The same as text."""
    return _core.text()


def script(name, *given):
    """What a function of pixels.mjs or contours.mjs makes of bytes and numbers, as bytes."""
    return getattr(_scripts, name)(*(to_js(memoryview(one)) if isinstance(one, (bytes, bytearray)) else one for one in given)).to_bytes()
