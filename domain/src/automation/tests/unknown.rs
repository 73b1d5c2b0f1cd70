//! What the conditions of rules cannot ask, and others cannot.

use super::asking::leaf;
use crate::condition::{Condition, Usage};
use crate::given::catalog;

#[test]
fn a_condition_cannot_ask_what_a_rule_does_not_know() {
    for (condition, at) in [
        (leaf("open_child_count", "ge", 1), "when.path"),
        (leaf("before.created_at", "exists", true), "when.path"),
        (leaf("before.event", "eq", "timer"), "when.path"),
        (leaf("assignee_ids", "contains", "me"), "when.value"),
        (leaf("event", "eq", "ticket.exploded"), "when.value"),
        (leaf("changed", "contains", "mood"), "when.value"),
        (leaf("event.percent", "contains", "7"), "when.op"),
    ] {
        let usage = &catalog();
        let refused = Condition::parse_for(&Usage::automation(usage), &condition, "when");
        let errors = refused.expect_err("it is refused");
        let fields: Vec<_> = errors.iter().map(|e| e.field.as_str()).collect();
        assert_eq!(fields, [at], "{condition}");
    }
}

#[test]
fn lists_and_fields_know_nothing_of_events() {
    let catalog = catalog();
    let everything = crate::Audience::Everything;
    for path in [
        "event",
        "changed",
        "message.body",
        "before.status",
        "in_hours",
    ] {
        let condition = leaf(path, "exists", true);
        for usage in [
            Usage::lists(&catalog, &everything),
            Usage::field_rules(&catalog),
        ] {
            assert!(
                Condition::parse_for(&usage, &condition, "c").is_err(),
                "{path}"
            );
        }
    }
}
