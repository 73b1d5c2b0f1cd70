/** One's own name, language, hours and absence. */
import { Button } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import type { Member } from "#/api/catalog";
import { ApiError, answer, client, type Schemas } from "#/api/client";
import { ME, useMe } from "#/api/me";
import { queries } from "#/api/queries";
import { chooseLocale, isLocale } from "#/i18n/locale";
import { m } from "#/paraglide/messages.js";
import { Loading } from "#/ui/Loading";
import { done } from "#/ui/toast";
import { awaySpec, hoursSpec } from "../kinds/members";
import { changed } from "../kit/api";
import { Errors } from "../kit/errors";
import { changesOf, draftOf } from "../kit/model";
import { Sections } from "../kit/Sections";
import form from "../kit/SettingForm.module.css";
import type { Kind } from "../kit/spec";
import { useDraft } from "../kit/useDraft";

const SELF: Pick<Kind, "sections" | "fresh"> = {
  fresh: () => ({}),
  sections: [
    {
      title: m.settings_me_profile,
      specs: [
        { name: "name", type: "text", label: m.common_name, required: true },
        {
          name: "language",
          type: "select",
          from: "languages",
          none: m.settings_members_any_language,
          label: m.settings_customer_language,
        },
        awaySpec,
        hoursSpec,
      ],
    },
  ],
};

export function MeForm() {
  const { id } = useMe();
  const { data } = useQuery({
    queryKey: ["settings", "myself", id],
    queryFn: () => answer(client.GET("/members/{id}", { params: { path: { id } } })),
  });
  return data ? <Form member={data} /> : <Loading />;
}

function Form({ member }: { member: Member }) {
  const { draft, set, forget } = useDraft("me", member.version, () => draftOf(SELF, member));
  const body = changesOf(SELF, draft, member) as Schemas["MePatch"];
  const saving = useMutation({
    mutationFn: () => answer(client.PATCH("/me", { body })),
    onSuccess: async () => {
      forget();
      if (isLocale(body.language)) chooseLocale(body.language);
      await Promise.all([
        queries.invalidateQueries({ queryKey: ["settings", "myself"] }),
        queries.invalidateQueries({ queryKey: ME }),
        changed("members"),
      ]);
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
        <Sections kind={SELF} draft={draft} onChange={set} isNew={false} />
        {saving.error && <p role="alert">{saving.error.message}</p>}
        <div>
          <Button type="submit" loading={saving.isPending} disabled={Object.keys(body).length === 0}>
            {m.common_save()}
          </Button>
        </div>
      </form>
    </Errors.Provider>
  );
}
