"""Normal and exponential numbers by the ziggurat (Marsaglia and Tsang, 2000): 256 layers of the same area, from numpy's edge of the lowest."""

import math

EDGE, _AREA = 3.6541528853610087963519472518, 0.004928673233974652
_tables = []


def normal(source):
    """One number, from a source of words."""
    if not _tables:
        _tables.extend(_layers())
    limits, widths, heights = _tables
    while True:
        word = source.word64()
        layer, word = word & 0xFF, word >> 8
        sign, size = word & 1, word >> 1 & 0x000FFFFFFFFFFFFF
        x = -size * widths[layer] if sign else size * widths[layer]
        if size < limits[layer]:
            return x
        if layer == 0:
            while True:
                beyond = -math.log1p(-source.double()) / EDGE
                height = -math.log1p(-source.double())
                if height + height > beyond * beyond:
                    return -(EDGE + beyond) if size >> 8 & 1 else EDGE + beyond
        if (heights[layer - 1] - heights[layer]) * source.double() + heights[layer] < math.exp(-0.5 * x * x):
            return x


def _layers():
    """What is surely inside each layer, in 52 bits; a bit's width in it; the density at its edge."""
    scale, edges = 2.0**52, [0.0] * 256
    edges[255] = edge = EDGE
    for layer in range(254, 0, -1):
        edge = math.sqrt(-2 * math.log(_AREA / edge + math.exp(-0.5 * edge * edge)))
        if layer == 37:
            # Here numpy's table was rounded otherwise.
            edge -= 2 * math.ulp(edge)
        edges[layer] = edge
    base = _AREA / math.exp(-0.5 * EDGE * EDGE)
    limits = [int(EDGE / base * scale), 0] + [int(edges[layer - 1] / edges[layer] * scale) for layer in range(2, 256)]
    widths = [base / scale] + [edges[layer] / scale for layer in range(1, 256)]
    heights = [1.0] + [math.exp(-0.5 * edges[layer] * edges[layer]) for layer in range(1, 256)]
    return limits, widths, heights


_FAR, _FAR_AREA = 7.69711747013104972, 0.0039496598225815571993
_far_tables = []


def exponential(source):
    if not _far_tables:
        _far_tables.extend(_far_layers())
    limits, widths, heights = _far_tables
    while True:
        word = source.word64() >> 3
        layer, size = word & 0xFF, word >> 8
        x = size * widths[layer]
        if size < limits[layer]:
            return x
        if layer == 0:
            return _FAR - math.log1p(-source.double())
        if (heights[layer - 1] - heights[layer]) * source.double() + heights[layer] < math.exp(-x):
            return x


def _far_layers():
    scale, edges = 2.0**53, [0.0] * 256
    edges[255] = edge = _FAR
    for layer in range(254, 0, -1):
        edge = -math.log(_FAR_AREA / edge + math.exp(-edge))
        edges[layer] = edge
    base = _FAR_AREA / math.exp(-_FAR)
    limits = [int(_FAR / base * scale), 0] + [int(edges[layer - 1] / edges[layer] * scale) for layer in range(2, 256)]
    return limits, [base / scale] + [edges[layer] / scale for layer in range(1, 256)], [1.0] + [math.exp(-edges[layer]) for layer in range(1, 256)]
