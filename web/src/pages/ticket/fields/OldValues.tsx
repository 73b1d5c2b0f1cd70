/** Values of fields that the ticket's department does not ask for: still there to be read. */
import { type Field, nameIn } from "#/api/catalog";
import { date, dateTime, number } from "#/i18n/format";
import { useLocale } from "#/i18n/locale";
import { m } from "#/paraglide/messages.js";
import { UserText } from "#/ui/UserText";
import { useOpen } from "../open";
import styles from "./Fields.module.css";

export function OldValues({ keys, fields }: { keys: string[]; fields: Field[] }) {
  const { ticket } = useOpen();
  const locale = useLocale();
  if (keys.length === 0) return null;
  return (
    <dl className={styles.old}>
      {keys.map((key) => {
        const field = fields.find((one) => one.key === key);
        return (
          <div key={key}>
            <dt>
              <UserText>{field ? nameIn(locale, field) : key}</UserText>
            </dt>
            <UserText as="dd">{shown(ticket.fields[key], field, locale)}</UserText>
          </div>
        );
      })}
    </dl>
  );
}

/** A value in words. */
export function shown(value: unknown, field: Field | undefined, locale: string): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "boolean") return value ? m.common_yes() : m.common_no();
  if (typeof value === "number") return number(value);
  if (Array.isArray(value)) return value.map((key) => choiceName(String(key), field, locale)).join(" › ");
  const text = String(value);
  if (field?.kind.type === "date") return date(text);
  if (field?.kind.type === "date_time") return dateTime(text);
  return field?.kind.type === "choice" ? choiceName(text, field, locale) : text;
}

function choiceName(key: string, field: Field | undefined, locale: string): string {
  let level = field?.kind.choices ?? [];
  while (level.length > 0) {
    const found = level.find((choice) => choice.key === key);
    if (found) return nameIn(locale, found);
    level = level.flatMap((choice) => choice.choices ?? []);
  }
  return key;
}
