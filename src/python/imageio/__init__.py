"""Images and animations as files: PNG in and out, GIF out; in the page JPEG, WebP and BMP in."""

from . import _gif


def imread(uri, **settings):
    """A picture file as an array of bytes."""
    from matplotlib.image import bytes_of

    _only(settings, "imread")
    return bytes_of(uri)


def imwrite(uri, im, format=None, **settings):
    _only(settings, "imwrite")
    ending = _ending(uri, format)
    if ending == "gif":
        return mimwrite(uri, [im])
    if ending != "png":
        raise ValueError(f"images are written as .png here, not .{ending}")
    from _ember import png

    array = _bytes(im)
    _save(uri, png.written(array.tobytes(), array.shape[1], array.shape[0], 1 if array.ndim == 2 else array.shape[2]))


imsave = imwrite


def mimwrite(uri, ims, format=None, **settings):
    with get_writer(uri, format, **settings) as writer:
        for image in ims:
            writer.append_data(image)


mimsave = mimwrite


def get_writer(uri, format=None, mode="?", **settings):
    if mode not in ("?", "i", "I"):
        raise ValueError(f"mode {mode!r} is not here: 'I' is")
    ending = _ending(uri, format)
    if ending != "gif":
        raise ValueError(f"animations are written as .gif here, not .{ending}")
    return _Writer(uri, **settings)


class _Writer:
    def __init__(self, uri, duration=None, fps=None, loop=0, **settings):
        _only(settings, "an animation")
        self.uri, self.loop, self.frames = uri, loop, []
        self.duration = 1.0 / fps if fps else 0.1 if duration is None else duration

    def append_data(self, im):
        self.frames.append(_frame(im))

    def close(self):
        if not self.frames:
            raise ValueError("an animation has one image at least")
        given = self.duration if isinstance(self.duration, (list, tuple)) else [self.duration] * len(self.frames)
        # Seconds; of 10 and more, thousandths, as newer programs give them.
        durations = [value / 1000 if value >= 10 else value for value in given]
        _save(self.uri, _gif.written(self.frames, durations, self.loop))

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        if kind is None:
            self.close()


def _bytes(image):
    """An array or a picture as an array of bytes."""
    from matplotlib import _data

    array = _data.array(image._pixels() if hasattr(image, "_pixels") else image)
    if str(array.dtype) != "uint8":
        top = 255 if "float" in str(array.dtype) and float(array.max()) <= 1 else 1
        import numpy

        array = numpy.clip(array * top, 0, 255).astype(numpy.uint8)
    return array.squeeze(-1) if array.ndim == 3 and array.shape[-1] == 1 else array


def _frame(image):
    """(red, green, blue, alpha as bytes, width, height) of an image."""
    from _ember import png

    array = _bytes(image)
    data, height, width = array.tobytes(), *array.shape[:2]
    if array.ndim == 3 and array.shape[-1] == 4:
        return data, width, height
    planes = [data] * 3 if array.ndim == 2 else [data[place::3] for place in range(3)]
    return png.woven_planes([*planes, b"\xff" * (width * height)]), width, height


def _ending(uri, format):
    if format:
        return str(format).lower().lstrip(".").split("-")[0]
    return str(uri).lower().rpartition(".")[2] if isinstance(uri, str) or hasattr(uri, "__fspath__") else "png"


def _save(uri, data):
    if hasattr(uri, "write"):
        uri.write(data)
        return
    with open(uri, "wb") as file:
        file.write(data)


def _only(settings, name):
    if settings:
        raise NotImplementedError(f"{name} with {', '.join(settings)} is not here.")


def __getattr__(name):
    if name in ("v2", "v3"):
        import importlib

        return importlib.import_module(f"imageio.{name}")
    raise AttributeError(f"imageio.{name} is not here. It would run in imageio.")
