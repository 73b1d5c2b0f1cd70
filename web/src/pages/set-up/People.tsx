/** The first members, each invited by a letter. */
import { Button, TextInput } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { answer, client } from "#/api/client";
import { number } from "#/i18n/format";
import { create } from "#/pages/settings/kit/api";
import { m } from "#/paraglide/messages.js";
import type { StepProps } from "./SetUpPage";
import styles from "./SetUpPage.module.css";
import { StepForm } from "./StepForm";

type Person = { key: string; name: string; email: string };
const somebody = (): Person => ({ key: crypto.randomUUID(), name: "", email: "" });

/** Whoever was let in is taken off the list, so that another try begins with the rest. */
async function invite(people: Person[], onIn: (person: Person) => void): Promise<void> {
  for (const person of people.filter(({ name, email }) => name !== "" || email !== "")) {
    const member = await create("members", { name: person.name, email: person.email });
    onIn(person);
    await answer(client.POST("/members/{id}/invite", { params: { path: { id: member.id } } }));
  }
}

export function People({ next }: StepProps) {
  const [people, setPeople] = useState<Person[]>(() => [somebody(), somebody()]);
  const inviting = useMutation({
    mutationFn: () => invite(people, (person) => setPeople((all) => all.filter((one) => one !== person))),
    onSuccess: next,
  });
  const put = (person: Person, part: Partial<Person>) =>
    setPeople(people.map((one) => (one === person ? { ...one, ...part } : one)));
  return (
    <StepForm
      about={m.settings_up_people_about()}
      save={() => inviting.mutate()}
      later={next}
      saving={inviting.isPending}
      error={inviting.error}
      label={m.settings_up_people_invite()}
    >
      {people.map((person, index) => (
        <div key={person.key} className={styles.person}>
          <TextInput
            dir="auto"
            aria-label={m.settings_up_people_name({ n: number(index + 1) })}
            placeholder={m.common_name()}
            required={person.email !== ""}
            value={person.name}
            onChange={(event) => put(person, { name: event.currentTarget.value })}
          />
          <TextInput
            dir="ltr"
            type="email"
            aria-label={m.settings_up_people_email({ n: number(index + 1) })}
            placeholder="name@example.org"
            required={person.name !== ""}
            value={person.email}
            onChange={(event) => put(person, { email: event.currentTarget.value })}
          />
        </div>
      ))}
      <div>
        <Button
          variant="default"
          leftSection={<IconPlus size={14} />}
          onClick={() => setPeople([...people, somebody()])}
        >
          {m.settings_up_people_add()}
        </Button>
      </div>
    </StepForm>
  );
}
