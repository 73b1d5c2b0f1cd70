/** Permissions as people say them, by the module that they are about. */
import { m } from "#/paraglide/messages.js";
import type { Words } from "./options";

export const MODULES: ReadonlyArray<[string, () => string, Words]> = [
  [
    "tickets",
    m.settings_module_tickets,
    [
      ["tickets.read", m.settings_permission_tickets_read],
      ["tickets.create", m.settings_permission_tickets_create],
      ["tickets.change", m.settings_permission_tickets_change],
      ["tickets.assign", m.settings_permission_tickets_assign],
      ["tickets.merge", m.settings_permission_tickets_merge],
      ["tickets.delete", m.settings_permission_tickets_delete],
    ],
  ],
  [
    "messages",
    m.settings_module_messages,
    [
      ["messages.read_internal", m.settings_permission_messages_read_internal],
      ["messages.note", m.settings_permission_messages_note],
      ["messages.reply", m.settings_permission_messages_reply],
      ["messages.moderate", m.settings_permission_messages_moderate],
    ],
  ],
  [
    "customers",
    m.settings_module_customers,
    [
      ["customers.read", m.settings_permission_customers_read],
      ["customers.change", m.settings_permission_customers_change],
    ],
  ],
  [
    "reports",
    m.settings_module_reports,
    [
      ["analytics.read", m.settings_permission_analytics_read],
      ["exports.create", m.settings_permission_exports_create],
    ],
  ],
  [
    "settings",
    m.settings_module_settings,
    [
      ["settings.departments", m.settings_permission_settings_departments],
      ["settings.statuses", m.settings_permission_settings_statuses],
      ["settings.priorities", m.settings_permission_settings_priorities],
      ["settings.fields", m.settings_permission_settings_fields],
      ["settings.calendars", m.settings_permission_settings_calendars],
      ["settings.sla", m.settings_permission_settings_sla],
      ["settings.outbox", m.settings_permission_settings_outbox],
      ["settings.macros", m.settings_permission_settings_macros],
      ["settings.views", m.settings_permission_settings_views],
      ["settings.workspace", m.settings_permission_settings_workspace],
    ],
  ],
  [
    "automation",
    m.settings_module_automation,
    [
      ["automation.read", m.settings_permission_automation_read],
      ["automation.change", m.settings_permission_automation_change],
      ["integrations.manage", m.settings_permission_integrations_manage],
    ],
  ],
  [
    "people",
    m.settings_module_people,
    [
      ["people.manage", m.settings_permission_people_manage],
      ["audit.read", m.settings_permission_audit_read],
      ["system.read", m.settings_permission_system_read],
    ],
  ],
];
