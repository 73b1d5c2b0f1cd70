/** Finds tickets by their words: the best first, with what was found in them. */
import { TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { m } from "#/paraglide/messages.js";
import { changed, type SearchOf } from "./address";
import { Narrowing } from "./Narrowing";
import { Results } from "./Results";
import styles from "./SearchPage.module.css";

const route = getRouteApi("/search");
const PAUSE_MS = 250;

export function SearchPage() {
  const search = route.useSearch();
  const navigate = useNavigate();
  const go = (next: SearchOf) => void navigate({ to: "/search", search: next, replace: true });
  return (
    <div className={styles.page}>
      <h1 className="sr-only">{m.settings_search_title()}</h1>
      <Words search={search} go={go} />
      <Narrowing search={search} go={go} />
      <Results search={search} go={go} />
    </div>
  );
}

function Words({ search, go }: { search: SearchOf; go: (search: SearchOf) => void }) {
  const [typed, setTyped] = useState(search.q);
  const later = useDebouncedCallback((q: string) => go(changed(search, { q })), PAUSE_MS);
  useEffect(() => setTyped(search.q), [search.q]);
  return (
    <search>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          go(changed(search, { q: typed }));
        }}
      >
        <TextInput
          type="search"
          size="md"
          className={styles.words}
          autoFocus={search.q === ""}
          aria-label={m.settings_search_title()}
          placeholder={m.settings_search_placeholder()}
          leftSection={<IconSearch size={18} aria-hidden />}
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            later(event.currentTarget.value);
          }}
        />
      </form>
    </search>
  );
}
