// Keeps one build of the site for visits without network: its pages, their code and texts. Data files are kept by those
// who read them (src/data/fetch.rs). `cargo xtask finish` fills in the first three lines.
//
// Pages come from the network while there is one, so a new build is taken up at the next load; all they ask for has its
// build in its name, so that no page ever runs with another build's code.

const BUILD = "";
// Addresses below the site's folder, with the SHA-256 of what is there: kept at once, or when they are first used.
const AT_ONCE = new Map(Object.entries({}));
const WHEN_USED = new Map(Object.entries({}));

const SITE = registration.scope;
const PREFIX = `emberlab-site ${SITE} `;
const CACHE = PREFIX + BUILD;
/** Of a host that answers later, what was kept is the better answer. */
const PATIENCE_MILLIS = 5000;

addEventListener("install", event => event.waitUntil(install()));
addEventListener("activate", event => event.waitUntil(activate()));
addEventListener("message", event => event.waitUntil(keepUsed(event.data)));
addEventListener("fetch", event => {
  const { request } = event;
  const file = fileOf(request.url);
  // Who asks past every cache wants to know what the host has.
  if (file === undefined || request.method !== "GET" || request.cache === "no-store") return;
  if (request.mode === "navigate") {
    const page = pageOf(file);
    if (page !== undefined) event.respondWith(answerPage(request, page, file));
  } else if (file === "data/catalog.json") {
    event.respondWith(newest(request, file));
  } else if (AT_ONCE.has(file) || WHEN_USED.has(file)) {
    event.respondWith(answerFile(event, file));
  }
});

/** All of the build, or nothing: what has another checksum belongs to another build. */
async function install() {
  const cache = await caches.open(CACHE);
  for (const [file, sum] of AT_ONCE) {
    if (!(await keep(cache, file, sum))) throw new Error(`${file || "the page"} is not of build ${BUILD}`);
  }
  for (const [file, sum] of WHEN_USED) {
    const response = await caches.match(SITE + file);
    if (response) await keepThis(cache, file, sum, response);
  }
  await skipWaiting();
}

async function activate() {
  for (const name of await caches.keys()) {
    if (name.startsWith(PREFIX) && name !== CACHE) await caches.delete(name);
  }
  await clients.claim();
}

/** `addresses` are what a page has fetched. */
async function keepUsed(addresses) {
  const used = new Set(addresses.map(fileOf).filter(file => WHEN_USED.has(file)).map(groupOf));
  if (used.size === 0) return;
  const cache = await caches.open(CACHE);
  for (const [file, sum] of WHEN_USED) {
    if (used.has(groupOf(file))) await keep(cache, file, sum);
  }
}

/** Files that are of use only together have the same beginning. */
function groupOf(file) {
  return file.split("-")[0];
}

/** Whether the cache holds the file in the end. */
async function keep(cache, file, sum) {
  const address = SITE + file;
  if (await cache.match(address)) return true;
  // Of an older build that had the same file, of the browser's own cache, and only then of the host.
  const sources = [() => caches.match(address), () => fetch(address), () => fetch(address, { cache: "reload" })];
  for (const source of sources) {
    const response = await source();
    if (response?.ok && (await keepThis(cache, file, sum, response))) return true;
  }
  return false;
}

async function keepThis(cache, file, sum, response) {
  const bytes = await response.arrayBuffer();
  const found = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  if (Array.from(found, byte => byte.toString(16).padStart(2, "0")).join("") !== sum) return false;
  // Anew, because a page may not be answered with what came by way of a redirect.
  await cache.put(SITE + file, new Response(bytes, { headers: response.headers }));
  return true;
}

function answerPage(request, page, file) {
  // What a page asks for is relative to its folder, so its address needs the slash; hosts answer likewise.
  const isWhole = file === page || file === `${page}index.html`;
  return isWhole ? newest(request, page) : Response.redirect(SITE + page + new URL(request.url).search);
}

/** What the host has, past the browser's own cache, which may hold something older; without network, what was kept. */
async function newest(request, file) {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE_MILLIS);
  try {
    return await fetch(request, { cache: "no-cache", signal: patience.signal });
  } catch (error) {
    return (await kept(file)) ?? Response.error();
  } finally {
    clearTimeout(timer);
  }
}

async function answerFile(event, file) {
  const found = await kept(file);
  if (found) return found;
  const response = await fetch(event.request);
  if (response.ok) {
    const copy = response.clone();
    const sum = AT_ONCE.get(file) ?? WHEN_USED.get(file);
    event.waitUntil(caches.open(CACHE).then(cache => keepThis(cache, file, sum, copy)));
  }
  return response;
}

function kept(file) {
  return caches.match(SITE + file, { cacheName: CACHE });
}

/** The address below the site's folder, without the mark of this build; none for what is not of this site. */
function fileOf(address) {
  const [path, query] = address.split("#")[0].split("?");
  if (!path.startsWith(SITE)) return undefined;
  const file = path.slice(SITE.length);
  return query === undefined || query === `v=${BUILD}` || pageOf(file) !== undefined ? file : undefined;
}

/** The page that this file is, whose address ends with its folder's slash; none where it is no page. */
function pageOf(file) {
  const folder = file.replace(/index\.html$/, "");
  return [folder, `${folder}/`].find(page => AT_ONCE.has(page) && (page === "" || page.endsWith("/")));
}
