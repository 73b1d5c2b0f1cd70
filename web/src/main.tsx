/** Begins the console in the page. */
import "#/styles/layers.css";
import "#/styles/mantine";
import "#/styles/fonts.css";
import "#/styles/tokens.css";
import "#/styles/base.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Console } from "#/app/Console";
import { beginLocale } from "#/i18n/locale";

beginLocale();
const root = document.getElementById("root");
if (root) {
  createRoot(root).render(
    <StrictMode>
      <Console />
    </StrictMode>,
  );
}
