/** How a kind of setting is described: what its form asks, and how its list is shown. */
import type { Icon } from "@tabler/icons-react";
import type { ComponentType } from "react";
import type { Me, Permission } from "#/api/me";
import type { Body, Setting } from "./api";
import type { Source } from "./options";

export type Draft = Body;
export type Said = () => string;

type Common = {
  /** Of the API's JSON. */
  name: string;
  label: Said;
  hint?: Said;
  required?: boolean;
  /** Told once, and never changed after. */
  fixed?: boolean;
  /** Whether it is asked at all, as the rest of the form (or part) stands. */
  shown?: (draft: Draft) => boolean;
  /** What it is where it is not asked; without this it stays as it was. */
  hidden?: unknown;
};

export type EditorProps = {
  value: unknown;
  onChange: (value: unknown) => void;
  /** Where it stands in the API's JSON, as errors name it. */
  at: string;
  label: string;
};

export type Part = { specs: Spec[]; fresh?: () => Draft };
export type Variant = Part & { type: string; label: Said };

export type Spec = Common &
  (
    | { type: "text"; nullable?: boolean; long?: boolean; ltr?: boolean; input?: "email" | "url"; placeholder?: string }
    | { type: "names"; base?: string }
    | { type: "colour" | "switch" | "tags" | "date" | "time" | "moment" | "numbers" }
    | { type: "number"; min?: number; max?: number; decimals?: boolean }
    | { type: "duration"; unit?: "seconds" | "minutes" }
    | { type: "durations" }
    | { type: "size" }
    | { type: "select"; from: Source; none?: Said }
    | { type: "multi"; from: Source; nullable?: boolean }
    | { type: "condition"; scope: Scope }
    | { type: "object"; part: Part; optional?: boolean }
    | { type: "variant"; variants: Variant[]; none?: Said; keepsType?: boolean }
    | { type: "list"; part?: Part; variants?: Variant[]; add: Said; one?: Said; inline?: boolean }
    | { type: "custom"; Editor: ComponentType<EditorProps> }
  );

/** What a condition may ask about differs by where it stands. */
export type Scope = "field" | "list" | "rule";

export type Section = { title?: Said; specs: Spec[] };
export type Group = "self" | "team" | "tickets" | "time" | "automation";
export type ExtraProps = { setting?: (Setting & Record<string, unknown>) | undefined; draft: Draft };

export type Kind = {
  /** Of the API: `/departments`. */
  path: string;
  group: Group;
  icon: Icon;
  title: Said;
  about: Said;
  add: Said;
  none: Said;
  /** Without it everybody of the staff may look. */
  see?: Permission;
  /** Without it everybody may change what they have; the server has the last word. */
  change?: Permission;
  /** What is one's own may be changed without the permission. */
  own?: (setting: Setting & Record<string, unknown>, me: Me) => boolean;
  /** Whether what ended cannot come back. */
  final?: boolean;
  sections: Section[];
  fresh: () => Draft;
  order?: { by: "order" | "position"; highestFirst?: boolean };
  Summary?: ComponentType<{ setting: Setting & Record<string, unknown> }>;
  /** What more can be done with a setting that is there. */
  Extra?: ComponentType<ExtraProps>;
  /** Whether that stands above the form. */
  extraFirst?: boolean;
  /** Takes another way to make one, such as a key whose secret is shown once. */
  onCreated?: (created: Setting & Record<string, unknown>) => void;
};
