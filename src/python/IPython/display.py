"""Shows values among a program's outputs."""

from _ember import values


def display(*objects):
    for one in objects:
        values.show(one)


def clear_output(wait=False):
    values.clear(wait)


def set_matplotlib_formats(*formats):
    if not set(formats) <= {"png", "svg", "retina", "png2x"}:
        raise NotImplementedError(f"figures as {', '.join(formats)} are not here: they are shown as fine as the screen is.")


class Image:
    """A picture from a file or from bytes: PNG."""

    def __init__(self, data=None, filename=None, format=None):
        if isinstance(data, str):
            data, filename = None, data
        if data is None:
            with open(filename, "rb") as file:
                data = file.read()
        if data[:8] != b"\x89PNG\r\n\x1a\n":
            raise NotImplementedError("IPython.display.Image is here for PNG files.")
        self.data = data

    def _repr_png_(self):
        return self.data


def __getattr__(name):
    raise AttributeError(f"IPython.display.{name} is not here. It would run in Jupyter.")
