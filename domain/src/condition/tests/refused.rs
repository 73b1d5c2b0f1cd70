//! What is no condition is refused with its place and what to do, never a silent "no match".

use super::*;
use crate::FieldError;
use crate::limits::Checks;

#[track_caller]
fn errors(json: &Json) -> Vec<FieldError> {
    Condition::parse(json, "when", &CATALOG).expect_err("it should be refused")
}

#[track_caller]
fn refused(json: &Json, at: &str, words: &str) {
    let errors = errors(json);
    let [error] = errors.as_slice() else {
        panic!("one error expected: {errors:?}");
    };
    assert_eq!(error.field, at, "{}", error.detail);
    assert!(error.detail.contains(words), "{}", error.detail);
}

#[test]
fn an_unknown_path_op_or_field_is_named_by_its_place() {
    let in_all = |leaf: Json| json!({"all": [{"not": leaf}]});
    let at = |name: &str| format!("when.all[0].not.{name}");
    refused(
        &in_all(leaf("colour", "eq", "x")),
        &at("path"),
        "use one of status, ",
    );
    refused(
        &in_all(leaf("status", "is", "open")),
        &at("op"),
        "use one of eq, ne, ",
    );
    refused(
        &leaf("fields.size", "eq", "x"),
        "when.path",
        "there is no field size; use one of",
    );
    refused(
        &leaf("status", "eq", "blue"),
        "when.value",
        "there is no status blue; use one of open",
    );
    refused(
        &leaf("priority", "eq", "blue"),
        "when.value",
        "use one of normal, high",
    );
    refused(
        &leaf("fields.colour", "eq", "pink"),
        "when.value",
        "use one of red, blue, green",
    );
    refused(
        &leaf("fields.place", "eq", ["house", "roof"]),
        "when.value",
        "no choice roof",
    );
    refused(
        &leaf("status_category", "eq", "x"),
        "when.value",
        "must be one of",
    );
    refused(
        &leaf("channel", "in", ["web", "fax"]),
        "when.value[1]",
        "must be one of api, ",
    );
}

#[test]
fn an_op_must_go_with_the_type() {
    refused(
        &leaf("status", "lt", "open"),
        "when.op",
        "use one of eq, ne, in, not_in",
    );
    refused(
        &leaf("fields.floor", "contains", 3),
        "when.op",
        "use one of eq, ne, lt",
    );
    refused(
        &leaf("fields.insured", "in", [true]),
        "when.op",
        "does not go with fields.insured",
    );
    refused(
        &leaf("tags", "eq", "fire"),
        "when.op",
        "use one of contains",
    );
}

#[test]
fn a_value_must_have_the_type_of_its_path() {
    for (path, op, value, words) in [
        ("fields.floor", "eq", json!("3"), "must be a number"),
        ("fields.floor", "eq", json!(1e300), "must be a number"),
        (
            "fields.insured",
            "eq",
            json!("yes"),
            "must be true or false",
        ),
        ("fields.bought_on", "lt", json!("1 March"), "a date like"),
        ("due_at", "lt", json!("2026-03-01"), "a time like"),
        ("fields.seen_at", "lt", json!("2026-03-01"), "a time like"),
        ("department_id", "eq", json!("Support"), "must be a UUID"),
        ("department_id", "eq", json!(DANA), "there is no department"),
        ("fields.expert", "eq", json!(DANA), "there is no member"),
        ("subject", "contains", json!(""), "says something"),
        ("subject", "contains", json!(3), "must be a string"),
        ("subject", "contains", json!("x".repeat(201)), "at most 200"),
        (
            "subject",
            "contains",
            json!("a\u{0}b"),
            "control characters",
        ),
        ("fields.note", "exists", json!("yes"), "true (has a value)"),
        ("status", "in", json!("open"), "a list of 1 to 50"),
        ("status", "in", json!([]), "a list of 1 to 50"),
        ("fields.place", "eq", json!("house"), "a list of keys"),
    ] {
        refused(&leaf(path, op, value), "when.value", words);
    }
}

#[test]
fn whatever_has_another_shape_is_refused() {
    for json in [
        json!(null),
        json!([]),
        json!("open"),
        json!({"all": [], "any": []}),
        json!({"path": "status", "op": "eq", "value": "open", "not": {}}),
        json!({"status": "open"}),
    ] {
        let errors = errors(&json);
        assert!(errors[0].detail.contains("{\"all\": […]}"), "{errors:?}");
    }
    refused(&json!({"all": []}), "when.all", "at least one");
    refused(&json!({"any": {}}), "when.any", "at least one");
    refused(
        &json!({"path": "status", "op": "eq"}),
        "when.value",
        "is required",
    );
}

#[test]
fn all_faults_are_told_at_once() {
    let json = json!({"any": [
        leaf("status", "eq", "blue"),
        {"all": [leaf("colour", "like", 3), {}]},
        leaf("priority", "in", json!(["high", "x", 4])),
    ]});
    let errors = errors(&json);
    let places: Vec<_> = errors.iter().map(|e| e.field.as_str()).collect();
    assert_eq!(
        places,
        [
            "when.any[0].value",
            "when.any[1].all[0].path",
            "when.any[1].all[0].op",
            "when.any[1].all[1].path",
            "when.any[1].all[1].op",
            "when.any[2].value[1]",
            "when.any[2].value[2]",
        ]
    );
}

fn nested(depth: usize) -> Json {
    let end = leaf("status", "eq", "open");
    (1..depth).fold(end, |json, _| json!({"not": json}))
}

#[test]
fn depth_and_number_of_leaves_are_limited() {
    parsed(&nested(MAX_DEPTH));
    let too_deep = errors(&nested(MAX_DEPTH + 1));
    assert!(too_deep[0].detail.contains("flatter"), "{too_deep:?}");
    let many = |count: usize| json!({"any": vec![leaf("status", "eq", "open"); count]});
    parsed(&many(MAX_LEAVES));
    refused(&many(MAX_LEAVES + 1), "when", "at most 100");
}

#[test]
fn a_retired_status_or_choice_may_be_named_since_tickets_still_have_it() {
    parsed(&leaf("status", "eq", "lost"));
    parsed(&leaf("fields.colour", "eq", "blue"));
}

#[test]
fn a_stored_condition_is_checked_like_one_that_was_sent() {
    let condition: Condition =
        serde_json::from_value(leaf("fields.size", "eq", "large")).expect("its shape is right");
    let mut checks = Checks::default();
    condition.check("shown_if", &mut checks, &CATALOG);
    let errors = checks.finish().unwrap_err();
    assert_eq!(errors[0].field, "shown_if.path");
}

#[test]
fn a_stored_condition_of_another_shape_cannot_be_read() {
    for json in [leaf("colour", "eq", "x"), leaf("status", "lt", "open")] {
        assert!(serde_json::from_value::<Condition>(json).is_err());
    }
}
