import { act, Suspense } from "react";
import { createRoot } from "react-dom/client";
import { expect, test, vi } from "vitest";
import { lazily } from "./patient";

vi.mock("#/styles/more", () => ({}));
Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });

const part = () => lazily(async () => ({ default: ({ of }: { of: string }) => <p>what there is of {of}</p> }));

function drawn(Part: ReturnType<typeof part>): HTMLElement {
  const place = document.createElement("div");
  act(() =>
    createRoot(place).render(
      <Suspense fallback="waiting">
        <Part of="ticket 7" />
      </Suspense>,
    ),
  );
  return place;
}

test("a part that was not brought ahead is waited for", async () => {
  const Part = part();
  const place = drawn(Part);
  expect(place.textContent).toBe("waiting");
  await act(() => Part.ahead());
  expect(place.textContent).toBe("what there is of ticket 7");
});

test("a part that was brought ahead is drawn without waiting", async () => {
  const Part = part();
  await Part.ahead();
  expect(drawn(Part).textContent).toBe("what there is of ticket 7");
});

test("bringing a part ahead that does not come fails nothing", async () => {
  const Part = lazily<() => null>(() => Promise.reject(new Error("no connection")));
  await expect(Part.ahead()).resolves.toBeUndefined();
});
