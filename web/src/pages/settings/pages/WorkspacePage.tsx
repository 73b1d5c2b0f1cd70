/** What is true of the whole installation: its name, its languages, its numbers, the customers' portal. */
import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useWorkspace } from "#/api/catalog";
import { ApiError, type Schemas } from "#/api/client";
import { useMay } from "#/api/me";
import { m } from "#/paraglide/messages.js";
import { Loading } from "#/ui/Loading";
import { done } from "#/ui/toast";
import { Errors } from "../kit/errors";
import { FormHistory } from "../kit/FormHistory";
import { changesOf, draftOf } from "../kit/model";
import { Sections } from "../kit/Sections";
import form from "../kit/SettingForm.module.css";
import { useDraft } from "../kit/useDraft";
import { saveWorkspace } from "./saveWorkspace";
import { WORKSPACE } from "./workspace";

type Workspace = Schemas["Workspace"];

export default function WorkspacePage() {
  const workspace = useWorkspace();
  return workspace ? <Form workspace={workspace} /> : <Loading />;
}

function Form({ workspace }: { workspace: Workspace }) {
  const { draft, set, forget } = useDraft("workspace", workspace.version, () => draftOf(WORKSPACE, workspace));
  const mayChange = useMay()("settings.workspace");
  const body = changesOf(WORKSPACE, draft, workspace);
  const saving = useMutation({
    mutationFn: () => saveWorkspace(body),
    onSuccess: () => {
      forget();
      done(m.settings_customer_saved());
    },
  });
  const errors = saving.error instanceof ApiError ? (saving.error.problem?.errors ?? []) : [];
  return (
    <Errors.Provider value={errors}>
      <form
        className={form.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          saving.mutate();
        }}
      >
        <fieldset disabled={!mayChange} className={form.fields}>
          <Sections kind={WORKSPACE} draft={draft} onChange={set} isNew={false} />
        </fieldset>
        {saving.error && <p role="alert">{saving.error.message}</p>}
        <div className={form.actions}>
          <Button type="submit" size="sm" loading={saving.isPending} disabled={Object.keys(body).length === 0}>
            {m.common_save()}
          </Button>
        </div>
      </form>
      <FormHistory kind={WORKSPACE} setting={{ id: "", version: workspace.version }} path="/workspace" />
    </Errors.Provider>
  );
}
