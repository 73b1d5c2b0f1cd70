/** What stands in the list one below the other: rows, and above those of a group its heading, unless it is folded. */
import type { Group, Groups } from "#/pages/list/data/groups";
import type { Mark, Rows, Ticket } from "#/pages/list/data/rows";

export type Line = {
  length: number;
  /** Whether it is known what stands there. */
  isRead: boolean;
  at: (place: number) => Ticket | undefined;
  /** The group whose heading stands there. */
  headingAt: (place: number) => Group | undefined;
  markAt: (place: number) => Mark | undefined;
  /** Tells apart what stands there from everything else, also a ticket from itself in another group. */
  keyAt: (place: number) => string | number;
  /** The first place of a ticket, or less than zero. */
  indexOf: (id: string) => number;
  /** Makes what stands in a range known, and some around it. */
  want: (first: number, last: number) => void;
};

/** Groups so near are read before they are in sight. */
const AHEAD = 600;
const BEHIND = 200;

export function plainLine(rows: Rows): Line {
  return {
    length: rows.length,
    isRead: rows.readAt > 0,
    at: (place) => rows.at(place),
    headingAt: () => undefined,
    markAt: (place) => rows.marks.get(rows.at(place)?.id ?? ""),
    keyAt: (place) => rows.at(place)?.id ?? place,
    indexOf: (id) => rows.indexOf(id),
    want: (first, last) => rows.want(first, last),
  };
}

/** Where the heading of a group stands, and how many rows are below it. */
type Stretch = { group: Group; start: number; length: number };

export function groupedLine(groups: Groups, folded: ReadonlySet<string>): Line {
  const stretches: Stretch[] = [];
  let length = 0;
  for (const group of groups.all) {
    const rows = folded.has(group.id) ? 0 : group.rows.length;
    stretches.push({ group, start: length, length: rows });
    length += 1 + rows;
  }
  const stretchAt = (place: number) => stretches.findLast(({ start }) => start <= place);
  const within = (place: number) => {
    const stretch = stretchAt(place);
    const ticket = stretch && stretch.start < place ? stretch.group.rows.at(place - stretch.start - 1) : undefined;
    return { stretch, ticket };
  };
  return {
    length,
    isRead: groups.isRead,
    at: (place) => within(place).ticket,
    headingAt: (place) => stretches.find(({ start }) => start === place)?.group,
    markAt: (place) => {
      const { stretch, ticket } = within(place);
      return ticket && stretch?.group.rows.marks.get(ticket.id);
    },
    keyAt: (place) => {
      const { stretch, ticket } = within(place);
      return ticket ? `${stretch?.group.id}:${ticket.id}` : place;
    },
    indexOf: (id) => placeOf(stretches, id),
    want: (first, last) => wantAround(stretches, first, last),
  };
}

function placeOf(stretches: readonly Stretch[], id: string): number {
  for (const { group, start, length } of stretches) {
    const at = length > 0 ? group.rows.indexOf(id) : -1;
    if (at >= 0) return start + 1 + at;
  }
  return -1;
}

/** Of groups that are near, the end that one would come to. */
function wantAround(stretches: readonly Stretch[], first: number, last: number): void {
  for (const { group, start, length } of stretches) {
    const begin = start + 1;
    if (length === 0 || begin > last + AHEAD || begin + length < first - BEHIND) continue;
    const inside = (place: number) => Math.min(length - 1, Math.max(0, place - begin));
    group.rows.want(inside(first), inside(last));
  }
}
