/** What is said where the program itself does not come: in plain words of its own, since all others are in what did not come. */

type Words = { said: string; button: string };

const WORDS: Record<string, Words> = {
  en: { said: "The console could not be loaded.", button: "Load again" },
  ar: { said: "تعذّر تحميل لوحة التحكم.", button: "إعادة التحميل" },
  he: { said: "טעינת המערכת לא הצליחה.", button: "לטעון שוב" },
};

/** As the language is chosen everywhere else (`i18n/locale.ts`). */
function language(): string {
  const asked = navigator.languages.map((tag) => tag.split("-")[0] ?? "");
  return [localStorage.getItem("docket.language") ?? "", ...asked].find((one) => one in WORDS) ?? "en";
}

/** Loads again by itself when the connection is back. */
export function sayFailed(root: HTMLElement): void {
  const spoken = language();
  const { said, button } = WORDS[spoken] as Words;
  document.documentElement.lang = spoken;
  document.documentElement.dir = spoken === "en" ? "ltr" : "rtl";
  const place = document.createElement("main");
  const words = document.createElement("h1");
  const again = document.createElement("button");
  words.textContent = said;
  again.type = "button";
  again.textContent = button;
  again.addEventListener("click", () => location.reload());
  window.addEventListener("online", () => location.reload());
  place.style.padding = "24px";
  place.append(words, again);
  root.replaceChildren(place);
}
