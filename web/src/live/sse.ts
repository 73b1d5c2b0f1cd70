/** Reads server-sent events off a body (https://html.spec.whatwg.org/#server-sent-events), as far as we send them. */

type Handlers = { onMessage: (data: string) => void; onSilence: () => void; silence: number };

/** Ends with the body. A body that says nothing for `silence` milliseconds is told of by `onSilence`. */
export async function messages(body: ReadableStream<Uint8Array>, handlers: Handlers): Promise<void> {
  const reader = body.pipeThrough(new TextDecoderStream() as TransformStream<Uint8Array, string>).getReader();
  let rest = "";
  for (;;) {
    const timer = setTimeout(handlers.onSilence, handlers.silence);
    const { done, value } = await reader.read().finally(() => clearTimeout(timer));
    if (done) return;
    const blocks = (rest + value.replaceAll("\r\n", "\n")).split("\n\n");
    rest = blocks.pop() ?? "";
    for (const block of blocks) {
      const data = dataOf(block);
      if (data !== "") handlers.onMessage(data);
    }
  }
}

function dataOf(block: string): string {
  const lines = block.split("\n").filter((line) => line.startsWith("data:"));
  return lines.map((line) => line.slice(line.charAt(5) === " " ? 6 : 5)).join("\n");
}
