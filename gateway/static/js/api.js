// @ts-check
/** The JSON API, as the signed-in reader of this page. */

export class Refused extends Error {
  /** @param {string} message  in the reader's language @param {number} status */
  constructor(message, status) {
    super(message);
    this.status = status;
  }
}

/** What the API wants of a browser: which of its sessions, and that the page is ours.
 * @param {string} portal
 * @returns {Record<string, string>}
 */
export function credentials(portal) {
  const token = /** @type {HTMLInputElement | null} */ (document.querySelector("[name=csrf_token]"));
  return { "X-Portal": portal, "X-CSRF-Token": token?.value ?? "", "Idempotency-Key": crypto.randomUUID() };
}

/** Rejects with Refused where the API says no, with TypeError where it cannot be reached.
 * @param {string} portal
 * @param {string} method
 * @param {string} path
 * @param {object} [body]
 * @returns {Promise<any>}
 */
export async function call(portal, method, path, body) {
  const answer = await fetch(`/api/v1${path}`, {
    method,
    headers: { ...credentials(portal), Accept: "application/json", "Content-Type": "application/json" },
    body: body && JSON.stringify(body),
  });
  const content = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Refused(content.detail ?? "", answer.status);
  return content;
}
