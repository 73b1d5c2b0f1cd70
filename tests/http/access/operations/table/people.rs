//! Customers, members, roles and keys.

use super::{Row, STAFF, row};

/// Who reads of customers.
const READ: &str = "amelku";
/// Who changes them.
const CHANGE: &str = "amek";

const NAMED: &str = r#"{"name": "$n"}"#;
const ADDRESSED: &str = r#"{"name": "$n", "email": "$n@example.org"}"#;
const ROLE: &str =
    r#"{"key": "$n", "name": "$n", "permissions": ["tickets.read"], "scope": "own"}"#;
const SAME_ROLE: &str =
    r#"{"key": "$key", "name": "$n", "permissions": ["tickets.read"], "scope": "own"}"#;

pub const ROWS: &[Row] = &[
    row("create_customer", CHANGE, 201).with(NAMED),
    row("list_customers", READ, 200),
    row("get_customer", READ, 200),
    row("customer_history", READ, 200),
    row("list_customer_tickets", STAFF, 200),
    row("list_customer_messages", STAFF, 200),
    row("change_customer", CHANGE, 200).with(NAMED),
    row("retire_customer", CHANGE, 200),
    row("restore_customer", CHANGE, 200),
    row("merge_customer", CHANGE, 200).with(r#"{"into": "$customer"}"#),
    row("create_organisation", CHANGE, 201).with(NAMED),
    row("list_organisations", READ, 200),
    row("get_organisation", READ, 200),
    row("list_organisation_customers", READ, 200),
    row("organisation_history", READ, 200),
    row("change_organisation", CHANGE, 200).with(NAMED),
    row("retire_organisation", CHANGE, 200),
    row("restore_organisation", CHANGE, 200),
    row("create_member", "a", 201).with(ADDRESSED),
    row("list_members", STAFF, 200),
    row("get_member", STAFF, 200),
    row("member_history", "au", 200),
    row("replace_member", "a", 200).with(NAMED),
    row("change_member", "a", 200).with(NAMED),
    row("retire_member", "a", 200),
    row("invite_member", "a", 202),
    row("forget_identities", "a", 200),
    row("create_role", "a", 201).with(ROLE),
    row("list_roles", STAFF, 200),
    row("get_role", STAFF, 200),
    row("role_history", "au", 200),
    row("replace_role", "a", 200).with(SAME_ROLE),
    row("change_role", "a", 200).with(NAMED),
    row("retire_role", "a", 200),
    row("list_permissions", STAFF, 200),
    // the keys asked about are an integration's; of oneself one may make some
    row("create_api_key", "a", 201)
        .with(r#"{"name": "$n", "integration": true, "permissions": ["tickets.read"]}"#),
    row("create_api_key", "amelku", 201)
        .with(r#"{"name": "$n", "department_ids": ["$department"]}"#)
        .refused(422),
    row("list_api_keys", STAFF, 200),
    row("get_api_key", "a", 200).refused(404),
    row("api_key_history", "a", 200).refused(404),
    row("change_api_key", "a", 200).with(NAMED).refused(404),
    row("rotate_api_key", "a", 200).refused(404),
    row("retire_api_key", "a", 200).refused(404),
];
