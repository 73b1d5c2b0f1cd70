//! Parsing of JSON bodies: what is wrong is said of a field, in words for people.

use crate::problem::{Kind, Problem};
use domain::FieldError;
use poem_openapi::types::Type;
use serde::de::value::MapAccessDeserializer;
use serde::de::{DeserializeOwned, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::error::Category;
use std::fmt;
use std::marker::PhantomData;

mod faults;

use faults::faults;

/// Parses a body that must be one JSON object.
pub(crate) fn parse<T: DeserializeOwned + Type>(bytes: &[u8]) -> Result<T, Problem> {
    let text = std::str::from_utf8(bytes)
        .map_err(|e| malformed(&format!("is not UTF-8 (byte {} is wrong)", e.valid_up_to())))?;
    let begin = text.trim_start_matches([' ', '\t', '\r', '\n']);
    if begin.is_empty() {
        return Err(malformed("is empty; send a JSON object"));
    }
    match serde_json::from_str(text) {
        // serde takes a list for a struct, by the order of its fields
        Ok(value) if begin.starts_with('{') => Ok(value),
        Ok(_) => Err(malformed("must be a JSON object")),
        Err(_) => Err(explained::<T>(text)),
    }
}

/// Parses again, slower, to find out where it went wrong.
fn explained<T: DeserializeOwned + Type>(text: &str) -> Problem {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let Err(error) = serde_path_to_error::deserialize::<_, T>(&mut deserializer) else {
        return malformed("must be one JSON object and nothing after it");
    };
    let path = error.path().to_string();
    let error = error.into_inner();
    let message = without_place(&error);
    if error.classify() == Category::Data {
        let error = field_error(&path, &message);
        return if error.field.is_empty() {
            malformed("must be a JSON object")
        } else {
            Problem::fields(faults::<T>(text, error))
        };
    }
    let place = format!("line {}, column {}", error.line(), error.column());
    let mut problem = malformed(&format!("is not valid JSON at {place}: {message}"));
    if error.classify() == Category::Syntax && path != "." && !path.ends_with('?') {
        problem.errors = vec![FieldError::new(
            path,
            format!("is not valid JSON: {message}"),
        )];
    }
    problem
}

fn malformed(detail: &str) -> Problem {
    let mut problem = Problem::new(Kind::Malformed, format!("The body {detail}."));
    problem.errors.push(FieldError::new("body", detail));
    problem
}

fn without_place(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let end = text.rfind(" at line ").unwrap_or(text.len());
    text[..end].to_owned()
}

/// serde's sentence about the value at `path`, in words for people.
fn field_error(path: &str, message: &str) -> FieldError {
    let path = path.trim_end_matches(['?', '.']);
    if let Some(name) = quoted_after(message, "unknown field `") {
        let known = message
            .split_once("expected ")
            .map_or("", |(_, known)| known);
        let known = known.trim_start_matches("one of ").replace('`', "");
        let hint = if known.is_empty() || known.starts_with("there are no") {
            String::new()
        } else {
            format!("; known here: {known}")
        };
        return FieldError::new(below(path, name), format!("is not a field of this{hint}"));
    }
    if let Some(name) = quoted_after(message, "missing field `") {
        return FieldError::new(below(path, name), "is required");
    }
    if let Some(name) = quoted_after(message, "duplicate field `") {
        return FieldError::new(below(path, name), "is given twice");
    }
    FieldError::new(path, detail(message))
}

fn quoted_after<'a>(message: &'a str, start: &str) -> Option<&'a str> {
    message.strip_prefix(start)?.split('`').next()
}

fn below(path: &str, name: &str) -> String {
    match path {
        "" => name.to_owned(),
        _ if path == name || path.ends_with(&format!(".{name}")) => path.to_owned(),
        _ => format!("{path}.{name}"),
    }
}

fn detail(message: &str) -> String {
    if message.starts_with("UUID parsing failed") {
        return "must be a UUID".to_owned();
    }
    let mistyped = [
        "invalid type",
        "invalid value",
        "unknown variant",
        "invalid length",
    ];
    if !mistyped.iter().any(|start| message.starts_with(start)) {
        return message.to_owned();
    }
    let expected = message
        .rsplit_once("expected ")
        .map_or("something else", |(_, e)| e);
    format!("must be {}", in_words(expected))
}

fn in_words(expected: &str) -> String {
    match expected {
        "a sequence" => "a list".to_owned(),
        "a borrowed string" => "a string".to_owned(),
        "i32" => format!("a whole number from {} to {}", i32::MIN, i32::MAX),
        "i64" | "u16" | "u32" | "u64" => "a whole number".to_owned(),
        "a map" => "an object".to_owned(),
        "a formatted UUID string" => "a UUID".to_owned(),
        _ if expected.starts_with("struct ") || expected.contains("enum ") => {
            "an object".to_owned()
        }
        _ => expected.replace('`', ""),
    }
}

/// For fields that may be left out but not be null.
pub(crate) fn present<'de, T, D>(deserializer: D) -> Result<Option<T>, D::Error>
where
    T: Deserialize<'de>,
    D: Deserializer<'de>,
{
    T::deserialize(deserializer).map(Some)
}

/// For objects within objects, which serde would also read from a list.
pub(crate) fn optional_object<'de, T, D>(deserializer: D) -> Result<Option<T>, D::Error>
where
    T: Deserialize<'de>,
    D: Deserializer<'de>,
{
    deserializer.deserialize_any(ObjectOrNull(PhantomData))
}

struct ObjectOrNull<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for ObjectOrNull<T> {
    type Value = Option<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_unit<E>(self) -> Result<Option<T>, E> {
        Ok(None)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Option<T>, A::Error> {
        T::deserialize(MapAccessDeserializer::new(map)).map(Some)
    }
}

#[cfg(test)]
mod tests;
