"""What programs ask of Jupyter."""

from . import display  # noqa: F401


def get_ipython():
    return None
