"""Axes of one size in rows and columns, a fixed gap apart."""

from matplotlib.axes import Axes
from matplotlib.figure import _cell
from matplotlib.gridspec import SubplotSpec


class ImageGrid:
    def __init__(self, fig, rect, nrows_ncols, ngrids=None, direction="row", axes_pad=0.02, *, share_all=False, label_mode="L", cbar_mode=None, aspect=True, **settings):
        if cbar_mode is not None or direction != "row" or settings:
            raise NotImplementedError("ImageGrid(cbar_mode, direction, ...) are not here: nrows_ncols, axes_pad, share_all, label_mode are.")
        self.nrows, self.ncols = nrows_ncols
        self.figure, self.rect = fig, rect if isinstance(rect, (tuple, list)) and len(rect) == 4 else _cell(fig, tuple(rect) if isinstance(rect, (tuple, list)) else (rect,))
        self.pads = tuple(axes_pad) if isinstance(axes_pad, (tuple, list)) else (axes_pad, axes_pad)
        self.axes_all = []
        for place in range(ngrids or self.nrows * self.ncols):
            shared = self.axes_all[0] if share_all and self.axes_all else None
            axes = fig._added(Axes(fig, _Place(self, place), sharex=shared, sharey=shared))
            if aspect:
                axes.set_aspect("equal")
            row, column = divmod(place, self.ncols)
            keeps = {"L": (row == self.nrows - 1, column == 0), "all": (True, True), "1": (row == self.nrows - 1 and column == 0,) * 2, "keep": (True, True)}[label_mode]
            axes.xaxis.set_tick_params(labelbottom=keeps[0])
            axes.yaxis.set_tick_params(labelleft=keeps[1])
            self.axes_all.append(axes)

    def bounds_of(self, place):
        """A cell's place: all cells as large as the first image wants, in the middle of the room."""
        left, bottom, wide, high = self.rect.bounds() if isinstance(self.rect, SubplotSpec) else self.rect
        width, height = self.figure.size
        across, up = self.pads[0] / width, self.pads[1] / height
        cell_wide, cell_high = (wide - across * (self.ncols - 1)) / self.ncols, (high - up * (self.nrows - 1)) / self.nrows
        first = self.axes_all[0] if self.axes_all else None
        if first is not None and first.aspect != "auto":
            ratio = first._data_ratio() * first.aspect * width / height
            cell_wide, cell_high = (cell_wide, cell_wide * ratio) if cell_wide * ratio <= cell_high else (cell_high / ratio, cell_high)
        left += (wide - cell_wide * self.ncols - across * (self.ncols - 1)) / 2
        bottom += (high - cell_high * self.nrows - up * (self.nrows - 1)) / 2
        row, column = divmod(place, self.ncols)
        return left + column * (cell_wide + across), bottom + (self.nrows - 1 - row) * (cell_high + up), cell_wide, cell_high

    def __getitem__(self, place):
        return self.axes_all[place]

    def __len__(self):
        return len(self.axes_all)

    def __iter__(self):
        return iter(self.axes_all)

    @property
    def axes_row(self):
        return [self.axes_all[row * self.ncols : (row + 1) * self.ncols] for row in range(self.nrows)]


class _Place:
    def __init__(self, grid, place):
        self.grid, self.place = grid, place

    def bounds(self):
        return self.grid.bounds_of(self.place)
