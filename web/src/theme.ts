/** Mantine dressed in the console's own tokens (styles/tokens.css). */
import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from "@mantine/core";

const teal: MantineColorsTuple = [
  "#e9f5f4",
  "#cfe8e6",
  "#a3d3d0",
  "#73bcb8",
  "#4aa7a2",
  "#2b928d",
  "#177d79",
  "#0b6b69",
  "#075653",
  "#04413f",
];
/** White can be read on the shade that buttons have. */
const red: MantineColorsTuple = [
  "#fdebe9",
  "#fad4d0",
  "#f4aaa3",
  "#ec8177",
  "#e35f53",
  "#d84638",
  "#c93325",
  "#b42318",
  "#931b12",
  "#6f120b",
];
const gray: MantineColorsTuple = [
  "#f7f6f3",
  "#f0eeea",
  "#e7e4de",
  "#dcd8d1",
  "#c9c4bb",
  "#a8a297",
  "#7d776d",
  "#5d5850",
  "#3d3934",
  "#22201c",
];
const dark: MantineColorsTuple = [
  "#ebe8e2",
  "#b2ada3",
  "#8b867d",
  "#5e5a53",
  "#393733",
  "#2c2a27",
  "#23221f",
  "#1a1917",
  "#141311",
  "#0e0d0c",
];

const FAMILY = 'Inter, "Noto Sans Hebrew", "Noto Sans Arabic", system-ui, sans-serif';

/** A dialog's head is no banner of the page. */
const NO_BANNER = { header: { role: "presentation" } };

/** A list of choices without any would be nothing to those who listen to it: the words that say so are a choice of it. */
const NO_CHOICE = { role: "option", "aria-disabled": true, "aria-selected": false };

export const theme = createTheme({
  primaryColor: "teal",
  primaryShade: 7,
  autoContrast: true,
  luminanceThreshold: 0.32,
  colors: { teal, red, gray, dark },
  fontFamily: FAMILY,
  fontFamilyMonospace: 'ui-monospace, "SF Mono", Menlo, Consolas, monospace',
  headings: { fontFamily: FAMILY, fontWeight: "600" },
  fontSizes: { xs: "12px", sm: "13px", md: "14px", lg: "16px", xl: "20px" },
  defaultRadius: "8px",
  respectReducedMotion: true,
  cursorType: "pointer",
  components: {
    Badge: { defaultProps: { tt: "none", fw: 500 } },
    Button: { defaultProps: { size: "xs", fw: 500 } },
    ComboboxEmpty: { defaultProps: NO_CHOICE },
    TextInput: { defaultProps: { size: "sm" } },
    Modal: { defaultProps: { centered: true, transitionProps: { duration: 120 }, attributes: NO_BANNER } },
    Drawer: { defaultProps: { attributes: NO_BANNER } },
    // a menu holds items and nothing else; the first takes the focus
    Menu: { defaultProps: { transitionProps: { duration: 100 }, shadow: "md", withInitialFocusPlaceholder: false } },
    Tooltip: { defaultProps: { openDelay: 400, transitionProps: { duration: 100 } } },
  },
});

/** Mantine's own dimmed and placeholder colours are too pale to read. */
export const variables: CSSVariablesResolver = () => {
  const ours = {
    "--mantine-color-body": "var(--ground-raised)",
    "--mantine-color-text": "var(--ink)",
    "--mantine-color-dimmed": "var(--ink-soft)",
    "--mantine-color-placeholder": "var(--ink-soft)",
    "--mantine-color-anchor": "var(--accent-text)",
    "--mantine-color-error": "var(--danger)",
    "--mantine-color-default-border": "var(--line)",
    "--mantine-color-default-hover": "var(--ground-hover)",
  };
  return { variables: {}, light: ours, dark: ours };
};
