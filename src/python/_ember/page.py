"""Serves the page: runs what it sends, says what programs print, show and get wrong, as it comes."""

import builtins
import io
import json
import os
import sys
import time

import ember_page
from pyodide.ffi import JsException, can_run_sync, run_sync, to_js

from . import absent, cells, data, figures, losses, names, turns, values

_spaces = {}
# Where programs begin.
_HOME = os.getcwd()


class _Output(io.TextIOBase):
    """What is printed, sent a few times a second: the page draws no faster."""

    SECONDS = 0.05

    def __init__(self, is_error):
        self.is_error, self._parts, self._sent = is_error, [], 0.0

    def write(self, text):
        self._parts.append(text)
        if time.monotonic() - self._sent > self.SECONDS:
            self.send()
        return len(text)

    def writable(self):
        return True

    def send(self):
        self._sent = time.monotonic()
        # A turn may come after each call, and sends what there is: taken out without one, nothing goes twice.
        parts, self._parts = self._parts, []
        if parts:
            _say("text", run=_run_number, is_error=self.is_error, text="".join(parts))


_run_number = 0
_outputs = _Output(False), _Output(True)


def _send_outputs():
    for output in _outputs:
        output.send()
    for net, step, numbers in losses.taken():
        _say("losses", run=_run_number, net=net, step=step, values=numbers)


def _say(kind, bulk=None, **fields):
    message = json.dumps({"kind": kind, **fields})
    ember_page.say(message) if bulk is None else ember_page.say(message, to_js(bulk).buffer)


def say(kind, bulk=None, **fields):
    """Tells the page something about the program that runs, after what it has printed."""
    _send_outputs()
    _say(kind, bulk, run=_run_number, **fields)


def serve(message, bulk):
    """One message of the page's, from beginning to end."""
    command = json.loads(message)
    return _commands[command.pop("kind")](bulk=bulk, **command)


def _start(bulk):
    sys.stdout, sys.stderr = _outputs
    builtins.input = _no_input
    data.parts = _site_parts
    turns.prepare(_give_way)
    absent.tell()
    losses.is_watched = True
    figures.on_show, figures.pause = _show_figure, _pause
    values.show, values.clear = show, lambda wait: say("clear", wait=bool(wait))
    return can_run_sync()


def _run(bulk, run, name, source, space, arguments=()):
    global _run_number
    _run_number = run
    losses.clear()
    if "static/data" in source:
        _mount_data()
    sys.argv = [name, *arguments]
    module = _spaces[space] = _spaces.get(space) or cells.program()
    end = "finished"
    turns.watch()
    try:
        value = cells.run(source, module, name)
        figures.end_cell()
        if value is not None:
            module._ = value
            show(value)
    except SystemExit as error:
        if error.code not in (None, 0):
            print(error.code)
    except KeyboardInterrupt:
        end = "stopped"
    except BaseException as error:
        end = "failed"
        say("mistake", **_told(error, name))
    finally:
        turns.rest()
        _close_figures()
    say("done", end=end)


def _close_figures():
    """A cell that ends early leaves none to the next."""
    global _owed
    _owed = None
    if "matplotlib.pyplot" in sys.modules:
        sys.modules["matplotlib.pyplot"].close("all")


def _told(error, name):
    return {"error": type(error).__name__, "line": cells.line_of(error, name), "text": cells.told(error)}


def show(value):
    """A value as a notebook shows it: a figure, a picture or a table as what it is, all else as text."""
    if (display := getattr(value, "_ipython_display_", None)) is not None:
        display()
    elif (png := getattr(value, "_repr_png_", None)) is not None:
        say("picture", bulk=png(), text=repr(value))
    elif (table := getattr(value, "_ember_table_", None)) is not None:
        columns, rows = table()
        say("table", columns=columns, rows=rows)
    else:
        say("value", text=repr(value))


def _names(bulk, request, sources):
    missing, total = names.missing(sources)
    _say("missing", request=request, total=total, names=missing)


def _complete(bulk, request, source, place, space):
    start, words = names.completions(source, place, vars(_spaces[space]) if space in _spaces else {})
    _say("completions", request=request, start=start, words=words)


def _file(bulk, name):
    with open(name, "wb") as file:
        file.write(bulk.to_bytes())


_commands = {"start": _start, "run": _run, "names": _names, "complete": _complete, "file": _file}


def _give_way():
    """Lets the page's messages in; a Stop among them ends the program as Ctrl-C does."""
    _send_outputs()
    if not _is_waiting and can_run_sync() and _awaited(ember_page.turn()):
        raise KeyboardInterrupt


def _pause(seconds):
    """As `plt.pause` waits: what there is to see is seen."""
    if _owed is not None and seconds >= _LIVE_SECONDS:
        _draw(_owed, False)
    _send_outputs()
    if can_run_sync():
        _awaited(ember_page.rest(1000 * seconds))
        _give_way()


# What Python does meanwhile to hear of a promise's end is no program's turn.
_is_waiting = False


def _awaited(promise):
    global _is_waiting
    _is_waiting = True
    try:
        return run_sync(promise)
    finally:
        _is_waiting = False


def decoded(data, is_grey):
    """(bytes, channels, width, height) of a picture file that the browser reads."""
    try:
        made = _awaited(ember_page.decoded(to_js(memoryview(data)), is_grey))
    except JsException:
        raise OSError("cannot identify image file: the browser does not read it, either") from None
    return made.pixels.to_bytes(), int(made.channels), int(made.width), int(made.height)


def encoded(rgba, width, height, kind, quality):
    return _awaited(ember_page.encoded(to_js(memoryview(rgba)), width, height, kind, quality)).to_bytes()


def _no_input(prompt=""):
    raise RuntimeError("input() is not here: give the value in the program, for example name = \"Ada\". It would run in a terminal.")


def _site_parts(name, split, what):
    """The files of a data set, from the site: only what the page itself may read."""
    catalog = json.loads(_fetched("catalog.json"))
    files = [shard[what] for shard in catalog["sets"][name][split]]
    return [_checked(file) for file in files]


def _mount_data():
    """The lessons' programs read files below `static/data`: here they are those of the site."""
    folder = f"{_HOME}/static/data"
    if not os.path.isdir(folder):
        sets = json.loads(_fetched("catalog.json"))["sets"].values()
        shards = [shard for one in sets for split in one.values() for shard in split]
        files = [shard[what] for shard in shards for what in ("images", "labels")]
        ember_page.mount(folder, json.dumps([*files, {"path": "titanic/titanic.csv"}]))


def _checked(file):
    from hashlib import sha256

    content = data.unpacked(_fetched(file["path"], file["sha256"]))
    if sha256(content).hexdigest() != file["sha256"]:
        raise RuntimeError(f"{file['path']} is not what the site's catalogue lists: load the page again.")
    return content


def _fetched(path, sha256=""):
    try:
        if can_run_sync():
            return _awaited(ember_page.data(path, sha256)).to_bytes()
        return ember_page.dataAtOnce(path, sha256).to_bytes()
    except JsException as error:
        raise RuntimeError(f"The data did not come: {error}. Check the connection and run again.") from None


# A figure that changes is drawn no more often than it can be seen, nor in more than a quarter of a program's time; and twice as fine as
# the page's own pixels.
_LIVE_SECONDS, _TIMES, _SCALE = 0.1, 4, 2
# When the next may be drawn, and which one has changed since it was.
_next_live, _owed = 0.0, None


def _show_figure(figure, is_final):
    global _owed
    if is_final or time.monotonic() >= _next_live:
        _draw(figure, is_final)
    else:
        _owed = figure


def _draw(figure, is_final):
    global _next_live, _owed
    begun, _owed = time.monotonic(), None
    png = figure.png(_SCALE)
    # Where a PNG file has its size.
    width_px, height_px = (int.from_bytes(png[start : start + 4], "big") / _SCALE for start in (16, 20))
    number, alt = figure.shown_as, figures.described(figure)
    say("figure", png, number=number, is_final=is_final, alt=alt, width_px=width_px, height_px=height_px, **figures.counts(figure))
    _next_live = max(begun + _TIMES * (time.monotonic() - begun), time.monotonic() + _LIVE_SECONDS)
