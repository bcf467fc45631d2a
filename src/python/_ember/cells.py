"""Cells: run one after the other in one namespace, the last expression's value shown, mistakes told in the reader's lines."""

import ast
import builtins
import json
import linecache
import sys
import traceback
import types

from . import absent, commands, figures, values

# What is not the reader's: our packages, Python's own, and what started it all.
OURS = ("/packages", "/lib/python", "<exec>", "<frozen")


def cells_of(name, text):
    """The source of each cell of a program or a notebook."""
    if not name.endswith(".ipynb"):
        return [text]
    notebook = json.loads(text)
    sources = (cell["source"] for cell in notebook["cells"] if cell["cell_type"] == "code")
    return [source if isinstance(source, str) else "".join(source) for source in sources]


def program():
    """A program of its own: the module that its cells run in."""
    module = types.ModuleType("__main__")
    module.__builtins__ = builtins
    return module


def run(source, module, name):
    """Runs a cell and gives back the value of its last expression, if that is what it ends with."""
    # Where pickles and dataclasses look up what the program has made.
    sys.modules["__main__"] = module
    space = module.__dict__
    source = commands.replaced(source)
    linecache.cache[name] = len(source), None, source.splitlines(True), name
    tree = ast.parse(source, name)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, name, "exec"), space)
    if last is None or source.rstrip().endswith(";"):
        return None
    return eval(compile(ast.Expression(last.value), name, "eval"), space)


def told(error):
    """A mistake as Python tells it, without the lines of our packages."""
    own = [frame for frame in traceback.extract_tb(error.__traceback__) if not frame.filename.startswith(OURS)]
    lines = ["Traceback (most recent call last):\n", *traceback.StackSummary.from_list(own).format()] if own else []
    return "".join(lines + traceback.format_exception_only(error))


def line_of(error, name):
    """The line of this cell that the mistake is in, counted from 1; none where it is elsewhere."""
    if isinstance(error, SyntaxError) and error.filename == name:
        return error.lineno
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == name]
    return lines[-1] if lines else None


def run_file(name, text, arguments):
    """Runs all cells of a file; 1 if one of them ends in a mistake."""
    sys.argv = [name, *arguments]
    absent.tell()
    module = program()
    for number, source in enumerate(cells_of(name, text), 1):
        try:
            value = run(source, module, f"<cell {number}>" if name.endswith(".ipynb") else name)
            if value is not None and name.endswith(".ipynb"):
                values.show(value)
            figures.end_cell()
        except SystemExit as end:
            if isinstance(end.code, str):
                print(end.code, file=sys.stderr)
            return end.code if isinstance(end.code, int) else int(end.code is not None)
        except BaseException as error:
            print(told(error), end="", file=sys.stderr)
            return 1
    return 0
