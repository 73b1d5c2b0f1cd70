/** What a sentence looks like before its names and numbers are filled in, and which were. */
export type Values = Record<string, string>;
export type Message = (values: Values, options?: { locale?: "en" | "ar" | "he" }) => string;

export type Template = {
  /** As the message has it, with `{name}` where something is filled in. */
  text: string;
  names: string[];
  matches: RegExp;
  /** How many letters it has of its own. */
  said: number;
};

const NUMBERS = new Set(["n", "from", "to"]);

/** Of the message in English, which is the server's sentence. */
export function templateOf(say: Message): Template {
  const names: string[] = [];
  const asked = { get: (_: object, name: string) => `{${name}}` };
  const text = say(new Proxy<Values>({}, asked), { locale: "en" });
  const pattern = text.split(/\{(\w+)\}/).map((part, index) => {
    if (index % 2 === 0) return part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    names.push(part);
    return NUMBERS.has(part) ? "(-?\\d[\\d.,]*)" : "(.*)";
  });
  const said = text.replace(/\{\w+\}/g, "").length;
  return { text, names, matches: new RegExp(`^${pattern.join("")}$`, "s"), said };
}

/** What was filled in, if the sentence is of this template. */
export function valuesIn({ matches, names }: Template, sentence: string): Values | undefined {
  const found = matches.exec(sentence);
  return found ? Object.fromEntries(names.map((name, index) => [name, found[index + 1] ?? ""])) : undefined;
}
