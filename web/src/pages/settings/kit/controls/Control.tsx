/** One part of a form, by what kind of value it has. */
import { Switch, TagsInput, Textarea, TextInput } from "@mantine/core";
import { Suspense } from "react";
import { lazily } from "#/app/patient";
import { useWrong } from "../errors";
import type { Draft, EditorProps, Spec } from "../spec";
import { Choice, Choices } from "./Choices";
import { Colour } from "./Colour";
import { Durations, LengthOfTime } from "./LengthOfTime";
import { ListOf } from "./ListOf";
import { MomentInput } from "./MomentInput";
import { Names } from "./Names";
import { Numbers, PlainNumber } from "./Numbers";
import { ObjectOf } from "./ObjectOf";
import { Size } from "./Size";
import { VariantOf } from "./VariantOf";

const ConditionEditor = lazily(() => import("../condition/ConditionEditor"));

export type ControlProps = {
  spec: Spec;
  draft: Draft;
  set: (name: string, value: unknown) => void;
  /** What stands before the name in the server's words, such as `do[1].`. */
  within?: string;
  /** Whether it was told once and stays so. */
  locked?: boolean;
};

export function Control({ spec, draft, set, within = "", locked = false }: ControlProps) {
  const at = within + spec.name;
  const simple = spec.type !== "object" && spec.type !== "variant" && spec.type !== "list";
  const error = useWrong(at, simple);
  const value = draft[spec.name];
  const onChange = (next: unknown) => set(spec.name, next);
  const label = spec.label();
  const common = {
    label,
    description: spec.hint?.(),
    error,
    required: spec.required ?? false,
    disabled: locked,
  };
  const editor: EditorProps = { value, onChange, at, label };
  switch (spec.type) {
    case "text":
      return <Words spec={spec} common={common} value={value} onChange={onChange} />;
    case "names":
      return <Names {...common} spec={spec} draft={draft} set={set} />;
    case "colour":
      return <Colour {...common} value={value} onChange={onChange} />;
    case "switch":
      return (
        <Switch {...common} checked={value === true} onChange={(event) => onChange(event.currentTarget.checked)} />
      );
    case "tags":
      return <TagsInput {...common} value={(value as string[]) ?? []} onChange={onChange} acceptValueOnBlur />;
    case "number":
      return <PlainNumber {...common} spec={spec} value={value} onChange={onChange} />;
    case "numbers":
      return <Numbers {...common} value={value} onChange={onChange} />;
    case "duration":
      return <LengthOfTime {...common} unit={spec.unit ?? "seconds"} value={value} onChange={onChange} />;
    case "size":
      return <Size {...common} value={value} onChange={onChange} />;
    case "durations":
      return <Durations {...common} value={value} onChange={onChange} />;
    case "date":
    case "time":
    case "moment":
      return <MomentInput {...common} kind={spec.type} value={value} onChange={onChange} />;
    case "select":
      return <Choice {...common} from={spec.from} none={spec.none} value={value} onChange={onChange} />;
    case "multi":
      return <Choices {...common} from={spec.from} nullable={spec.nullable} value={value} onChange={onChange} />;
    case "condition":
      return (
        <Suspense>
          <ConditionEditor {...editor} scope={spec.scope} hint={spec.hint?.()} />
        </Suspense>
      );
    case "object":
      return <ObjectOf spec={spec} editor={editor} />;
    case "variant":
      return <VariantOf spec={spec} editor={editor} locked={locked} />;
    case "list":
      return <ListOf spec={spec} editor={editor} />;
    case "custom":
      return (
        <Suspense>
          <spec.Editor {...editor} />
        </Suspense>
      );
  }
}

type WordsProps = {
  spec: Spec & { type: "text" };
  common: { label: string; description: string | undefined; error: string | undefined; required: boolean };
  value: unknown;
  onChange: (value: string | null) => void;
};

function Words({ spec, common, value, onChange }: WordsProps) {
  const given = {
    ...common,
    dir: spec.ltr ? "ltr" : "auto",
    value: typeof value === "string" ? value : "",
    onChange: (event: { currentTarget: { value: string } }) =>
      onChange(event.currentTarget.value === "" && spec.nullable ? null : event.currentTarget.value),
    ...(spec.placeholder ? { placeholder: spec.placeholder } : {}),
  };
  if (spec.long) return <Textarea {...given} autosize minRows={2} maxRows={14} />;
  return <TextInput {...given} type={spec.input ?? "text"} />;
}
