// Starts a worker's module; `cargo xtask finish` writes one such file for each, with the names of its build.

// What goes wrong in a promise is thrown, because only then the page hears of it.
addEventListener("unhandledrejection", event => {
  throw event.reason;
});
importScripts("./module.js");
wasm_bindgen({ module_or_path: "./module_bg.wasm" });
