/** The address says which tickets, of which time; lists are asked for the same ones. */
import { describe, expect, it } from "vitest";
import { labelled, points } from "./charts/axis";
import { csv, csvCell } from "./csv";
import { createdIn, listOf, midnight, readReport, timeOf } from "./filter";
import { listOfGroup } from "./panels/groups";
import { answeredWithin } from "./panels/lengths";

const TODAY = new Date(2026, 2, 31, 15);

describe("the time of a report", () => {
  it("is the last thirty days unless told otherwise, by day", () => {
    const report = readReport({}, TODAY);
    expect(report).toMatchObject({ period: "30d", firstDay: "2026-03-02", lastDay: undefined, interval: "day" });
    expect(timeOf(report)).toEqual({ from: midnight("2026-03-02").toISOString() });
  });

  it("takes its own days, the last one included", () => {
    const report = readReport({ period: "own", from: "2026-01-01", to: "2026-01-31" }, TODAY);
    expect(timeOf(report).to).toBe(midnight("2026-02-01").toISOString());
  });

  it("is told in fewer bars when it is long", () => {
    const intervals = ["7d", "90d", "12m"].map((period) => readReport({ period }, TODAY).interval);
    expect(intervals).toEqual(["day", "week", "month"]);
    expect(readReport({ period: "12m" }, TODAY).firstDay).toBe("2025-04-01");
  });

  it("takes nonsense for nothing", () => {
    expect(readReport({ period: "x", interval: "y", from: "now" }, TODAY).firstDay).toBe("2026-03-02");
  });
});

describe("lists behind numbers", () => {
  const report = readReport({ department: "d1", tag: "vip" }, TODAY);

  it("have the filter of the report besides their own", () => {
    expect(listOf(report, createdIn(report))).toEqual({
      department: "d1",
      tag: "vip",
      all: "true",
      created_from: midnight("2026-03-02").toISOString(),
    });
  });

  it("are those of then where the chart is of then, unless that cannot be asked", () => {
    const then = { ...report, asOf: "2026-03-01T00:00:00Z" };
    expect(listOfGroup(then, "status", "open")).toMatchObject({ status: "open", as_of: then.asOf });
    expect(listOfGroup(then, "channel", "web")).toBeUndefined();
    expect(listOfGroup(report, "department", null)?.condition).toMatchObject({ op: "exists", value: false });
  });

  it("tell how long a first answer took", () => {
    const leaf = (op: string, value: string) => ({ path: "first_response_at", op, value });
    expect(answeredWithin(report, 900, 3_600).condition).toEqual({
      all: [
        leaf("ge", midnight("2026-03-02").toISOString()),
        leaf("ge", "created_at+15m"),
        leaf("lt", "created_at+60m"),
      ],
    });
  });
});

describe("files", () => {
  it("hold no formulas and keep commas, quotes and lines within their cells", () => {
    expect(["=1+1", "+1", "-1", "@x", "\tx"].map(csvCell)).toEqual(["'=1+1", "'+1", "'-1", "'@x", "'\tx"]);
    expect(csvCell(-1)).toBe("-1");
    expect(csv(["a", "b"], [['say "hi"', "x,y"]])).toBe('a,b\r\n"say ""hi""","x,y"');
  });
});

describe("axes", () => {
  it("name the last place and as many before it as there is room for", () => {
    const says = labelled(30);
    expect(Array.from({ length: 30 }, (_, at) => at).filter((at) => says(at) !== undefined)).toEqual([
      2, 5, 8, 11, 14, 17, 20, 23, 26, 29,
    ]);
    expect([29, 26, 23].map(says)).toEqual(["major", "minor", "major"]);
  });

  it("run from the beginning to the end, the most at the top", () => {
    expect(points([0, 5, 10])).toEqual([
      { x: 0, y: 100 },
      { x: 50, y: 50 },
      { x: 100, y: 0 },
    ]);
  });
});
