// Marching squares: the lines at levels, and the areas between two levels, of numbers on a grid. A grid is the x of all its points row
// by row, then their y, then their numbers. Registered by interpreter.mjs.

/** For each pair of edges the area between them: how many numbers follow, then x, y, x, y of its polygons, NaN after each. Where opaque,
 * a polygon lies under its upper neighbours, too, that no gap shows. */
export function areas(bytes, columns, edgeBytes, isOpaque) {
  const [grid, edges] = [gridOf(bytes, columns), doubles(edgeBytes)];
  const classes = grid.z.map((value) => classOf(edges, value));
  const made = Array.from({ length: edges.length - 1 }, () => []);
  for (let row = 0; row + 1 < grid.rows; row++) {
    for (let column = 0; column + 1 < columns; ) {
      const start = row * columns + column;
      const kind = classes[start];
      let end = column;
      const isWhole = () => [end, end + 1].every((at) => classes[row * columns + at] === kind && classes[(row + 1) * columns + at] === kind);
      while (end + 1 < columns && isWhole()) end++;
      if (end > column) {
        if (kind > 0 && kind < edges.length) strip(made[kind - 1], grid, start, start + end - column);
        column = end;
      } else {
        cell(made, grid, start, edges, isOpaque);
        column++;
      }
    }
  }
  return listed(made.flatMap((part) => [[part.length], part]));
}

/** For each level how many lines it has, then for each line how many numbers follow, and x, y, x, y. */
export function lines(bytes, columns, levelBytes) {
  const [grid, levels] = [gridOf(bytes, columns), doubles(levelBytes)];
  const steps = Array.from(levels, () => new Map());
  for (let row = 0; row + 1 < grid.rows; row++) {
    for (let column = 0; column + 1 < columns; column++) {
      const start = row * columns + column;
      const values = around(start, columns).map((place) => grid.z[place]);
      if (values.some(Number.isNaN)) continue;
      const last = classOf(levels, Math.max(...values));
      for (let place = classOf(levels, Math.min(...values)); place < last; place++) cross(steps[place], values, levels[place], start, columns);
    }
  }
  const parts = steps.flatMap((found, place) => {
    const chained = chains(found).map((chain) => placed(chain, grid, levels[place]));
    return [[chained.length], ...chained.flatMap((line) => [[line.length], line])];
  });
  return listed(parts);
}

function gridOf(bytes, columns) {
  const all = doubles(bytes);
  const count = all.length / 3;
  return { x: all.subarray(0, count), y: all.subarray(count, 2 * count), z: all.subarray(2 * count), columns, rows: count / columns };
}

const doubles = (bytes) => new Float64Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 8);

/** The corners of the cell whose lower left point this is. */
const around = (start, columns) => [start, start + 1, start + columns + 1, start + columns];

/** How many edges are not above a number; -1 for what is none. */
function classOf(edges, value) {
  if (Number.isNaN(value)) return -1;
  let [low, high] = [0, edges.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (edges[middle] <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Cells in a row that are whole. A straight strip needs only its corners. */
function strip(made, { x, y, columns }, start, end) {
  const above = (place) => place + columns;
  let isEven = true;
  for (let place = start; place <= end; place++) isEven &&= x[place] === x[above(place)] && y[place] === y[start] && y[above(place)] === y[above(start)];
  const step = isEven ? end - start : 1;
  for (let place = start; place <= end; place += step) made.push(x[place], y[place]);
  for (let place = end; place >= start; place -= step) made.push(x[above(place)], y[above(place)]);
  made.push(x[start], y[start], NaN, NaN);
}

function cell(made, { x, y, z, columns }, start, edges, isOpaque) {
  const points = around(start, columns).map((place) => [x[place], y[place], z[place]]);
  const values = points.map((point) => point[2]);
  if (values.some(Number.isNaN)) return;
  const last = Math.min(classOf(edges, Math.max(...values)), edges.length - 1);
  for (let band = Math.max(1, classOf(edges, Math.min(...values))); band <= last; band++) {
    const polygon = cut(cut(points, edges[band - 1], 1), isOpaque ? edges[edges.length - 1] : edges[band], -1);
    if (polygon.length < 3) continue;
    for (const [across, up] of [...polygon, polygon[0]]) made[band - 1].push(across, up);
    made[band - 1].push(NaN, NaN);
  }
}

/** The part of a polygon whose numbers are above a level, or with sign -1 below. */
function cut(points, level, sign) {
  if (!Number.isFinite(level)) return points;
  const made = [];
  points.forEach((point, place) => {
    const before = points.at(place - 1);
    const [isInside, was] = [sign * (point[2] - level) >= 0, sign * (before[2] - level) >= 0];
    if (isInside !== was) {
      const share = (level - before[2]) / (point[2] - before[2]);
      made.push([before[0] + share * (point[0] - before[0]), before[1] + share * (point[1] - before[1]), level]);
    }
    if (isInside) made.push(point);
  });
  return made;
}

/** Where a level crosses a cell, as steps from edge to edge. An edge is twice its first point, and one more where it goes up. */
function cross(steps, values, level, start, columns) {
  const edges = [2 * start, 2 * (start + 1) + 1, 2 * (start + columns), 2 * start + 1];
  const above = values.map((value) => value >= level);
  const crossed = edges.filter((_, place) => above[place] !== above[(place + 1) % 4]);
  // A saddle: its middle says which corners belong together.
  const isMiddleAbove = values.reduce((sum, value) => sum + value, 0) / 4 >= level;
  const pairs = crossed.length < 4 ? [[0, 1]] : above[0] === isMiddleAbove ? [[0, 1], [2, 3]] : [[0, 3], [1, 2]];
  for (const pair of pairs) {
    const [one, other] = pair.map((place) => crossed[place]);
    for (const [from, to] of [[one, other], [other, one]]) {
      if (steps.has(from)) steps.get(from).push(to);
      else steps.set(from, [to]);
    }
  }
}

/** Edges one after the other: open chains from their ends, then closed ones. */
function chains(steps) {
  const made = [];
  const starts = [...[...steps].filter(([, near]) => near.length === 1).map(([edge]) => edge), ...steps.keys()];
  for (const start of starts) {
    if (steps.get(start).length === 0) continue;
    const chain = [start];
    for (let here = start; steps.get(here).length > 0; ) {
      const after = steps.get(here).pop();
      const back = steps.get(after);
      back.splice(back.indexOf(here), 1);
      chain.push(after);
      here = after;
    }
    made.push(chain);
  }
  return made;
}

function placed(chain, { x, y, z, columns }, level) {
  return chain.flatMap((edge) => {
    const one = edge >> 1;
    const other = edge & 1 ? one + columns : one + 1;
    const share = z[one] === z[other] ? 0.5 : (level - z[one]) / (z[other] - z[one]);
    return [x[one] + share * (x[other] - x[one]), y[one] + share * (y[other] - y[one])];
  });
}

function listed(parts) {
  const made = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
  let length = 0;
  for (const part of parts) {
    made.set(part, length);
    length += part.length;
  }
  return made;
}
