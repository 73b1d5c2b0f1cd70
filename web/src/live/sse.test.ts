/** The stream as it comes off the wire: cut anywhere, with comments in between. */
import { expect, test } from "vitest";
import { messages } from "./sse";

async function read(...pieces: string[]): Promise<string[]> {
  const heard: string[] = [];
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const piece of pieces) controller.enqueue(encoder.encode(piece));
      controller.close();
    },
  });
  await messages(body, { onMessage: (data) => heard.push(data), onSilence: () => undefined, silence: 60_000 });
  return heard;
}

test("events are whole wherever the pieces were cut", async () => {
  expect(await read("id: 1\nda", 'ta: {"a":1}\n\nid: 2\ndata: {"b":', "2}\n\n")).toEqual(['{"a":1}', '{"b":2}']);
});

test("comments and events without data say nothing", async () => {
  expect(await read(":keep-alive\n\nretry: 1000\n\nevent: ticket.created\ndata: x\n\n")).toEqual(["x"]);
});

test("an event that the end cut off is not told", async () => {
  expect(await read("data: whole\n\ndata: half")).toEqual(["whole"]);
});

test("letters of several bytes survive a cut", async () => {
  const bytes = new TextEncoder().encode("data: שלום\n\n");
  const heard: string[] = [];
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(bytes.slice(0, 9));
      controller.enqueue(bytes.slice(9));
      controller.close();
    },
  });
  await messages(body, { onMessage: (data) => heard.push(data), onSilence: () => undefined, silence: 60_000 });
  expect(heard).toEqual(["שלום"]);
});
