"""Progress bars."""

import sys
import time


class tqdm:
    def __init__(self, iterable=None, desc=None, total=None, leave=True, file=None, ncols=None, mininterval=0.1, maxinterval=10.0, miniters=None, ascii=None, disable=False, unit="it",
                 unit_scale=False, dynamic_ncols=False, smoothing=0.3, bar_format=None, initial=0, position=None, postfix=None, colour=None):  # fmt: skip
        """How wide, how often, in what colour a bar is drawn is the page's affair: of its look, only the words count."""
        if bar_format is not None or unit_scale:
            raise NotImplementedError("tqdm(bar_format, unit_scale) is not here.")
        self.iterable, self.desc, self.leave, self.disable, self.unit, self.n = iterable, desc, leave, disable, unit, initial
        self.total = len(iterable) if total is None and hasattr(iterable, "__len__") else total
        self._file, self._start, self._last, self._after = file or sys.stderr, time.time(), 0.0, ""
        self._wait = mininterval
        if postfix:
            self._set(postfix)
        self._show()

    def __iter__(self):
        for one in self.iterable:
            yield one
            self.update(1)
        self.close()

    def __len__(self):
        return self.total

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def update(self, n=1):
        self.n += n
        if time.time() - self._last > self._wait:
            self._show()

    def _show(self):
        if self.disable:
            return
        self._last = now = time.time()
        passed = now - self._start
        rate = f"{self.n / passed:.2f}{self.unit}/s" if passed > 0 and self.n else f"?{self.unit}/s"
        clock = lambda seconds: f"{int(seconds) // 60:02d}:{int(seconds) % 60:02d}"
        before, after = f"{self.desc}: " if self.desc else "", f", {self._after}" if self._after else ""
        if self.total:
            share = self.n / self.total
            bar = "█" * int(share * 10) + " " * (10 - int(share * 10))
            left = clock(passed / self.n * (self.total - self.n)) if self.n else "?"
            text = f"{before}{share:4.0%}|{bar}| {self.n}/{self.total} [{clock(passed)}<{left}, {rate}{after}]"
        else:
            text = f"{before}{self.n}{self.unit} [{clock(passed)}, {rate}{after}]"
        self._width = len(text)
        print("\r" + text, end="", file=self._file, flush=True)

    def close(self):
        if not self.disable:
            self._show()
            # A bar that is not left is wiped away.
            print(file=self._file) if self.leave else print("\r" + " " * self._width + "\r", end="", file=self._file)
            self.disable = True

    def set_description(self, desc=None, refresh=True):
        self.desc = desc
        if refresh:
            self._show()

    set_description_str = set_description

    def reset(self, total=None):
        self.n, self._start = 0, time.time()
        self.total = self.total if total is None else total
        self._show()

    def set_postfix(self, ordered_dict=None, refresh=True, **values):
        self._set({**(ordered_dict or {}), **values})
        if refresh:
            self._show()

    def _set(self, values):
        self._after = ", ".join(f"{name}={value:.3g}" if isinstance(value, float) else f"{name}={value}" for name, value in values.items())

    def set_postfix_str(self, s="", refresh=True):
        self._after = s
        if refresh:
            self._show()

    def refresh(self):
        self._show()

    @staticmethod
    def write(s, file=None, end="\n"):
        print(s, file=file or sys.stdout, end=end)


def trange(*args, **named):
    return tqdm(range(*args), **named)


tqdm_notebook, tnrange = tqdm, trange
