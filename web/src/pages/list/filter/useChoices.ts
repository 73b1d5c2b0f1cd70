/** What a value can be picked from, if its kind has such. */
import { useNameOf } from "#/api/catalog";
import type { Schemas } from "#/api/client";
import { useOptions } from "#/pages/list/bulk/useOptions";
import type { Path } from "#/pages/list/filter/paths";
import { m } from "#/paraglide/messages.js";

type Choice = { value: string; label: string };

const words = (all: Record<string, () => string>): Choice[] =>
  Object.entries(all).map(([value, label]) => ({ value, label: label() }));

const CATEGORIES = {
  new: m.list_category_new,
  open: m.list_category_open,
  pending: m.list_category_pending,
  on_hold: m.list_category_on_hold,
  resolved: m.list_category_resolved,
  closed: m.list_category_closed,
};
const CHANNELS = {
  email: m.list_channel_email,
  web: m.list_channel_web,
  phone: m.list_channel_phone,
  console: m.list_channel_console,
  api: m.list_channel_api,
  import: m.list_channel_import,
};
const SLA = {
  breached: m.list_sla_state_breached,
  warning: m.list_sla_state_warning,
  running: m.list_sla_state_running,
  paused: m.list_sla_state_paused,
  met: m.list_sla_state_met,
  missed: m.list_sla_state_missed,
  none: m.list_sla_state_none,
};

export function useChoices(path: Path | undefined): Choice[] | undefined {
  return useChoicesOf()(path);
}

/** The same for whichever path is asked about. */
export function useChoicesOf(): (path: Path | undefined) => Choice[] | undefined {
  const nameOf = useNameOf();
  const options = useOptions();
  const plain = (all: Choice[]) => all.map(({ value, label }) => ({ value, label }));
  const people = plain(options.people);
  return (path) => {
    switch (path?.kind) {
      case "status":
        return plain(options.statuses);
      case "priority":
        return plain(options.priorities);
      case "category":
        return words(CATEGORIES);
      case "channel":
        return words(CHANNELS);
      case "sla":
        return words(SLA);
      case "department":
        return plain(options.departments);
      case "member":
      case "members":
        return people;
      case "mentions":
        return [...people, ...plain(options.departments)];
      case "choice":
      case "choices":
        return path.field?.kind.choices?.map((choice) => ({ value: choice.key, label: nameOf(choice) }));
      case "cascade":
        return levels(path.field?.kind.choices ?? [], nameOf, [], []);
      default:
        return undefined;
    }
  };
}

/** Every level of a cascading choice, spelled from the top down. */
function levels(
  choices: readonly Schemas["FieldChoice"][],
  nameOf: (choice: Schemas["FieldChoice"]) => string,
  keys: string[],
  names: string[],
): Choice[] {
  return choices.flatMap((choice) => {
    const [path, said] = [
      [...keys, choice.key],
      [...names, nameOf(choice)],
    ];
    return [{ value: path.join("/"), label: said.join(" · ") }, ...levels(choice.choices ?? [], nameOf, path, said)];
  });
}
