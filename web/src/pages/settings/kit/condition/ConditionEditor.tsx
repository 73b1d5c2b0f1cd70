/** A condition in rows: what is asked about, how it is compared, with what; rows stand in groups. */
import { Input } from "@mantine/core";
import { useMemo, useState } from "react";
import { useCatalog, useNameOf } from "#/api/catalog";
import { useLocale } from "#/i18n/locale";
import { useWrong } from "../errors";
import { same } from "../model";
import type { EditorProps, Scope } from "../spec";
import { GroupEditor } from "./GroupEditor";
import { toGroup, toJson } from "./model";
import { pathsOf } from "./paths";

export default function ConditionEditor({
  value,
  onChange,
  at,
  label,
  scope,
  hint,
}: EditorProps & { scope: Scope; hint: string | undefined }) {
  const error = useWrong(at, true);
  const locale = useLocale();
  const nameOf = useNameOf();
  const fields = useCatalog("fields");
  const [whole, setWhole] = useState(() => toGroup(value));
  // What was typed is kept as it stands here; only another value from outside begins anew.
  const shown = same(toJson(whole), value) ? whole : toGroup(value);
  const paths = useMemo(() => pathsOf(scope, fields ?? [], nameOf, locale), [scope, fields, nameOf, locale]);
  return (
    <Input.Wrapper label={label} labelElement="div" description={hint} error={error}>
      <GroupEditor
        group={shown}
        paths={paths}
        scope={scope}
        label={label}
        onChange={(next) => {
          setWhole(next);
          onChange(toJson(next));
        }}
      />
    </Input.Wrapper>
  );
}
