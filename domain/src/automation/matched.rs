//! What a condition found: the values for which a rule ran, to be read by people.

use crate::condition::{Condition, EventPath, Facts, Path, Value};
use crate::event::to_json;
use crate::{Catalog, PriorityId, StatusId};
use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};

/// Longest text that is told; it says which it was, not all that it says.
const CHARS: usize = 100;

/// A value that a condition asked about, as it was.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Matched {
    pub path: String,
    /// Null where there was none, and where it is somebody's words or address.
    pub value: Json,
}

/// The values that the condition asks about, each path once.
#[must_use]
pub fn matched(condition: &Condition, facts: &dyn Facts, catalog: &Catalog) -> Vec<Matched> {
    let mut all: Vec<Matched> = Vec::new();
    for path in condition.paths() {
        let name = path.to_string();
        if !all.iter().any(|known| known.path == name) {
            let value = told(path, &facts.value(path), catalog);
            all.push(Matched { path: name, value });
        }
    }
    all
}

fn told(path: &Path, value: &Value<'_>, catalog: &Catalog) -> Json {
    if is_private(path) || value.is_missing() {
        return Json::Null;
    }
    match value {
        Value::Missing => Json::Null,
        Value::Yes(yes) => json!(yes),
        Value::Number(number) if number.fract() == 0.0 => json!(*number as i64),
        Value::Number(number) => json!(number),
        Value::Text(text) => json!(text.chars().take(CHARS).collect::<String>()),
        Value::Texts(texts) => json!(texts),
        Value::Category(category) => serde_json::from_str(&to_json(category)).unwrap_or_default(),
        Value::Id(id) => match key_path(path) {
            Path::Status => json!(catalog.status_key(StatusId(*id))),
            Path::Priority => json!(catalog.priority_key(PriorityId(*id))),
            _ => json!(id),
        },
        Value::Ids(ids) => json!(ids),
        Value::Members(members) => json!(members),
        Value::Moment(moment) => json!(moment.to_string()),
    }
}

fn key_path(path: &Path) -> &Path {
    match path {
        Path::Before(path) => path,
        _ => path,
    }
}

/// Words and addresses stay where they were said.
fn is_private(path: &Path) -> bool {
    matches!(
        key_path(path),
        Path::Subject | Path::Description | Path::RequesterEmail | Path::Event(EventPath::Body)
    )
}
