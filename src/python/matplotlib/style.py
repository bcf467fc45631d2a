"""Styles by name: light and dark are the page's own."""

available = ["default", "classic", "ggplot", "seaborn", "dark_background", "bmh", "fivethirtyeight"]


def use(style):
    for name in [style] if isinstance(style, str) else style:
        if isinstance(name, str) and name not in available and not name.startswith("seaborn"):
            raise OSError(f"{name!r} not found in the style library and input is not a valid URL or path; see `style.available` for list of available styles")
