"""Parts that belong together: the bars of one call, a line with its error bars."""


class Container(tuple):
    def __new__(cls, parts, *_, **__):
        return tuple.__new__(cls, parts)

    def __init__(self, parts, label=""):
        self.label = label or ""

    def get_label(self):
        return self.label

    def set_label(self, label):
        self.label = str(label)

    def remove(self):
        for part in self:
            for one in part if isinstance(part, (tuple, list)) else [part]:
                if one is not None:
                    one.remove()


class BarContainer(Container):
    def __init__(self, patches, errorbar=None, datavalues=None, orientation="vertical", label=""):
        super().__init__(patches, label)
        self.patches, self.errorbar, self.datavalues, self.orientation = list(patches), errorbar, datavalues, orientation

    def __repr__(self):
        return f"<BarContainer object of {len(self)} artists>"


class ErrorbarContainer(Container):
    def __init__(self, lines, has_xerr=False, has_yerr=False, label=""):
        super().__init__(lines, label)
        self.lines, self.has_xerr, self.has_yerr = lines, has_xerr, has_yerr
