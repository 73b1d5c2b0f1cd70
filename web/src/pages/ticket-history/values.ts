/** Values of a ticket's JSON as people read them. */
import { bytes, date, dateTime, duration, list, number } from "#/i18n/format";
import { apart } from "#/i18n/isolates";
import { m } from "#/paraglide/messages.js";
import { type Names, UNNAMED } from "./names";

type Json = Record<string, unknown>;
type Choice = { key: string; name: string; names?: Record<string, string>; choices?: Choice[] };

const PATHS: Record<string, () => string> = {
  number: () => m.history_path_number(),
  subject: () => m.history_path_subject(),
  description: () => m.history_path_description(),
  status: () => m.history_path_status(),
  priority: () => m.history_path_priority(),
  tags: () => m.history_path_tags(),
  channel: () => m.history_path_channel(),
  attachments: () => m.history_path_attachments(),
  department_id: () => m.history_path_department(),
  department: () => m.history_path_department(),
  assignee_ids: () => m.history_path_assignees(),
  requester: () => m.history_path_requester(),
  "requester.id": () => m.history_path_requester(),
  cc: () => m.history_path_cc(),
  watchers: () => m.history_path_watchers(),
  due_at: () => m.history_path_due(),
  window_from: () => m.history_path_window_from(),
  window_to: () => m.history_path_window_to(),
  snoozed_until: () => m.history_path_snoozed(),
  links: () => m.history_path_links(),
  merged_into: () => m.history_path_merged_into(),
  merged_ticket_ids: () => m.history_path_merged(),
  rating: () => m.history_path_rating(),
  time_entries: () => m.history_path_time(),
  checklist: () => m.history_path_checklist(),
  deleted: () => m.history_path_deleted(),
};

/** What a path is called. Paths that only rules know stay as rules write them. */
export function pathName(path: string, names: Names): string {
  if (path.startsWith("fields.")) {
    const field = names.field(path.slice(7));
    return field ? names.nameOf(field) : path.slice(7);
  }
  return PATHS[path]?.() ?? path;
}

const WORDS: Record<string, (value: string, names: Names) => string> = {
  status: (value, names) => names.status(value),
  priority: (value, names) => names.priority(value),
  department_id: (value, names) => names.department(value),
  department: (value, names) => names.department(value),
  "requester.id": (value, names) => names.customer(value),
  merged_into: (value, names) => names.ticket(value),
  due_at: (value) => dateTime(value),
  window_from: (value) => dateTime(value),
  window_to: (value) => dateTime(value),
  snoozed_until: (value) => dateTime(value),
  channel: (value) => channelName(value),
};

const ITEMS: Record<string, (item: unknown, names: Names) => string> = {
  assignee_ids: (item, names) => names.member(String(item)),
  merged_ticket_ids: (item, names) => names.ticket(String(item)),
  cc: participant,
  watchers: participant,
  links: (item, names) => {
    const link = item as Json;
    return `${relationName(String(link.kind))} ${names.ticket(String(link.ticket ?? link.ticket_id))}`;
  },
  attachments: (item) => `${(item as Json).name} (${bytes(Number((item as Json).bytes ?? 0))})`,
  checklist: (item) => `${(item as Json).done ? "✓" : "○"} ${(item as Json).text}`,
  time_entries: (item, names) =>
    `${duration(Number((item as Json).minutes) * 60)} (${names.member(String((item as Json).member))})`,
};

/** A value under `path` in words; empty where there is none. */
export function valueText(path: string, value: unknown, names: Names): string {
  if (value === null || value === undefined || value === "") return "";
  if (path.startsWith("fields.")) return fieldText(path.slice(7), value, names);
  if (Array.isArray(value)) return listed(value.map((item) => ITEMS[path]?.(item, names) ?? plain(item)));
  if (typeof value === "string") return WORDS[path]?.(value, names) ?? value;
  if (path === "requester") return requesterText(value as Json);
  if (path === "rating") return number(Number((value as Json).score));
  return plain(value);
}

/** What a custom field holds; `key` may be its id too. */
export function fieldText(key: string, value: unknown, names: Names): string {
  if (value === null || value === undefined) return "";
  const kind = names.field(key)?.kind;
  const choices = kind?.choices as Choice[] | undefined;
  if (kind?.type === "cascading_choice") return along(keysOf(value), choices, names).join(" › ");
  if (Array.isArray(value)) return listed(value.map((item) => choiceName(String(item), choices, names)));
  if (typeof value === "boolean") return plain(value);
  if (typeof value === "number") return kind?.unit ? `${number(value)} ${kind.unit}` : number(value);
  const text = String(value);
  if (kind?.type === "choice") return choiceName(text, choices, names);
  if (kind?.type === "member") return names.member(text);
  if (kind?.type === "customer") return names.customer(text);
  if (kind?.type === "date") return date(`${text}T12:00:00`);
  return kind?.type === "date_time" ? dateTime(text) : text;
}

/** Each name keeps its own direction among the others. */
const listed = (items: string[]) => list(items.map(apart));

function keysOf(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : String(value).split("/");
}

function along(keys: string[], choices: Choice[] | undefined, names: Names): string[] {
  const [key, ...rest] = keys;
  if (key === undefined) return [];
  const below = choices?.find((choice) => choice.key === key)?.choices;
  return [choiceName(key, choices, names), ...along(rest, below, names)];
}

function choiceName(key: string, choices: Choice[] | undefined, names: Names): string {
  const found = choices?.find((choice) => choice.key === key);
  return found ? names.nameOf({ name: found.name, names: found.names ?? {} }) : key;
}

export function participant(item: unknown, names: Names): string {
  const who = (item ?? {}) as { kind?: string; id?: string };
  if (who.id === undefined) return UNNAMED;
  return who.kind === "member" ? names.member(who.id) : names.customer(who.id);
}

function requesterText(value: Json): string {
  return String(value.name || value.email || UNNAMED);
}

function plain(value: unknown): string {
  if (typeof value === "boolean") return value ? m.common_yes() : m.common_no();
  if (typeof value === "number") return number(value);
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

const RELATIONS: Record<string, () => string> = {
  relates_to: () => m.history_relation_relates_to(),
  blocks: () => m.history_relation_blocks(),
  blocked_by: () => m.history_relation_blocked_by(),
  duplicates: () => m.history_relation_duplicates(),
  duplicated_by: () => m.history_relation_duplicated_by(),
  parent_of: () => m.history_relation_parent_of(),
  child_of: () => m.history_relation_child_of(),
};

export const relationName = (kind: string) => RELATIONS[kind]?.() ?? kind;

const CHANNELS: Record<string, () => string> = {
  api: () => m.history_channel_api(),
  console: () => m.history_channel_console(),
  email: () => m.history_channel_email(),
  phone: () => m.history_channel_phone(),
  web: () => m.history_channel_web(),
  import: () => m.history_channel_import(),
};

export const channelName = (channel: string) => CHANNELS[channel]?.() ?? channel;

const CLOCKS: Record<string, () => string> = {
  first_response: () => m.history_clock_first_response(),
  next_response: () => m.history_clock_next_response(),
  resolution: () => m.history_clock_resolution(),
  due_date: () => m.history_clock_due_date(),
};

export const clockName = (clock: string) => CLOCKS[clock]?.() ?? clock;

/** A value that a rule's condition asked about; words and addresses of people are not recorded. */
export function matchedText(path: string, value: unknown, names: Names): string {
  const bare = path.replace(/^(before|after)\./, "");
  return valueText(bare, value, names) || m.history_nothing();
}
