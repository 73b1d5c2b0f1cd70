//! What lists may ask beyond the rules of custom fields, and what nobody may.

use super::*;
use crate::{Audience, DepartmentId, FieldError};

fn parse(json: &Json, audience: &Audience) -> Result<Condition, Vec<FieldError>> {
    Condition::parse_for(&Usage::lists(&CATALOG, audience), json, "condition")
}

#[track_caller]
fn refused(json: &Json, words: &str) {
    let errors = parse(json, &Audience::Everything).expect_err("it should be refused");
    assert!(errors[0].detail.contains(words), "{errors:?}");
}

#[test]
fn the_rules_of_fields_ask_nothing_that_changes_by_itself() {
    for (path, op, value) in [
        ("overdue", "eq", json!(true)),
        ("created_at", "lt", json!("2026-03-01T00:00:00Z")),
        ("due_at", "lt", json!("now")),
        ("due_at", "in_next", json!("2h")),
        ("assignee_ids", "contains", json!("me")),
    ] {
        let json = leaf(path, op, value);
        assert!(Condition::parse(&json, "when", &CATALOG).is_err(), "{json}");
        assert!(parse(&json, &Audience::Everything).is_ok(), "{json}");
    }
}

#[test]
fn what_does_not_go_together_is_refused_with_what_would() {
    refused(
        &leaf("created_at", "in_last", "a week"),
        "30m, 2h, 7d or 2w",
    );
    refused(&leaf("created_at", "in_last", "99999999d"), "30m, 2h, 7d");
    refused(
        &leaf("created_at", "on", "now"),
        "today, yesterday, tomorrow",
    );
    refused(&leaf("created_at", "lt", "soon"), "a time like");
    refused(&leaf("created_at", "lt", "subject-1d"), "a time like");
    refused(
        &leaf("fields.bought_on", "in_last", "7d"),
        "does not go with",
    );
    refused(&leaf("fields.bought_on", "lt", "now"), "a date like");
    refused(&leaf("number", "contains", 3), "does not go with number");
    refused(&leaf("message_count", "gt", "3"), "must be a number");
    refused(&leaf("unassigned", "eq", "yes"), "true or false");
    refused(&leaf("cc_ids", "contains", "you"), "must be a UUID");
    refused(
        &leaf("requester.language", "eq", "Arabic"),
        "a language like",
    );
    refused(
        &leaf("subject", "contains", "\u{64B}"),
        "no letter of it counts",
    );
    refused(&leaf("requester.name", "eq", "Dana"), "requester.email");
}

#[test]
fn everything_wrong_is_told_at_once() {
    let json = json!({"all": [leaf("created_at", "on", "x"), leaf("sla", "eq", 1), {"not": 3}]});
    let errors = parse(&json, &Audience::Everything).unwrap_err();
    let places: Vec<_> = errors.iter().map(|e| e.field.as_str()).collect();
    assert_eq!(
        places,
        [
            "condition.all[0].value",
            "condition.all[1].path",
            "condition.all[2].not"
        ]
    );
}

#[test]
fn a_field_that_one_may_not_see_is_as_one_that_is_not_there() {
    let mut catalog = CATALOG.clone();
    let field = json!({
        "key": "salary", "name": "Salary", "kind": {"type": "number"}, "order": 0,
        "access": {"see_departments": [SUPPORT]},
    });
    let field: Field = serde_json::from_value(field).unwrap();
    let id = FieldId::from_key("salary");
    put(&mut catalog, id.0, [Saved(field)]);
    let staff = |departments: Vec<DepartmentId>| Audience::Staff {
        roles: vec!["member".to_owned()],
        departments,
    };
    let asked = |path: &str, audience: &Audience| {
        let usage = Usage::lists(&catalog, audience);
        Condition::parse_for(&usage, &leaf(path, "gt", 3), "condition")
    };
    assert!(asked("fields.salary", &staff(vec![SUPPORT])).is_ok());
    let told =
        |path: &str, audience: &Audience| asked(path, audience).unwrap_err()[0].detail.clone();
    let unseen = told("fields.salary", &staff(vec![]));
    assert_eq!(
        unseen.replace("salary", "nothing"),
        told("fields.nothing", &staff(vec![]))
    );
    assert!(!told(&format!("fields.{id}"), &staff(vec![])).contains("salary"));
}

#[test]
fn vowel_points_and_spelling_variants_do_not_matter() {
    for (asked, expected) in [
        ("PRINTER on", true),
        ("print\u{200F}er", true),
        ("painter", false),
    ] {
        assert_eq!(
            holds(&leaf("subject", "contains", asked)),
            expected,
            "{asked}"
        );
    }
}

#[test]
fn what_is_stored_is_read_back_as_it_was() {
    let json = json!({"all": [
        leaf("created_at", "in_last", "7d"),
        leaf("due_at", "lt", "today+1d"),
        leaf("watcher_ids", "in", vec!["me"]),
        leaf("requester.email", "contains", "@example.org"),
    ]});
    let condition = parse(&json, &Audience::Everything).unwrap();
    let stored = serde_json::to_string(&condition).unwrap();
    assert_eq!(serde_json::from_str::<Json>(&stored).unwrap(), json);
    assert_eq!(
        serde_json::from_str::<Condition>(&stored).unwrap(),
        condition
    );
}

#[test]
fn conditions_that_lead_to_too_many_others_are_not_asked_of_lists() {
    let mut catalog = CATALOG.clone();
    for level in 0..12 {
        let below = leaf(&format!("fields.level_{}", level - 1), "exists", true);
        let mut field = json!({
            "key": format!("level_{level}"), "name": "Level", "kind": {"type": "text"}, "order": 0,
        });
        if level > 0 {
            field["shown_if"] = json!({"any": [below, below]});
        }
        let field: Field = serde_json::from_value(field).unwrap();
        let id = FieldId::from_key(&field.key);
        put(&mut catalog, id.0, [Saved(field)]);
    }
    let now = Viewpoint::new(jiff::Timestamp::UNIX_EPOCH, jiff::tz::TimeZone::UTC, None);
    let asked = |level: usize| {
        let json = leaf(&format!("fields.level_{level}"), "exists", true);
        let usage = Usage::lists(&catalog, &Audience::Everything);
        let condition = Condition::parse_for(&usage, &json, "condition").unwrap();
        Filter::try_new(&condition, &now, &catalog)
    };
    assert!(asked(5).is_ok());
    assert!(asked(11).unwrap_err().contains("ask less"));
}

#[test]
fn every_example_of_the_docs_can_be_asked() {
    let page = include_str!("../../../../docs/conditions.md");
    let mut catalog = CATALOG.clone();
    let device = json!({"type": "choice", "choices": [{"key": "laptop", "name": "Laptop"}]});
    for (key, kind) in [
        ("device", device),
        ("warranty_until", json!({"type": "date"})),
    ] {
        let field = json!({"key": key, "name": key, "kind": kind, "order": 0});
        let field: Field = serde_json::from_value(field).unwrap();
        put(&mut catalog, FieldId::from_key(key).0, [Saved(field)]);
    }
    let blocks = page.split("```json\n").skip(1);
    let blocks = blocks.map(|block| block.split("```").next().unwrap());
    let mut examples = 0;
    for json in blocks.map(|block| serde_json::from_str::<Json>(block).unwrap()) {
        if json.get("errors").is_some() {
            continue;
        }
        let usage = Usage::lists(&catalog, &Audience::Everything);
        let condition = Condition::parse_for(&usage, &json, "condition");
        condition.unwrap_or_else(|wrong| panic!("{json}: {wrong:?}"));
        examples += 1;
    }
    assert!(examples >= 8);
}
