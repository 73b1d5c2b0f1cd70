/** Begins the console in the page: what it needs is asked for at once, side by side. */
import "#/styles/layers.css";
import "#/styles/mantine";
import "#/styles/fonts.css";
import "#/styles/tokens.css";
import "#/styles/base.css";
import { askEarly } from "#/boot/early";
import { sayFailed } from "#/boot/failed";

askEarly();
const isList = location.pathname === "/" || location.pathname === "/tickets";
// a part that fails to come is waited for by whoever shows it
if (isList) import("#/pages/list/ListPage").catch(() => undefined);
const root = document.getElementById("root");
if (root)
  void import("#/boot/begin").then(
    ({ begin }) => begin(root),
    () => sayFailed(root),
  );
