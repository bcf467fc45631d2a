// The Python worker: interpreter and tensors, and what the page and they say to each other (src/protocol/python.rs), as JSON with
// at most one buffer. `cargo xtask build` puts it into one folder with all that it needs.

// As www/worker.js says of Firefox.
if (navigator.userAgent.includes("Firefox")) {
  WebAssembly.instantiateStreaming = async (source, imports) =>
    WebAssembly.instantiate(await (await source).arrayBuffer(), imports);
}

const waiting = [];
let interpreter;
let python;
let isRunning = false;
let isStopped = false;

addEventListener("message", ({ data: [json, bulk] }) => {
  const command = JSON.parse(json);
  // While a program waits for its turn, this is what it is told.
  if (command.kind === "stop") isStopped = isRunning;
  else waiting.push([command, bulk]);
  work();
});
// What goes wrong in a promise is thrown, because only then the page hears of it.
addEventListener("unhandledrejection", event => {
  throw new Error(event.reason?.stack || String(event.reason));
});

const say = (json, bulk = new ArrayBuffer(0)) => postMessage([json, bulk], [bulk]);

/** One command after the other. */
async function work() {
  if (python === undefined || isRunning) return;
  isRunning = true;
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const [command, bulk] = next;
    isStopped = false;
    lastTurn = performance.now();
    await python(JSON.stringify(command), new Uint8Array(bulk));
  }
  isRunning = false;
}

const turns = new MessageChannel();
/** Lets waiting messages in; true where one of them says to stop. */
const turn = () =>
  new Promise(resolve => {
    turns.port1.onmessage = () => {
      resolve(isStopped);
      isStopped = false;
    };
    turns.port2.postMessage(null);
  });

const rest = millis => new Promise(resolve => setTimeout(resolve, millis));

const TURN_MILLIS = 50;
let lastTurn = 0;
/** What Python takes for its buffer of signals: it looks here every fifty jumps or calls. */
const signals = {
  get 0() {
    const now = performance.now();
    if (!isRunning || now - lastTurn < TURN_MILLIS) return 0;
    lastTurn = now;
    return SIGINT;
  },
  set 0(taken) {},
};
const SIGINT = 2;

const DATA = new URL("../data/", import.meta.url);
/** As src/data/fetch.rs names it. */
const CACHE = "emberlab-data-1";

/** The one way out that a program has (see lock.mjs). */
const fetchFile = fetch;
/** A browser may forbid it. */
const cache = self.caches?.open(CACHE).catch(() => undefined);

function addressOf(path, sha256) {
  const address = new URL(sha256 === "" ? path : `${path}?sha256=${sha256.slice(0, 16)}`, DATA);
  if (!address.href.startsWith(DATA.href)) throw new Error(`${path} is no data of this site`);
  return address;
}

/** A file of the site's data as it is kept: most are packed. */
async function data(path, sha256) {
  const address = addressOf(path, sha256);
  const response = (await (await cache)?.match(address)) ?? (await fetchFile(address, { cache: "no-cache" }));
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

const Request = self.XMLHttpRequest;

/** The same where Python cannot wait for a promise. */
function dataAtOnce(path, sha256) {
  const request = new Request();
  request.open("GET", addressOf(path, sha256), false);
  request.responseType = "arraybuffer";
  request.send();
  if (request.status !== 200) throw new Error(`${path}: ${request.status}`);
  return new Uint8Array(request.response);
}

/** Puts the site's data into the interpreter's files, each fetched when it is first opened: a program's `open` cannot wait otherwise. */
function mount(folder, files) {
  const { FS } = interpreter;
  for (const { path, packed_bytes = 1, sha256 = "" } of JSON.parse(files)) {
    const at = path.lastIndexOf("/");
    FS.mkdirTree(`${folder}/${path.slice(0, at)}`);
    FS.writeFile(`${folder}/${path}`, "");
    const { node } = FS.lookupPath(`${folder}/${path}`);
    const { stream_ops } = node;
    node.usedBytes = packed_bytes;
    const open = stream => {
      try {
        node.contents = dataAtOnce(path, sha256);
      } catch {
        throw new FS.ErrnoError(NO_ENTRY);
      }
      node.usedBytes = node.contents.length;
      node.stream_ops = stream.stream_ops = stream_ops;
    };
    node.stream_ops = { ...stream_ops, open };
  }
}
/** As the interpreter numbers its errors. */
const NO_ENTRY = 44;

/** The lock whose end tells the page of this worker's. */
const holdLife = () =>
  new Promise(held => {
    if (navigator.locks === undefined) return held();
    navigator.locks.request(self.name, () => (held(), new Promise(() => {}))).catch(held);
  });

async function start() {
  const here = new URL("./", import.meta.url).href;
  const [{ loadPyodide }, tensors, { connect }, { paint, decoded, encoded }, { lock }] = await Promise.all([
    import("./pyodide.mjs"),
    import("./tensor_core.mjs"),
    import("./interpreter.mjs"),
    import("./paint.mjs"),
    import("./lock.mjs"),
  ]);
  [interpreter] = await Promise.all([
    loadPyodide({ indexURL: here, stdLibURL: `${here}library.zip`, lockFileURL: `${here}lock.json`, jsglobals: {} }),
    tensors.default({ module_or_path: new URL("./tensor_core.wasm", import.meta.url) }),
    holdLife(),
  ]);
  connect(interpreter, tensors);
  lock();
  interpreter.registerJsModule("ember_page", { say, turn, rest, data, dataAtOnce, mount, paint, decoded, encoded });
  const serve = interpreter.runPython("from _ember.page import serve; serve");
  interpreter.setInterruptBuffer(signals);
  // Where the browser can suspend Python's stack, messages get in while it runs; to ask for that elsewhere is an error.
  python = "Suspending" in WebAssembly ? (...given) => serve.callPromising(...given) : serve;
  const canSuspend = await python(JSON.stringify({ kind: "start" }), new Uint8Array());
  say(JSON.stringify({ kind: "ready", can_suspend: canSuspend }));
  work();
}

start();
