"""From a part's numbers to px on paper, y down."""


class Transform:
    """A function from lists of x and y to lists of px."""

    def __init__(self, px, is_data=(False, False)):
        # Whether x, and whether y, is data.
        self.px, self.is_data = px, is_data

    def transform(self, points):
        """Points in px, y up as matplotlib has it, from pairs."""
        from ._data import plain

        pairs = plain(points)
        one = not isinstance(pairs[0], list)
        pairs = [pairs] if one else pairs
        xs, ys = self.px([pair[0] for pair in pairs], [pair[1] for pair in pairs])
        import numpy

        made = [[x, self.height() - y] for x, y in zip(xs, ys)]
        return numpy.array(made[0] if one else made)

    def height(self):
        return self.figure.paper_size[1]

    def __add__(self, other):
        raise NotImplementedError("sums of transforms are not here.")


def of_axes(axes):
    """An axes' transforms: by data, by shares of its box, by one of each."""

    def across(xs, by_data):
        left, _, wide, _ = axes.box
        shares = axes.x.shares(xs) if by_data else xs
        return [left + share * wide for share in shares]

    def up(ys, by_data):
        _, top, _, high = axes.box
        shares = axes.y.shares(ys) if by_data else ys
        return [top + high - share * high for share in shares]

    made = [Transform(lambda xs, ys, kind=kind: (across(xs, kind[0]), up(ys, kind[1])), kind) for kind in ((True, True), (False, False), (True, False), (False, True))]
    for one in made:
        one.figure = axes.figure
    return made


def of_figure(figure):
    def px(xs, ys):
        width, height = figure.paper_size
        return [x * width for x in xs], [height - y * height for y in ys]

    made = Transform(px)
    made.figure = figure
    return made


class Bbox:
    """A box by its two corners."""

    def __init__(self, points):
        (self.x0, self.y0), (self.x1, self.y1) = points

    @staticmethod
    def from_bounds(x0, y0, width, height):
        return Bbox([[x0, y0], [x0 + width, y0 + height]])

    @staticmethod
    def from_extents(x0, y0, x1, y1):
        return Bbox([[x0, y0], [x1, y1]])

    width = property(lambda self: self.x1 - self.x0)
    height = property(lambda self: self.y1 - self.y0)
    bounds = property(lambda self: (self.x0, self.y0, self.width, self.height))
    extents = property(lambda self: (self.x0, self.y0, self.x1, self.y1))
    xmin, xmax = property(lambda self: min(self.x0, self.x1)), property(lambda self: max(self.x0, self.x1))
    ymin, ymax = property(lambda self: min(self.y0, self.y1)), property(lambda self: max(self.y0, self.y1))

    def __iter__(self):
        return iter(([self.x0, self.y0], [self.x1, self.y1]))

    def __repr__(self):
        return f"Bbox(x0={self.x0}, y0={self.y0}, x1={self.x1}, y1={self.y1})"


def __getattr__(name):
    raise AttributeError(f"matplotlib.transforms.{name} is not here. It would run in matplotlib.")
