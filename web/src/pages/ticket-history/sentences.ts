/** What happened, in a sentence: one for each type of event that a ticket can have. */
import { dateTime, duration, list, number, percent } from "#/i18n/format";
import { apart } from "#/i18n/isolates";
import { m } from "#/paraglide/messages.js";
import type { Entry } from "./history";
import { type Names, UNNAMED } from "./names";
import { channelName, clockName, fieldText, participant, relationName, valueText } from "./values";

type Data = Record<string, unknown>;
type Telling = { entry: Entry; data: Data; names: Names };
type Sentence = (telling: Telling) => string;

/** The sentence for an entry; values in it are kept apart (isolates.ts). A type that is not known is called by its name. */
export function sentence(entry: Entry, names: Names): string {
  const data = (entry.data ?? {}) as Data;
  const say = SENTENCES[entry.type];
  return say ? say({ entry, data, names }) : m.history_s_other({ type: apart(entry.type) });
}

const text = (value: unknown) => apart(value === undefined || value === null ? UNNAMED : String(value));
const moment = (value: unknown) => (typeof value === "string" ? apart(dateTime(value)) : apart(UNNAMED));

function change({ entry, names }: Telling, path: string): { from: string; to: string } {
  const found = entry.changes.find((one) => one.path === path);
  return {
    from: found ? valueText(path, found.before, names) : "",
    to: found ? valueText(path, found.after, names) : "",
  };
}

type Ways = {
  changed: (given: { from: string; to: string }) => string;
  set: (given: { to: string }) => string;
  cleared: (given: { from: string }) => string;
};

function fromTo({ from, to }: { from: string; to: string }, ways: Ways): string {
  if (from === "") return ways.set({ to: apart(to || m.history_nothing()) });
  if (to === "") return ways.cleared({ from: apart(from) });
  return ways.changed({ from: apart(from), to: apart(to) });
}

function scheduled(telling: Telling): string {
  const paths = telling.entry.changes.map((one) => one.path);
  const due = paths.includes("due_at");
  const window = paths.includes("window_from") || paths.includes("window_to");
  if (due && !window)
    return fromTo(change(telling, "due_at"), {
      changed: m.history_s_due_changed,
      set: m.history_s_due_set,
      cleared: m.history_s_due_cleared,
    });
  if (!window || due) return m.history_s_scheduled();
  const { window_from, window_to } = telling.data;
  if (!window_from && !window_to) return m.history_s_window_cleared();
  return m.history_s_window_set({ from: moment(window_from), to: moment(window_to) });
}

function posted({ entry, data }: Telling): string {
  if (data.visibility === "internal") return m.history_s_note();
  const byCustomer = data.customer || entry.actor.kind === "customer" || entry.actor.kind === "visitor";
  return byCustomer ? m.history_s_customer_wrote() : m.history_s_reply();
}

function fieldChanged({ data, names }: Telling): string {
  const id = String(data.field);
  if (data.from === undefined && data.to === undefined) return m.history_s_field_hidden();
  const found = names.field(id);
  const field = apart(found ? names.nameOf(found) : UNNAMED);
  const sides = { from: fieldText(id, data.from, names), to: fieldText(id, data.to, names) };
  return fromTo(sides, {
    changed: (given) => m.history_s_field_changed({ field, ...given }),
    set: (given) => m.history_s_field_set({ field, ...given }),
    cleared: (given) => m.history_s_field_cleared({ field, ...given }),
  });
}

/** What an item of the checklist says; it is found in the list before or after. */
function item({ entry, data }: Telling): string {
  const lists = entry.changes.filter((one) => one.path === "checklist").flatMap((one) => [one.after, one.before]);
  const items = lists.flatMap((list) => (Array.isArray(list) ? list : [])) as { id: string; text: string }[];
  return text(data.text ?? items.find((one) => one.id === data.item)?.text);
}

function detached({ entry, data }: Telling): string {
  const before = entry.changes.find((one) => one.path === "attachments")?.before;
  const files = (Array.isArray(before) ? before : []) as { id: string; name: string }[];
  return m.history_s_file_detached({ name: text(files.find((file) => file.id === data.attachment)?.name) });
}

function warned({ data }: Telling): string {
  const clock = clockName(String(data.clock));
  const due = moment(data.due_at);
  if (typeof data.percent !== "number") return m.history_s_sla_warned_due({ clock, due });
  return m.history_s_sla_warned({ clock, due, percent: percent(data.percent / 100) });
}

const who = ({ data, names }: Telling) => apart(participant(data.who, names));
const member = ({ data, names }: Telling) => apart(names.member(String(data.member)));
const other = ({ data, names }: Telling, at: string) => ({ ticket: apart(names.ticket(String(data[at]))) });
const clockOf = ({ data }: Telling) => clockName(String(data.clock));
const link = (telling: Telling) => ({
  relation: relationName(String(telling.data.kind)),
  ...other(telling, "ticket"),
});

export const SENTENCES: Record<string, Sentence> = {
  "ticket.created": ({ data }) => m.history_s_created({ channel: channelName(String(data.channel)) }),
  "ticket.subject_changed": () => m.history_s_subject(),
  "ticket.description_changed": () => m.history_s_description(),
  "ticket.requester_changed": (telling) =>
    fromTo(change(telling, "requester.id"), {
      changed: m.history_s_requester_changed,
      set: m.history_s_requester_set,
      cleared: m.history_s_requester_cleared,
    }),
  "ticket.cc_added": (telling) => m.history_s_cc_added({ who: who(telling) }),
  "ticket.cc_removed": (telling) => m.history_s_cc_removed({ who: who(telling) }),
  "ticket.watched": (telling) => m.history_s_watched({ who: who(telling) }),
  "ticket.unwatched": (telling) => m.history_s_unwatched({ who: who(telling) }),
  "ticket.assigned": (telling) => m.history_s_assigned({ who: member(telling) }),
  "ticket.unassigned": (telling) => m.history_s_unassigned({ who: member(telling) }),
  "ticket.routed": (telling) =>
    fromTo(change(telling, "department_id"), {
      changed: m.history_s_routed,
      set: m.history_s_routed_to,
      cleared: m.history_s_routed_from,
    }),
  "ticket.status_changed": ({ data, names }) =>
    m.history_s_status({ from: apart(names.status(String(data.from))), to: apart(names.status(String(data.to))) }),
  "ticket.priority_changed": ({ data, names }) =>
    m.history_s_priority({
      from: apart(names.priority(String(data.from))),
      to: apart(names.priority(String(data.to))),
    }),
  "ticket.scheduled": scheduled,
  "ticket.snoozed": ({ data }) => m.history_s_snoozed({ until: moment(data.until) }),
  "ticket.woken": () => m.history_s_woken(),
  "ticket.tagged": ({ data }) => m.history_s_tagged({ tag: text(data.tag) }),
  "ticket.untagged": ({ data }) => m.history_s_untagged({ tag: text(data.tag) }),
  "ticket.field_changed": fieldChanged,
  "ticket.message_posted": posted,
  "ticket.message_edited": () => m.history_s_message_edited(),
  "ticket.message_redacted": ({ data }) => m.history_s_message_redacted({ reason: text(data.reason) }),
  "ticket.message_split": (telling) => m.history_s_message_split(other(telling, "to")),
  "ticket.file_attached": ({ data }) =>
    m.history_s_file_attached({ name: text((data.file as Data | undefined)?.name) }),
  "ticket.file_detached": detached,
  "ticket.linked": (telling) => m.history_s_linked(link(telling)),
  "ticket.unlinked": (telling) => m.history_s_unlinked(link(telling)),
  "ticket.merged": (telling) => m.history_s_merged(other(telling, "into")),
  "ticket.unmerged": (telling) => m.history_s_unmerged(other(telling, "from")),
  "ticket.absorbed": (telling) => m.history_s_absorbed(other(telling, "ticket")),
  "ticket.released": (telling) => m.history_s_released(other(telling, "ticket")),
  "ticket.time_logged": (telling) =>
    m.history_s_time_logged({ who: member(telling), duration: duration(Number(telling.data.minutes) * 60) }),
  "ticket.time_entry_removed": () => m.history_s_time_entry_removed(),
  "ticket.checklist_item_added": (telling) => m.history_s_item_added({ text: item(telling) }),
  "ticket.checklist_item_reworded": ({ data }) =>
    m.history_s_item_reworded({ from: text(data.from), to: text(data.to) }),
  "ticket.checklist_item_checked": (telling) => m.history_s_item_checked({ text: item(telling) }),
  "ticket.checklist_item_unchecked": (telling) => m.history_s_item_unchecked({ text: item(telling) }),
  "ticket.checklist_item_removed": (telling) => m.history_s_item_removed({ text: item(telling) }),
  "ticket.checklist_reordered": () => m.history_s_checklist_reordered(),
  "ticket.macro_applied": ({ data, names }) =>
    m.history_s_macro_applied({ macro: apart(names.macro(String(data.macro_id))) }),
  "ticket.rated": ({ data }) => m.history_s_rated({ score: number(Number(data.score)) }),
  "ticket.sla_warned": warned,
  "ticket.sla_breached": (telling) =>
    m.history_s_sla_breached({ clock: clockOf(telling), due: moment(telling.data.due_at) }),
  "ticket.sla_escalated": (telling) =>
    m.history_s_sla_escalated({
      clock: clockOf(telling),
      duration: duration(Number(telling.data.seconds_after)),
      step: number(Number(telling.data.step)),
    }),
  "ticket.sla_met": (telling) => m.history_s_sla_met({ clock: clockOf(telling) }),
  "ticket.rule_fired": ({ data }) => m.history_s_rule_fired({ name: text(data.name) }),
  "ticket.notified": ({ data, names }) => {
    const members = (data.members as string[]).map(names.member);
    return m.history_s_notified({ members: apart(list(members)), text: text(data.text) });
  },
  "ticket.automation_stopped": ({ data }) => m.history_s_automation_stopped({ reason: text(data.reason) }),
  "ticket.deleted": () => m.history_s_deleted(),
  "ticket.restored": () => m.history_s_restored(),
  "ticket.activity_recorded": ({ data }) => m.history_s_activity({ activity: text(data.activity) }),
};
