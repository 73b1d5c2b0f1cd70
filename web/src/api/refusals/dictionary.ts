/** The server's sentences and what they are in the reader's language: every message `refusal_…` is one of them. */
import { apart } from "#/i18n/isolates";
import { type Message, type Template, templateOf, type Values, valuesIn } from "./template";

type Entry = { key: string; say: Message; template: Template };

const modules = import.meta.glob<Record<string, Message>>("../../paraglide/messages/refusal_*.js", { eager: true });

export const entries: Entry[] = Object.values(modules)
  .flatMap((module) => Object.entries(module))
  .map(([key, say]) => ({ key, say, template: templateOf(say) }));

const isNoun = ({ key }: Entry) => key.startsWith("refusal_noun_");
const nouns = new Map(entries.filter(isNoun).map((noun) => [noun.template.text, noun]));
const sentences = entries.filter((entry) => !isNoun(entry));
const exact = new Map(
  sentences.filter(({ template }) => template.names.length === 0).map((one) => [one.template.text, one]),
);
// what says more by itself comes first: "must be at most 5 characters" is not "must be at most …"
const patterns = sentences
  .filter(({ template }) => template.names.length > 0)
  .sort((a, b) => b.template.said - a.template.said);

/** The sentence in the reader's language, or as it is where nobody knows it. */
export function inReadersWords(sentence: string): string {
  return known(sentence) ?? sentence;
}

function known(sentence: string): string | undefined {
  return found(sentence) ?? asClause(sentence) ?? withField(sentence);
}

function found(sentence: string): string | undefined {
  const same = exact.get(sentence);
  if (same) return same.say({});
  for (const { say, template } of patterns) {
    const values = valuesIn(template, sentence);
    const told = values && inWords(values);
    if (told) return say(told);
  }
  return undefined;
}

/** "The customer exists already." is the clause that the rules have, made a sentence. */
function asClause(sentence: string): string | undefined {
  if (!/^[A-Z].*\.$/s.test(sentence)) return undefined;
  const told = found(sentence.charAt(0).toLowerCase() + sentence.slice(1, -1));
  return told && `${told}.`;
}

/** "subject: must not be empty." names the part that is wrong. */
function withField(sentence: string): string | undefined {
  const [, field, detail] = /^([\w.[\]-]+): (.+)\.$/s.exec(sentence) ?? [];
  const told = detail && found(detail);
  return told && `${apart(field ?? "")}: ${told}.`;
}

/** What was filled in, as the reader takes it: things have names, sentences are told too, and all else stays. */
function inWords(values: Values): Values | undefined {
  const told = Object.entries(values).map(([name, value]) => [name, inWord(name, value)] as const);
  if (told.some(([, value]) => value === undefined)) return undefined;
  return Object.fromEntries(told) as Values;
}

function inWord(name: string, value: string): string | undefined {
  if (name === "what") return nouns.get(value)?.say({});
  if (name === "why") return known(value);
  if (name === "counts") return value.split(", ").map(counted).join(", ");
  return apart(value);
}

/** "3 open tickets" is how many there are of what. */
function counted(count: string): string {
  const [, n = "", what = ""] = /^(\d+) (.+?)$/.exec(count) ?? [];
  const noun = nouns.get(what) ?? nouns.get(what.replace(/s$/, ""));
  return noun ? `${noun.say({})}: ${apart(n)}` : apart(count);
}
