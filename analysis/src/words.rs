//! What settings are called today, for tables that are to be read without looking ids up.

use domain::catalog::Settings;
use domain::setting::{SettingKind, StatusCategory};
use domain::{Catalog, StatusId};
use eventstore::{EventFilter, EventStore, StoreError};
use serde_json::{Map, Value};
use std::collections::HashMap;
use uuid::Uuid;

/// Settings' events read at once.
const PAGE: usize = 1000;

/// Keys of what has one (statuses, priorities, fields), names of the others.
#[derive(Debug, Default)]
pub(crate) struct Words {
    words: HashMap<Uuid, String>,
    categories: HashMap<Uuid, StatusCategory>,
}

/// How ids are told.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Spelling<'a> {
    pub words: &'a Words,
    /// As words where there are any; else as ids.
    pub decode: bool,
}

impl Words {
    pub(crate) async fn read(store: &EventStore) -> Result<Self, StoreError> {
        let filter = EventFilter::categories(&Catalog::CATEGORIES);
        let (mut catalog, mut position) = (Catalog::default(), 0);
        loop {
            let events = store.read_filtered(position, PAGE, &filter).await?;
            for event in &events {
                catalog.apply(event)?;
                position = event.position;
            }
            if events.len() < PAGE {
                return Ok(Self::of(&catalog));
            }
        }
    }

    fn of(catalog: &Catalog) -> Self {
        let mut words = Self::default();
        words.add(&catalog.statuses, |status| &status.key);
        words.add(&catalog.priorities, |priority| &priority.key);
        words.add(&catalog.fields, |field| &field.key);
        words.add(&catalog.roles, |role| &role.key);
        words.add(&catalog.departments, |department| &department.name);
        words.add(&catalog.members, |member| &member.name);
        words.add(&catalog.api_keys, |key| &key.name);
        words.add(&catalog.rules, |rule| &rule.name);
        words.add(&catalog.macros, |recorded| &recorded.name);
        words.add(&catalog.field_groups, |group| &group.name);
        let known = catalog.statuses.iter();
        let known = known.filter_map(|e| Some((e.id, e.setting.value.as_ref()?.category)));
        words.categories = known.collect();
        words
    }

    fn add<T: SettingKind>(&mut self, settings: &Settings<T>, word: impl Fn(&T) -> &String) {
        let known = settings.iter();
        let known = known.filter_map(|e| Some((e.id, word(e.setting.value.as_ref()?).clone())));
        self.words.extend(known);
    }

    /// What a setting or member is called; `None` for anything else.
    pub(crate) fn word(&self, id: Uuid) -> Option<&str> {
        self.words.get(&id).map(String::as_str)
    }

    /// In which part of its life a ticket with this status is.
    pub(crate) fn category(&self, status: StatusId) -> Option<StatusCategory> {
        self.categories.get(&status.0).copied()
    }
}

impl Spelling<'_> {
    pub(crate) fn id(self, id: Uuid) -> String {
        let word = self.words.word(id).filter(|_| self.decode);
        word.map_or_else(|| id.to_string(), ToOwned::to_owned)
    }

    /// JSON with words in place of ids; as it is where nothing is to be decoded.
    pub(crate) fn json(self, json: &str) -> String {
        match serde_json::from_str(json) {
            Ok(value) if self.decode => self.value(value).to_string(),
            _ => json.to_owned(),
        }
    }

    /// A value with words in place of ids, wherever they stand in it.
    pub(crate) fn value(self, value: Value) -> Value {
        match value {
            Value::String(text) => Value::String(self.text(text)),
            Value::Array(items) => items.into_iter().map(|item| self.value(item)).collect(),
            Value::Object(members) => Value::Object(self.members(members)),
            other => other,
        }
    }

    fn members(self, members: Map<String, Value>) -> Map<String, Value> {
        let members = members.into_iter();
        members
            .map(|(key, value)| (self.text(key), self.value(value)))
            .collect()
    }

    fn text(self, text: String) -> String {
        match Uuid::parse_str(&text) {
            Ok(id) if text.len() == 36 => self.id(id),
            _ => text,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_become_words_wherever_they_stand_and_what_is_unknown_stays() {
        let known = Uuid::from_u128(7);
        let mut words = Words::default();
        words.words.insert(known, "open".to_owned());
        let json = format!(r#"{{"a":["{known}"],"{known}":1,"b":"{}"}}"#, Uuid::nil());
        let spelling = |decode| Spelling {
            words: &words,
            decode,
        };
        let decoded = format!(r#"{{"a":["open"],"b":"{}","open":1}}"#, Uuid::nil());
        assert_eq!(spelling(true).json(&json), decoded);
        assert_eq!(spelling(false).json(&json), json);
    }
}
