"""The kind of picture that a notebook shows: it shows its own."""


def set_matplotlib_formats(*formats, **settings):
    pass
