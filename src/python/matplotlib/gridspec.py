"""Grids of axes: where each cell lies on the figure."""

from ._rc import rcParams

NAMES = ("left", "right", "bottom", "top", "wspace", "hspace")


class SubplotParams:
    """The grid's sides as shares of the figure, and the gaps as shares of a cell."""

    def __init__(self, **given):
        for name in NAMES:
            setattr(self, name, rcParams[f"figure.subplot.{name}"])
        self.update(**given)

    def update(self, **given):
        for name, value in given.items():
            if name not in NAMES:
                raise TypeError(f"subplots_adjust() got an unexpected keyword argument {name!r}")
            if value is not None:
                setattr(self, name, value)
        if self.left >= self.right:
            raise ValueError("left cannot be >= right")
        if self.bottom >= self.top:
            raise ValueError("bottom cannot be >= top")


class GridSpec:
    def __init__(self, nrows, ncols, figure=None, left=None, bottom=None, right=None, top=None, wspace=None, hspace=None, width_ratios=None, height_ratios=None):
        self.nrows, self.ncols, self.figure, self.parent = nrows, ncols, figure, None
        self.own = {"left": left, "bottom": bottom, "right": right, "top": top, "wspace": wspace, "hspace": hspace}
        self.widths, self.heights = list(width_ratios or [1] * ncols), list(height_ratios or [1] * nrows)

    def __getitem__(self, key):
        rows, columns = key if isinstance(key, tuple) else (None, key) if self.nrows == 1 else (key, None) if self.ncols == 1 else (None, None)
        if rows is None and columns is None and not isinstance(key, tuple):
            first, last = _ends(key, self.nrows * self.ncols)
            return SubplotSpec(self, first // self.ncols, last // self.ncols, first % self.ncols, last % self.ncols)
        rows, columns = (slice(None) if one is None else one for one in (rows, columns))
        return SubplotSpec(self, *_ends(rows, self.nrows), *_ends(columns, self.ncols))

    def update(self, **given):
        self.own.update(given)

    def params(self, figure):
        """The sides and gaps: its own, else the figure's."""
        own = {name: value for name, value in self.own.items() if value is not None}
        made = {name: getattr(figure.subplotpars, name) for name in NAMES}
        if self.parent is not None:
            left, bottom, width, high = self.parent.bounds()
            made.update(left=left, right=left + width, bottom=bottom, top=bottom + high)
        return {**made, **own}

    def cells(self, figure):
        """(left, right) of each column and (bottom, top) of each row."""
        p = self.params(figure)
        wide, high = p["right"] - p["left"], p["top"] - p["bottom"]
        cell_width, cell_height = wide / (self.ncols + p["wspace"] * (self.ncols - 1)), high / (self.nrows + p["hspace"] * (self.nrows - 1))
        columns, x = [], p["left"]
        for ratio in self.widths:
            size = cell_width * self.ncols * ratio / sum(self.widths)
            columns.append((x, x + size))
            x += size + p["wspace"] * cell_width
        rows, y = [], p["top"]
        for ratio in self.heights:
            size = cell_height * self.nrows * ratio / sum(self.heights)
            rows.append((y - size, y))
            y -= size + p["hspace"] * cell_height
        return columns, rows

    def subplots(self, **settings):
        return self.figure.subplots_of(self, **settings)


class GridSpecFromSubplotSpec(GridSpec):
    """A grid in a cell of another."""

    def __init__(self, nrows, ncols, subplot_spec, wspace=None, hspace=None, height_ratios=None, width_ratios=None):
        super().__init__(nrows, ncols, subplot_spec.gridspec.figure, wspace=wspace, hspace=hspace, width_ratios=width_ratios, height_ratios=height_ratios)
        self.parent = subplot_spec


class SubplotSpec:
    """One cell, or several together."""

    def __init__(self, gridspec, row, last_row, column, last_column):
        self.gridspec, self.row, self.last_row, self.column, self.last_column = gridspec, row, last_row, column, last_column
        self.figure = gridspec.figure

    def bounds(self):
        columns, rows = self.gridspec.cells(self.figure)
        left, right, bottom, top = columns[self.column][0], columns[self.last_column][1], rows[self.last_row][0], rows[self.row][1]
        return left, bottom, right - left, top - bottom

    def get_position(self, figure):
        from .transforms import Bbox

        return Bbox.from_bounds(*self.bounds())

    def get_gridspec(self):
        return self.gridspec

    def subgridspec(self, nrows, ncols, **settings):
        return GridSpecFromSubplotSpec(nrows, ncols, self, **settings)

    rowspan = property(lambda self: range(self.row, self.last_row + 1))
    colspan = property(lambda self: range(self.column, self.last_column + 1))

    def is_first_row(self):
        return self.row == 0

    def is_last_row(self):
        return self.last_row == self.gridspec.nrows - 1

    def is_first_col(self):
        return self.column == 0

    def is_last_col(self):
        return self.last_column == self.gridspec.ncols - 1

    def same(self, other):
        mine, others = ((one.gridspec.nrows, one.gridspec.ncols, one.row, one.last_row, one.column, one.last_column) for one in (self, other))
        return mine == others and self.gridspec.parent is other.gridspec.parent


def _ends(key, size):
    """First and last of an index or a slice."""
    if isinstance(key, slice):
        start, stop, _ = key.indices(size)
        if stop <= start:
            raise IndexError("GridSpec slice would result in no space allocated for subplot")
        return start, stop - 1
    if not -size <= key < size:
        raise IndexError(f"index {key} is out of bounds for axis 0 with size {size}")
    return key % size, key % size


def numbered(figure, rows, columns, index):
    """The cell that subplot(rows, columns, index) means, counted from 1."""
    grid = GridSpec(rows, columns, figure)
    first, last = index if isinstance(index, tuple) else (index, index)
    if not 1 <= first <= last <= rows * columns:
        raise ValueError(f"num must be an integer with 1 <= num <= {rows * columns}, not {index}")
    return SubplotSpec(grid, (first - 1) // columns, (last - 1) // columns, (first - 1) % columns, (last - 1) % columns)
