// @ts-check
/** The service worker: where a page cannot be reached it answers with one sentence and "retry" instead of the browser's
 * own error. It keeps that one page, fetched without a session, and nothing else: no page of a person is ever kept.
 */
const worker = /** @type {any} */ (self);
const PAGE = `/offline${new URL(worker.location.href).search}`;
const KEPT = `offline ${PAGE}`;
const SECRET = /password|repeated|^code$|^totp$/; // not shown again, not even hidden

worker.addEventListener("install", (/** @type {any} */ event) => {
  const keep = async () => (await caches.open(KEPT)).put(PAGE, await fetch(PAGE, { credentials: "omit" }));
  event.waitUntil(keep().then(() => worker.skipWaiting()));
});

worker.addEventListener("activate", (/** @type {any} */ event) => {
  const forget = async () => {
    for (const name of await caches.keys()) if (name !== KEPT) await caches.delete(name);
  };
  event.waitUntil(forget().then(() => worker.clients.claim()));
});

worker.addEventListener("fetch", (/** @type {any} */ event) => {
  const { request } = event;
  if (request.mode !== "navigate") return;
  const sent = request.method === "POST" ? request.clone() : undefined;
  event.respondWith(fetch(request).catch(() => offline(request, sent)));
});

/** @param {Request} request @param {Request} [sent] */
async function offline(request, sent) {
  const kept = await caches.match(PAGE);
  if (!kept) return Response.error();
  const page = await kept.text();
  const words = page.match(/data-again="([^"]*)"/)?.[1] ?? "";
  const fields = sent && [...(await sent.formData())].filter(([, value]) => typeof value === "string");
  const again = fields ? form(request, fields, words) : `<a class="button" href="${safe(request.url)}">${words}</a>`;
  return new Response(page.replace("<!-- again -->", () => again), {
    status: 503,
    headers: {
      "Content-Type": "text/html; charset=utf-8",
      "Content-Security-Policy": kept.headers.get("Content-Security-Policy") ?? "default-src 'none'",
    },
  });
}

/** What was sent, to be sent again: harmless, as it carries its key. With a secret in it, the page that it came from.
 * @param {Request} request @param {any[]} fields @param {string} words
 */
function form(request, fields, words) {
  if (fields.some(([name]) => SECRET.test(name))) return `<a class="button" href="${safe(request.referrer)}">${words}</a>`;
  const hidden = fields.map(([name, value]) => `<input type="hidden" name="${safe(name)}" value="${safe(value)}">`);
  return `<form method="post" action="${safe(request.url)}">${hidden.join("")}<button class="button">${words}</button></form>`;
}

/** @param {string} text */
function safe(text) {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
