/** What the organisation is called, and in which languages it speaks. */
import { MultiSelect, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useWorkspace } from "#/api/catalog";
import type { Schemas } from "#/api/client";
import { LANGUAGE_OPTIONS } from "#/pages/settings/kit/options";
import { saveWorkspace } from "#/pages/settings/pages/saveWorkspace";
import { m } from "#/paraglide/messages.js";
import { Loading } from "#/ui/Loading";
import type { StepProps } from "./SetUpPage";
import { StepForm } from "./StepForm";

export function Organisation({ next }: StepProps) {
  const workspace = useWorkspace();
  return workspace ? <Form workspace={workspace} next={next} /> : <Loading />;
}

function Form({ workspace, next }: StepProps & { workspace: Schemas["Workspace"] }) {
  const [name, setName] = useState(workspace.version === 0 ? "" : workspace.name);
  const [languages, setLanguages] = useState(workspace.languages);
  const saving = useMutation({ mutationFn: () => saveWorkspace({ name, languages }), onSuccess: next });
  return (
    <StepForm
      about={m.settings_up_organisation_about()}
      save={() => saving.mutate()}
      saving={saving.isPending}
      error={saving.error}
    >
      <TextInput
        required
        autoFocus
        dir="auto"
        label={m.settings_workspace_name()}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <MultiSelect
        required
        label={m.settings_workspace_languages()}
        description={m.settings_up_languages_hint()}
        data={LANGUAGE_OPTIONS}
        value={languages}
        onChange={setLanguages}
      />
    </StepForm>
  );
}
