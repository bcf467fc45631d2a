// Takes from the worker what no program in it may reach: other hosts, the browser's storage, more workers, and JavaScript made
// of text. A worker's policy comes with the host's headers, which many hosts do not send; this holds everywhere.

const NAMES = [
  "fetch", "XMLHttpRequest", "WebSocket", "WebSocketStream", "EventSource", "WebTransport", "RTCPeerConnection", "BroadcastChannel",
  "Worker", "SharedWorker", "importScripts", "indexedDB", "caches", "cookieStore", "FileReaderSync", "Notification", "eval",
];
const OF_NAVIGATOR = ["sendBeacon", "serviceWorker", "storage", "storageBuckets", "usb", "serial", "hid"];
const MAKERS = [() => {}, async () => {}, function* () {}, async function* () {}];

export function lock() {
  for (const name of NAMES) take(self, name);
  for (const name of OF_NAVIGATOR) take(navigator, name);
  for (const maker of MAKERS) {
    const value = refused(maker.constructor);
    Object.defineProperty(Object.getPrototypeOf(maker), "constructor", { value, writable: false, configurable: false });
  }
  self.Function = refused(Function);
  const { setTimeout, setInterval } = self;
  self.setTimeout = (act, ...rest) => typeof act === "function" && setTimeout(act, ...rest);
  self.setInterval = (act, ...rest) => typeof act === "function" && setInterval(act, ...rest);
}

/** Wherever on the chain of prototypes it stands. */
function take(owner, name) {
  for (let place = owner; place !== null; place = Object.getPrototypeOf(place)) {
    if (Object.hasOwn(place, name)) delete place[name];
  }
  if (name in owner) throw new Error(`${name} cannot be taken away`);
}

/** Stands for a maker of functions, so that `instanceof` goes on working. */
function refused(maker) {
  function Refused() {
    throw new TypeError("JavaScript cannot be made of text here");
  }
  Refused.prototype = maker.prototype;
  return Refused;
}
