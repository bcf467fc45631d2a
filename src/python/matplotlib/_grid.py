"""Axes side by side, used as numpy's arrays of them are."""


class Grid:
    def __init__(self, flat, shape):
        self._flat, self.shape = flat, shape

    @property
    def flat(self):
        return self._flat

    size = property(lambda self: len(self._flat))
    ndim = property(lambda self: len(self.shape))

    def flatten(self, order="C"):
        return Grid(list(self._flat) if order == "C" else list(self.T._flat), (len(self._flat),))

    ravel = flatten

    def reshape(self, *shape):
        shape = shape[0] if len(shape) == 1 and isinstance(shape[0], tuple) else shape
        known = 1
        for size in shape:
            known *= 1 if size == -1 else size
        return Grid(self._flat, tuple(len(self._flat) // known if size == -1 else size for size in shape))

    @property
    def T(self):
        if len(self.shape) == 1:
            return self
        rows, columns = self.shape
        return Grid([self._flat[row * columns + column] for column in range(columns) for row in range(rows)], (columns, rows))

    def tolist(self):
        return [part.tolist() if isinstance(part, Grid) else part for part in self]

    def __len__(self):
        return self.shape[0]

    def __iter__(self):
        return (self[place] for place in range(len(self)))

    def __getitem__(self, place):
        if not isinstance(place, tuple):
            place = (place,)
        place = tuple(int(one) if not isinstance(one, slice) else one for one in place)
        if len(self.shape) == 1:
            found = self._flat[place[0]]
            return Grid(found, (len(found),)) if isinstance(found, list) else found
        rows, columns = range(self.shape[0])[place[0]], range(self.shape[1])[place[1] if len(place) > 1 else slice(None)]
        if isinstance(rows, int) and isinstance(columns, int):
            return self._flat[rows * self.shape[1] + columns]
        lines, places = ([one] if isinstance(one, int) else one for one in (rows, columns))
        picked = [self._flat[row * self.shape[1] + column] for row in lines for column in places]
        if isinstance(rows, int) or isinstance(columns, int):
            return Grid(picked, (len(picked),))
        return Grid(picked, (len(rows), len(columns)))

    def __repr__(self):
        return f"array({_rows(self.tolist(), ', ', 7, ',')}, dtype=object)"

    def __str__(self):
        return _rows(self.tolist(), " ", 1, "")


def _rows(items, between, indent, end):
    """As numpy writes arrays of objects: lines of 75 signs, below each other."""
    if items and isinstance(items[0], list):
        return "[" + (end + "\n" + " " * indent).join(_rows(item, between, indent + 1, end) for item in items) + "]"
    lines = [""]
    for place, item in enumerate(map(repr, items)):
        if place and indent + len(lines[-1]) + len(item) > 74:
            lines[-1] = lines[-1].rstrip()
            lines.append("")
        lines[-1] += item + (between if place < len(items) - 1 else "")
    return "[" + ("\n" + " " * indent).join(lines) + "]"
