/** Keeping what is shown as a view, taking it out as a file, looking at another moment, what was done to many before. */
import { Menu } from "@mantine/core";
import {
  IconClockHour3,
  IconDeviceFloppy,
  IconFileCode,
  IconFileSpreadsheet,
  IconFileTypeCsv,
  IconHistory,
  IconPencil,
  IconRefresh,
  IconTrash,
} from "@tabler/icons-react";
import { Suspense, useState } from "react";
import { useMay } from "#/api/me";
import { lazily } from "#/app/patient";
import { exportAddress, type FileFormat } from "#/pages/list/head/exportAddress";
import { MoreButton } from "#/pages/list/head/MoreMenu";
import { useListPage } from "#/pages/list/useListPage";
import { useViewActions } from "#/pages/list/views/useViewActions";
import { m } from "#/paraglide/messages.js";
import { failed } from "#/ui/toast";
import { useOpensAtOnce } from "#/ui/useOpensAtOnce";

const ViewDialog = lazily(() => import("#/pages/list/views/ViewDialog"));
const JobsDialog = lazily(() => import("#/pages/list/bulk/JobsDialog"));
const AsOfDialog = lazily(() => import("#/pages/list/head/AsOfDialog"));

type Opened = "save" | "rename" | "jobs" | "as_of" | undefined;
const icon = { size: 16, "aria-hidden": true } as const;

/** Open from the start. */
export default function OpenedMoreMenu() {
  const { view, rows } = useListPage();
  const [opened, setOpened] = useState<Opened>();
  const { button, opened: open, setOpened: setOpen } = useOpensAtOnce();
  const actions = useViewActions();
  const close = () => setOpened(undefined);
  const saving = (save: Promise<void>) => save.then(close, (error) => failed(m.list_view_failed(), error));
  const left = actions.left.length > 0 ? m.list_view_left({ filters: actions.left.join(", ") }) : "";
  return (
    <>
      <Menu position="bottom-end" width={250} keepMounted={false} opened={open} onChange={setOpen} returnFocus>
        <Menu.Target>
          <MoreButton ref={button} />
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconRefresh {...icon} />} onClick={() => void rows.refresh()}>
            {m.list_refresh()}
          </Menu.Item>
          <ViewItems actions={actions} saving={saving} onOpen={setOpened} />
          <Menu.Divider />
          <FileItems />
          <Menu.Item leftSection={<IconClockHour3 {...icon} />} onClick={() => setOpened("as_of")}>
            {m.list_as_of_open()}
          </Menu.Item>
          <Menu.Item leftSection={<IconHistory {...icon} />} onClick={() => setOpened("jobs")}>
            {m.list_jobs()}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Suspense>
        {opened === "save" && (
          <ViewDialog
            title={m.list_view_save()}
            left={left}
            onSave={(named) => saving(actions.save(named))}
            onClose={close}
          />
        )}
        {opened === "rename" && (
          <ViewDialog
            title={m.list_view_rename()}
            view={view}
            onSave={(named) => saving(actions.rename(named))}
            onClose={close}
          />
        )}
        {opened === "jobs" && <JobsDialog onClose={close} />}
        {opened === "as_of" && <AsOfDialog onClose={close} />}
      </Suspense>
    </>
  );
}

type ViewItemsProps = {
  actions: ReturnType<typeof useViewActions>;
  saving: (save: Promise<void>) => void;
  onOpen: (what: Opened) => void;
};

function ViewItems({ actions, saving, onOpen }: ViewItemsProps) {
  return (
    <>
      <Menu.Label>{m.list_view()}</Menu.Label>
      <Menu.Item leftSection={<IconDeviceFloppy {...icon} />} onClick={() => onOpen("save")}>
        {m.list_view_save()}
      </Menu.Item>
      {actions.mayChange && (
        <>
          {actions.differs && (
            <Menu.Item leftSection={<IconDeviceFloppy {...icon} />} onClick={() => saving(actions.update())}>
              {m.list_view_update()}
            </Menu.Item>
          )}
          <Menu.Item leftSection={<IconPencil {...icon} />} onClick={() => onOpen("rename")}>
            {m.list_view_rename()}
          </Menu.Item>
          <Menu.Item c="var(--danger)" leftSection={<IconTrash {...icon} />} onClick={() => saving(actions.remove())}>
            {m.list_view_delete()}
          </Menu.Item>
        </>
      )}
    </>
  );
}

function FileItems() {
  const { filters, sort, columns, isPast } = useListPage();
  const may = useMay();
  if (!may("exports.create") || isPast) return null;
  const address = (format: FileFormat) =>
    exportAddress(
      filters,
      sort,
      columns.map((column) => column.id),
      format,
    );
  return (
    <>
      <Menu.Item component="a" href={address("xlsx")} download leftSection={<IconFileSpreadsheet {...icon} />}>
        {m.list_export_excel()}
      </Menu.Item>
      <Menu.Item component="a" href={address("csv")} download leftSection={<IconFileTypeCsv {...icon} />}>
        {m.list_export_csv()}
      </Menu.Item>
      <Menu.Item component="a" href={address("ndjson")} download leftSection={<IconFileCode {...icon} />}>
        {m.list_export_lines()}
      </Menu.Item>
    </>
  );
}
