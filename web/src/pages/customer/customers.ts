/** Customers and organisations as the API tells them. */
import { keepPreviousData, useInfiniteQuery, useMutation, useQuery } from "@tanstack/react-query";
import { answer, client, type Schemas } from "#/api/client";
import { queries } from "#/api/queries";
import { m } from "#/paraglide/messages.js";

export type Customer = Schemas["Customer"];
export type CustomerPatch = Schemas["CustomerPatch"];

const A_PAGE = 50;

export function useCustomers(q: string) {
  return useInfiniteQuery({
    queryKey: ["customers", "list", q],
    queryFn: ({ pageParam, signal }) => {
      const query = { limit: A_PAGE, ...(q ? { q } : {}), ...(pageParam ? { cursor: pageParam } : {}) };
      return answer(client.GET("/customers", { params: { query }, signal }));
    },
    initialPageParam: "",
    getNextPageParam: (page: Schemas["CustomerList"]) => page.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
  });
}

export function useCustomer(id: string) {
  return useQuery({
    queryKey: ["customers", "one", id],
    queryFn: () => answer(client.GET("/customers/{id}", { params: { path: { id } } })),
  });
}

/** Organisations by the beginning of their names; few at once are enough to choose from. */
export function useOrganisations(q = "") {
  return useQuery({
    queryKey: ["organisations", q],
    queryFn: () => answer(client.GET("/organisations", { params: { query: { limit: 100, ...(q ? { q } : {}) } } })),
    placeholderData: keepPreviousData,
  }).data?.items;
}

export function useOrganisation(id: string | null | undefined) {
  return useQuery({
    queryKey: ["organisations", "one", id],
    queryFn: () => answer(client.GET("/organisations/{id}", { params: { path: { id: id ?? "" } } })),
    enabled: Boolean(id),
  }).data;
}

const fresh = () => queries.invalidateQueries({ queryKey: ["customers"] });

/** Saves a customer; without one there yet, makes one. */
export function useSaving(customer: Customer | undefined, onSaved: (saved: Customer) => void) {
  return useMutation({
    mutationFn: (body: CustomerPatch) => (customer ? changeCustomer(customer, body) : makeCustomer(body)),
    onSuccess: async (saved) => {
      await fresh();
      onSaved(saved);
    },
  });
}

function changeCustomer({ id, version }: Customer, body: CustomerPatch): Promise<Customer> {
  const params = { path: { id }, header: { "If-Match": `"${version}"` } };
  return answer(client.PATCH("/customers/{id}", { params, body }));
}

function makeCustomer(body: CustomerPatch): Promise<Customer> {
  return answer(client.POST("/customers", { body: body as Schemas["NewCustomer"] }));
}

export async function retireCustomer(id: string): Promise<void> {
  await answer(client.DELETE("/customers/{id}", { params: { path: { id } } }));
  await fresh();
}

export async function restoreCustomer(id: string): Promise<void> {
  await answer(client.POST("/customers/{id}/restore", { params: { path: { id } } }));
  await fresh();
}

export async function mergeCustomer(id: string, into: string): Promise<void> {
  await answer(client.POST("/customers/{id}/merge", { params: { path: { id } }, body: { into } }));
  await fresh();
}

/** What a customer is called where they told no name. */
export function calledOf(customer: Pick<Customer, "name" | "emails" | "phones">): string {
  return customer.name || customer.emails[0] || customer.phones[0] || m.settings_customers_unnamed();
}
