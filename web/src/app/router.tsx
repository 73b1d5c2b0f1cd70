/** Which address shows which page. Everything that can be looked at has an address. */
import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from "@tanstack/react-router";
import { dressed, patiently } from "#/app/patient";
import { FIRST_VIEW } from "#/boot/first";
import { readListSearch } from "#/pages/list/search";
import { readSearch } from "#/pages/search/address";
import { readTicketSearch } from "#/pages/ticket/search";
import { SessionGate } from "#/session/SessionGate";
import { NotFound } from "#/ui/NotFound";
import { Oops } from "#/ui/Oops";

const root = createRootRoute({ component: SessionGate, notFoundComponent: NotFound, errorComponent: Oops });

const home = createRoute({
  getParentRoute: () => root,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/tickets", search: { view: FIRST_VIEW }, replace: true });
  },
});

const tickets = createRoute({
  getParentRoute: () => root,
  path: "/tickets",
  validateSearch: readListSearch,
  component: lazyRouteComponent(() => patiently(() => import("#/pages/list/ListPage")), "ListPage"),
});

const ticket = createRoute({
  getParentRoute: () => root,
  path: "/tickets/$ticket",
  validateSearch: readTicketSearch,
  // runs when the pointer rests on a link to it, too; nobody waits for it
  loader: ({ params }) => void import("#/api/tickets").then(({ prefetchTicket }) => prefetchTicket(params.ticket)),
  component: lazyRouteComponent(() => dressed(() => import("#/pages/ticket/TicketPage")), "TicketPage"),
});

const newTicket = createRoute({
  getParentRoute: () => root,
  path: "/new",
  component: lazyRouteComponent(() => dressed(() => import("#/pages/new/NewTicketPage")), "NewTicketPage"),
});

const search = createRoute({
  getParentRoute: () => root,
  path: "/search",
  validateSearch: readSearch,
  component: lazyRouteComponent(() => dressed(() => import("#/pages/search/SearchPage")), "SearchPage"),
});

const customers = createRoute({
  getParentRoute: () => root,
  path: "/customers",
  validateSearch: (given: Record<string, unknown>): { q?: string } => (given.q ? { q: String(given.q) } : {}),
  component: lazyRouteComponent(() => dressed(() => import("#/pages/customer/CustomersPage")), "CustomersPage"),
});

const customer = createRoute({
  getParentRoute: () => root,
  path: "/customers/$customer",
  component: lazyRouteComponent(() => dressed(() => import("#/pages/customer/CustomerPage")), "CustomerPage"),
});

const reports = createRoute({
  getParentRoute: () => root,
  path: "/reports",
  validateSearch: (given: Record<string, unknown>) => given as Record<string, string | undefined>,
  component: lazyRouteComponent(() => dressed(() => import("#/pages/reports/ReportsPage")), "ReportsPage"),
});

const settings = createRoute({
  getParentRoute: () => root,
  path: "/settings",
  component: lazyRouteComponent(() => dressed(() => import("#/pages/settings/SettingsPage")), "SettingsPage"),
});

const settingsOf = createRoute({
  getParentRoute: () => root,
  path: "/settings/$kind",
  component: lazyRouteComponent(() => dressed(() => import("#/pages/settings/SettingsPage")), "SettingsPage"),
});

const setting = createRoute({
  getParentRoute: () => root,
  path: "/settings/$kind/$id",
  component: lazyRouteComponent(() => dressed(() => import("#/pages/settings/SettingsPage")), "SettingsPage"),
});

const setUp = createRoute({
  getParentRoute: () => root,
  path: "/set-up",
  component: lazyRouteComponent(() => dressed(() => import("#/pages/set-up/SetUpPage")), "SetUpPage"),
});

const tree = root.addChildren([
  home,
  tickets,
  ticket,
  newTicket,
  search,
  customers,
  customer,
  reports,
  settings,
  settingsOf,
  setting,
  setUp,
]);

/** Plain parameters, as people write them: `?as_of=636`, not `?as_of=%22636%22`; conditions are JSON. */
function stringifySearch(search: Record<string, unknown>): string {
  const given = Object.entries(search).filter(([, value]) => value !== undefined && value !== null && value !== "");
  const text = new URLSearchParams(given.map(([name, value]) => [name, plain(value)])).toString();
  return text === "" ? "" : `?${text}`;
}

const plain = (value: unknown) => (typeof value === "object" ? JSON.stringify(value) : String(value));

export const router = createRouter({
  routeTree: tree,
  parseSearch: (search) => Object.fromEntries(new URLSearchParams(search)),
  stringifySearch,
  defaultPreload: "intent",
  // the list knows itself where one was, and begins at its top where it is opened anew
  scrollRestoration: ({ location }) => location.pathname !== "/tickets",
  defaultErrorComponent: Oops,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
