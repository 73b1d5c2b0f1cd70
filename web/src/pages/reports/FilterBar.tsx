/** Which tickets, and of which time; all of it is part of the address. */
import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useCatalog, useNameOf } from "#/api/catalog";
import { m } from "#/paraglide/messages.js";
import { useDistribution } from "./data";
import { dayOf, PERIODS, type Period, type Report, type ReportSearch } from "./filter";
import { PartyFilter } from "./PartyFilter";
import styles from "./reports.module.css";

type Props = { report: Report; search: ReportSearch; onChange: (next: ReportSearch) => void };

const PERIOD_NAMES: Record<Period, () => string> = {
  "7d": () => m.reports_period_7d(),
  "30d": () => m.reports_period_30d(),
  "90d": () => m.reports_period_90d(),
  "12m": () => m.reports_period_12m(),
  own: () => m.reports_period_own(),
};

export function FilterBar({ report, search, onChange }: Props) {
  const nameOf = useNameOf();
  const inUse = <T extends { retired: boolean }>(all: T[] | undefined) => all?.filter((one) => !one.retired) ?? [];
  const departments = inUse(useCatalog("departments")).map((one) => ({ value: one.id, label: nameOf(one) }));
  const members = inUse(useCatalog("members")).map((one) => ({ value: one.id, label: one.name }));
  const priorities = inUse(useCatalog("priorities")).map((one) => ({ value: one.key, label: nameOf(one) }));
  const narrowed = Object.keys(report.narrowing).length > 0;
  return (
    <search className={styles.filters} aria-label={m.reports_filters()}>
      <PeriodFilter report={report} onChange={onChange} />
      <Choice
        label={m.common_department()}
        all={m.reports_all_departments()}
        {...{ options: departments, value: search.department, onChange: (department) => onChange({ department }) }}
      />
      <Choice
        label={m.reports_member()}
        all={m.reports_all_members()}
        {...{ options: members, value: search.assignee, onChange: (assignee) => onChange({ assignee }) }}
      />
      <Choice
        label={m.common_priority()}
        all={m.reports_all_priorities()}
        {...{ options: priorities, value: search.priority, onChange: (priority) => onChange({ priority }) }}
      />
      <TagFilter report={report} onChange={onChange} />
      <PartyFilter kind="customer" id={search.requester_id} onChange={(requester_id) => onChange({ requester_id })} />
      <PartyFilter
        kind="organisation"
        id={search.organisation_id}
        onChange={(organisation_id) => onChange({ organisation_id })}
      />
      {narrowed && (
        <Button
          variant="subtle"
          onClick={() => onChange(Object.fromEntries(Object.keys(report.narrowing).map((name) => [name, undefined])))}
        >
          {m.reports_reset()}
        </Button>
      )}
    </search>
  );
}

type ChoiceProps = {
  label: string;
  all: string;
  options: { value: string; label: string }[];
  value: string | undefined;
  onChange: (value: string | undefined) => void;
};

/** One of several. What the address asks for besides (several at once, something retired) stays as it is. */
function Choice({ label, all, options, value, onChange }: ChoiceProps) {
  const known = !value || options.some((option) => option.value === value);
  const named = (one: string) => options.find((option) => option.value === one)?.label ?? one;
  const other = known ? [] : [{ value, label: value.split(",").map(named).join(", ") }];
  return (
    <NativeSelect
      size="xs"
      label={label}
      value={value ?? ""}
      data={[{ value: "", label: all }, ...options, ...other]}
      onChange={(event) => onChange(event.currentTarget.value || undefined)}
    />
  );
}

function PeriodFilter({ report, onChange }: Pick<Props, "report" | "onChange">) {
  const { period, firstDay, lastDay } = report;
  const choose = (next: string) =>
    onChange(
      next === "own"
        ? { period: next, from: firstDay, to: lastDay ?? dayOf(new Date()), interval: undefined }
        : { period: next, from: undefined, to: undefined, interval: undefined },
    );
  return (
    <>
      <NativeSelect
        size="xs"
        label={m.reports_period()}
        value={period}
        data={PERIODS.map((value) => ({ value, label: PERIOD_NAMES[value]() }))}
        onChange={(event) => choose(event.currentTarget.value)}
      />
      {period === "own" && (
        <>
          <TextInput
            type="date"
            size="xs"
            label={m.reports_from()}
            value={firstDay}
            max={lastDay}
            onChange={(event) => event.currentTarget.value && onChange({ from: event.currentTarget.value })}
          />
          <TextInput
            type="date"
            size="xs"
            label={m.reports_to()}
            value={lastDay ?? ""}
            min={firstDay}
            onChange={(event) => onChange({ to: event.currentTarget.value || undefined })}
          />
        </>
      )}
    </>
  );
}

/** The tags that tickets have; most of them first. */
function TagFilter({ report, onChange }: Pick<Props, "report" | "onChange">) {
  const { tag, ...others } = report.narrowing;
  const tags = useDistribution({ ...report, narrowing: others, asOf: undefined }, "tag", 100).data?.items ?? [];
  const options = tags.flatMap(({ key }) => (key === null ? [] : [{ value: key, label: key }]));
  return (
    <Choice
      label={m.reports_tag()}
      all={m.reports_all_tags()}
      {...{ options, value: tag, onChange: (next) => onChange({ tag: next }) }}
    />
  );
}
