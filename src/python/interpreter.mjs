// Joins interpreter and tensors: the core's functions as a module of Python's, and our packages on its path, where they are not in
// its library already.
export function connect(python, tensors, packages) {
  const { call, count, forget, names, put, result, take, text } = tensors;
  python.registerJsModule("tensor_core", {
    // A number of an operation, and numbers: see src/tensor/border.
    call: (operation, ...numbers) => call(operation, numbers),
    count,
    forget,
    names,
    put,
    result,
    take,
    text,
  });
  if (packages !== undefined) {
    python.runPython(`import sys; sys.path.insert(0, ${JSON.stringify(packages)}); sys.dont_write_bytecode = True`);
  }
}
