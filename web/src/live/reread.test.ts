/** What is read again when something happens. */
import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { describe, expect, it } from "vitest";
import { reread } from "./reread";

const LINKS = ["ticket", "a", "links"];

/** A query whose answers come when they are let go. */
function held(queries: QueryClient) {
  const waiting: ((links: string[]) => void)[] = [];
  const options = {
    queryKey: LINKS,
    queryFn: () => new Promise<string[]>((done) => waiting.push(done)),
    staleTime: 30_000,
  };
  return { options, waiting, watch: () => new QueryObserver(queries, options).subscribe(() => {}) };
}

describe("what an event may have changed", () => {
  it("is read again though its answer from before came after the event", async () => {
    const queries = new QueryClient();
    const { options, waiting, watch } = held(queries);
    const before = queries.prefetchQuery(options);
    reread(queries, ["ticket", "a"]);
    waiting[0]?.([]);
    await before;
    expect(queries.getQueryData(LINKS)).toEqual([]);
    await expect.poll(() => queries.getQueryState(LINKS)?.isInvalidated).toBe(true);
    const end = watch();
    expect(waiting).toHaveLength(2);
    end();
  });

  it("is read again at once where it is shown", async () => {
    const queries = new QueryClient();
    const { waiting, watch } = held(queries);
    const end = watch();
    waiting[0]?.([]);
    await expect.poll(() => queries.getQueryData(LINKS)).toEqual([]);
    reread(queries, ["ticket", "a"]);
    expect(waiting).toHaveLength(2);
    end();
  });
});
