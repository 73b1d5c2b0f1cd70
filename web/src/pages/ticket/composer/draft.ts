/** What is being written on a ticket: kept on this device with every letter, so that nothing takes it away. */

export type Visibility = "public" | "internal";
export type DraftFile = { id: string; name: string; media_type: string; bytes: number };
export type Mentions = { member_ids: string[]; department_ids: string[] };

export type DraftText = {
  body: string;
  visibility: Visibility;
  /** For whom the words were written; who switches after that is asked once. */
  writtenFor?: Visibility | undefined;
  replyTo?: string | undefined;
  files: DraftFile[];
  /** Names that were picked, by the words that stand for them. */
  mentioned: Record<string, { kind: "member" | "department"; id: string }>;
};

export const emptyDraft = (visibility: Visibility = "public"): DraftText => ({
  body: "",
  visibility,
  files: [],
  mentioned: {},
});

export const isEmpty = (draft: DraftText): boolean => draft.body.trim() === "" && draft.files.length === 0;

const keyOf = (member: string, ticket: string) => `docket.draft.${member}.${ticket}`;

export function keptDraft(member: string, ticket: string): DraftText | undefined {
  try {
    const kept = localStorage.getItem(keyOf(member, ticket));
    return kept === null ? undefined : { ...emptyDraft(), ...(JSON.parse(kept) as DraftText) };
  } catch {
    return undefined;
  }
}

export function keepDraft(member: string, ticket: string, draft: DraftText): void {
  if (isEmpty(draft)) localStorage.removeItem(keyOf(member, ticket));
  else localStorage.setItem(keyOf(member, ticket), JSON.stringify(draft));
}

/** Who is still called upon: those whose words stand in the text. */
export function mentionsIn(draft: DraftText): Mentions {
  const standing = Object.entries(draft.mentioned).filter(([words]) => draft.body.includes(words));
  const ids = (kind: "member" | "department") => [
    ...new Set(standing.filter(([, who]) => who.kind === kind).map(([, who]) => who.id)),
  ];
  return { member_ids: ids("member"), department_ids: ids("department") };
}

/** Typing for an audience; an empty text belongs to nobody. */
export function typed(draft: DraftText, body: string): DraftText {
  const writtenFor = body.trim() === "" ? undefined : (draft.writtenFor ?? draft.visibility);
  return { ...draft, body, writtenFor };
}

/** Whether sending would show words to an audience for which they were not written. */
export function isForOthers(draft: DraftText): boolean {
  return draft.writtenFor !== undefined && draft.writtenFor !== draft.visibility;
}
