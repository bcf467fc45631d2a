"""Values on their way to the reader: the last of a cell, and those that a program displays."""


def show(value):
    """As text, where whoever runs the program shows nothing better."""
    if (display := getattr(value, "_ipython_display_", None)) is not None:
        display()
    else:
        print(repr(value))


def clear(wait):
    """What was printed and shown is to go: in a terminal the line, as IPython does it there."""
    print("\033[2K\r", end="")
    print("\033[2K\r", end="")
