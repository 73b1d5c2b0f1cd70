/** Files on their way to the server, dropped, pasted or chosen, each with how far it is. */
import { type ClipboardEvent, type DragEvent, useState } from "react";
import { type Uploading, upload } from "#/api/uploads";
import type { DraftFile } from "./draft";

export type Uploads = ReturnType<typeof useUploads>;

export function useUploads(onFile: (file: DraftFile) => void) {
  const [current, setCurrent] = useState<Uploading[]>([]);
  const update = (key: string, next: Partial<Uploading>) =>
    setCurrent((all) => all.map((one) => (one.key === key ? { ...one, ...next } : one)));
  const forget = (key: string) => setCurrent((all) => all.filter((one) => one.key !== key));

  const start = async (one: Uploading) => {
    update(one.key, { problem: undefined, sent: 0 });
    try {
      const file = await upload(one, (sent) => update(one.key, { sent }));
      forget(one.key);
      if (!one.end.signal.aborted) onFile(file);
    } catch (error) {
      if (one.end.signal.aborted) forget(one.key);
      else update(one.key, { problem: error instanceof Error ? error.message : String(error) });
    }
  };
  const add = (files: Iterable<File>) => {
    for (const file of files) {
      const one: Uploading = { key: crypto.randomUUID(), file, sent: 0, end: new AbortController() };
      setCurrent((all) => [...all, one]);
      void start(one);
    }
  };
  const cancel = (one: Uploading) => {
    one.end.abort();
    forget(one.key);
  };
  const [over, setOver] = useState(false);
  const onDrop = (event: DragEvent) => {
    setOver(false);
    if (event.dataTransfer.files.length === 0) return;
    event.preventDefault();
    add(event.dataTransfer.files);
  };
  const onDragOver = (event: DragEvent) => {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    setOver(true);
  };
  const onDragLeave = (event: DragEvent) => {
    if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
  };
  const onPaste = (event: ClipboardEvent) => {
    if (event.clipboardData.files.length === 0) return;
    event.preventDefault();
    add(event.clipboardData.files);
  };
  const busy = current.some((one) => one.problem === undefined);
  const retry = (one: Uploading) => void start(one);
  /** For the element on which files may be dropped or pasted; `data-over` while some are held over it. */
  const target = { onDrop, onDragOver, onDragLeave, onPaste, "data-over": over || undefined };
  return { current, add, cancel, retry, busy, target };
}
