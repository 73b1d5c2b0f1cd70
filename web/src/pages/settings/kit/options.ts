/** What there is to choose from: other settings, by whatever the API names them with, or fixed words. */
import { nameIn, useWorkspace } from "#/api/catalog";
import { LANGUAGES, useLocale } from "#/i18n/locale";
import { type Setting, useSettings } from "./api";

export type Option = { value: string; label: string };
export type Words = ReadonlyArray<readonly [string, () => string]>;

/** By id or by key, as the API takes them. */
const BY = {
  departments: "id",
  members: "id",
  field_groups: "id",
  macros: "id",
  rules: "id",
  statuses: "key",
  priorities: "key",
  roles: "key",
  calendars: "key",
  fields: "key",
} as const;

export type Source = keyof typeof BY | "languages" | "time_zones" | Words;

const ZONES: Option[] = Intl.supportedValuesOf("timeZone").map((zone) => ({ value: zone, label: zone }));
export const LANGUAGE_OPTIONS: Option[] = LANGUAGES.map(({ locale, name }) => ({ value: locale, label: name }));

export function useOptions(from: Source): Option[] {
  const locale = useLocale();
  const isKind = typeof from === "string" && from in BY;
  const settings = useSettings<Setting & { key?: string }>(isKind ? from : "", isKind).data;
  if (Array.isArray(from)) return (from as Words).map(([value, label]) => ({ value, label: label() }));
  if (from === "languages") return LANGUAGE_OPTIONS;
  if (from === "time_zones") return ZONES;
  const by = BY[from as keyof typeof BY];
  const inService = settings?.filter((setting) => !setting.retired) ?? [];
  return inService.map((setting) => ({
    value: (by === "key" ? setting.key : undefined) ?? setting.id,
    label: nameIn(locale, { name: setting.name, names: setting.names ?? {} }),
  }));
}

/** Options with whatever is chosen but no longer offered, so that it is not lost unseen. */
export function withChosen(options: Option[], chosen: string[]): Option[] {
  const offered = new Set(options.map(({ value }) => value));
  const missing = chosen.filter((value) => !offered.has(value)).map((value) => ({ value, label: value }));
  return [...options, ...missing];
}

/** Languages that the organisation offers, each with its name for itself. */
export function useLanguages(): Option[] {
  const languages = useWorkspace()?.languages ?? LANGUAGES.map(({ locale }) => locale as string);
  return languages.map((tag) => LANGUAGE_OPTIONS.find(({ value }) => value === tag) ?? { value: tag, label: tag });
}

/** What a fixed word is called. */
export function said(words: Words, value: string): string {
  return words.find(([word]) => word === value)?.[1]() ?? value;
}
