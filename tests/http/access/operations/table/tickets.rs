//! Tickets, what is said on them, and files.

use super::{Row, STAFF, row};

/// Who changes tickets.
const CHANGE: &str = "ameki";
/// Who gives them to others, merges and splits them.
const ASSIGN: &str = "amek";
/// Who sees statistics.
const CHARTS: &str = "ameuk";
/// Who writes among the staff.
const NOTE: &str = "amelk";

const INTERNAL: &str = r#"{"body": "$n", "visibility": "internal"}"#;
const PUBLIC: &str = r#"{"body": "$n", "visibility": "public"}"#;
const SOMEBODY: &str = r#"{"kind": "member", "id": "$member"}"#;
const PENDING: &str = r#"{"status": "pending"}"#;
const LINK: &str = r#"{"kind": "relates_to", "ticket_id": "$other"}"#;
const TAG_OTHER: &str =
    r#"{"ticket_ids": ["$other"], "actions": [{"type": "add_tags", "tags": ["$n"]}]}"#;
const GIVE_OTHER: &str =
    r#"{"ticket_ids": ["$other"], "actions": [{"type": "assign", "members": ["$member"]}]}"#;
const DRAFT: &str = r#"{"body": "$n"}"#;

pub const ROWS: &[Row] = &[
    row("create_ticket", "amelki", 201)
        .with(r#"{"subject": "$n", "department_id": "$department"}"#),
    row("list_tickets", STAFF, 200),
    row("list_calendar", STAFF, 200),
    row("export_calendar", STAFF, 200),
    row("search_tickets", STAFF, 200).at("?q=printer"),
    row("suggest", STAFF, 200).at("?q=pri"),
    row("export_tickets", "amuk", 200).at("?format=csv"),
    row("count_tickets", STAFF, 200),
    row("list_tags", STAFF, 200),
    row("create_bulk_job", CHANGE, 201).with(TAG_OTHER),
    row("create_bulk_job", ASSIGN, 201).with(GIVE_OTHER),
    row("preview_bulk_job", CHANGE, 200).with(TAG_OTHER),
    row("preview_bulk_job", ASSIGN, 200).with(GIVE_OTHER),
    row("list_bulk_jobs", STAFF, 200),
    // nobody's job is there for others
    row("get_bulk_job", STAFF, 404),
    row("list_bulk_results", STAFF, 404),
    row("cancel_bulk_job", STAFF, 404),
    row("undo_bulk_job", CHANGE, 404),
    row("analytics_summary", CHARTS, 200),
    row("analytics_trends", CHARTS, 200).at("?interval=week"),
    row("analytics_distribution", CHARTS, 200).at("?by=status"),
    row("analytics_performance", CHARTS, 200),
    row("analytics_durations", CHARTS, 200).at("?by=department"),
    row("analytics_arrivals", CHARTS, 200),
    row("analytics_backlog", CHARTS, 200),
    row("analytics_workload", CHARTS, 200),
    row("analytics_forecast", CHARTS, 200).at("?days=7"),
    row("follow_analytics", CHARTS, 200),
    row("get_ticket", STAFF, 200),
    row("ticket_history", STAFF, 200),
    row("ticket_difference", STAFF, 200).at("?from=0"),
    row("ticket_sla", STAFF, 200),
    row("upcoming_sla", STAFF, 200),
    row("change_ticket", CHANGE, 200).with(r#"{"subject": "$n"}"#),
    row("change_ticket", ASSIGN, 200).with(r#"{"assignee_ids": ["$member"]}"#),
    row("delete_ticket", "amk", 200),
    row("restore_ticket", "amk", 200),
    row("set_ticket_status", CHANGE, 200).with(PENDING),
    row("post_ticket_status", CHANGE, 200).with(PENDING),
    row("assign_member", ASSIGN, 200).with(r#"{"member_id": "$member"}"#),
    row("unassign_member", ASSIGN, 200),
    row("claim_ticket", ASSIGN, 200),
    row("hand_over_ticket", ASSIGN, 200).with(r#"{"from": "$holder", "to": "$member"}"#),
    row("snooze_ticket", CHANGE, 200).with(r#"{"until": "$tomorrow"}"#),
    row("wake_ticket", CHANGE, 200),
    // what is said
    row("list_messages", STAFF, 200),
    row("get_message", STAFF, 200),
    row("list_message_revisions", STAFF, 200),
    row("post_message", NOTE, 201).with(INTERNAL),
    row("post_message", CHANGE, 201).with(PUBLIC),
    // the message is the administrator's
    row("edit_message", "amk", 200).with(r#"{"body": "$n"}"#),
    row("redact_message", "amk", 200).with(r#"{"reason": "told too much"}"#),
    row("split_message", ASSIGN, 201).with(r#"{"subject": "$n"}"#),
    row("get_draft", "amelki", 200),
    row("put_draft", "amelki", 200).with(DRAFT),
    row("delete_draft", "amelki", 200),
    row("list_drafts", "amelki", 200),
    row("put_presence", "amelku", 200).with(r#"{"doing": "viewing"}"#),
    row("delete_presence", "amelku", 200),
    // ties
    row("list_links", STAFF, 200),
    row("link_tickets", CHANGE, 200).with(LINK),
    row("unlink_tickets", CHANGE, 200),
    row("merge_tickets", ASSIGN, 200).with(r#"{"ticket_ids": ["$other"]}"#),
    row("unmerge_ticket", ASSIGN, 200),
    row("clone_ticket", "amelki", 201),
    // who hears of it
    row("add_cc", CHANGE, 200).with(SOMEBODY),
    row("remove_cc", CHANGE, 200),
    row("add_watcher", NOTE, 200),
    row("add_watcher", CHANGE, 200).with(SOMEBODY),
    row("stop_watching", "amelki", 200),
    row("remove_watcher", CHANGE, 200),
    // work
    row("list_time_entries", STAFF, 200),
    row("log_time", ASSIGN, 201).with(r#"{"minutes": 5}"#),
    // the entry is the administrator's
    row("remove_time_entry", "amk", 200),
    row("list_checklist", STAFF, 200),
    row("add_checklist_item", CHANGE, 201).with(r#"{"text": "$n"}"#),
    row("change_checklist_item", CHANGE, 200).with(r#"{"done": true}"#),
    row("remove_checklist_item", CHANGE, 200),
    row("order_checklist", CHANGE, 200).with(r#"{"item_ids": ["$item"]}"#),
    row("apply_macro", ASSIGN, 200),
    // files
    row("upload_attachment", "amelki", 201)
        .at("?name=a.txt")
        .with("some text"),
    row("get_attachment", STAFF, 200),
    row("download_attachment", STAFF, 200),
    row("get_thumbnail", STAFF, 200),
    row("list_ticket_attachments", STAFF, 200),
    row("attach_files", CHANGE, 200).with(r#"{"attachment_ids": ["$upload"]}"#),
    row("detach_file", CHANGE, 200),
];
