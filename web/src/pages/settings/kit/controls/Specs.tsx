/** The parts of a form one below the other, as far as they are asked. */
import type { Draft, Spec } from "../spec";
import { Control } from "./Control";

type Props = {
  specs: Spec[];
  draft: Draft;
  onChange: (draft: Draft) => void;
  within?: string;
  isNew?: boolean;
};

export function Specs({ specs, draft, onChange, within = "", isNew = true }: Props) {
  let next = draft;
  // Two values may be set in one turn, such as a name and its translations.
  const set = (name: string, value: unknown) => {
    next = { ...next, [name]: value };
    onChange(next);
  };
  return specs
    .filter((spec) => spec.shown?.(draft) ?? true)
    .map((spec) => (
      <Control key={spec.name} spec={spec} draft={draft} set={set} within={within} locked={isLocked(spec) && !isNew} />
    ));
}

const isLocked = (spec: Spec) => Boolean(spec.fixed || (spec.type === "variant" && spec.keepsType));
