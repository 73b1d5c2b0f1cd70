//! How the desk is set up.

use super::{Row, STAFF, row};

const NAMED: &str = r#"{"name": "$n"}"#;
const STATUS: &str = r#"{"key": "$n", "name": "$n", "category": "open", "colour": "teal"}"#;
const SAME_STATUS: &str = r#"{"key": "$key", "name": "$n", "category": "open", "colour": "teal"}"#;
const PRIORITY: &str = r#"{"key": "$n", "name": "$n", "colour": "teal"}"#;
const SAME_PRIORITY: &str = r#"{"key": "$key", "name": "$n", "colour": "teal"}"#;
const CALENDAR: &str = r#"{"key": "$n", "name": "$n", "time_zone": "UTC",
    "weekly": {"monday": [{"from": "09:00", "to": "17:00"}]}}"#;
const SAME_CALENDAR: &str = r#"{"key": "$key", "name": "$n", "time_zone": "UTC",
    "weekly": {"monday": [{"from": "09:00", "to": "17:00"}]}}"#;
const POLICY: &str = r#"{"name": "$n", "targets": {"resolution": 3600}}"#;
const TRIED_POLICY: &str = r#"{"created_from": "2026-01-01T00:00:00Z",
    "policy": {"name": "$n", "targets": {"resolution": 3600}}}"#;
const TRIED_RULE: &str = r#"{"from": "2026-01-01T00:00:00Z", "rules": [{"rule":
    {"name": "$n", "on": ["ticket.created"], "do": [{"type": "add_note", "body": "n"}]}}]}"#;
const FIELD: &str = r#"{"key": "$n", "name": "$n", "kind": {"type": "text"}}"#;
const SAME_FIELD: &str = r#"{"key": "$key", "name": "$n", "kind": {"type": "text"}}"#;
const HOLIDAYS: &str = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:$n\r\n\
    DTSTART;VALUE=DATE:20260101\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
const FOR_ALL: &str = r#"{"name": "$n", "scope": {"type": "all"},
    "actions": [{"type": "set_status", "status": "pending"}]}"#;
const FOR_ONESELF: &str = r#"{"name": "$n", "scope": {"type": "member", "id": "$me"},
    "actions": [{"type": "set_status", "status": "pending"}]}"#;
const VIEW_OF_ALL: &str = r#"{"name": "$n", "scope": {"type": "all"},
    "condition": {"path": "status", "op": "eq", "value": "open"}}"#;
const OWN_VIEW: &str = r#"{"name": "$n", "scope": {"type": "private"}, "sort": "due_at"}"#;
const RULE: &str = r#"{"name": "$n", "on": ["ticket.created"], "active": false,
    "do": [{"type": "set_status", "status": "pending"}]}"#;

pub const ROWS: &[Row] = &[
    row("list_departments", STAFF, 200),
    row("get_department", STAFF, 200),
    row("department_history", STAFF, 200),
    row("get_department_form", STAFF, 200),
    row("create_department", "a", 201).with(NAMED),
    row("replace_department", "a", 200).with(NAMED),
    row("change_department", "a", 200).with(NAMED),
    row("retire_department", "a", 200),
    row("list_statuses", STAFF, 200),
    row("get_status", STAFF, 200),
    row("status_history", STAFF, 200),
    row("create_status", "a", 201).with(STATUS),
    row("replace_status", "a", 200).with(SAME_STATUS),
    row("change_status", "a", 200).with(NAMED),
    row("retire_status", "a", 200),
    row("list_priorities", STAFF, 200),
    row("get_priority", STAFF, 200),
    row("priority_history", STAFF, 200),
    row("create_priority", "a", 201).with(PRIORITY),
    row("replace_priority", "a", 200).with(SAME_PRIORITY),
    row("change_priority", "a", 200).with(NAMED),
    row("retire_priority", "a", 200),
    row("list_calendars", STAFF, 200),
    row("get_calendar", STAFF, 200),
    row("calendar_history", STAFF, 200),
    row("create_calendar", "a", 201).with(CALENDAR),
    row("replace_calendar", "a", 200).with(SAME_CALENDAR),
    row("change_calendar", "a", 200).with(NAMED),
    row("import_holidays", "a", 200).with(HOLIDAYS),
    row("retire_calendar", "a", 200),
    row("simulate_sla_policy", "a", 200).with(TRIED_POLICY),
    row("simulate_rules", "a", 200).with(TRIED_RULE),
    row("list_sla_policies", STAFF, 200),
    row("get_sla_policy", STAFF, 200),
    row("sla_policy_history", STAFF, 200),
    row("create_sla_policy", "a", 201).with(POLICY),
    row("replace_sla_policy", "a", 200).with(POLICY),
    row("change_sla_policy", "a", 200).with(NAMED),
    row("retire_sla_policy", "a", 200),
    row("list_fields", STAFF, 200),
    row("get_field", STAFF, 200),
    row("field_history", STAFF, 200),
    row("create_field", "a", 201).with(FIELD),
    row("replace_field", "a", 200).with(SAME_FIELD),
    row("change_field", "a", 200).with(NAMED),
    row("retire_field", "a", 200),
    row("list_field_groups", STAFF, 200),
    row("get_field_group", STAFF, 200),
    row("field_group_history", STAFF, 200),
    row("create_field_group", "a", 201).with(NAMED),
    row("replace_field_group", "a", 200).with(NAMED),
    row("change_field_group", "a", 200).with(NAMED),
    row("retire_field_group", "a", 200),
    // macros are for members: to an integration none is there
    row("list_macros", STAFF, 200),
    row("get_macro", STAFF, 200).but(&[('i', 404)]),
    row("macro_history", STAFF, 200).but(&[('i', 404)]),
    row("create_macro", "amk", 201).with(FOR_ALL),
    row("create_macro", "amelku", 201)
        .with(FOR_ONESELF)
        .but(&[('i', 422)]),
    row("replace_macro", "amk", 200)
        .with(FOR_ALL)
        .but(&[('i', 404)]),
    row("change_macro", "amk", 200)
        .with(NAMED)
        .but(&[('i', 404)]),
    row("retire_macro", "amk", 200).but(&[('i', 404)]),
    row("list_views", STAFF, 200),
    row("list_views", STAFF, 200).at("?counts=true"),
    row("get_view", STAFF, 200),
    row("view_history", STAFF, 200),
    row("create_view", "amk", 201).with(VIEW_OF_ALL),
    row("create_view", "amelku", 201)
        .with(OWN_VIEW)
        .but(&[('i', 422)]),
    row("replace_view", "amk", 200).with(VIEW_OF_ALL),
    row("change_view", "amk", 200).with(NAMED),
    row("retire_view", "amk", 200),
    row("list_rules", "amku", 200),
    row("get_rule", "amku", 200),
    row("rule_history", "amku", 200),
    row("create_rule", "a", 201).with(RULE),
    row("replace_rule", "a", 200).with(RULE),
    row("change_rule", "a", 200).with(NAMED),
    row("retire_rule", "a", 200),
    row("get_workspace", STAFF, 200),
    row("workspace_history", STAFF, 200),
    row("change_workspace", "a", 200).with("{}"),
];
