// Runs a program of Python's outside a browser, as a cell of the page would: node run.mjs INTERPRETER CORE PACKAGES [--figures FOLDER] FILE
import { mkdirSync, writeFileSync, writeSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { connect } from "./interpreter.mjs";

const [interpreter, core, packages, ...words] = process.argv.slice(2);
const folder = words[0] === "--figures" ? words.splice(0, 2)[1] : null;
const [file, ...rest] = words;
const { loadPyodide } = await import(pathToFileURL(resolve(interpreter, "pyodide.mjs")));
const tensors = await import(pathToFileURL(resolve(core, "tensor_core.mjs")));
tensors.initSync({ module: await readFile(resolve(core, "tensor_core_bg.wasm")) });

const python = await loadPyodide({ indexURL: resolve(interpreter) + "/" });
python.mountNodeFS("/packages", resolve(packages));
python.mountNodeFS("/data", resolve(packages, "../../static/data"));
python.mountNodeFS("/here", process.cwd());
connect(python, tensors, "/packages");
// At once and in order; whoever reads may stop reading.
const writer = (file) => (bytes) => {
  try {
    return writeSync(file, bytes);
  } catch (error) {
    if (error.code === "EPIPE") process.exit(0);
    throw error;
  }
};
python.setStdout({ write: writer(1), isatty: false });
python.setStderr({ write: writer(2), isatty: false });

const text = await readFile(file, "utf8");
python.globals.set("_text", text);
python.globals.set("_file", file);
python.globals.set("_rest", rest);
python.runPython(`import os; os.chdir("/here")`);
if (folder !== null) {
  mkdirSync(folder, { recursive: true });
  python.globals.set("_write", (number, text) => writeFileSync(join(folder, `figure-${number}.svg`), text));
  python.runPython(`
from _ember import figures
figures.on_show = lambda figure, is_final: _write(figure.shown_as, figure.svg())
`);
}
process.exitCode = python.runPython(`
import sys
from _ember import cells
cells.run_file(_file, _text, list(_rest))
`);
