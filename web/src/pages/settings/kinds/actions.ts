/** What macros and rules do, and what each action asks. */
import { lazy } from "react";
import { m } from "#/paraglide/messages.js";
import type { Words } from "../kit/options";
import type { Spec, Variant } from "../kit/spec";
import { HOW } from "../kit/words";

const SetFieldsEditor = lazy(() => import("../editors/SetFieldsEditor"));

const member: Spec = { name: "member", type: "select", from: "members", label: m.settings_actor_member };
const tags: Spec = { name: "tags", type: "tags", label: m.common_tags };
const body: Spec = {
  name: "body",
  type: "text",
  long: true,
  label: m.settings_action_body,
  hint: m.settings_action_placeholders,
};
const businessTime: Spec = { name: "business_time", type: "switch", label: m.settings_action_business_time };

const action = (
  type: string,
  label: () => string,
  specs: Spec[] = [],
  fresh?: () => Record<string, unknown>,
): Variant => ({
  type,
  label,
  specs,
  ...(fresh ? { fresh } : {}),
});

const SHARED: Variant[] = [
  action("set_status", m.settings_action_set_status, [
    { name: "status", type: "select", from: "statuses", label: m.common_status },
  ]),
  action("set_priority", m.settings_action_set_priority, [
    { name: "priority", type: "select", from: "priorities", label: m.common_priority },
  ]),
  action("route", m.settings_action_route, [
    {
      name: "department",
      type: "select",
      from: "departments",
      none: m.settings_action_route_none,
      label: m.common_department,
    },
    { name: "keep_assignees", type: "switch", label: m.settings_departments_keep },
  ]),
  action("assign", m.settings_action_assign, [member]),
  action("unassign_all", m.settings_action_unassign_all),
  action("add_tags", m.settings_action_add_tags, [tags], () => ({ tags: [] })),
  action("remove_tags", m.settings_action_remove_tags, [tags], () => ({ tags: [] })),
  action(
    "set_fields",
    m.settings_action_set_fields,
    [{ name: "fields", type: "custom", Editor: SetFieldsEditor, label: m.settings_fields_title }],
    () => ({ fields: {} }),
  ),
  action(
    "snooze_for",
    m.settings_action_snooze_for,
    [{ name: "minutes", type: "duration", unit: "minutes", label: m.settings_action_for }],
    () => ({ minutes: 1_440 }),
  ),
  action("add_note", m.settings_action_add_note, [body]),
];

export const MACRO_ACTIONS: Variant[] = [...SHARED, action("assign_self", m.settings_action_assign_self)];

const RECIPIENTS: Variant[] = [
  action("assignees", m.common_assignees),
  action("requester", m.common_requester),
  action("lead", m.settings_departments_lead),
  action("department", m.settings_recipient_department),
  action("watchers", m.settings_recipient_watchers),
  action("administrators", m.settings_recipient_administrators),
  action("member", m.settings_recipient_member, [
    { name: "id", type: "select", from: "members", label: m.settings_actor_member },
  ]),
  action("address", m.settings_recipient_address, [
    { name: "email", type: "text", input: "email", ltr: true, label: m.settings_members_email },
  ]),
];
const MEMBERS_ALONE = RECIPIENTS.filter(({ type }) => type !== "requester" && type !== "address");
const to = (variants: Variant[]): Spec => ({
  name: "to",
  type: "list",
  label: m.settings_action_to,
  one: m.settings_action_to_one,
  add: m.settings_action_to_add,
  variants,
});

const LINKS: Words = [
  ["child_of", m.settings_link_child_of],
  ["parent_of", m.settings_link_parent_of],
  ["relates_to", m.settings_link_relates_to],
  ["blocks", m.settings_link_blocks],
  ["blocked_by", m.settings_link_blocked_by],
];

export const RULE_ACTIONS: Variant[] = [
  ...SHARED,
  action("reply", m.settings_action_reply, [body]),
  action(
    "set_due_in",
    m.settings_action_set_due_in,
    [{ name: "seconds", type: "duration", label: m.settings_action_in }, businessTime],
    () => ({ seconds: 86_400, business_time: true }),
  ),
  action("clear_due", m.settings_action_clear_due),
  action("assign_lead", m.settings_action_assign_lead),
  action("assign_by_turn", m.settings_action_assign_by_turn, [
    {
      name: "how",
      type: "select",
      from: HOW,
      none: m.settings_action_how_none,
      label: m.settings_departments_assignment,
    },
  ]),
  action("assign_previous", m.settings_action_assign_previous),
  action("unassign", m.settings_action_unassign, [member]),
  action("watch", m.settings_action_watch, [member]),
  action("run_macro", m.settings_action_run_macro, [
    { name: "macro_id", type: "select", from: "macros", label: m.settings_action_macro },
  ]),
  action(
    "notify",
    m.settings_action_notify,
    [
      to(MEMBERS_ALONE),
      { name: "text", type: "text", long: true, label: m.settings_action_text, hint: m.settings_action_placeholders },
    ],
    () => ({ to: [{ type: "assignees" }], text: "" }),
  ),
  action(
    "send_mail",
    m.settings_action_send_mail,
    [to(RECIPIENTS), { name: "subject", type: "text", label: m.common_subject }, body],
    () => ({ to: [{ type: "requester" }], subject: "", body: "" }),
  ),
  action("call_webhook", m.settings_action_call_webhook, [
    { name: "url", type: "text", input: "url", ltr: true, placeholder: "https://", label: m.settings_action_url },
  ]),
  action(
    "create_linked",
    m.settings_action_create_linked,
    [
      { name: "subject", type: "text", label: m.common_subject, hint: m.settings_action_placeholders },
      { name: "description", type: "text", long: true, nullable: true, label: m.settings_path_description },
      {
        name: "department",
        type: "select",
        from: "departments",
        none: m.settings_action_same_department,
        label: m.common_department,
      },
      { name: "kind", type: "select", from: LINKS, label: m.settings_action_link },
    ],
    () => ({ kind: "child_of", subject: "" }),
  ),
  action("suppress_others", m.settings_action_suppress_others),
];
