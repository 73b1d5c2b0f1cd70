/** Who works on tickets: departments that many have, and one's own. */
import { Chip, TagsInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useCatalog, useNameOf } from "#/api/catalog";
import { list } from "#/i18n/format";
import { useLocale } from "#/i18n/locale";
import { create } from "#/pages/settings/kit/api";
import { m } from "#/paraglide/messages.js";
import { Loading } from "#/ui/Loading";
import type { StepProps } from "./SetUpPage";
import styles from "./SetUpPage.module.css";
import { StepForm } from "./StepForm";
import { departmentOf, missing } from "./suggestions";

export function Departments({ next }: StepProps) {
  const departments = useCatalog("departments");
  const locale = useLocale();
  const nameOf = useNameOf();
  const [chosen, setChosen] = useState<string[]>([]);
  const [own, setOwn] = useState<string[]>([]);
  const making = useMutation({
    mutationFn: async () => {
      for (const one of [...chosen, ...own]) {
        await create("departments", departmentOf(one, locale));
        // another try begins with the rest
        setChosen((all) => all.filter((name) => name !== one));
        setOwn((all) => all.filter((name) => name !== one));
      }
    },
    onSuccess: next,
  });
  if (!departments) return <Loading />;
  const there = departments.filter((department) => !department.retired);
  return (
    <StepForm
      about={m.settings_up_departments_about()}
      save={() => making.mutate()}
      later={next}
      saving={making.isPending}
      error={making.error}
    >
      <Chip.Group multiple value={chosen} onChange={setChosen}>
        <div className={styles.chips}>
          {missing(there).map(({ names }) => (
            <Chip key={names.en} value={names.en} variant="outline">
              {names[locale]}
            </Chip>
          ))}
        </div>
      </Chip.Group>
      <TagsInput acceptValueOnBlur label={m.settings_up_departments_own()} value={own} onChange={setOwn} />
      {there.length > 0 && (
        <p className={styles.soft}>{m.settings_up_departments_there({ names: list(there.map(nameOf)) })}</p>
      )}
    </StepForm>
  );
}
