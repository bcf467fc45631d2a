// Paints a figure's draw list (src/python/matplotlib/_paper.py says what is in it) on a canvas of a worker's.

// Paints at once and gives back pixels: {width, height, rgba}. The list may be Python's.
export function paint(list, width, height, scale = 1) {
  const drawn = list.toJs ? list.toJs({ create_pyproxies: false }) : list;
  const canvas = new OffscreenCanvas(Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale)));
  // Read back at once, so a GPU would only be in the way.
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context.scale(scale, scale);
  for (const [kind, ...rest] of drawn) kinds[kind](context, ...rest);
  const image = context.getImageData(0, 0, canvas.width, canvas.height);
  return { width: image.width, height: image.height, rgba: image.data };
}

/** A picture file that the browser knows, such as JPEG, as {width, height, rgba}; its colours and directions as they are in the file. */
export async function decoded(bytes) {
  const picture = await createImageBitmap(new Blob([bytes]), { premultiplyAlpha: "none", colorSpaceConversion: "none", imageOrientation: "none" });
  const context = new OffscreenCanvas(picture.width, picture.height).getContext("2d", { willReadFrequently: true });
  context.drawImage(picture, 0, 0);
  const image = context.getImageData(0, 0, picture.width, picture.height);
  return { width: image.width, height: image.height, rgba: image.data };
}

/** The other way: pixels as a file of that kind. */
export async function encoded(rgba, width, height, kind, quality) {
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext("2d").putImageData(new ImageData(new Uint8ClampedArray(rgba), width, height), 0, 0);
  return new Uint8Array(await (await canvas.convertToBlob({ type: kind, quality })).arrayBuffer());
}

const kinds = {
  path(context, points, stroke, width, dash, fill, cap) {
    context.beginPath();
    trace(context, points, 1, 0, 0);
    if (fill) {
      context.fillStyle = fill;
      context.fill();
    }
    if (!stroke || width <= 0) return;
    context.strokeStyle = stroke;
    context.lineWidth = width;
    context.lineCap = cap;
    context.lineJoin = fill || (cap === "square" && points.length === 10) ? "miter" : "round";
    context.setLineDash(dash);
    context.stroke();
    context.setLineDash([]);
  },

  markers(context, shape, points, sizes, fills, strokes, width) {
    context.lineWidth = width;
    context.lineCap = "butt";
    context.lineJoin = "miter";
    for (let place = 0; 2 * place < points.length; place++) {
      const [x, y, size] = [points[2 * place], points[2 * place + 1], each(sizes, place)];
      const [fill, stroke] = [each(fills, place), each(strokes, place)];
      context.beginPath();
      if (shape === "circle") {
        context.arc(x, y, size / 2, 0, 2 * Math.PI);
      } else {
        trace(context, shape[0], size, x, y);
        if (shape[1]) context.closePath();
      }
      if (fill) {
        context.fillStyle = fill;
        context.fill();
      }
      if (stroke && width > 0) {
        context.strokeStyle = stroke;
        context.stroke();
      }
    }
  },

  text(context, x, y, text, font, colour, align, angle) {
    context.save();
    context.translate(x, y);
    context.rotate((-angle * Math.PI) / 180);
    context.font = font;
    context.fillStyle = colour;
    context.textAlign = align;
    context.fillText(text, 0, 0);
    context.restore();
  },

  image(context, x, y, w, h, columns, rows, rgba, isSmooth) {
    const canvas = new OffscreenCanvas(columns, rows);
    const pixels = new Uint8ClampedArray(rgba.buffer, rgba.byteOffset, rgba.byteLength);
    canvas.getContext("2d").putImageData(new ImageData(pixels.slice(), columns, rows), 0, 0);
    context.imageSmoothingEnabled = isSmooth;
    context.imageSmoothingQuality = "high";
    context.drawImage(canvas, x, y, w, h);
  },

  clip(context, x, y, w, h) {
    context.save();
    context.beginPath();
    context.rect(x, y, w, h);
    context.clip();
  },

  shift(context, x, y) {
    context.translate(x, y);
  },

  unclip(context) {
    context.restore();
  },
};

// One for all, or each its own.
const each = (given, place) => (given === null || given === undefined || typeof given !== "object" ? given : given[place]);

// Moves and lines; NaN begins a new part.
function trace(context, points, scale, dx, dy) {
  let begins = true;
  for (let place = 0; place < points.length; place += 2) {
    const [x, y] = [points[place], points[place + 1]];
    if (Number.isNaN(x) || Number.isNaN(y)) {
      begins = true;
      continue;
    }
    if (begins) context.moveTo(x * scale + dx, y * scale + dy);
    else context.lineTo(x * scale + dx, y * scale + dy);
    begins = false;
  }
}
