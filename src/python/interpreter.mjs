// Joins interpreter and tensors: the core's functions as a module of Python's, and our packages on its path, where they are not in
// its library already.
import { areas, lines } from "./contours.mjs";
import { gifFrame, unfiltered } from "./pixels.mjs";

export function connect(python, tensors, packages) {
  const { call_1, call_2, call_3, count, forget, names, put, result, take, text } = tensors;
  python.registerJsModule("tensor_core", {
    // A number of an operation, and numbers: see src/tensor/border.
    call(operation, a, b, c, ...more) {
      switch (arguments.length) {
        case 2:
          return call_1(operation, a);
        case 3:
          return call_2(operation, a, b);
        case 4:
          return call_3(operation, a, b, c);
        default:
          return tensors.call(operation, [a, b, c, ...more].slice(0, arguments.length - 1));
      }
    },
    count,
    forget,
    names,
    put,
    result,
    take,
    text,
  });
  python.registerJsModule("ember_scripts", { areas, lines, gifFrame, unfiltered });
  if (packages !== undefined) {
    python.runPython(`import sys; sys.path.insert(0, ${JSON.stringify(packages)}); sys.dont_write_bytecode = True`);
  }
}
