/** Sending a file to the server, told how far it is (which fetch cannot tell). */
import { type ApiError, refusal, type Schemas } from "#/api/client";
import { m } from "#/paraglide/messages.js";

/** A file on its way; `key` makes a repetition harmless. */
export type Uploading = { key: string; file: File; sent: number; problem?: string | undefined; end: AbortController };

export function upload(one: Uploading, onProgress: (part: number) => void): Promise<Schemas["Attachment"]> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", `/api/v1/attachments?name=${encodeURIComponent(nameOf(one.file))}`);
    request.setRequestHeader("X-Docket-CSRF", "1");
    request.setRequestHeader("Idempotency-Key", one.key);
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.upload.onprogress = (event) => onProgress(event.total > 0 ? event.loaded / event.total : 0);
    request.onload = () => {
      if (request.status < 300) resolve(JSON.parse(request.responseText));
      else void refused(request).then(reject);
    };
    request.onerror = () => reject(new Error(m.ticket_upload_offline()));
    request.onabort = () => reject(new DOMException("aborted", "AbortError"));
    one.end.signal.addEventListener("abort", () => request.abort());
    request.send(one.file);
  });
}

/** What is pasted from the clipboard is often called only "image.png". */
function nameOf(file: File): string {
  return file.name === "" ? "file" : file.name;
}

function refused(request: XMLHttpRequest): Promise<ApiError> {
  try {
    return refusal(request.status, JSON.parse(request.responseText));
  } catch {
    return refusal(request.status, undefined);
  }
}
