//! The document is complete, well-formed, and what clients were generated from.

use super::*;
use crate::access::is_open;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::Value;
use std::collections::HashSet;
use std::fmt;
use std::path::Path;

const GOLDEN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/openapi.json");

#[test]
fn the_document_is_the_one_that_is_checked_in() {
    let document = openapi_json();
    if std::env::var_os("DOCKET_BLESS").is_some() {
        std::fs::write(GOLDEN, &document).unwrap();
    }
    let golden = std::fs::read_to_string(Path::new(GOLDEN)).unwrap_or_default();
    assert!(
        document == golden,
        "docs/openapi.json is not what the program serves; \
         see whether clients survive the difference, then run with DOCKET_BLESS=1"
    );
}

#[test]
fn the_document_is_the_same_every_time() {
    assert_eq!(openapi_json(), openapi_json());
}

fn operations(document: &Value) -> Vec<(String, &Value)> {
    let paths = document["paths"].as_object().unwrap();
    let of_path = |(path, methods): (&'_ String, &'_ Value)| {
        let methods = methods.as_object().unwrap().keys();
        methods
            .map(|method| (path.clone(), method.clone()))
            .collect::<Vec<_>>()
    };
    let places = paths.iter().flat_map(of_path);
    places
        .map(|(path, method)| {
            (
                format!("{path} {method}"),
                &document["paths"][&path][&method],
            )
        })
        .collect()
}

fn document() -> Value {
    serde_json::from_str(&openapi_json()).unwrap()
}

#[test]
fn every_operation_asks_who_is_there() {
    let document = document();
    let operations = operations(&document);
    assert!(operations.len() > 40);
    for (name, operation) in operations {
        let security = operation["security"].as_array();
        if is_open(operation["operationId"].as_str()) {
            assert!(security.is_none_or(Vec::is_empty), "{name}");
            continue;
        }
        assert!(security.is_some_and(|s| !s.is_empty()), "{name}");
        let open = security
            .unwrap()
            .iter()
            .any(|s| s.as_object().unwrap().is_empty());
        assert!(!open, "{name}");
    }
}

#[test]
fn every_operation_has_an_id_of_its_own_and_says_how_it_fails() {
    let document = document();
    let mut ids = HashSet::new();
    for (name, operation) in operations(&document) {
        let id = operation["operationId"].as_str().expect(&name);
        assert!(ids.insert(id.to_owned()), "{id}");
        assert!(operation["summary"].is_string(), "{name}");
        let responses = operation["responses"].as_object().unwrap();
        assert!(!responses.contains_key("default"), "{name}");
        for (status, response) in responses.iter().filter(|(s, _)| s.as_str() >= "400") {
            let problem = &response["content"]["application/problem+json"];
            assert!(problem.is_object(), "{name} {status}");
        }
        for status in ["400", "401", "403", "503"] {
            assert!(responses.contains_key(status), "{name} {status}");
        }
    }
}

#[test]
fn every_write_can_be_made_once() {
    let document = document();
    for (name, operation) in operations(&document) {
        let empty = Vec::new();
        let parameters = operation["parameters"].as_array().unwrap_or(&empty);
        let has_key = parameters.iter().any(|p| p["name"] == "Idempotency-Key");
        let open = is_open(operation["operationId"].as_str());
        assert_eq!(has_key, !name.ends_with(" get") && !open, "{name}");
    }
}

#[test]
fn no_object_in_the_document_has_a_key_twice() {
    serde_json::from_str::<Unique>(&openapi_json()).unwrap();
}

/// JSON whose objects have no key twice.
struct Unique;

impl<'de> serde::Deserialize<'de> for Unique {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(UniqueVisitor)
    }
}

struct UniqueVisitor;

impl<'de> Visitor<'de> for UniqueVisitor {
    type Value = Unique;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON without repeated keys")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Unique, A::Error> {
        let mut keys = HashSet::new();
        while let Some((key, _)) = map.next_entry::<String, Unique>()? {
            if keys.contains(&key) {
                return Err(serde::de::Error::custom(format!("{key} is there twice")));
            }
            keys.insert(key);
        }
        Ok(Unique)
    }

    fn visit_seq<A: serde::de::SeqAccess<'de>>(self, mut seq: A) -> Result<Unique, A::Error> {
        while seq.next_element::<Unique>()?.is_some() {}
        Ok(Unique)
    }

    fn visit_unit<E>(self) -> Result<Unique, E> {
        Ok(Unique)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Unique, E> {
        Ok(Unique)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Unique, E> {
        Ok(Unique)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Unique, E> {
        Ok(Unique)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Unique, E> {
        Ok(Unique)
    }

    fn visit_str<E>(self, _: &str) -> Result<Unique, E> {
        Ok(Unique)
    }
}

#[test]
fn a_mistyped_filter_is_noticed() {
    let names = Addresses::of::<Resources>("/api/v1");
    let unknown = |path, query| names.unknown(path, query);
    assert_eq!(
        unknown("/api/v1/tickets", "status=open&limit=5&min_position=3"),
        None
    );
    assert_eq!(unknown("/api/v1/tickets", "stauts=open"), Some("stauts"));
    assert_eq!(unknown("/api/v1/tickets/42", "as_of=x"), None);
    assert_eq!(unknown("/api/v1/events/stream", "limit=5"), Some("limit"));
    assert_eq!(unknown("/nowhere", "x=1"), None);
}

#[test]
fn a_route_is_measured_under_the_template_of_the_document() {
    let addresses = Addresses::of::<Resources>("/api/v1");
    let template = |pattern: &str| addresses.template(&pattern.into()).to_string();
    let two = "/api/v1/tickets/:param0/assignees/:param1";
    assert_eq!(template(two), "/api/v1/tickets/{id}/assignees/{member_id}");
    assert_eq!(template("/healthz"), "/healthz");
}
