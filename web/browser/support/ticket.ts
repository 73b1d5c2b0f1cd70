/** Tickets to work on, and what a person finds on a ticket's page. */
import type { Locator, Page } from "playwright-core";
import { api } from "./server";

export type Made = { id: string; number: number; reference: string };
export type Stands = Made & {
  version: number;
  subject: string;
  status: string;
  tags: string[];
  due_at: string | null;
  department_id: string | null;
  assignee_ids: string[];
  fields: Record<string, unknown>;
  deleted: boolean;
  merged_into: string | null;
  snoozed_until: string | null;
  watchers: { id: string }[];
  minutes_spent: number;
};

const REQUESTER = { name: "Dana Cohen", email: "dana.cohen@acme.example" };

export const aTicket = (subject: string, more: object = {}): Promise<Made> =>
  api<Made>("POST", "/tickets", { subject, requester: REQUESTER, ...more });

export const stands = (ticket: Made): Promise<Stands> => api<Stands>("GET", `/tickets/${ticket.id}`);

/** The types of what happened to it, oldest first. */
export async function history(ticket: Made): Promise<string[]> {
  const read = await api<{ items: { type: string }[] }>("GET", `/tickets/${ticket.id}/history?limit=200`);
  return read.items.map((entry) => entry.type);
}

export async function opens(page: Page, ticket: Made): Promise<void> {
  await page.goto(`/tickets/${ticket.number}`);
  await page.getByRole("region", { name: `Ticket ${ticket.reference}` }).waitFor();
}

/** A part of the side panel. */
export const part = (page: Page, name: string): Locator => page.getByRole("region", { name, exact: true });

/** Chooses from the ticket's own menu. */
export async function does(page: Page, what: string): Promise<void> {
  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: what }).click();
}

/** What was told at the edge of the screen. */
export const told = (page: Page, words: string): Locator => page.getByRole("alert").filter({ hasText: words });

/** Takes back what was told, within the ten seconds that one has. */
export const takesBack = (page: Page, words: string): Promise<void> =>
  told(page, words).getByRole("button", { name: "Undo" }).click();
