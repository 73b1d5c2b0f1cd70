/** Words by which the ticket is found. */
import { TagsInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { tagsQuery } from "#/api/tags";
import { m } from "#/paraglide/messages.js";
import { useOpen } from "../open";
import { useSave } from "../save";
import { Part } from "./Part";

export function TagsPart() {
  const { ticket, may } = useOpen();
  const { save, error } = useSave();
  const [typed, setTyped] = useState("");
  const known = useKnownTags(typed);
  return (
    <Part title={m.common_tags()} error={error}>
      <TagsInput
        size="xs"
        aria-label={m.common_tags()}
        placeholder={ticket.tags.length === 0 ? m.ticket_tags_hint() : ""}
        value={ticket.tags}
        data={known}
        disabled={!may("tickets.change")}
        searchValue={typed}
        onSearchChange={setTyped}
        onChange={(tags) => void save({ tags }, m.ticket_saved_tags())}
        acceptValueOnBlur={false}
      />
    </Part>
  );
}

/** Tags that others use, by how they begin. */
export function useKnownTags(typed: string): string[] {
  const [words] = useDebouncedValue(typed.trim(), 150);
  const { data } = useQuery({ ...tagsQuery(words), enabled: words !== "" });
  return words === "" ? [] : (data ?? []);
}
