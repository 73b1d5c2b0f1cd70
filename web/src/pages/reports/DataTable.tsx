/** A table whose numbers lead to the lists that they count. */
import { Link } from "@tanstack/react-router";
import { m } from "#/paraglide/messages.js";
import { UserText } from "#/ui/UserText";
import styles from "./reports.module.css";
import type { Cell, Table } from "./tables";

export function DataTable({ title, table }: { title: string; table: Table }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <div className={styles.scroll} tabIndex={0}>
      <table className={styles.table} aria-label={title}>
        <thead>
          <tr>
            {table.columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map(({ key, cells: [first, ...rest] }) => (
            <tr key={key}>
              <th scope="row">
                <UserText>{first?.text}</UserText>
              </th>
              {rest.map((cell, at) => (
                <td key={table.columns[at + 1]}>
                  <Value cell={cell} what={`${table.columns[at + 1]}, ${first?.text}: ${cell.text}`} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Value({ cell, what }: { cell: Cell; what: string }) {
  if (cell.list === undefined) return cell.text;
  return (
    <Link to="/tickets" search={cell.list} aria-label={m.reports_open_list({ what })}>
      {cell.text}
    </Link>
  );
}
