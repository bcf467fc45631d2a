// Starts the page. Where its code is missing, says so; once it runs, has the site kept for visits without network.
// `cargo xtask finish` puts the names of this build in.

const absent = document.getElementById("absent");
/** Said by the page once it has all that the reader waits for (src/app/site.rs). */
const ready = new Promise(isReady => addEventListener("emberlab-ready", isReady, { once: true }));
/** Of a page that never says so. */
const READY_MILLIS = 30_000;

async function start() {
  for (const link of absent.querySelectorAll("a")) {
    link.addEventListener("click", event => {
      event.preventDefault();
      location.reload();
    });
  }
  try {
    const { default: run } = await import("./app.js");
    await run();
    absent.remove();
    document.getElementById("early")?.remove();
  } catch (error) {
    absent.classList.add("is-certain");
    throw error;
  }
  await keep();
}

/** Only release builds have a service worker, and browsers only over https, on this machine, outside private windows. */
async function keep() {
  const { dataset } = document.querySelector("meta[name='emberlab-build']");
  if (dataset.profile !== "release" || !("serviceWorker" in navigator)) return;
  // The rest of the site would take its share of a slow line.
  await Promise.race([ready, new Promise(isLate => setTimeout(isLate, READY_MILLIS))]);
  try {
    const script = new URL("./sw.js", import.meta.url);
    const registration = await navigator.serviceWorker.register(script, { updateViaCache: "none" });
    // Without network there is nothing newer.
    registration.update().catch(() => {});
    const { active } = await navigator.serviceWorker.ready;
    // What came before the service worker could see it.
    active.postMessage(performance.getEntriesByType("resource").map(({ name }) => name));
  } catch (error) {
    console.warn(error);
  }
}

start();
