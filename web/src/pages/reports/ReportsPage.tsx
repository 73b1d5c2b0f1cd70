/** The reports: how many tickets there are, how they come and go, and how long that takes; every number opens its list. */
import { IconLock } from "@tabler/icons-react";
import { useMay } from "#/api/me";
import { m } from "#/paraglide/messages.js";
import { State } from "#/ui/State";
import { FilterBar } from "./FilterBar";
import { Arrivals } from "./panels/Arrivals";
import { Backlog } from "./panels/Backlog";
import { Distributions } from "./panels/Distributions";
import { DueDays } from "./panels/DueDays";
import { Durations } from "./panels/Durations";
import { Figures } from "./panels/Figures";
import { Forecast } from "./panels/Forecast";
import { Performance } from "./panels/Performance";
import { Promises } from "./panels/Promises";
import { Trends } from "./panels/Trends";
import { Workload } from "./panels/Workload";
import styles from "./reports.module.css";
import { useReport } from "./useReport";
import { useReportsLive } from "./useReportsLive";

export function ReportsPage() {
  const may = useMay();
  if (!may("analytics.read"))
    return (
      <State icon={<IconLock size={32} />} title={m.common_forbidden()}>
        {m.reports_forbidden()}
      </State>
    );
  return <Reports />;
}

function Reports() {
  const { report, search, change } = useReport();
  useReportsLive();
  return (
    <div className={styles.page}>
      <h1 className={styles.title}>{m.reports_title()}</h1>
      <FilterBar report={report} search={search} onChange={change} />
      <Figures report={report} />
      <div className={styles.panels}>
        <Trends report={report} onInterval={(interval) => change({ interval })} />
        <Backlog report={report} />
        <Distributions report={report} onAsOf={(as_of) => change({ as_of })} />
        <Performance report={report} />
        <Promises report={report} />
        <Workload report={report} />
        <DueDays report={report} />
        <Forecast report={report} />
        <Durations report={report} />
        <Arrivals report={report} />
      </div>
    </div>
  );
}
