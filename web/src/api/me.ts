/** Who is signed in, and what they may do. */
import { useQuery } from "@tanstack/react-query";
import { answer, client, type Schemas } from "#/api/client";
import { queries } from "#/api/queries";
import { isHere } from "#/boot/early";

export type Me = Schemas["Me"];
export type Permission = Schemas["Granted"]["permission"];

export const ME = ["me"] as const;

export function useMe(): Me {
  const me = useQuery({ queryKey: ME, queryFn: readMe, staleTime: Number.POSITIVE_INFINITY }).data;
  if (me === undefined) throw new Error("who is signed in is known before the console is shown");
  return me;
}

export async function readMe(): Promise<Me> {
  const me = await answer(client.GET("/me"));
  isHere(true);
  return me;
}

export function useMay(): (permission: Permission) => boolean {
  const me = useMe();
  return (permission) => me.permissions.some((granted) => granted.permission === permission);
}

export type Credentials = Schemas["NewSession"];

export async function signIn(credentials: Credentials): Promise<Me> {
  await answer(client.POST("/session", { body: credentials }));
  return queries.fetchQuery({ queryKey: ME, queryFn: readMe, staleTime: 0 });
}

/** Ends the session and forgets all that was read in it. */
export async function signOut(): Promise<void> {
  await answer(client.DELETE("/session"));
  isHere(false);
  queries.clear();
}
