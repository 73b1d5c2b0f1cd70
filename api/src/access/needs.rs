//! The table of operations and permissions. An operation that is not in it is refused to everybody.

use super::need::Need;
use domain::Permission as P;

/// What the operation with this id asks for.
pub(crate) fn need(operation: &str) -> Option<Need> {
    of_tickets(operation)
        .or_else(|| of_many_tickets(operation))
        .or_else(|| of_people(operation))
        .or_else(|| of_oneself(operation))
        .or_else(|| of_settings(operation))
        .or_else(|| of_menus(operation))
        .or_else(|| of_customers(operation))
}

/// What customers do for themselves.
fn of_customers(operation: &str) -> Option<Need> {
    Some(match operation {
        "get_portal_me"
        | "close_portal_session"
        | "get_portal_form"
        | "list_portal_tickets"
        | "create_portal_ticket"
        | "get_portal_ticket"
        | "list_portal_messages"
        | "post_portal_message"
        | "close_portal_ticket"
        | "rate_portal_ticket"
        | "upload_portal_attachment"
        | "download_portal_attachment"
        | "get_portal_thumbnail" => Need::Portal,
        _ => return None,
    })
}

fn of_many_tickets(operation: &str) -> Option<Need> {
    Some(Need::AnyOf(match operation {
        "export_tickets" => &[P::Export],
        "create_bulk_job" | "preview_bulk_job" | "undo_bulk_job" => {
            &[P::ChangeTickets, P::AssignTickets, P::DeleteTickets]
        }
        // whose a job is, it says itself
        "list_bulk_jobs" | "get_bulk_job" | "list_bulk_results" | "cancel_bulk_job" => {
            return Some(Need::Staff);
        }
        "analytics_summary"
        | "analytics_trends"
        | "analytics_distribution"
        | "analytics_performance"
        | "analytics_durations"
        | "analytics_arrivals"
        | "analytics_backlog"
        | "analytics_workload"
        | "analytics_forecast"
        | "follow_analytics" => &[P::ReadAnalytics],
        _ => return None,
    }))
}

fn of_tickets(operation: &str) -> Option<Need> {
    Some(Need::AnyOf(match operation {
        "list_tickets"
        | "list_calendar"
        | "ticket_sla"
        | "upcoming_sla"
        | "export_calendar"
        | "search_tickets"
        | "suggest"
        | "count_tickets"
        | "list_tags"
        | "get_ticket"
        | "ticket_difference"
        | "ticket_history"
        | "list_messages"
        | "get_message"
        | "list_message_revisions"
        | "get_attachment"
        | "download_attachment"
        | "get_thumbnail"
        | "list_ticket_attachments"
        | "list_links"
        | "list_time_entries"
        | "list_checklist"
        | "put_presence"
        | "delete_presence"
        | "list_events"
        | "follow_events" => &[P::ReadTickets],
        "create_ticket" | "clone_ticket" => &[P::CreateTickets],
        "change_ticket" => &[P::ChangeTickets, P::AssignTickets],
        "delete_ticket" | "restore_ticket" => &[P::DeleteTickets],
        "assign_member" | "unassign_member" | "claim_ticket" | "hand_over_ticket" => {
            &[P::AssignTickets]
        }
        "merge_tickets" | "unmerge_ticket" | "split_message" => &[P::MergeTickets],
        "post_message" => &[P::Reply, P::Note],
        "edit_message" | "redact_message" => &[P::Reply, P::Note, P::Moderate],
        "get_draft" | "put_draft" | "delete_draft" | "list_drafts" => &[P::Reply, P::Note],
        "upload_attachment" => &[P::CreateTickets, P::ChangeTickets, P::Reply, P::Note],
        "add_watcher" | "stop_watching" | "remove_watcher" => &[P::ChangeTickets, P::Note],
        "apply_macro" => &[P::ChangeTickets, P::AssignTickets, P::Reply, P::Note],
        "set_ticket_status"
        | "post_ticket_status"
        | "link_tickets"
        | "unlink_tickets"
        | "snooze_ticket"
        | "wake_ticket"
        | "add_cc"
        | "remove_cc"
        | "attach_files"
        | "detach_file"
        | "log_time"
        | "remove_time_entry"
        | "add_checklist_item"
        | "change_checklist_item"
        | "remove_checklist_item"
        | "order_checklist" => &[P::ChangeTickets],
        _ => return None,
    }))
}

fn of_people(operation: &str) -> Option<Need> {
    Some(Need::AnyOf(match operation {
        "list_customers"
        | "get_customer"
        | "customer_history"
        | "list_organisations"
        | "get_organisation"
        | "organisation_history"
        | "list_organisation_customers" => &[P::ReadCustomers],
        "list_customer_tickets" | "list_customer_messages" => &[P::ReadTickets],
        "create_customer"
        | "change_customer"
        | "retire_customer"
        | "restore_customer"
        | "merge_customer"
        | "create_organisation"
        | "change_organisation"
        | "retire_organisation"
        | "restore_organisation" => &[P::ChangeCustomers],
        "create_member" | "replace_member" | "change_member" | "retire_member" => {
            &[P::ManagePeople]
        }
        "create_role" | "replace_role" | "change_role" | "retire_role" => &[P::ManagePeople],
        "member_history" | "role_history" => &[P::ReadAudit, P::ManagePeople],
        // whose a key is, it says itself; so does what somebody may change of themselves
        "list_api_keys" | "create_api_key" | "get_api_key" | "change_api_key"
        | "retire_api_key" | "rotate_api_key" | "api_key_history" => return Some(Need::Staff),
        "list_members" | "get_member" | "list_roles" | "get_role" | "list_permissions"
        | "get_me" | "change_me" | "list_notifications" | "read_notifications" => {
            return Some(Need::Staff);
        }
        _ => return None,
    }))
}

/// Everybody looks after their own account.
fn of_oneself(operation: &str) -> Option<Need> {
    Some(match operation {
        "get_session" | "sign_out" | "list_sessions" | "revoke_session" | "revoke_sessions"
        | "change_password" | "get_totp" | "begin_totp" | "confirm_totp" | "disable_totp" => {
            Need::Staff
        }
        "invite_member" | "forget_identities" => Need::AnyOf(&[P::ManagePeople]),
        _ => return None,
    })
}

fn of_settings(operation: &str) -> Option<Need> {
    Some(Need::AnyOf(match operation {
        "create_department" | "replace_department" | "change_department" | "retire_department" => {
            &[P::ChangeDepartments]
        }
        "create_status" | "replace_status" | "change_status" | "retire_status" => {
            &[P::ChangeStatuses]
        }
        "create_priority" | "replace_priority" | "change_priority" | "retire_priority" => {
            &[P::ChangePriorities]
        }
        "create_field"
        | "replace_field"
        | "change_field"
        | "retire_field"
        | "create_field_group"
        | "replace_field_group"
        | "change_field_group"
        | "retire_field_group" => &[P::ChangeFields],
        "create_calendar" | "replace_calendar" | "change_calendar" | "retire_calendar"
        | "import_holidays" => &[P::ChangeCalendars],
        "simulate_sla_policy"
        | "create_sla_policy"
        | "replace_sla_policy"
        | "change_sla_policy"
        | "retire_sla_policy" => &[P::ChangeSla],
        "simulate_rules" | "create_rule" | "replace_rule" | "change_rule" | "retire_rule" => {
            &[P::ChangeAutomation]
        }
        "list_rules" | "get_rule" | "rule_history" => &[P::ReadAutomation, P::ChangeAutomation],
        "list_deliveries" | "get_delivery" | "resend_delivery" | "park_delivery"
        | "cancel_delivery" => &[P::ManageOutbox],
        "change_workspace" => &[P::ChangeWorkspace],
        "get_system" => &[P::ReadSystem],
        _ => return None,
    }))
}

/// Everybody's forms, lists and menus are made of these; whose a macro or a view is, it says itself.
fn of_menus(operation: &str) -> Option<Need> {
    let staff = matches!(
        operation,
        "list_departments"
            | "get_department"
            | "get_department_form"
            | "list_statuses"
            | "get_status"
            | "list_priorities"
            | "get_priority"
            | "list_calendars"
            | "get_calendar"
            | "list_sla_policies"
            | "get_sla_policy"
            | "list_fields"
            | "get_field"
            | "list_field_groups"
            | "get_field_group"
            | "get_workspace"
            | "list_macros"
            | "get_macro"
            | "create_macro"
            | "replace_macro"
            | "change_macro"
            | "retire_macro"
            | "list_views"
            | "get_view"
            | "create_view"
            | "replace_view"
            | "change_view"
            | "retire_view"
            | "department_history"
            | "status_history"
            | "priority_history"
            | "calendar_history"
            | "sla_policy_history"
            | "field_history"
            | "field_group_history"
            | "workspace_history"
            | "macro_history"
            | "view_history"
    );
    staff.then_some(Need::Staff)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::is_open;
    use crate::openapi::Resources;
    use poem_openapi::OpenApi;

    #[test]
    fn every_operation_is_in_the_table() {
        let paths = Resources::meta().into_iter().flat_map(|api| api.paths);
        let operations = paths.flat_map(|path| path.operations);
        let ids = operations.filter_map(|operation| operation.operation_id);
        let closed = ids.filter(|id| !is_open(Some(id)));
        let left_out: Vec<_> = closed.filter(|id| need(id).is_none()).collect();
        assert!(left_out.is_empty(), "say who may do {left_out:?}");
    }
}
