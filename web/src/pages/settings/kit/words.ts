/** Fixed words of the API, as people say them. */
import { m } from "#/paraglide/messages.js";
import type { Words } from "./options";

export const CATEGORIES: Words = [
  ["new", m.settings_category_new],
  ["open", m.settings_category_open],
  ["pending", m.settings_category_pending],
  ["on_hold", m.settings_category_on_hold],
  ["resolved", m.settings_category_resolved],
  ["closed", m.settings_category_closed],
];

export const CHANNELS: Words = [
  ["api", m.settings_channel_api],
  ["console", m.settings_channel_console],
  ["email", m.settings_channel_email],
  ["phone", m.settings_channel_phone],
  ["web", m.settings_channel_web],
  ["import", m.settings_channel_import],
];

export const SLA_STATES: Words = [
  ["none", m.settings_sla_none],
  ["running", m.settings_sla_running],
  ["warning", m.settings_sla_warning],
  ["breached", m.settings_sla_breached],
  ["paused", m.settings_sla_paused],
  ["met", m.settings_sla_met],
  ["missed", m.settings_sla_missed],
];

export const CLOCKS: Words = [
  ["first_response", m.settings_clock_first_response],
  ["next_response", m.settings_clock_next_response],
  ["resolution", m.settings_clock_resolution],
  ["due_date", m.settings_clock_due_date],
];

export const DAYS: Words = [
  ["sunday", m.settings_day_sunday],
  ["monday", m.settings_day_monday],
  ["tuesday", m.settings_day_tuesday],
  ["wednesday", m.settings_day_wednesday],
  ["thursday", m.settings_day_thursday],
  ["friday", m.settings_day_friday],
  ["saturday", m.settings_day_saturday],
];

export const HOW: Words = [
  ["none", m.settings_how_none],
  ["round_robin", m.settings_how_round_robin],
  ["least_loaded", m.settings_how_least_loaded],
];

export const EVENTS: Words = [
  ["ticket.created", m.settings_event_created],
  ["ticket.subject_changed", m.settings_event_subject_changed],
  ["ticket.description_changed", m.settings_event_description_changed],
  ["ticket.requester_changed", m.settings_event_requester_changed],
  ["ticket.cc_added", m.settings_event_cc_added],
  ["ticket.cc_removed", m.settings_event_cc_removed],
  ["ticket.watched", m.settings_event_watched],
  ["ticket.unwatched", m.settings_event_unwatched],
  ["ticket.assigned", m.settings_event_assigned],
  ["ticket.unassigned", m.settings_event_unassigned],
  ["ticket.routed", m.settings_event_routed],
  ["ticket.status_changed", m.settings_event_status_changed],
  ["ticket.priority_changed", m.settings_event_priority_changed],
  ["ticket.scheduled", m.settings_event_scheduled],
  ["ticket.snoozed", m.settings_event_snoozed],
  ["ticket.woken", m.settings_event_woken],
  ["ticket.tagged", m.settings_event_tagged],
  ["ticket.untagged", m.settings_event_untagged],
  ["ticket.field_changed", m.settings_event_field_changed],
  ["ticket.message_posted", m.settings_event_message_posted],
  ["ticket.message_edited", m.settings_event_message_edited],
  ["ticket.message_redacted", m.settings_event_message_redacted],
  ["ticket.message_split", m.settings_event_message_split],
  ["ticket.file_attached", m.settings_event_file_attached],
  ["ticket.file_detached", m.settings_event_file_detached],
  ["ticket.linked", m.settings_event_linked],
  ["ticket.unlinked", m.settings_event_unlinked],
  ["ticket.merged", m.settings_event_merged],
  ["ticket.unmerged", m.settings_event_unmerged],
  ["ticket.absorbed", m.settings_event_absorbed],
  ["ticket.released", m.settings_event_released],
  ["ticket.time_logged", m.settings_event_time_logged],
  ["ticket.time_entry_removed", m.settings_event_time_entry_removed],
  ["ticket.checklist_item_added", m.settings_event_checklist_item_added],
  ["ticket.checklist_item_checked", m.settings_event_checklist_item_checked],
  ["ticket.checklist_item_unchecked", m.settings_event_checklist_item_unchecked],
  ["ticket.checklist_item_removed", m.settings_event_checklist_item_removed],
  ["ticket.rated", m.settings_event_rated],
  ["ticket.deleted", m.settings_event_deleted],
  ["ticket.restored", m.settings_event_restored],
  ["ticket.sla_warned", m.settings_event_sla_warned],
  ["ticket.sla_breached", m.settings_event_sla_breached],
  ["ticket.sla_escalated", m.settings_event_sla_escalated],
  ["ticket.sla_met", m.settings_event_sla_met],
];
