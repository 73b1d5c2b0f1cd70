/** Views and departments with how many tickets each shows, and the other places, as far as one may go there. */
import { ActionIcon } from "@mantine/core";
import { IconChartBar, IconLayoutSidebar, IconSettings, IconUsers } from "@tabler/icons-react";
import { useCatalog, useNameOf } from "#/api/catalog";
import { useMay } from "#/api/me";
import { useDepartmentCounts } from "#/api/views";
import { NavigationLink } from "#/app/NavigationLink";
import { ViewLinks } from "#/app/ViewLinks";
import { UNFINISHED } from "#/boot/first";
import { m } from "#/paraglide/messages.js";
import styles from "./Navigation.module.css";

type Props = { wide: boolean; onWide?: (wide: boolean) => void; inDrawer?: boolean };

export function Navigation({ wide, onWide, inDrawer = false }: Props) {
  const may = useMay();
  return (
    <nav className={styles.navigation} data-wide={wide} data-drawer={inDrawer} aria-label={m.shell_navigation()}>
      <Views wide={wide} />
      {wide && <Departments />}
      <div className={styles.places}>
        {may("customers.read") && (
          <NavigationLink to="/customers" label={m.shell_customers()} wide={wide} icon={<IconUsers size={16} />} />
        )}
        {may("analytics.read") && (
          <NavigationLink to="/reports" label={m.shell_reports()} wide={wide} icon={<IconChartBar size={16} />} />
        )}
        <NavigationLink to="/settings" label={m.shell_settings()} wide={wide} icon={<IconSettings size={16} />} />
        {onWide && (
          <ActionIcon
            variant="subtle"
            color="gray"
            className={styles.fold}
            onClick={() => onWide(!wide)}
            aria-label={wide ? m.shell_narrow() : m.shell_widen()}
            title={wide ? m.shell_narrow() : m.shell_widen()}
          >
            <IconLayoutSidebar size={16} className="mirrored" />
          </ActionIcon>
        )}
      </div>
    </nav>
  );
}

function Views({ wide }: { wide: boolean }) {
  return (
    <section aria-label={m.shell_views()}>
      {wide && <h2 className={styles.heading}>{m.shell_views()}</h2>}
      <ViewLinks wide={wide} />
    </section>
  );
}

function Departments() {
  const departments = useCatalog("departments")?.filter((department) => !department.retired);
  const shown = departments?.filter((department) => department.show_in_navigation).sort((a, b) => a.order - b.order);
  const counts = useDepartmentCounts();
  const nameOf = useNameOf();
  if (!shown?.length) return null;
  return (
    <section aria-label={m.shell_departments()}>
      <h2 className={styles.heading}>{m.shell_departments()}</h2>
      <ul className={styles.list}>
        {shown.map((department) => (
          <li key={department.id}>
            <NavigationLink
              to="/tickets"
              search={{ department: department.id, status_category: UNFINISHED }}
              label={nameOf(department)}
              count={counts?.get(department.id)}
              wide
              colour={department.colours ?? undefined}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
