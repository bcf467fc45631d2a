"""The eye: from three numbers to a place on paper and a depth."""

import math

# What of the picture plane is shown, each way.
LOW, HIGH = -0.095, 0.09


class View:
    """Looks at a box of these sizes from elev and azim degrees; or from so far away that lines stay parallel."""

    def __init__(self, sizes, elev, azim, distance, is_parallel=False):
        elev, azim = math.radians(elev), math.radians(azim)
        self.distance, self.is_parallel = distance, is_parallel
        toward = (math.cos(elev) * math.cos(azim), math.cos(elev) * math.sin(azim), math.sin(elev))
        # Upside down beyond the poles.
        up = (0.0, 0.0, -1.0 if abs(elev) > math.pi / 2 else 1.0)
        right = _cross(up, toward)
        long = math.sqrt(sum(part * part for part in right))
        self.right = tuple(part / long for part in right) if long > 1e-9 else (-math.sin(azim), math.cos(azim), 0.0)
        self.toward, self.up = toward, _cross(toward, self.right)
        self.middle = tuple(size / 2 for size in sizes)

    def see(self, xs, ys, zs):
        """Lists of right, up, and how near, of points of the box."""
        (rx, ry, rz), (ux, uy, uz), (tx, ty, tz) = self.right, self.up, self.toward
        mx, my, mz = self.middle
        points = [(x - mx, y - my, z - mz) for x, y, z in zip(xs, ys, zs)]
        near = [tx * x + ty * y + tz * z for x, y, z in points]
        far = [self.distance] * len(near) if self.is_parallel else [self.distance - one for one in near]
        return [(rx * x + ry * y + rz * z) / away for (x, y, z), away in zip(points, far)], [(ux * x + uy * y + uz * z) / away for (x, y, z), away in zip(points, far)], near


def _cross(a, b):
    return a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]


def shaded(polygons, rgba):
    """A colour for each polygon, lighter where it faces the light."""
    az, alt = math.radians(90 - 225), math.radians(19.4712)
    light = math.cos(az) * math.cos(alt), math.sin(az) * math.cos(alt), math.sin(alt)
    made = []
    for place, polygon in enumerate(polygons):
        a, b, c = polygon[0], polygon[len(polygon) // 3], polygon[2 * len(polygon) // 3]
        normal = _cross([p - q for p, q in zip(a, b)], [p - q for p, q in zip(b, c)])
        long = math.sqrt(sum(part * part for part in normal)) or 1.0
        share = 0.65 + 0.35 * sum(part / long * ray for part, ray in zip(normal, light))
        colour = rgba[place % len(rgba)]
        made.append((*(min(1.0, part * share) for part in colour[:3]), colour[3]) if share == share else colour)
    return made
