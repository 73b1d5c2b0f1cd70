/** Makes values of histories readable: ids become names, times are said as the language says them. */
import { useCatalog, useNameOf } from "#/api/catalog";
import { dateTime, list } from "#/i18n/format";
import { m } from "#/paraglide/messages.js";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;

/** A value in words; `nameById` knows whom and what ids mean. */
export function inWords(value: unknown, nameById: (id: string) => string | undefined): string {
  const again = (part: unknown) => inWords(part, nameById);
  if (value === null || value === undefined || value === "") return m.settings_history_nothing();
  if (typeof value === "boolean") return value ? m.common_yes() : m.common_no();
  if (typeof value === "string") {
    if (UUID.test(value)) return nameById(value) ?? value;
    return MOMENT.test(value) ? dateTime(value) : value;
  }
  if (Array.isArray(value)) return value.length === 0 ? m.settings_history_nothing() : list(value.map(again));
  if (typeof value === "object") {
    const parts = Object.entries(value).filter(([, part]) => part !== null);
    if (parts.length === 0) return m.settings_history_nothing();
    return parts.map(([name, part]) => `${name}: ${again(part)}`).join(" · ");
  }
  return String(value);
}

export function useReadable(): (value: unknown) => string {
  const nameOf = useNameOf();
  const departments = useCatalog("departments");
  const members = useCatalog("members");
  const groups = useCatalog("field_groups");
  const nameById = (id: string) => {
    const member = members?.find((one) => one.id === id);
    if (member) return member.name;
    const named = [...(departments ?? []), ...(groups ?? [])].find((one) => one.id === id);
    return named && nameOf(named);
  };
  return (value) => inWords(value, nameById);
}
