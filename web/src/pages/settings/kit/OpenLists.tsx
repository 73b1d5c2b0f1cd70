/**
 * Lists of choices as forms open them: beside what they belong to, so that they are a part of the page's main part, and
 * scrolled themselves rather than by something within, so that keys and screen readers meet one thing only.
 */
import { createTheme, MantineThemeProvider } from "@mantine/core";
import type { ReactNode } from "react";
import styles from "./OpenLists.module.css";

const opening = {
  defaultProps: {
    withScrollArea: false,
    comboboxProps: { withinPortal: false },
    classNames: { options: styles.options },
  },
};

const theme = createTheme({
  components: { Select: opening, MultiSelect: opening, TagsInput: opening, Autocomplete: opening },
});

export function OpenLists({ children }: { children: ReactNode }) {
  return (
    <MantineThemeProvider theme={theme} inherit>
      {children}
    </MantineThemeProvider>
  );
}
