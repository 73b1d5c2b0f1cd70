//! What conditions answer.

use super::*;

#[test]
fn all_any_and_not_are_what_they_say() {
    let (yes, no) = (leaf("channel", "eq", "phone"), leaf("channel", "eq", "web"));
    assert!(holds(&json!({"all": [yes, yes]})));
    assert!(!holds(&json!({"all": [yes, no]})));
    assert!(holds(&json!({"any": [no, yes]})));
    assert!(!holds(&json!({"any": [no, no]})));
    assert!(holds(&json!({"not": no})));
    assert!(!holds(&json!({"not": yes})));
}

#[test]
fn every_path_can_be_asked() {
    for (path, op, value) in [
        ("status", "eq", json!("open")),
        ("status_category", "in", json!(["open", "pending"])),
        ("priority", "ne", json!("urgent")),
        ("department_id", "eq", json!(SUPPORT)),
        ("assignee_ids", "contains", json!(ANA)),
        ("assignee_ids", "in", json!([ANA, given::BEN])),
        ("tags", "contains", json!("FIRE")),
        ("tags", "in", json!(["water", "Étage 3"])),
        ("channel", "not_in", json!(["web", "email"])),
        ("subject", "contains", json!("fire")),
        ("description", "starts_with", json!("SMOKE")),
        ("requester_id", "eq", json!(DANA)),
        ("organisation_id", "exists", json!(false)),
        ("due_at", "lt", json!("2026-03-01T14:00:01+02:00")),
        ("fields.note", "eq", json!("größe: ÄRMEL")),
        ("fields.weight", "ge", json!(2.5)),
        ("fields.floor", "gt", json!(2.9)),
        ("fields.insured", "eq", json!(false)),
        ("fields.bought_on", "le", json!("2026-03-01")),
        ("fields.seen_at", "gt", json!("2026-03-01T09:30:00Z")),
        ("fields.seen_at", "eq", json!("2026-03-01T10:30:00.5+01:00")),
        ("fields.colour", "not_in", json!(["green", "blue"])),
        ("fields.colours", "contains", json!("green")),
        ("fields.colours", "in", json!(["blue", "red"])),
        ("fields.place", "eq", json!(["house", "attic"])),
        ("fields.place", "starts_with", json!(["house"])),
        ("fields.expert", "eq", json!(ANA)),
        ("fields.payer", "in", json!([DANA])),
    ] {
        assert!(holds(&leaf(path, op, value)), "{path} {op}");
    }
}

#[test]
fn what_is_not_so_does_not_hold() {
    for (path, op, value) in [
        ("status", "in", json!(["pending", "closed"])),
        ("status", "ne", json!("open")),
        ("priority", "not_in", json!(["high"])),
        ("tags", "not_in", json!(["fire", "water"])),
        ("subject", "starts_with", json!("fire")),
        ("subject", "eq", json!("Printer")),
        ("due_at", "lt", json!("2026-03-01T12:00:00Z")),
        ("due_at", "ne", json!("2026-03-01T12:00:00Z")),
        ("fields.weight", "lt", json!(2.5)),
        ("fields.insured", "eq", json!(true)),
        ("fields.bought_on", "gt", json!("2026-03-01")),
        ("fields.seen_at", "lt", json!("2026-03-01T09:30:00Z")),
        ("fields.colours", "contains", json!("blue")),
        ("fields.place", "eq", json!(["house"])),
        ("fields.place", "starts_with", json!(["garden"])),
        ("fields.note", "exists", json!(false)),
    ] {
        assert!(!holds(&leaf(path, op, value)), "{path} {op}");
    }
}

const MAY_BE_MISSING: [(&str, &str, &str); 8] = [
    (
        "department_id",
        "eq",
        "00000000-0000-0000-0000-0000000000d1",
    ),
    ("tags", "contains", "fire"),
    ("description", "contains", "smoke"),
    ("due_at", "ge", "2020-01-01T00:00:00Z"),
    ("fields.note", "starts_with", "g"),
    ("fields.bought_on", "gt", "2020-01-01"),
    ("fields.colour", "eq", "red"),
    (
        "assignee_ids",
        "contains",
        "00000000-0000-0000-0000-0000000000a1",
    ),
];

#[test]
fn nothing_holds_of_a_missing_value_but_that_it_is_missing() {
    for (path, op, value) in MAY_BE_MISSING {
        assert!(holds(&leaf(path, op, value)), "{path}");
        assert!(!holds_of_nothing(&leaf(path, op, value)), "{path}");
        assert!(!holds_of_nothing(&leaf(path, "exists", true)), "{path}");
        assert!(holds_of_nothing(&leaf(path, "exists", false)), "{path}");
    }
}

#[test]
fn a_denial_holds_of_a_missing_value() {
    assert!(holds_of_nothing(&leaf("fields.colour", "ne", "red")));
    assert!(holds_of_nothing(&leaf("fields.colour", "not_in", ["red"])));
    assert!(holds_of_nothing(&leaf("tags", "not_in", ["fire"])));
    assert!(holds_of_nothing(&leaf("fields.insured", "ne", false)));
    assert!(!holds_of_nothing(&leaf("fields.insured", "eq", false)));
}

#[test]
fn not_turns_every_answer_round_even_about_a_missing_value() {
    for (path, op, value) in MAY_BE_MISSING {
        let leaf = leaf(path, op, value);
        let not = json!({"not": leaf});
        assert_ne!(holds(&leaf), holds(&not), "{path}");
        assert_ne!(holds_of_nothing(&leaf), holds_of_nothing(&not), "{path}");
    }
}

#[test]
fn of_a_missing_value_neither_less_nor_more_holds() {
    assert!(!holds_of_nothing(&leaf("fields.floor", "lt", 5)));
    assert!(!holds_of_nothing(&leaf("fields.floor", "ge", 5)));
    let not_less = json!({"not": leaf("fields.floor", "lt", 5)});
    assert!(holds_of_nothing(&not_less));
}

#[test]
fn a_value_of_another_type_than_was_asked_does_not_match() {
    let mut sample = Sample::full();
    let text = FieldValue::Text("three".to_owned());
    sample.values.insert(FieldId::from_key("floor"), text);
    assert!(!sample.says(&parsed(&leaf("fields.floor", "eq", 3))));
    assert!(!sample.says(&parsed(&leaf("fields.floor", "ge", 0))));
}
