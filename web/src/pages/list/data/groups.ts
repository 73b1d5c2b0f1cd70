/** A list in groups: how many there are in each, and rows of its own for each, in the order of the list. */
import type { View } from "#/api/views";
import { readCounts } from "#/pages/list/data/read";
import { Rows, type Ticket } from "#/pages/list/data/rows";
import { type Condition, leaf, narrowed } from "#/pages/list/filter/condition";

export type GroupBy = NonNullable<View["group_by"]>;
export const GROUPS: readonly GroupBy[] = ["status", "priority", "department", "assignee"];

/** `id` is the key of a status or priority, the id of a department or member, empty for tickets without one. */
export type Group = { id: string; count: number; rows: Rows };

type Kind = { within: (id: string) => Condition; has: (ticket: Ticket, id: string) => boolean };

const KINDS: Record<GroupBy, Kind> = {
  status: { within: (id) => leaf("status", "eq", id), has: (ticket, id) => ticket.status === id },
  priority: { within: (id) => orNone("priority", id), has: (ticket, id) => (ticket.priority ?? "") === id },
  department: { within: (id) => orNone("department_id", id), has: (ticket, id) => (ticket.department_id ?? "") === id },
  assignee: {
    within: (id) => (id === "" ? leaf("unassigned", "eq", true) : leaf("assignee_ids", "contains", id)),
    has: ({ assignee_ids }, id) => (id === "" ? assignee_ids.length === 0 : assignee_ids.includes(id)),
  },
};

const orNone = (path: string, id: string) => (id === "" ? leaf(path, "exists", false) : leaf(path, "eq", id));

export class Groups {
  all: readonly Group[] = [];
  isRead = false;
  error: unknown;
  private reading: Promise<void> | undefined;

  constructor(
    private readonly whole: Rows,
    readonly by: GroupBy,
  ) {}

  begin(): void {
    if (!this.isRead) void this.read();
  }

  /** Reads which groups there are; rows that were read are read anew. */
  async refresh(): Promise<void> {
    const before = this.all;
    await this.read();
    const read = this.all.filter((group) => before.some((one) => one.rows === group.rows) && group.rows.readAt > 0);
    await Promise.all(read.map((group) => group.rows.refresh()));
  }

  /** How many there are now; groups neither come nor go by that, so that nothing moves. */
  async recount(): Promise<void> {
    const counts = await this.counts().catch(() => undefined);
    if (!counts) return;
    this.all = this.all.map((group) => ({ ...group, count: counts.get(group.id) ?? 0 }));
    this.whole.changed();
  }

  has(group: Group, ticket: Ticket): boolean {
    return KINDS[this.by].has(ticket, group.id);
  }

  private read(): Promise<void> {
    this.reading ??= this.readGroups().finally(() => {
      this.reading = undefined;
    });
    return this.reading;
  }

  private async readGroups(): Promise<void> {
    try {
      const counts = await this.counts();
      const known = new Map(this.all.map((group) => [group.id, group.rows]));
      const some = [...counts].filter(([, count]) => count > 0);
      this.all = some.map(([id, count]) => ({ id, count, rows: known.get(id) ?? this.rowsIn(id, count) }));
      this.isRead = true;
      this.error = undefined;
    } catch (error) {
      this.error = error;
    }
    this.whole.changed();
  }

  private async counts(): Promise<Map<string, number>> {
    const { groups } = await readCounts(this.whole.filters, this.by);
    const counts = groups.map(({ key, id, count }) => [key ?? id ?? "", count] as const);
    // the most urgent first; those without one last, as among the others
    if (this.by === "priority") counts.reverse().sort(([a], [b]) => Number(a === "") - Number(b === ""));
    return new Map(counts);
  }

  private rowsIn(id: string, count: number): Rows {
    const rows = new Rows(narrowed(this.whole.filters, KINDS[this.by].within(id)));
    rows.total = count;
    rows.subscribe(() => this.whole.changed());
    return rows;
  }
}

/** The groups of a list, which are kept with it. */
export function groupsOf(rows: Rows, by: GroupBy | undefined): Groups | undefined {
  if (rows.groups?.by !== by) rows.groups = by && new Groups(rows, by);
  return rows.groups;
}
