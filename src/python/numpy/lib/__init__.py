"""`numpy.lib`: the parts of it that programs ask for."""


class DataSource:
    """Files by their paths; a program here has no network."""

    def __init__(self, destpath="."):
        self._destpath = destpath

    def exists(self, path):
        import os

        return os.path.exists(path)

    def abspath(self, path):
        import os

        return os.path.abspath(path)

    def open(self, path, mode="r", encoding=None, newline=None):
        if "://" in path:
            raise OSError(f"{path} not found: a program here has no network.")
        return open(path, mode, encoding=encoding, newline=newline)


def __getattr__(name):
    if name == "stride_tricks":
        from importlib import import_module

        return import_module(".stride_tricks", __name__)
    raise AttributeError(f"numpy.lib.{name} is not here. It would run in numpy.")
