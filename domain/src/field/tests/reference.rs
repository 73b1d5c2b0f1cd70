//! The rules for fields by the book: slow, over plain JSON, written apart from the real ones.

use crate::condition::tests::reference::holds;
use serde_json::{Map, Value as Json};

/// A ticket: `priority`, `fields` by key, `form` as a list of keys or null.
pub struct Book<'a> {
    /// Each is shown, if at all, because of fields that stand before it.
    pub fields: &'a [Json],
    /// `everything`, `staff` or `portal`.
    pub audience: &'a str,
}

impl Book<'_> {
    /// The ticket with what is hidden left out.
    pub fn shown(&self, ticket: &Json) -> Json {
        let mut seen = ticket.clone();
        seen["fields"] = Json::Object(Map::new());
        for field in self.fields {
            let key = field["key"].as_str().unwrap();
            if self.is_shown(field, &seen) && !ticket["fields"][key].is_null() {
                seen["fields"][key] = ticket["fields"][key].clone();
            }
        }
        seen
    }

    /// Keys of the values that may be told.
    pub fn visible(&self, ticket: &Json) -> Vec<String> {
        let shown = self.shown(ticket);
        let told = self.fields.iter().filter(|field| self.sees(field));
        let keys = told.map(|field| field["key"].as_str().unwrap());
        let mut keys: Vec<_> = keys.filter(|key| !shown["fields"][key].is_null()).collect();
        keys.sort_unstable();
        keys.into_iter().map(str::to_owned).collect()
    }

    /// Keys of the fields that are newly wrong.
    pub fn wrong(&self, before: Option<&Json>, after: &Json) -> Vec<String> {
        let wrong = (self.fields.iter()).filter(|field| self.is_wrong(field, before, after));
        let mut keys: Vec<_> = wrong.map(|field| field["key"].as_str().unwrap()).collect();
        keys.sort_unstable();
        keys.into_iter()
            .map(|key| format!("fields.{key}"))
            .collect()
    }

    /// The ticket with defaults.
    pub fn with_defaults(&self, ticket: &Json) -> Json {
        let mut filled = ticket.clone();
        for field in self.fields {
            let key = field["key"].as_str().unwrap();
            let seen = self.shown(&filled);
            let wanted = !field["default"].is_null()
                && on_form(ticket, key)
                && filled["fields"][key].is_null()
                && self.is_shown(field, &seen)
                && barred(field, &field["default"], &seen).is_empty();
            if wanted {
                filled["fields"][key] = field["default"].clone();
            }
        }
        filled
    }

    fn is_wrong(&self, field: &Json, before: Option<&Json>, after: &Json) -> bool {
        let key = field["key"].as_str().unwrap();
        let now = &after["fields"][key];
        let was = before.map_or(&Json::Null, |before| &before["fields"][key]);
        let by_default = before.is_none() && *now == field["default"];
        let changed = now != was && !by_default;
        let shown = self.shown(after);
        let is_shown = self.is_shown(field, &shown);
        let mut wrong = changed && !self.edits(field);
        if now.is_null() {
            let gap = |ticket: &Json| self.is_gap(field, ticket);
            wrong |= self.edits(field) && gap(after) && !before.is_some_and(gap);
            return wrong;
        }
        wrong |= changed && !is_shown && self.audience != "everything";
        wrong |= changed && !fits(field, now);
        if is_shown {
            let old = before.map(|before| {
                let seen = self.shown(before);
                barred(field, &seen["fields"][key], &seen)
            });
            let old = old.unwrap_or_default();
            wrong |= barred(field, now, &shown)
                .iter()
                .any(|key| !old.contains(key));
        }
        wrong
    }

    fn is_gap(&self, field: &Json, ticket: &Json) -> bool {
        let key = field["key"].as_str().unwrap();
        let seen = self.shown(ticket);
        let condition = &field["required_if"];
        let demanded =
            field["required"] == true || (!condition.is_null() && holds(condition, &seen));
        on_form(ticket, key)
            && ticket["fields"][key].is_null()
            && demanded
            && self.is_shown(field, &seen)
    }

    fn is_shown(&self, field: &Json, seen: &Json) -> bool {
        field["shown_if"].is_null() || holds(&field["shown_if"], seen)
    }

    fn sees(&self, field: &Json) -> bool {
        match self.audience {
            "everything" => true,
            "portal" => field["access"]["portal"] != "hidden",
            _ => field["access"]["see_roles"] != serde_json::json!(["administrator"]),
        }
    }

    fn edits(&self, field: &Json) -> bool {
        match self.audience {
            "everything" => true,
            "portal" => field["access"]["portal"] == "editable",
            _ => {
                let bosses = serde_json::json!(["administrator"]);
                self.sees(field) && field["access"]["edit_roles"] != bosses
            }
        }
    }
}

fn on_form(ticket: &Json, key: &str) -> bool {
    let form = ticket["form"].as_array();
    form.is_none_or(|form| form.iter().any(|field| field == key))
}

fn fits(field: &Json, value: &Json) -> bool {
    match field["kind"]["type"].as_str().unwrap() {
        "integer" => {
            let most = field["kind"]["max"].as_i64().unwrap();
            value.as_i64().is_some_and(|number| number <= most)
        }
        "text" => value.is_string(),
        "choice" => choice(field, value).is_some(),
        _ => (value.as_array())
            .is_some_and(|keys| keys.iter().all(|key| choice(field, key).is_some())),
    }
}

fn choice<'a>(field: &'a Json, key: &Json) -> Option<&'a Json> {
    let choices = field["kind"]["choices"].as_array()?;
    choices.iter().find(|choice| choice["key"] == *key)
}

/// Keys among the value that cannot be chosen.
fn barred(field: &Json, value: &Json, seen: &Json) -> Vec<Json> {
    let keys = match value {
        Json::Array(keys) => keys.clone(),
        Json::Null => vec![],
        key => vec![key.clone()],
    };
    let is_barred = |key: &Json| {
        let Some(choice) = choice(field, key) else {
            return false;
        };
        let condition = &choice["available_if"];
        choice["retired"] == true || (!condition.is_null() && !holds(condition, seen))
    };
    keys.into_iter().filter(is_barred).collect()
}
