//! Every fault of a body, not only the first: what is wrong is taken away and the rest is read on.

use super::{field_error, without_place};
use domain::FieldError;
use poem_openapi::registry::Registry;
use poem_openapi::types::Type;
use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_path_to_error::{Path, Segment};

/// Most faults of one body that are told.
const MOST: usize = 50;

/// The faults of a text that is JSON but no `T`, beginning with the one that was found already.
pub(super) fn faults<T: DeserializeOwned + Type>(text: &str, first: FieldError) -> Vec<FieldError> {
    let Ok(mut rest) = serde_json::from_str::<Value>(text) else {
        return vec![first];
    };
    let given: Vec<String> = match &rest {
        Value::Object(map) => map.keys().cloned().collect(),
        _ => return vec![first],
    };
    let mut errors = vec![first];
    while errors.len() < MOST {
        let Err(error) = serde_path_to_error::deserialize::<_, T>(rest.clone()) else {
            break;
        };
        let told = field_error(&error.path().to_string(), &without_place(error.inner()));
        let is_new = errors.iter().all(|e| e.field != told.field);
        let gone = take_away(&mut rest, error.path(), &told.field);
        if is_new && (gone || !was_given(&given, &told.field)) {
            errors.push(told);
        }
        if !gone {
            break; // something is missing: what else is, the shape tells
        }
    }
    for name in required::<T>() {
        let known = errors.iter().any(|e| e.field == name);
        if !known && !given.iter().any(|key| key == name) {
            errors.push(FieldError::new(name, "is required"));
        }
    }
    errors
}

/// A field that is missing only because its faulty value was taken away is no second fault.
fn was_given(given: &[String], field: &str) -> bool {
    given.iter().any(|key| key == field)
}

/// Removes the value that the path leads to; a list goes as a whole.
fn take_away(value: &mut Value, path: &Path, field: &str) -> bool {
    let mut keys: Vec<&str> = Vec::new();
    for segment in path.iter() {
        match segment {
            Segment::Map { key } => keys.push(key),
            _ => break,
        }
    }
    if keys.is_empty() {
        // an unknown field of the body itself
        return remove(value, &[field]);
    }
    let name = field.rsplit('.').next().unwrap_or(field);
    let below: Vec<&str> = keys.iter().copied().chain([name]).collect();
    let unknown = keys.last() != Some(&name) && remove(value, &below);
    unknown || remove(value, &keys)
}

fn remove(value: &mut Value, keys: &[&str]) -> bool {
    let Some((last, before)) = keys.split_last() else {
        return false;
    };
    let mut at = value;
    for key in before {
        let Some(next) = at.get_mut(*key) else {
            return false;
        };
        at = next;
    }
    at.as_object_mut()
        .is_some_and(|map| map.remove(*last).is_some())
}

/// The fields that a body must have, as the document says.
fn required<T: Type>() -> Vec<&'static str> {
    let mut registry = Registry::new();
    T::register(&mut registry);
    let schema = registry.schemas.get(&*T::name());
    schema
        .map(|schema| schema.required.clone())
        .unwrap_or_default()
}
