// Work on many bytes that is too slow in Python: the rows of a PNG file, the frames of a GIF file. Registered by interpreter.mjs.

/** PNG rows, each after the number of its filter, as the bytes that they stand for. */
export function unfiltered(data, stride, step, height) {
  const made = new Uint8Array(stride * height);
  for (let y = 0; y < height; y++) {
    const kind = data[y * (stride + 1)];
    const [from, to] = [y * (stride + 1) + 1, y * stride];
    for (let x = 0; x < stride; x++) {
      const left = x >= step ? made[to + x - step] : 0;
      const up = y > 0 ? made[to + x - stride] : 0;
      const corner = x >= step && y > 0 ? made[to + x - step - stride] : 0;
      const guess = kind === 0 ? 0 : kind === 1 ? left : kind === 2 ? up : kind === 3 ? (left + up) >> 1 : nearest(left, up, corner);
      made[to + x] = data[from + x] + guess;
    }
  }
  return made;
}

function nearest(left, up, corner) {
  const a = Math.abs(up - corner);
  const b = Math.abs(left - corner);
  const c = Math.abs(left + up - 2 * corner);
  return a <= b && a <= c ? left : b <= c ? up : corner;
}

/** A frame of a GIF file: of red, green, blue, alpha what has changed since the frame before, in at most 255 colours. */
export function gifFrame(rgba, before, width, height, hundredths) {
  const [pixels, old] = [words(rgba), before === undefined ? undefined : words(before)];
  const [left, top, right, bottom] = old === undefined ? [0, 0, width, height] : changed(old, pixels, width, height);
  const cut = (all) => {
    const part = new Uint32Array((right - left) * (bottom - top));
    for (let row = top; row < bottom; row++) part.set(all.subarray(row * width + left, row * width + right), (row - top) * (right - left));
    return part;
  };
  const { places, palette } = indexed(cut(pixels), old === undefined ? undefined : cut(old));
  const bits = Math.max(2, 32 - Math.clz32(palette.length));
  const table = new Uint8Array(3 << bits);
  palette.forEach((colour, place) => table.set([colour & 255, (colour >> 8) & 255, (colour >> 16) & 255], 3 * place));
  const size = (value) => [value & 255, value >> 8];
  // The place after the last colour stands for what has not changed.
  const control = [0x21, 0xf9, 4, 5, ...size(hundredths), palette.length, 0];
  const place = [0x2c, ...size(left), ...size(top), ...size(right - left), ...size(bottom - top), 0x80 | (bits - 1)];
  return joined([control, place, table, [bits], ...blocks(compressed(places, bits)), [0]]);
}

/** A word a pixel, red in its lowest byte. */
const words = (rgba) => new Uint32Array(rgba.buffer, rgba.byteOffset, rgba.byteLength >> 2);

/** Left, top, right, bottom of what differs; one pixel where nothing does. */
function changed(before, pixels, width, height) {
  let [left, top, right, bottom] = [width, height, 0, 0];
  for (let place = 0; place < pixels.length; place++) {
    if (before[place] === pixels[place]) continue;
    const x = place % width;
    if (x < left) left = x;
    if (x >= right) right = x + 1;
    top = Math.min(top, Math.trunc(place / width));
    bottom = Math.trunc(place / width) + 1;
  }
  return right === 0 ? [0, 0, 1, 1] : [left, top, right, bottom];
}

/** Each pixel's place in a palette; what is as it was has the place after the last. */
function indexed(pixels, was) {
  const counted = (mask) => {
    const counts = new Map();
    let [last, run] = [0, 0];
    const count = () => run > 0 && counts.set(last, (counts.get(last) ?? 0) + run);
    for (let place = 0; place < pixels.length; place++) {
      if (was !== undefined && was[place] === pixels[place]) continue;
      const colour = pixels[place] & mask;
      if (colour !== last) {
        count();
        [last, run] = [colour, 0];
      }
      run++;
    }
    count();
    return counts;
  };
  let [mask, counts] = [0xffffff, counted(0xffffff)];
  // Of very many colours, neighbours are one.
  if (counts.size > 20000) [mask, counts] = [0xf8f8f8, counted(0xf8f8f8)];
  const { table, palette } = chosenOf(counts);
  const places = new Uint8Array(pixels.length);
  let [last, own] = [-1, 0];
  for (let place = 0; place < pixels.length; place++) {
    if (was !== undefined && was[place] === pixels[place]) {
      places[place] = palette.length;
      continue;
    }
    const colour = pixels[place] & mask;
    if (colour !== last) [last, own] = [colour, table.get(colour)];
    places[place] = own;
  }
  return { places, palette };
}

const MOST = 255;

/** A palette by halving boxes of colours, each [red, green, blue, count, colour], at their middle. */
function chosenOf(counts) {
  if (counts.size <= MOST) {
    const palette = [...counts.keys()];
    return { table: new Map(palette.map((colour, place) => [colour, place])), palette };
  }
  const boxes = [measured(Array.from(counts, ([colour, count]) => [colour & 255, (colour >> 8) & 255, colour >> 16, count, colour]))];
  while (boxes.length < MOST) {
    const at = boxes.reduce((best, box, place) => (box.worth > boxes[best].worth ? place : best), 0);
    const { box, axis, total, worth } = boxes[at];
    if (worth === 0) break;
    box.sort((one, other) => one[axis] - other[axis]);
    let middle = 0;
    for (let seen = 0; seen < total / 2; middle++) seen += box[middle][3];
    middle = Math.min(Math.max(1, middle), box.length - 1);
    boxes[at] = measured(box.slice(0, middle));
    boxes.push(measured(box.slice(middle)));
  }
  const table = new Map();
  const palette = boxes.map(({ box, total }, place) => {
    for (const colour of box) table.set(colour[4], place);
    // A colour that fills most of its box stays as it is: paper is white.
    const most = box.reduce((best, colour) => (colour[3] > best[3] ? colour : best));
    const sum = (axis) => box.reduce((all, colour) => all + colour[axis] * colour[3], 0);
    const mean = (axis) => (2 * most[3] > total ? most[axis] : Math.round(sum(axis) / total));
    return mean(0) | (mean(1) << 8) | (mean(2) << 16);
  });
  return { table, palette };
}

/** How much a box of colours is worth halving, and along which channel. */
function measured(box) {
  const [least, most] = [[255, 255, 255], [0, 0, 0]];
  let total = 0;
  for (const colour of box) {
    total += colour[3];
    for (let axis = 0; axis < 3; axis++) {
      if (colour[axis] < least[axis]) least[axis] = colour[axis];
      if (colour[axis] > most[axis]) most[axis] = colour[axis];
    }
  }
  const widths = most.map((value, axis) => value - least[axis]);
  const axis = widths.indexOf(Math.max(...widths));
  return { box, axis, total, worth: widths[axis] * Math.sqrt(total) };
}

/** LZW: ever longer runs get codes of their own, until there are 4096. */
function compressed(values, bits) {
  const clear = 1 << bits;
  const [keys, codes] = [new Int32Array(8192), new Uint16Array(8192)];
  const made = new Uint8Array(2 * values.length + 16);
  let [size, following, held, count, length] = [bits + 1, clear + 2, 0, 0, 0];
  const put = (code) => {
    held |= code << count;
    for (count += size; count >= 8; count -= 8, held >>>= 8) made[length++] = held & 255;
  };
  const begin = () => {
    put(clear);
    [size, following] = [bits + 1, clear + 2];
    keys.fill(-1);
  };
  begin();
  let prefix = values[0];
  for (let place = 1; place < values.length; place++) {
    const key = (prefix << 8) | values[place];
    let slot = Math.imul(key, 0x9e3779b1) >>> 19;
    while (keys[slot] !== key && keys[slot] !== -1) slot = (slot + 1) & 8191;
    if (keys[slot] === key) {
      prefix = codes[slot];
      continue;
    }
    put(prefix);
    if (following < 4096) {
      [keys[slot], codes[slot]] = [key, following];
      if (following === 1 << size) size++;
      following++;
    } else {
      begin();
    }
    prefix = values[place];
  }
  put(prefix);
  if (following === 1 << size && size < 12) size++;
  put(clear + 1);
  if (count > 0) made[length++] = held & 255;
  return made.subarray(0, length);
}

function* blocks(data) {
  for (let start = 0; start < data.length; start += 255) {
    const part = data.subarray(start, start + 255);
    yield [part.length];
    yield part;
  }
}

function joined(parts) {
  const made = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let length = 0;
  for (const part of parts) {
    made.set(part, length);
    length += part.length;
  }
  return made;
}
