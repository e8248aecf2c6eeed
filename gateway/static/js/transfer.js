// @ts-check
/** @typedef {{method: string, url: string, headers: Record<string, string>}} Target */

export class TransferFailed extends Error {}

/** One PUT with progress, that can be stopped. fetch does not tell how far an upload is; XMLHttpRequest does. */
export class Transfer {
  /**
   * @param {Target} target
   * @param {File} file
   * @param {(done: number) => void} onProgress  share sent, 0 to 1
   */
  constructor(target, file, onProgress) {
    this.target = target;
    this.file = file;
    this.onProgress = onProgress;
    this.stopped = false;
    this.request = new XMLHttpRequest();
  }

  /** Resolves true once the bytes are there, false when it was stopped. Rejects with TransferFailed. */
  run() {
    const { request, target } = this;
    return new Promise((resolve, reject) => {
      request.open(target.method, target.url);
      for (const [name, value] of Object.entries(target.headers)) request.setRequestHeader(name, value);
      request.upload.onprogress = (event) => {
        if (event.lengthComputable) this.onProgress(event.loaded / event.total);
      };
      request.onload = () => {
        if (request.status >= 200 && request.status < 300) resolve(true);
        else reject(new TransferFailed(`status ${request.status}`));
      };
      request.onerror = () => reject(new TransferFailed("network"));
      request.onabort = () => resolve(false);
      request.send(this.file);
    });
  }

  stop() {
    this.stopped = true;
    this.request.abort();
  }
}
