//! What happened to a setting: who changed what of it, when, from what to what.

use super::{Record, Resource, id};
use crate::answer::Shown;
use crate::history::{self, Change, History, Wanted};
use crate::problem::Problem;
use crate::request::Reader;
use crate::types::{Moment, RawJson};
use domain::Catalog;
use domain::setting::Setting;
use jiff::Timestamp;
use serde::Serialize;
use serde_json::{Map, Value};
use uuid::Uuid;

/// What an answer shows that no event of the setting says.
const DERIVED: [&str; 7] = [
    "id",
    "version",
    "created_at",
    "updated_at",
    "retired",
    "colours",
    "member_ids",
];

/// A page of a setting's history, oldest first.
pub(crate) async fn of<T: Resource>(
    reader: &Reader,
    path: &str,
    wanted: &Wanted,
) -> Result<Shown<History>, Problem> {
    let id = id::<T>(path)?;
    let entry = T::all(&reader.catalog).get(id);
    let seen = entry.and_then(|e| e.setting.value.as_ref());
    if !seen.is_some_and(|value| value.is_for(reader)) {
        return Err(Problem::not_found(T::CATEGORY));
    }
    let told = |before: &Setting<T>, after: &Setting<T>, catalog: &Catalog| {
        changes(before, after, |value| value.view(nothing(), catalog))
    };
    history::history(reader, id, wanted, told).await
}

/// What differs between two states of a setting, in the words of its answers.
pub(crate) fn changes<T, V: Serialize>(
    before: &Setting<T>,
    after: &Setting<T>,
    view: impl Fn(&T) -> V,
) -> Vec<Change> {
    let old = shown(before, &view);
    let new = shown(after, &view).unwrap_or_default();
    let mut changes: Vec<Change> = (new.iter())
        .filter_map(|(path, value)| difference(path, old.as_ref(), value))
        .collect();
    if before.retired != after.retired {
        let (before, after) = (before.retired.into(), after.retired.into());
        changes.push(change("retired", &before, &after));
    }
    changes
}

/// The setting's own fields, as its answers show them.
fn shown<T, V: Serialize>(
    setting: &Setting<T>,
    view: impl Fn(&T) -> V,
) -> Option<Map<String, Value>> {
    let mut json = serde_json::to_value(view(setting.value.as_ref()?)).ok()?;
    let mut fields = std::mem::take(json.as_object_mut()?);
    fields.retain(|name, _| !DERIVED.contains(&name.as_str()));
    Some(fields)
}

/// A record of which nothing is shown.
fn nothing() -> Record {
    let long_ago = Moment::from(Timestamp::UNIX_EPOCH);
    Record {
        id: Uuid::nil(),
        retired: false,
        version: 0,
        created_at: long_ago,
        updated_at: long_ago,
    }
}

/// Of something new only what says something is told.
fn difference(path: &str, old: Option<&Map<String, Value>>, new: &Value) -> Option<Change> {
    match old {
        Some(old) => {
            let before = old.get(path).unwrap_or(&Value::Null);
            (before != new).then(|| change(path, before, new))
        }
        None => says_something(new).then(|| change(path, &Value::Null, new)),
    }
}

fn says_something(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::String(text) => !text.is_empty(),
        Value::Array(items) => !items.is_empty(),
        Value::Object(fields) => !fields.is_empty(),
        Value::Bool(_) | Value::Number(_) => true,
    }
}

fn change(path: &str, before: &Value, after: &Value) -> Change {
    Change {
        path: path.to_owned(),
        before: RawJson::new(before.to_string()),
        after: RawJson::new(after.to_string()),
    }
}
