"""The one file that knows the interpreter: operations on tensors by name, bytes in and out, and what an operation says."""

import builtins

import ember_scripts as _scripts
import tensor_core as _core
from pyodide.ffi import JsException, to_js

_numbers = {name: number for number, name in enumerate(_core.names().split("\n"))}
_call = _core.call
forget = _core.forget
count = _core.count
result = _core.result


def _mistake(error):
    kind, _, text = str(error).partition("\n")
    kind = kind.rpartition(": ")[2]
    if text == "ZeroDivisionError":
        return RuntimeError("ZeroDivisionError")
    return getattr(builtins, kind, RuntimeError)(text)


def operation(name):
    """A function that calls the operation of this name with numbers and gives back its first result."""
    number, call = _numbers[name], _call

    def run(*numbers):
        try:
            return call(number, *numbers)
        except JsException as error:
            raise _mistake(error) from None

    run.__name__ = name
    return run


def results():
    """All results of the last operation."""
    return [result(place) for place in range(count())]


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
