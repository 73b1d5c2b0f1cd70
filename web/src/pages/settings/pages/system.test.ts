/** Whether an installation is well, by what it tells of itself. */
import { expect, test } from "vitest";
import type { Schemas } from "#/api/client";
import { healthOf, partsOf } from "./system";

const projection = (more: object) => ({
  name: "tickets",
  version: 3,
  state: "live",
  position: 500,
  lag: 0,
  parked: 0,
  updated_at: "2026-03-01T09:30:00Z",
  ...more,
});

const system = (more: object = {}): Schemas["SystemState"] => ({
  version: "1.0.0",
  nats_url: null,
  nats_stream: "DOCKET_EVENTS",
  nats_subjects: "docket.events",
  nats_followed: true,
  position: 500,
  waiting_commands: 0,
  catalog: { position: 500, lag: 0 },
  relay: null,
  automation: { position: 499, lag: 1 },
  projections: [projection({})],
  ...more,
});

test("a few events on their way are no matter", () => {
  expect(healthOf(system())).toBe("fine");
});

test("a part that is far behind is told, but not one that was retired", () => {
  expect(healthOf(system({ automation: { position: 0, lag: 500 } }))).toBe("behind");
  expect(healthOf(system({ projections: [projection({ lag: 500 })] }))).toBe("behind");
  expect(healthOf(system({ projections: [projection({ lag: 500, state: "retired" })] }))).toBe("fine");
});

test("events that were set aside come before all else", () => {
  const parked = projection({ parked: 1 });
  expect(healthOf(system({ automation: { position: 0, lag: 500 }, projections: [parked] }))).toBe("stuck");
});

test("what another process does is said, with no number", () => {
  const relay = partsOf(system()).find(({ name }) => name === "relay");
  expect(relay?.none?.()).toBe("Another process does this");
  expect(relay?.lag).toBeUndefined();
});
