/** Shows the console once what it begins with is there, so that it is drawn once; waits no longer than people notice. */
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { readCatalog } from "#/api/catalog";
import { ME, readMe } from "#/api/me";
import { NOTIFICATIONS_ASKED } from "#/api/notifications";
import { queries } from "#/api/queries";
import { DEPARTMENT_COUNTS_ASKED, VIEWS_ASKED } from "#/api/views";
import { Console } from "#/app/Console";
import { router } from "#/app/router";
import { forgetEarly } from "#/boot/early";
import { FROM_LETTERS } from "#/boot/first";
import { beginLocale } from "#/i18n/locale";
import { readFirstRows } from "#/pages/list/first";
import { noteFocus } from "#/ui/focus";

/** After so long, the shape of the page is shown without its content. */
const PATIENCE_MS = 400;

export async function begin(root: HTMLElement): Promise<void> {
  beginLocale();
  noteFocus();
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
  await Promise.race([Promise.all([prepared(), router.load()]), late]);
  createRoot(root).render(
    <StrictMode>
      <Console />
    </StrictMode>,
  );
  setTimeout(forgetEarly, PATIENCE_MS);
}

/** Never fails: what could not be read is read again by whatever shows it, which tells what is wrong. */
async function prepared(): Promise<void> {
  if (FROM_LETTERS.has(location.pathname)) return;
  await queries.prefetchQuery({ queryKey: ME, queryFn: readMe, retry: false });
  if (queries.getQueryData(ME) === undefined) return;
  await Promise.all([
    readCatalog(),
    queries.prefetchQuery(VIEWS_ASKED),
    queries.prefetchQuery(DEPARTMENT_COUNTS_ASKED),
    queries.prefetchQuery(NOTIFICATIONS_ASKED),
    readFirstRows(),
  ]);
}
