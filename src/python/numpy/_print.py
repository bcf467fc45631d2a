"""Arrays as numpy prints them: the fewest digits that tell numbers apart, in columns."""

from ._scalars import shortest

options = {"precision": 8, "threshold": 1000, "edgeitems": 3, "linewidth": 75, "suppress": False, "formatter": None}


def text(array, separator, prefix=""):
    if array.size == 0:
        return "[]"
    is_cut = array.size > options["threshold"]
    shown = []
    _leaves(array.tolist(), array.shape, is_cut, shown)
    write = _format(shown, array.dtype)
    # As in numpy, each bracket that will be closed takes a place of the line, and so does what follows in a repr.
    width = options["linewidth"] - (1 if separator == ", " and prefix else 0) - array.ndim
    return _nested(array.tolist(), array.shape, is_cut, write, separator, len(prefix) + 1, width)


def _leaves(values, shape, is_cut, shown):
    if not shape:
        shown.append(values)
        return
    edge = options["edgeitems"]
    chosen = values[:edge] + values[-edge:] if is_cut and shape[0] > 2 * edge else values
    for value in chosen:
        _leaves(value, shape[1:], is_cut, shown)


def _format(shown, dtype):
    for name in (
        "all",
        {"f": "float", "i": "int", "u": "int", "b": "bool", "U": "numpystr", "O": "object"}[dtype.kind],
        {"f": "float_kind", "i": "int_kind", "u": "int_kind", "U": "str_kind"}.get(dtype.kind),
    ):
        if name in (options["formatter"] or {}):
            return options["formatter"][name]
    if dtype.kind in "UO":
        return lambda value: f"list({value!r})" if isinstance(value, list) else repr(value)
    if dtype.kind in "iu":
        width = max(len(str(value)) for value in shown)
        return lambda value: str(value).rjust(width)
    if dtype.kind == "b":
        return lambda value: f"{bool(value)!s:>5}"
    single, precision = dtype.name == "float32", options["precision"]
    finite = [value for value in shown if value == value and abs(value) != float("inf")]
    sizes = [abs(value) for value in finite if value]
    is_far = bool(sizes) and not options["suppress"] and (max(sizes) >= 1e8 or min(sizes) < 1e-4 or max(sizes) / min(sizes) > 1000)
    if is_far:
        digits = [_digits(value, single, precision, True) for value in finite]
        places = max((len(part.partition(".")[2].partition("e")[0]) for part in digits), default=0)
        texts = {value: f"{value:.{places}e}" if places else f"{value:.0e}".replace("e", ".e") for value in finite}
    else:
        digits = [_digits(value, single, precision, False) for value in finite]
        places = max((len(part.partition(".")[2]) for part in digits), default=0)
        texts = {}
        for value, part in zip(finite, digits):
            whole, _, rest = part.partition(".")
            texts[value] = f"{whole}.{rest.ljust(places)}"
    odd = lambda value: "nan" if value != value else "inf" if value > 0 else "-inf"
    width = max([len(part) for part in texts.values()] + [len(odd(value)) for value in shown if value not in texts], default=0)

    def write(value):
        return texts[value].rjust(width) if value in texts else odd(value).rjust(width)

    return write


def _digits(value, single, precision, is_scientific):
    if is_scientific:
        short = shortest(value, single)
        for count in range(precision + 1):
            part = f"{value:.{count}e}"
            if float(part) == float(short):
                return part
        return f"{value:.{precision}e}"
    fixed = f"{value:.{precision}f}"
    fewest = shortest(value, single)
    digits, _, power = fewest.partition("e")
    places = max(0, len(digits.partition(".")[2].rstrip("0")) - int(power or 0))
    short = f"{float(fewest):.{places}f}"
    part = fixed if len(short.partition(".")[2]) > precision else short
    return part.rstrip("0") if "." in part else part + "."


def _nested(values, shape, is_cut, write, separator, indent, width):
    if not shape:
        return write(values)
    edge, size = options["edgeitems"], shape[0]
    places = [*range(edge), None, *range(size - edge, size)] if is_cut and size > 2 * edge else list(range(size))
    if len(shape) == 1:
        lines, line = [], ""
        for place in places:
            part = "..." if place is None else write(values[place])
            if line and indent + len(line) + len(separator) + len(part) > width:
                lines.append(line + separator.rstrip())
                line = part
            else:
                line = line + separator + part if line else part
        lines.append(line)
        return "[" + ("\n" + " " * indent).join(lines) + "]"
    parts = ["..." if place is None else _nested(values[place], shape[1:], is_cut, write, separator, indent + 1, width) for place in places]
    return "[" + (separator.rstrip() + "\n" * (len(shape) - 1) + " " * indent).join(parts) + "]"
