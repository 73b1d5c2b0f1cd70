/** Saves what is true of the whole installation. */
import { answer, client, type Schemas } from "#/api/client";
import { queries } from "#/api/queries";

export async function saveWorkspace(body: Schemas["WorkspacePatch"]): Promise<Schemas["Workspace"]> {
  const saved = await answer(client.PATCH("/workspace", { body }));
  await queries.invalidateQueries({ queryKey: ["catalog", "workspace"] });
  return saved;
}
