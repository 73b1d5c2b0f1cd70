/** Which custom fields a department asks for, in groups and order, as the member may see and change them. */
import { queryOptions, useQuery } from "@tanstack/react-query";
import { type Field, useCatalog } from "#/api/catalog";
import { answer, client, type Schemas } from "#/api/client";
import { useMe } from "#/api/me";

export type FormGroup = Schemas["FormGroup"];

export const formQuery = (department: string) =>
  queryOptions({
    queryKey: ["catalog", "departments", department, "form"],
    queryFn: () => answer(client.GET("/departments/{id}/form", { params: { path: { id: department } } })),
    staleTime: 5 * 60_000,
  });

/** Without a department a ticket has all fields. */
export function useForm(department: string | null): FormGroup[] | undefined {
  const own = useQuery({ ...formQuery(department ?? ""), enabled: department !== null }).data?.groups;
  const fields = useCatalog("fields");
  const groups = useCatalog("field_groups");
  const { roles, department_ids } = useMe();
  if (department !== null) return own;
  if (fields === undefined || groups === undefined) return undefined;
  const may = (field: Field) =>
    allows(field.access.edit_roles, roles) && allows(field.access.edit_departments, department_ids);
  return grouped(fields, groups, may);
}

const allows = (asked: string[] | undefined, has: string[]) => !asked?.length || asked.some((one) => has.includes(one));

/** Those in no group first, then group by group. */
function grouped(fields: Field[], groups: Schemas["FieldGroup"][], may: (field: Field) => boolean): FormGroup[] {
  const usable = fields.filter((field) => !field.retired).sort((a, b) => a.order - b.order || (a.key < b.key ? -1 : 1));
  const active = groups
    .filter((group) => !group.retired)
    .sort((a, b) => a.order - b.order || (a.name < b.name ? -1 : 1));
  const known = new Set(active.map((group) => group.id));
  const within = (id: string | null) =>
    usable
      .filter((field) => (field.group_id !== null && known.has(field.group_id) ? field.group_id : null) === id)
      .map((field) => ({ field, editable: may(field) }));
  const none: FormGroup = { id: null, name: null, names: {}, collapsed: false, fields: within(null) };
  return [none, ...active.map((group) => ({ ...group, fields: within(group.id) }))].filter(
    (group) => group.fields.length > 0,
  );
}
