//! Fields before and after, in the words of the JSON that shows them.

use crate::types::RawJson;
use poem_openapi::Object;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// One field before and after.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct Change {
    /// The field, as in the JSON of what changed.
    pub path: String,
    /// null when there was nothing.
    pub before: RawJson,
    /// null when there is nothing now.
    pub after: RawJson,
}

impl Change {
    pub fn new(path: &str, before: &Value, after: &Value) -> Self {
        Self {
            path: path.to_owned(),
            before: RawJson::new(before.to_string()),
            after: RawJson::new(after.to_string()),
        }
    }
}

/// Gathers the fields that differ. Of something new these are the fields that say something.
pub(crate) struct Diff<'a, D> {
    old: Option<&'a D>,
    new: Option<&'a D>,
    pub changes: Vec<Change>,
}

impl<'a, D> Diff<'a, D> {
    pub fn new(old: Option<&'a D>, new: Option<&'a D>) -> Self {
        Self {
            old,
            new,
            changes: Vec::new(),
        }
    }

    /// Adds the field if it differs.
    pub fn field<T: PartialEq>(
        &mut self,
        path: &str,
        value: impl Fn(&'a D) -> T,
        spell: impl Fn(T) -> String,
    ) {
        let (old, new) = (self.old.map(&value), self.new.map(&value));
        if old == new {
            return;
        }
        let begins = old.is_none();
        let before = old.map_or_else(null, &spell);
        let after = new.map_or_else(null, &spell);
        let says_nothing = matches!(after.as_str(), "null" | "\"\"" | "[]");
        if !(begins && says_nothing) {
            self.push(path, before, after);
        }
    }

    /// Adds a field that stands beside the others, if it differs.
    pub fn flag<T: PartialEq + Serialize>(&mut self, path: &str, before: &T, after: &T) {
        if before != after {
            self.push(path, json(before), json(after));
        }
    }

    fn push(&mut self, path: &str, before: String, after: String) {
        self.changes.push(Change {
            path: path.to_owned(),
            before: RawJson::new(before),
            after: RawJson::new(after),
        });
    }
}

fn null() -> String {
    "null".to_owned()
}

pub(crate) fn json<T: Serialize + ?Sized>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_else(|_| null())
}
