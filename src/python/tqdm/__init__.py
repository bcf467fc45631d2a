"""Progress bars."""

import sys
import time


class tqdm:
    def __init__(self, iterable=None, desc=None, total=None, leave=True, file=None, disable=False, unit="it", initial=0, postfix=None, **look):
        self.iterable, self.desc, self.leave, self.disable, self.unit, self.n = iterable, desc, leave, disable, unit, initial
        self.total = len(iterable) if total is None and hasattr(iterable, "__len__") else total
        self._file, self._start, self._last, self._after = file or sys.stderr, time.time(), 0.0, postfix or ""
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
        if time.time() - self._last > 0.1:
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
        print("\r" + text, end="", file=self._file, flush=True)

    def close(self):
        if not self.disable:
            self._show()
            print(file=self._file)
            self.disable = True

    def set_description(self, desc=None, refresh=True):
        self.desc = desc
        self._show()

    def set_postfix(self, ordered_dict=None, refresh=True, **values):
        values = {**(ordered_dict or {}), **values}
        self._after = ", ".join(f"{name}={value:.3g}" if isinstance(value, float) else f"{name}={value}" for name, value in values.items())
        self._show()

    def set_postfix_str(self, s="", refresh=True):
        self._after = s
        self._show()

    def refresh(self):
        self._show()

    @staticmethod
    def write(s, file=None, end="\n"):
        print(s, file=file or sys.stdout, end=end)


def trange(*args, **named):
    return tqdm(range(*args), **named)
