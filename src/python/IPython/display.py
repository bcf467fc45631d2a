"""Shows values among a program's outputs."""


def display(*objects, **settings):
    for one in objects:
        print(repr(one))


def clear_output(wait=False):
    # As IPython does it where there is no notebook: the line is wiped.
    print("\033[2K\r", end="")
    print("\033[2K\r", end="")


def set_matplotlib_formats(*formats, **settings):
    pass


def __getattr__(name):
    raise AttributeError(f"IPython.display.{name} is not here. It would run in Jupyter.")
