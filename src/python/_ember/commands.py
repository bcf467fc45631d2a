"""Jupyter's own commands in a cell: those that mean something here, and a word on the others."""

import ast
import re
import time

# Settings of Jupyter's that are as they should be anyway.
_NEEDLESS = ("matplotlib", "config", "load_ext", "reload_ext", "autoreload")
_COMMAND = re.compile(r"^([ \t]*)(%%?|!)(\w*)[ \t]*(.*)$")


def replaced(source):
    """The same cell, line for line, with its commands as Python."""
    if _is_python(source):
        return source
    lines = source.split("\n")
    timed = next((place for place, line in enumerate(lines) if line.strip()), 0)
    if lines[timed].strip() == "%%time":
        lines[timed] = f"from {__name__} import Timer as _timer; _timer = _timer()"
        lines[-1] += "\n_timer.tell()"
    return "\n".join(map(_line, lines))


def _is_python(source):
    try:
        ast.parse(source)
    except SyntaxError:
        return False
    return True


def _line(line):
    found = _COMMAND.match(line)
    # Within an expression that goes over lines, a line may begin with a remainder.
    if found is None or (found[2] == "%" and not found[3]):
        return line
    indent, sign, word, rest = found.groups()
    if sign != "!" and word in _NEEDLESS:
        return f"{indent}pass"
    if sign == "%" and word == "time":
        return f"{indent}from {__name__} import Timer as _timer; _timer = _timer(); {rest}; _timer.tell()"
    return f"{indent}from {__name__} import refuse as _refuse; _refuse({(sign + word)!r})"


class Timer:
    def __init__(self):
        self._start = time.perf_counter()

    def tell(self):
        print(f"Wall time: {time.perf_counter() - self._start:.3g} s")


def refuse(command):
    if command == "!pip" or command == "%pip":
        print("Nothing can be installed here; what there is needs no installing.")
        return
    raise NotImplementedError(f"{command} is a command of Jupyter's that is not here. It would run there.")
