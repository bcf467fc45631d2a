"""Shows values among a program's outputs."""

from _ember import pictures, png, values


def display(*objects):
    for one in objects:
        values.show(one)


def clear_output(wait=False):
    values.clear(wait)


def set_matplotlib_formats(*formats):
    if not set(formats) <= {"png", "svg", "retina", "png2x"}:
        raise NotImplementedError(f"figures as {', '.join(formats)} are not here: they are shown as fine as the screen is.")


class Image:
    """A picture from a file or from bytes: PNG, and in the page JPEG, WebP and BMP."""

    def __init__(self, data=None, filename=None, format=None):
        if isinstance(data, str):
            data, filename = None, data
        if data is None:
            with open(filename, "rb") as file:
                data = file.read()
        kind = pictures.kind_of(data)
        if kind == "GIF":
            raise NotImplementedError("IPython.display.Image is not here for GIF files: a file that is saved plays where it is opened.")
        if kind != "PNG":
            pixels, channels, width, height = pictures.read(data)
            data = png.written(pixels, width, height, channels)
        self.data = data

    def _repr_png_(self):
        return self.data


def __getattr__(name):
    raise AttributeError(f"IPython.display.{name} is not here. It would run in Jupyter.")
