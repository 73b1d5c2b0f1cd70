/** What the workspace's form asks. */
import { m } from "#/paraglide/messages.js";
import type { Kind } from "../kit/spec";

export const WORKSPACE: Pick<Kind, "path" | "sections" | "fresh"> = {
  path: "workspace",
  fresh: () => ({}),
  sections: [
    {
      specs: [
        { name: "name", type: "text", label: m.settings_workspace_name, required: true },
        {
          name: "languages",
          type: "multi",
          from: "languages",
          label: m.settings_workspace_languages,
          hint: m.settings_workspace_languages_hint,
        },
        {
          name: "calendar",
          type: "select",
          from: "calendars",
          none: m.settings_sla_hours_always,
          label: m.settings_departments_calendar,
        },
      ],
    },
    {
      title: m.settings_workspace_tickets,
      specs: [
        {
          name: "number_prefix",
          type: "text",
          ltr: true,
          placeholder: "DKT-",
          label: m.settings_workspace_prefix,
          hint: m.settings_workspace_prefix_hint,
        },
        { name: "number_padding", type: "number", min: 0, max: 12, label: m.settings_workspace_padding },
        { name: "first_status", type: "select", from: "statuses", label: m.settings_workspace_first_status },
        {
          name: "max_ticket_attachment_bytes",
          type: "size",
          label: m.settings_workspace_files,
          hint: m.settings_workspace_files_hint,
        },
      ],
    },
    {
      title: m.settings_workspace_portal,
      specs: [
        {
          name: "portal",
          type: "object",
          label: m.settings_workspace_portal_what,
          part: {
            specs: [
              { name: "enabled", type: "switch", label: m.settings_workspace_portal_enabled },
              { name: "form", type: "switch", label: m.settings_workspace_portal_form },
              { name: "may_close", type: "switch", label: m.settings_workspace_portal_close },
              { name: "organisation_tickets", type: "switch", label: m.settings_workspace_portal_organisation },
              {
                name: "form_sites",
                type: "tags",
                label: m.settings_workspace_portal_sites,
                hint: m.settings_workspace_portal_sites_hint,
              },
            ],
          },
        },
      ],
    },
  ],
};
