"""The same bar, wherever it is shown."""

from . import tqdm, trange  # noqa: F401
