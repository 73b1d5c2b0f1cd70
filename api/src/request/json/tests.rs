//! What is said of bodies that are wrong.

use super::*;
use crate::types::Visibility;
use poem_openapi::Object;
use serde::Serialize;
use uuid::Uuid;

#[derive(Debug, Object, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Outer {
    name: String,
    #[serde(default)]
    count: Option<i32>,
    #[oai(default)]
    #[serde(default)]
    ids: Vec<Uuid>,
    #[serde(default, deserialize_with = "optional_object")]
    inner: Option<Inner>,
    #[serde(default, deserialize_with = "present")]
    title: Option<String>,
    #[serde(default)]
    visibility: Option<Visibility>,
}

#[derive(Debug, Object, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Inner {
    email: String,
}

fn wrong(body: &[u8]) -> (u16, String, String) {
    let problem = parse::<Outer>(body).unwrap_err();
    let error = problem.errors.first().expect("every fault names a field");
    let status = problem.kind.status().as_u16();
    (status, error.field.clone(), error.detail.clone())
}

#[track_caller]
fn assert_wrong(body: &str, field: &str, detail: &str) {
    let (status, at, what) = wrong(body.as_bytes());
    assert_eq!((status, at.as_str()), (422, field));
    assert!(what.contains(detail), "{what}");
}

#[test]
fn a_right_body_is_read() {
    let body = br#" {"name":"a","count":null,"inner":{"email":"x"}} "#;
    assert!(parse::<Outer>(body).is_ok());
}

#[test]
fn the_wrong_field_is_named() {
    assert_wrong(r#"{"name":5}"#, "name", "must be a string");
    assert_wrong(r#"{"name":null}"#, "name", "must be a string");
    assert_wrong(r#"{"name":"a","count":"7"}"#, "count", "whole number");
    assert_wrong(
        r#"{"name":"a","count":3000000000}"#,
        "count",
        "whole number",
    );
    assert_wrong(r#"{"name":"a","count":1.5}"#, "count", "whole number");
    assert_wrong(r#"{"name":"a","ids":["x"]}"#, "ids[0]", "must be a UUID");
    assert_wrong(r#"{"name":"a","ids":[1]}"#, "ids[0]", "UUID");
    assert_wrong(r#"{"name":"a","ids":{}}"#, "ids", "must be a list");
    assert_wrong(
        r#"{"name":"a","inner":["x"]}"#,
        "inner",
        "must be an object",
    );
    assert_wrong(
        r#"{"name":"a","inner":{"email":1}}"#,
        "inner.email",
        "a string",
    );
    assert_wrong(r#"{"name":"a","title":null}"#, "title", "must be a string");
    assert_wrong(r#"{"name":"a","visibility":"x"}"#, "visibility", "public");
}

#[test]
fn fields_that_are_unknown_missing_or_given_twice_are_named() {
    assert_wrong(
        r#"{"name":"a","colour":1}"#,
        "colour",
        "known here: name, count",
    );
    assert_wrong(
        r#"{"name":"a","inner":{"mail":1}}"#,
        "inner.mail",
        "known here: email",
    );
    assert_wrong("{}", "name", "is required");
    assert_wrong(r#"{"name":"a","inner":{}}"#, "inner.email", "is required");
    assert_wrong(r#"{"name":"a","name":"b"}"#, "name", "is given twice");
}

#[test]
fn every_wrong_field_is_named_at_once() {
    let body = r#"{"name":5,"count":"7","colour":1,"ids":[1,2],"inner":{"mail":1,"email":2}}"#;
    let problem = parse::<Outer>(body.as_bytes()).unwrap_err();
    let mut fields: Vec<_> = problem.errors.iter().map(|e| e.field.as_str()).collect();
    fields.sort_unstable();
    assert_eq!(
        fields,
        [
            "colour",
            "count",
            "ids[0]",
            "inner.email",
            "inner.mail",
            "name"
        ]
    );
}

#[test]
fn what_is_missing_is_told_beside_what_is_wrong() {
    let problem = parse::<Outer>(br#"{"count":"7"}"#).unwrap_err();
    let fields: Vec<_> = problem.errors.iter().map(|e| e.field.as_str()).collect();
    assert_eq!(fields, ["count", "name"]);
}

#[test]
fn what_is_no_json_object_is_malformed() {
    let bodies: [&[u8]; 12] = [
        b"",
        b"  \n",
        b"null",
        b"[]",
        b"[\"a\"]",
        b"\"a\"",
        b"7",
        b"{",
        b"{\"name\":\"a\"} x",
        b"{\"name\":\"\xff\xfe\"}",
        b"{\"name\":\"\\ud800\"}",
        b"{'name':'a'}",
    ];
    for body in bodies {
        let (status, field, _) = wrong(body);
        let shown = String::from_utf8_lossy(body);
        assert_eq!(status, 400, "{shown}");
        assert!(!field.is_empty(), "{shown}");
    }
}

#[test]
fn deep_nesting_is_malformed() {
    let body = format!("{{\"name\":{}", "[".repeat(100_000));
    assert!(parse::<Outer>(body.as_bytes()).is_err());
}

#[test]
fn no_rust_type_is_named() {
    for body in [
        r#"{"name":"a","inner":7}"#,
        r#"{"name":{}}"#,
        r#"{"name":"a","count":[]}"#,
    ] {
        let (_, _, detail) = wrong(body.as_bytes());
        assert!(
            !detail.contains("struct") && !detail.contains("Inner"),
            "{detail}"
        );
    }
}
