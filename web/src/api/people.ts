/** Customers, found by name, address or phone while one types. */
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { answer, client, type Schemas } from "#/api/client";

export type FoundCustomer = { id: string; name: string | null; email: string | null };

export function useFoundCustomers(typed: string): FoundCustomer[] {
  const [words] = useDebouncedValue(typed.trim(), 150);
  const query = { q: words, limit: 12 };
  const { data } = useQuery({
    queryKey: ["customers", "found", words],
    queryFn: ({ signal }) => answer(client.GET("/customers", { params: { query }, signal })),
    enabled: words !== "",
    placeholderData: keepPreviousData,
  });
  if (words === "") return [];
  return (data?.items ?? []).map(({ id, name, emails }) => ({ id, name, email: emails[0] ?? null }));
}

export function useCustomer(id: string | null): Schemas["Customer"] | undefined {
  return useQuery({
    queryKey: ["customers", id],
    queryFn: () => answer(client.GET("/customers/{id}", { params: { path: { id: id ?? "" } } })),
    enabled: id !== null,
  }).data;
}

export function useCustomerName(id: string | null): string | undefined {
  const customer = useCustomer(id);
  return customer && (customer.name ?? customer.emails[0]);
}
