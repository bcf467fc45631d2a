"""Fonts as programs name them."""


class FontProperties:
    def __init__(self, family=None, style=None, variant=None, weight=None, stretch=None, size=None, fname=None, math_fontfamily=None):
        if fname is not None:
            raise NotImplementedError("FontProperties(fname=...) is not here: family='...' names a font that the reader's machine has.")
        if any((variant, stretch, math_fontfamily)):
            raise NotImplementedError("FontProperties(variant, stretch, math_fontfamily) are not here.")
        self.family, self.style, self.weight, self.size = family, style, weight, size

    def set_size(self, size):
        self.size = size

    def set_weight(self, weight):
        self.weight = weight

    def look(self):
        given = {"fontfamily": self.family, "fontstyle": self.style, "fontweight": self.weight, "fontsize": self.size}
        return {name: value for name, value in given.items() if value is not None}


def __getattr__(name):
    raise AttributeError(f"matplotlib.font_manager.{name} is not here. It would run in matplotlib.")
