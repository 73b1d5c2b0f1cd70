/** The language that the console speaks: kept on this device, and by the member's own settings elsewhere. */
import { useSyncExternalStore } from "react";
import { digits } from "#/i18n/format";
import { getLocale, locales, setLocale } from "#/paraglide/runtime.js";

export type Locale = (typeof locales)[number];
export type Direction = "ltr" | "rtl";

const KEPT = "docket.language";
const listeners = new Set<() => void>();

export const LANGUAGES: ReadonlyArray<{ locale: Locale; name: string }> = [
  { locale: "en", name: "English" },
  { locale: "ar", name: "العربية" },
  { locale: "he", name: "עברית" },
];

export function isLocale(value: unknown): value is Locale {
  return locales.includes(value as Locale);
}

export function directionOf(locale: Locale): Direction {
  return locale === "en" ? "ltr" : "rtl";
}

/** Begins with what was chosen on this device, else with what the browser asks for. */
export function beginLocale(): void {
  const kept = localStorage.getItem(KEPT);
  const asked = navigator.languages.map((tag) => tag.split("-")[0]);
  const usable = [kept, ...asked].find(isLocale);
  apply(usable ?? "en");
}

/** Whether somebody chose a language on this device; a member's own setting does not go against that. */
export function isChosen(): boolean {
  return isLocale(localStorage.getItem(KEPT));
}

/** Speaks another language from now on; everything on the screen is said anew. */
export function chooseLocale(locale: Locale, keep = true): void {
  if (keep) localStorage.setItem(KEPT, locale);
  apply(locale);
  for (const listener of listeners) listener();
}

export function useLocale(): Locale {
  return useSyncExternalStore(subscribe, getLocale);
}

/** What everything on the screen is said in: changes with the language, and with the digits. */
export function useSpoken(): string {
  return useSyncExternalStore(subscribe, () => `${getLocale()} ${digits()}`);
}

function apply(locale: Locale): void {
  void setLocale(locale, { reload: false });
  document.documentElement.lang = locale;
  document.documentElement.dir = directionOf(locale);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
