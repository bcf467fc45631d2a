"""Modules that are not here: a sentence that says so, where Python would only name them."""

import sys

from .names import OURS


class _Absent:
    """Asked last, when nobody else knows the module."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        # Of a package that is here, its own words tell.
        if path is None and "." not in name:
            here = ", ".join(name for name in OURS if name != "mpl_toolkits")
            raise ModuleNotFoundError(f"No module named '{name}': it is not here. Here are Python's own modules, {here}.", name=name)
        return None


def tell():
    """From now on."""
    if _Absent not in sys.meta_path:
        sys.meta_path.append(_Absent)
