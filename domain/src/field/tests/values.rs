//! What each kind of field takes, and how it is stored.

use super::*;

fn kinds() -> World {
    let tree = json!([
        {"key": "house", "name": "House", "choices": [
            {"key": "attic", "name": "Attic"}, {"key": "cellar", "name": "Cellar"},
        ]},
        {"key": "garden", "name": "Garden"},
    ]);
    World::with(
        [
            ("line", json!({"type": "text", "max_length": 10})),
            ("lines", json!({"type": "long_text"})),
            (
                "number",
                json!({"type": "number", "min": -1.5, "max": 99.5, "decimals": 2}),
            ),
            ("whole", json!({"type": "integer", "min": 1, "max": 10})),
            ("date", json!({"type": "date"})),
            ("moment", json!({"type": "date_time"})),
            ("yes", json!({"type": "yes_no"})),
            (
                "one",
                json!({"type": "choice", "choices": choices(&["red", "blue"])}),
            ),
            (
                "many",
                json!({"type": "multi_choice", "choices": choices(&["red", "blue", "green"])}),
            ),
            ("tree", json!({"type": "cascading_choice", "choices": tree})),
            ("member", json!({"type": "member"})),
            ("customer", json!({"type": "customer"})),
            ("url", json!({"type": "url"})),
            ("email", json!({"type": "email"})),
            ("phone", json!({"type": "phone"})),
            (
                "plate",
                json!({"type": "regex", "pattern": "[A-Z]{2}|X", "hint": "two letters"}),
            ),
        ]
        .map(|(key, kind)| json!({"key": key, "kind": kind})),
    )
}

#[track_caller]
fn stored(key: &str, sent: impl Into<Json>, stored: impl Into<Json>) {
    let sent: Json = [(key.to_owned(), sent.into())].into_iter().collect();
    let values = kinds().values(&sent);
    assert_eq!(values[&id(key)].to_json(), stored.into(), "{key}");
}

#[track_caller]
fn refused(key: &str, sent: impl Into<Json>, words: &str) {
    let sent: Json = [(key.to_owned(), sent.into())].into_iter().collect();
    let parsed = kinds().parse(&sent, &EVERYTHING);
    let errors = parsed.expect_err(&sent.to_string());
    assert_eq!(errors[0].field, format!("fields.{key}"));
    assert!(errors[0].detail.contains(words), "{}", errors[0].detail);
}

#[test]
fn texts_are_trimmed_and_limited() {
    stored("line", json!("  a b  "), json!("a b"));
    stored("lines", json!("a\n\nb\n"), json!("a\n\nb"));
    refused("line", json!("12345678901"), "at most 10");
    refused("line", json!("a\nb"), "one line");
    refused("line", json!(5), "must be a string");
    refused("lines", json!("x".repeat(20_001)), "at most 20000");
    refused("lines", json!("a\u{0}b"), "control");
}

#[test]
fn numbers_keep_their_decimals_and_range() {
    stored("number", json!(2.25), json!(2.25));
    stored("number", json!(7.0), json!(7));
    stored("number", json!(-0.0), json!(0));
    stored("whole", json!(10.0), json!(10));
    refused("number", json!(2.255), "at most 2 decimals");
    refused("number", json!(99.51), "at most 99.5");
    refused("number", json!(-2), "at least -1.5");
    refused("number", json!("2"), "must be a number");
    refused("whole", json!(0), "at least 1");
    refused("whole", json!(1.5), "whole number");
    refused("whole", json!(1e16), "whole number");
    refused("whole", json!(true), "whole number");
}

#[test]
fn days_and_moments_have_one_spelling() {
    stored("date", json!(" 2026-03-01 "), json!("2026-03-01"));
    stored(
        "moment",
        json!("2026-03-01T11:30:00.1234567+02:00"),
        json!("2026-03-01T09:30:00.123456Z"),
    );
    stored(
        "moment",
        json!("2026-03-01T09:30:00Z"),
        json!("2026-03-01T09:30:00Z"),
    );
    for wrong in [
        "2026-02-30",
        "20260301",
        "2026-03-01T00:00:00",
        "1.3.2026",
        "0026-03-01",
    ] {
        refused("date", json!(wrong), "must");
    }
    for wrong in [
        "2026-03-01",
        "2026-03-01T09:30:00",
        "1969-12-31T23:59:59Z",
        "2200-01-01T00:00:00Z",
    ] {
        refused("moment", json!(wrong), "must");
    }
}

#[test]
fn yes_no_is_a_boolean() {
    stored("yes", json!(false), json!(false));
    refused("yes", json!("false"), "true or false");
}

#[test]
fn choices_are_keys_in_the_order_of_the_choices() {
    stored("one", json!("blue"), json!("blue"));
    stored(
        "many",
        json!(["green", "red", "green"]),
        json!(["red", "green"]),
    );
    stored("tree", json!(["house", "attic"]), json!(["house", "attic"]));
    stored("tree", json!(["garden"]), json!(["garden"]));
    refused(
        "one",
        json!("Blue"),
        "there is no choice Blue; use one of red, blue",
    );
    refused("one", json!(["red"]), "the key of one of its choices");
    refused("many", json!(["red", "pink"]), "there is no choice pink");
    refused("many", json!("red"), "a list of keys");
    refused("tree", json!(["house"]), "add one of attic, cellar");
    refused(
        "tree",
        json!(["house", "roof"]),
        "there is no choice roof; use one of attic, cellar",
    );
    refused("tree", json!(["attic"]), "use one of house, garden");
    refused(
        "tree",
        json!(["house", "attic", "x"]),
        "there is no choice x; use one of none",
    );
}

#[test]
fn members_must_be_in_service_and_customers_be_ids() {
    stored("member", json!(ANA.to_string().to_uppercase()), json!(ANA));
    stored("customer", json!(NOBODY), json!(NOBODY));
    refused("member", json!(NOBODY), "there is no member");
    refused("member", json!(given::GUS), "there is no member");
    refused("member", json!("Ana"), "the id of a member");
    refused("customer", json!("Dana"), "the id of a customer");
}

#[test]
fn addresses_have_their_shape() {
    stored(
        "url",
        json!("HTTPS://Example.org:8080/a?b#c"),
        json!("https://Example.org:8080/a?b#c"),
    );
    stored("url", json!("http://[::1]/"), json!("http://[::1]/"));
    stored(
        "email",
        json!(" Dana@Example.org "),
        json!("Dana@Example.org"),
    );
    stored(
        "phone",
        json!("+972  3 (555) 0100"),
        json!("+972 3 (555) 0100"),
    );
    for wrong in [
        "javascript:alert(1)",
        "ftp://example.org",
        "example.org",
        "https://",
        "https://a b.org",
        "https://user:pass@example.org",
        "https://example.org\"onclick=",
        "https://ex ample.org",
        "https://example.org:99999",
        "https://[zz]",
    ] {
        refused("url", json!(wrong), "must");
    }
    refused("email", json!("dana"), "an e-mail address");
    refused("phone", json!("12"), "a telephone number");
    refused("phone", json!("call me"), "a telephone number");
}

#[test]
fn a_pattern_must_match_the_whole_text() {
    stored("plate", json!(" AB "), json!("AB"));
    stored("plate", json!("X"), json!("X"));
    refused("plate", json!("ABC"), "two letters");
    refused("plate", json!("AB\nCD"), "one line");
}

#[test]
fn null_and_what_says_nothing_clear_a_field() {
    let sent = json!({"line": null, "lines": "  ", "many": [], "number": null});
    let parsed = kinds().parse(&sent, &EVERYTHING).unwrap();
    assert_eq!(parsed.len(), 4);
    assert!(parsed.iter().all(|(_, value)| value.is_none()));
}

#[test]
fn a_field_can_be_named_by_key_or_id_but_once() {
    let by_id = id("line").to_string();
    let values = kinds().values(&json!({by_id.clone(): "x"}));
    assert_eq!(values[&id("line")], FieldValue::Text("x".to_owned()));
    let twice = kinds().parse(&json!({"line": "x", by_id: "y"}), &EVERYTHING);
    assert!(twice.unwrap_err()[0].detail.contains("twice"));
}

#[test]
fn all_wrong_values_are_told_at_once() {
    let sent = json!({"size": 3, "whole": 11, "yes": 1, "line": "fine"});
    let errors = kinds().parse(&sent, &EVERYTHING).unwrap_err();
    let fields: Vec<_> = errors.iter().map(|e| e.field.as_str()).collect();
    assert_eq!(fields, ["fields.size", "fields.whole", "fields.yes"]);
    assert!(
        errors[0].detail.contains("use one of customer, date, "),
        "{errors:?}"
    );
}

#[test]
fn a_flood_of_unknown_fields_is_answered_shortly() {
    let sent: Map<_, _> = (0..10_000)
        .map(|n| (format!("{n:0>500}"), json!(1)))
        .collect();
    let errors = parse(&sent, &kinds().catalog, &EVERYTHING).unwrap_err();
    assert_eq!(errors.len(), 100);
    assert!(errors.iter().all(|e| e.field.len() + e.detail.len() < 500));
}

#[test]
fn what_is_stored_is_accepted_again_and_read_back() {
    let world = kinds();
    let sent = json!({
        "line": "a", "number": 2.5, "whole": 3, "date": "2026-03-01",
        "moment": "2026-03-01T09:30:00Z", "yes": true, "one": "red", "many": ["red", "green"],
        "tree": ["house", "attic"], "member": ANA, "url": "https://example.org",
        "phone": "+1 555 0100", "plate": "AB",
    });
    let values = world.values(&sent);
    for (id, value) in &values {
        let (field, _) = find(&world.catalog, *id).unwrap();
        assert_eq!(
            field.kind.accepts(value, &world.catalog),
            Ok(()),
            "{}",
            field.key
        );
    }
    let stored = serde_json::to_string(&values).unwrap();
    assert_eq!(
        serde_json::from_str::<FieldValues>(&stored).unwrap(),
        values
    );
}
