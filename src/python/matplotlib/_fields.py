"""Fields: images, meshes and contours."""

from . import _data
from ._rc import rcParams
from .cm import norm_of
from .collections import PolyCollection
from .image import AxesImage
from .ticker import MaxNLocator


class Fields:
    def imshow(self, X, cmap=None, norm=None, *, aspect=None, interpolation=None, alpha=None, vmin=None, vmax=None, origin=None, extent=None, **look):
        for name in ("interpolation_stage", "filternorm", "filterrad", "resample", "url"):
            if name in look:
                raise NotImplementedError(f"imshow({name}=...) is not here.")
        aspect = rcParams["image.aspect"] if aspect is None else aspect
        self.set_aspect(aspect)
        origin = rcParams["image.origin"] if origin is None else origin
        if origin not in ("upper", "lower"):
            raise ValueError(f"{origin!r} is not a valid value for origin; supported values are 'upper', 'lower'")
        interpolation = rcParams["image.interpolation"] if interpolation is None else interpolation
        image = AxesImage(X, norm_of(norm, vmin, vmax), cmap, None if extent is None else tuple(map(float, extent)), origin, interpolation=interpolation, alpha=alpha, **look)
        self.add_image(image)
        left, right, bottom, top = image.get_extent()
        for side, ends in ((self.x, (left, right)), (self.y, (bottom, top))):
            side.stick(*ends)
            side.see(list(ends))
            if side.is_auto:
                side.set_view(*ends, auto=None)
        return image

    def matshow(self, Z, **look):
        image = self.imshow(Z, **{"origin": "upper", "interpolation": "nearest", "aspect": "equal", **look})
        self.xaxis.tick_top()
        self.xaxis.set_ticks_position("both")
        for axis in (self.xaxis, self.yaxis):
            axis.set_major_locator(MaxNLocator(nbins=9, steps=[1, 2, 5, 10], integer=True))
        return image

    def pcolormesh(self, *args, alpha=None, norm=None, cmap=None, vmin=None, vmax=None, shading="auto", **look):
        if shading not in ("auto", "flat", "nearest"):
            raise NotImplementedError(f"pcolormesh(shading={shading!r}) is not here: 'auto', 'flat', 'nearest' are.")
        C = _data.array(args[-1])
        rows, columns = C.shape
        if len(args) == 3:
            x, y = _borders(args[0], columns, 0), _borders(args[1], rows, 1)
        else:
            x, y = [float(place) for place in range(columns + 1)], [float(place) for place in range(rows + 1)]
        norm = norm_of(norm, vmin, vmax)
        if _is_even(x) and _is_even(y) and not {"edgecolors", "edgecolor"} & set(look):
            mesh = self.add_artist(QuadMesh(C, norm, cmap, (x[0], x[-1], y[0], y[-1]), "lower", interpolation="nearest", alpha=alpha, **look))
        else:
            grid = isinstance(x[0], list), isinstance(y[0], list)
            at = lambda row, column: ((x[row][column] if grid[0] else x[column]), (y[row][column] if grid[1] else y[row]))
            cells = [[at(row, column), at(row, column + 1), at(row + 1, column + 1), at(row + 1, column)] for row in range(rows) for column in range(columns)]
            look = {"edgecolor": "face", "linewidth": 0.4, **look}
            mesh = self.add_artist(PolyCollection(cells, norm=norm, cmap=cmap, array=C.tolist(), alpha=alpha, **look))
        for side, values in ((self.x, x), (self.y, y)):
            values = _data.flat(values)
            side.stick(min(values), max(values))
            side.see([min(values), max(values)])
        return mesh

    pcolor = pcolormesh

    def contour(self, *args, **look):
        return self._contour(False, args, look)

    def contourf(self, *args, **look):
        return self._contour(True, args, look)

    def _contour(self, is_filled, args, look):
        from .contour import ContourSet

        if args and isinstance(args[0], ContourSet):
            args = (args[0].xs, args[0].ys, args[0].rows, *args[1:])
        made = ContourSet(self, is_filled, args, **look)
        for side, values in ((self.x, made.xs), (self.y, made.ys)):
            ends = [min(map(min, values)), max(map(max, values))] if isinstance(values[0], list) else [min(values), max(values)]
            side.see(ends)
            side.stick(*ends)
        return made

    def clabel(self, CS, levels=None, **look):
        return CS.clabel(levels, **look)

    def spy(self, Z, **look):
        rows = _data.grid(Z)
        return self.imshow([[1.0 if value else 0.0 for value in row] for row in rows], **{"cmap": "binary", "interpolation": "nearest", **look})


class QuadMesh(AxesImage):
    """A mesh of even cells: an image that collections hold."""

    kind = "collections"

    def set_array(self, A):
        self.set_data(_data.array(A).reshape(*self.array.shape))


def _borders(values, count, place):
    """The borders of so many cells, from borders or middles; rows of them where the grid is bent."""
    values = _data.plain(values)
    if isinstance(values[0], list):
        lines = values if place == 0 else [list(column) for column in zip(*values)]
        if all(_near(line, lines[0]) for line in lines):
            return _borders(lines[0], count, place)
        if len(lines[0]) == count + 1:
            return values
        raise NotImplementedError("pcolormesh of a bent grid wants the cells' corners here: one more each way than C.")
    values = _data.flat(values)
    if len(values) == count + 1:
        return values
    if len(values) != count:
        raise TypeError(f"Dimensions of C are incompatible with X and/or Y: {len(values)} for {count} cells")
    if count == 1:
        return [values[0] - 0.5, values[0] + 0.5]
    middles = [(a + b) / 2 for a, b in zip(values, values[1:])]
    return [2 * values[0] - middles[0], *middles, 2 * values[-1] - middles[-1]]


def _near(one, other):
    return len(one) == len(other) and all(abs(a - b) <= 1e-9 * (abs(a) + abs(b) + 1e-300) for a, b in zip(one, other))


def _is_even(borders):
    if isinstance(borders[0], list):
        return False
    step = (borders[-1] - borders[0]) / (len(borders) - 1)
    return all(abs(high - low - step) <= 1e-3 * abs(step) for low, high in zip(borders, borders[1:]))
