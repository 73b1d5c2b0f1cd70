/** Views that people keep: saved, changed and deleted, each with a way back. */
import { answer, client, type Schemas } from "#/api/client";
import { queries } from "#/api/queries";
import type { View } from "#/api/views";

export type NewView = Schemas["NewView"];
/** `null` takes a value away. */
export type ViewChange = Schemas["ViewPatch"];

const on = (id: string) => ({ params: { path: { id } } });

async function told<T>(change: Promise<T>): Promise<T> {
  const result = await change;
  await queries.invalidateQueries({ queryKey: ["counts", "views"] });
  return result;
}

export const saveView = (view: NewView) => told(answer(client.POST("/views", { body: view })));

export const patchView = (id: string, change: ViewChange) =>
  told(answer(client.PATCH("/views/{id}", { ...on(id), body: change })));

export const deleteView = (id: string) => told(answer(client.DELETE("/views/{id}", on(id))));

/** As it was, also when it was deleted meanwhile. */
export const putBack = (view: View) => told(answer(client.PUT("/views/{id}", { ...on(view.id), body: whole(view) })));

function whole({ name, names, scope, condition, columns, sort, group_by, order }: View): NewView {
  const parts = { name, names, scope, columns, order };
  return {
    ...parts,
    ...(condition ? { condition } : {}),
    ...(sort ? { sort } : {}),
    ...(group_by ? { group_by } : {}),
  } as NewView;
}
