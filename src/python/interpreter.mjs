// Joins interpreter and tensors: the core's functions as a module of Python's, and our packages on its path, where they are not in
// its library already.
import { areas, lines } from "./contours.mjs";
import { gifFrame, unfiltered } from "./pixels.mjs";

export function connect(python, tensors, packages) {
  const { call, call_6, count, failure, forget, names, put, result, take, text } = tensors;
  let shared;
  let slots = [];
  // Python's memory has moved when it has grown.
  const look = () => {
    if (slots.length === 0) slots = shared.getBuffer("f64").data;
  };
  const back = first => {
    const mistake = first !== first && failure();
    if (mistake) throw new Error(mistake);
    const results = count();
    const room = slots.length - 1;
    slots[0] = first;
    for (let place = 1; place < results && place < room; place++) slots[place] = result(place);
    slots[room] = results;
    return first;
  };
  // What stands in memory, and how: src/python/_ember/bridge.py. The operations: src/tensor/border.
  python.registerJsModule("tensor_core", {
    share(memory) {
      shared = memory.copy();
    },
    go() {
      look();
      if (slots[1] !== 0) forget(slots[1]);
      return back(call_6(slots[0], slots[2], slots[3], slots[4], slots[5], slots[6], slots[7]));
    },
    go_on(length) {
      look();
      if (slots[1] !== 0) forget(slots[1]);
      return back(call(slots[0], slots.slice(2, 2 + length)));
    },
    call(operation, dropped, ...numbers) {
      look();
      forget(dropped);
      return back(call(operation, numbers));
    },
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
