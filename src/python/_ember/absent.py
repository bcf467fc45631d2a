"""Modules that are not here: a sentence that says so, where Python would only name them."""

import sys

from .names import OURS


class _Absent:
    """Asked last, when nobody else knows the module."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        package, _, part = name.rpartition(".")
        if package and package.partition(".")[0] in OURS:
            raise ModuleNotFoundError(_words(sys.modules[package], name, part))
        if path is None and not package:
            here = ", ".join(name for name in OURS if name != "mpl_toolkits")
            raise ModuleNotFoundError(f"No module named '{name}': it is not here. Here are Python's own modules, {here}.", name=name)
        return None


def _words(package, name, part):
    """What the package itself says of what it lacks, if it does."""
    try:
        getattr(package, part)
    except AttributeError as error:
        if "is not here" in str(error):
            return str(error)
    return f"{name} is not here."


def tell():
    """From now on."""
    if _Absent not in sys.meta_path:
        sys.meta_path.append(_Absent)
