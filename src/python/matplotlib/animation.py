"""Animations: a figure drawn frame by frame, written as a GIF file."""

import base64
import itertools

from _ember import png

from ._rc import rcParams


class Film(str):
    """A picture that moves, as a page's text."""

    def __new__(cls, data):
        made = str.__new__(cls, f'<img src="data:image/png;base64,{base64.b64encode(data).decode()}">')
        made.png = data
        return made


class Animation:
    def __init__(self, fig, interval, repeat):
        self.figure, self.interval, self.repeat, self.has_begun = fig, interval, repeat, False
        fig.animation = self

    def begin(self):
        """The first frame, when the figure is first drawn."""
        if not self.has_begun:
            self.has_begun = True
            self.first()

    def save(self, filename, writer=None, fps=None, dpi=None, codec=None, bitrate=None, extra_args=None, metadata=None, savefig_kwargs=None, progress_callback=None):
        if not str(filename).lower().endswith(".gif"):
            raise ValueError(f"animations are written as .gif here, not as {filename!r}")
        if any((codec, bitrate, extra_args, metadata, savefig_kwargs)):
            raise NotImplementedError("save(codec, bitrate, extra_args, metadata, savefig_kwargs) are not here: fps and dpi are.")
        fps = fps or getattr(writer, "fps", None) or 1000.0 / self.interval
        written(filename, self._frames(dpi, progress_callback), fps, self.repeat)

    def _frames(self, dpi=None, told=None):
        frames, self.has_begun = [], True
        for number, total in self.run():
            frames.append(grabbed(self.figure, dpi))
            if told is not None:
                told(number, total)
        return frames

    def to_jshtml(self, fps=None, embed_frames=True, default_mode=None):
        """The animation as a page's text: here a picture that moves."""
        return Film(png.moving(self._frames(), 1000.0 / fps if fps else self.interval))

    def to_html5_video(self, embed_limit=None):
        return self.to_jshtml()

    @property
    def _repr_png_(self):
        return None if rcParams["animation.html"] == "none" else lambda: self.to_jshtml().png

    def pause(self):
        raise NotImplementedError("an animation does not run here: save('animation.gif') writes it.")

    resume = pause


class FuncAnimation(Animation):
    """Calls a function for each frame."""

    def __init__(self, fig, func, frames=None, init_func=None, fargs=None, save_count=None, *, cache_frame_data=True, interval=200, repeat_delay=0, repeat=True, blit=False):
        super().__init__(fig, interval, repeat)
        self.func, self.init_func, self.fargs = func, init_func, tuple(fargs or ())
        if frames is None:
            self.frames, self.count = itertools.count, save_count or 100
        elif isinstance(frames, int):
            self.frames, self.count = lambda: iter(range(frames)), frames
        elif callable(frames):
            self.frames, self.count = frames, save_count or 100
        else:
            kept = frames if hasattr(frames, "__len__") else list(itertools.islice(frames, save_count or 100))
            self.frames, self.count = lambda: iter(kept), len(kept)

    def first(self):
        if self.init_func is not None:
            self.init_func()
        else:
            for frame in itertools.islice(self.frames(), 1):
                self.func(frame, *self.fargs)

    def run(self):
        self.first()
        for number, frame in enumerate(itertools.islice(self.frames(), self.count)):
            self.func(frame, *self.fargs)
            yield number, self.count


class ArtistAnimation(Animation):
    """Shows some parts in each frame."""

    def __init__(self, fig, artists, *, interval=200, repeat_delay=0, repeat=True, blit=False):
        super().__init__(fig, interval, repeat)
        self.frames = [list(frame) for frame in artists]

    def first(self):
        self._show(0)

    def run(self):
        for number in range(len(self.frames)):
            self._show(number)
            yield number, len(self.frames)

    def _show(self, chosen):
        for frame in self.frames:
            for part in frame:
                part.set_visible(False)
        for part in self.frames[chosen]:
            part.set_visible(True)


class PillowWriter:
    """Collects frames by hand: with writer.saving(figure, "file.gif", dpi): writer.grab_frame()."""

    def __init__(self, fps=5, **settings):
        if settings:
            raise NotImplementedError(f"PillowWriter({', '.join(settings)}) is not here: fps is.")
        self.fps = fps

    def setup(self, fig, outfile, dpi=None):
        self.figure, self.outfile, self.dpi, self.frames = fig, outfile, dpi, []

    def saving(self, fig, outfile, dpi):
        self.setup(fig, outfile, dpi)
        return self

    def grab_frame(self):
        self.frames.append(grabbed(self.figure, self.dpi))

    def finish(self):
        written(self.outfile, self.frames, self.fps, True)

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        if kind is None:
            self.finish()


ImageMagickWriter = PillowWriter


def FFMpegWriter(*args, **settings):
    raise NotImplementedError("films are not written here: PillowWriter writes GIF files.")


def grabbed(figure, dpi):
    return figure._pixels((dpi or figure.dpi) / 100, "paper")


def written(filename, frames, fps, repeats):
    from imageio import _gif

    with open(filename, "wb") as file:
        file.write(_gif.written(frames, [1.0 / fps] * len(frames), 0 if repeats else 1))


def __getattr__(name):
    raise AttributeError(f"matplotlib.animation.{name} is not here. It would run in matplotlib.")
