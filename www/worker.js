// Starts a worker's module; `cargo xtask finish` writes one such file for each, with the names of its build.

// What goes wrong in a promise is thrown, because only then the page hears of it.
addEventListener("unhandledrejection", event => {
  throw event.reason;
});
// Firefox 140 starts no worker of the site any more, until it is closed, after one was ended while it compiled what was still loading.
if (navigator.userAgent.includes("Firefox")) {
  WebAssembly.instantiateStreaming = async (source, imports) =>
    WebAssembly.instantiate(await (await source).arrayBuffer(), imports);
}
importScripts("./module.js");
wasm_bindgen({ module_or_path: "./module_bg.wasm" });
