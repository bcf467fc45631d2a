"""tight_layout: margins and gaps so that no word of an axes is cut off or lies on another."""

from ._paper import Paper
from ._rc import rcParams


def adjust(figure, pad, h_pad, w_pad, rect):
    """Sets the figure's grid to what its axes' words need."""
    groups = _groups(figure)
    if not groups:
        return
    width, height = figure.paper_size
    size = rcParams["font.size"] * 100 / 72
    pad, h_pad, w_pad = pad * size, (pad if h_pad is None else h_pad) * size, (pad if w_pad is None else w_pad) * size
    # Twice: with other sizes other ticks stand.
    for _ in range(2):
        _once(figure, groups, width, height, pad, h_pad, w_pad, rect)


def _groups(figure):
    """Axes by the cell of the outermost grid that they lie in."""
    cells = []
    for axes in figure.axes:
        spec = axes.get_subplotspec()
        if spec is None or not axes.is_visible:
            continue
        while spec.gridspec.parent is not None:
            spec = spec.gridspec.parent
        found = next((cell for cell in cells if cell[0].same(spec)), None)
        if found:
            found[1].append(axes)
        else:
            cells.append((spec, [axes]))
    return cells


def _once(figure, groups, width, height, pad, h_pad, w_pad, rect):
    rows, columns = max(spec.gridspec.nrows for spec, _ in groups), max(spec.gridspec.ncols for spec, _ in groups)
    across = [[0.0] * (columns + 1) for _ in range(rows)]
    down = [[0.0] * columns for _ in range(rows + 1)]
    for bar in figure.colorbars:
        bar.refresh()
    with figure.still():
        covered = [[axes.bounds(Paper(width, height)) for axes in members] for _, members in groups]
    for (spec, _), bounds in zip(groups, covered):
        x, y, w, h = spec.bounds()
        box = x * width, (1 - y - h) * height, (x + w) * width, (1 - y) * height
        left, top = box[0] - min(one[0] for one in bounds), box[1] - min(one[1] for one in bounds)
        right, bottom = max(one[2] for one in bounds) - box[2], max(one[3] for one in bounds) - box[3]
        # Another grid of fewer cells is stretched over this one.
        r, c = rows // spec.gridspec.nrows, columns // spec.gridspec.ncols
        row, last_row, column, last_column = spec.row * r, (spec.last_row + 1) * r - 1, spec.column * c, (spec.last_column + 1) * c - 1
        for place in range(row, last_row + 1):
            across[place][column] += left
            across[place][last_column + 1] += right
        for place in range(column, last_column + 1):
            down[row][place] += top
            down[last_row + 1][place] += bottom
    margin = {
        "left": max(0.0, *(line[0] for line in across)) + pad, "right": max(0.0, *(line[-1] for line in across)) + pad,
        "top": max(0.0, *down[0]) + pad, "bottom": max(0.0, *down[-1]) + pad,
    }  # fmt: skip
    for name, text in figure.titles.items():
        if text.text:
            left, top, right, bottom = text.block().box(0, 0, "left", "top", float(text.look["rotation"]))
            margin[name] += (right - left if name == "left" else bottom - top) + pad
    x0, y0, x1, y1 = rect or (0, 0, 1, 1)
    left, right = x0 + margin["left"] / width, x1 - margin["right"] / width
    bottom, top = y0 + margin["bottom"] / height, y1 - margin["top"] / height
    if left >= right or bottom >= top:
        import warnings

        warnings.warn("Tight layout not applied. The margins cannot be made large enough to accommodate all axes decorations.", UserWarning, 4)
        return
    given = {"left": left, "right": right, "bottom": bottom, "top": top}
    if columns > 1:
        gap = (max(value for line in across for value in line[1:-1]) + w_pad) / width
        cell = (right - left - gap * (columns - 1)) / columns
        given["wspace"] = gap / cell if cell > 0 else None
    if rows > 1:
        gap = (max(value for line in down[1:-1] for value in line) + h_pad) / height
        cell = (top - bottom - gap * (rows - 1)) / rows
        given["hspace"] = gap / cell if cell > 0 else None
    figure.subplotpars.update(**given)
