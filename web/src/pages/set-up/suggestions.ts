/** Departments that many organisations have, with their names in three languages. */

export type Suggestion = { names: Record<"en" | "ar" | "he", string>; colour: string };

export const SUGGESTIONS: Suggestion[] = [
  { names: { en: "Support", ar: "الدعم", he: "תמיכה" }, colour: "teal" },
  { names: { en: "Billing", ar: "الفوترة", he: "חיובים" }, colour: "amber" },
  { names: { en: "Sales", ar: "المبيعات", he: "מכירות" }, colour: "green" },
  { names: { en: "Field service", ar: "الخدمة الميدانية", he: "שירות שטח" }, colour: "blue" },
  { names: { en: "IT", ar: "تقنية المعلومات", he: "מערכות מידע" }, colour: "purple" },
  { names: { en: "Human resources", ar: "الموارد البشرية", he: "משאבי אנוש" }, colour: "pink" },
];

type Named = { name: string; names: Record<string, string> };

/** Those that are not there under any of their names. */
export function missing(there: Named[]): Suggestion[] {
  const taken = new Set(there.flatMap(({ name, names }) => [name, ...Object.values(names)]));
  return SUGGESTIONS.filter(({ names }) => !Object.values(names).some((name) => taken.has(name)));
}

/** What is sent to make a suggested department, or one that was named by hand. */
export function departmentOf(chosen: string, locale: string): Record<string, unknown> {
  const suggested = SUGGESTIONS.find(({ names }) => names.en === chosen);
  if (!suggested) return { name: chosen };
  const { names, colour } = suggested;
  return { name: names[locale as keyof typeof names] ?? names.en, names, colour };
}
