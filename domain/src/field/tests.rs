//! Custom fields: what they take, who sees them, which rules hold for them.

use super::*;
use crate::ActorKind;
use crate::condition::{Facts, TicketFacts};
use crate::given::{self, ANA, NOBODY, SALES, SUPPORT, put};
use crate::setting::SettingEvent::{Retired, Saved};
use crate::setting::{Setting, SettingCommand, SettingError, StatusCategory};
use crate::ticket::Channel;
use crate::{Actor, PriorityId, StatusId};
use serde_json::{Map, Value as Json, json};
use uuid::Uuid;

mod access;
mod defaults;
mod forms;
mod property;
mod reference;
mod required;
mod saving;
mod speed;
mod values;
mod vectors;

/// The usual settings and these fields.
#[derive(Clone)]
struct World {
    catalog: Catalog,
}

impl World {
    /// Fields as JSON, of which `name` and `order` may be left out.
    fn with(fields: impl IntoIterator<Item = Json>) -> Self {
        let mut catalog = given::catalog();
        for json in fields {
            let field = field(json);
            put(&mut catalog, id(&field.key).0, [Saved(field)]);
        }
        Self { catalog }
    }

    fn retires(mut self, key: &str) -> Self {
        let field = by_key(&self.catalog, key).unwrap().clone();
        put(&mut self.catalog, id(key).0, [Saved(field), Retired]);
        self
    }

    /// What is stored for these values, which must be right.
    #[track_caller]
    fn values(&self, json: &Json) -> FieldValues {
        let parsed = self.parse(json, &Audience::Everything);
        let parsed = parsed
            .unwrap_or_else(|e| panic!("{json}: {e:?}"))
            .into_iter();
        parsed
            .filter_map(|(id, value)| Some((id, value?)))
            .collect()
    }

    fn parse(
        &self,
        json: &Json,
        audience: &Audience,
    ) -> Result<Vec<(FieldId, Option<FieldValue>)>, Vec<FieldError>> {
        parse(json.as_object().unwrap(), &self.catalog, audience)
    }

    /// A ticket of normal priority that holds these values.
    #[track_caller]
    fn ticket(&self, json: &Json) -> Ticket {
        Ticket {
            values: self.values(json),
            priority: "normal",
            form: None,
        }
    }

    #[track_caller]
    fn wrong<const N: usize>(
        &self,
        before: Option<&Ticket>,
        after: &Ticket,
        audience: &Audience,
        fields: [&str; N],
    ) {
        let errors = self.errors(before, after, audience);
        let wrong: Vec<_> = errors.iter().map(|e| e.field.as_str()).collect();
        assert_eq!(wrong, fields, "{errors:?}");
    }

    fn errors(
        &self,
        before: Option<&Ticket>,
        after: &Ticket,
        audience: &Audience,
    ) -> Vec<FieldError> {
        let facts = after.facts();
        let after = after.sheet(&facts);
        let Some(before) = before else {
            return check(None, &after, &self.catalog, audience);
        };
        let facts = before.facts();
        check(Some(&before.sheet(&facts)), &after, &self.catalog, audience)
    }

    /// Keys of the fields of which this audience sees a value.
    fn seen(&self, ticket: &Ticket, audience: &Audience) -> Vec<&str> {
        let facts = ticket.facts();
        let seen = visible(&facts, &ticket.values, &self.catalog, audience);
        let mut keys: Vec<_> = seen
            .iter()
            .filter_map(|(id, ..)| self.key_of(*id))
            .collect();
        keys.sort_unstable();
        keys
    }

    fn key_of(&self, id: FieldId) -> Option<&str> {
        find(&self.catalog, id).map(|(field, _)| field.key.as_str())
    }
}

#[derive(Clone)]
struct Ticket {
    values: FieldValues,
    priority: &'static str,
    form: Option<Vec<FieldId>>,
}

impl Ticket {
    fn facts(&self) -> TicketFacts<'_> {
        TicketFacts {
            status: StatusId::from_key("open"),
            status_category: Some(StatusCategory::Open),
            priority: PriorityId::from_key(self.priority),
            department: Some(SUPPORT),
            assignees: &[ANA],
            tags: &[],
            channel: Channel::Api,
            subject: "Printer on fire",
            description: "",
            requester: None,
            organisation: None,
            due_at: None,
            fields: &self.values,
        }
    }

    fn sheet<'a>(&'a self, facts: &'a dyn Facts) -> Sheet<'a> {
        Sheet {
            facts,
            values: &self.values,
            form: self.form.as_deref(),
        }
    }

    fn urgent(mut self) -> Self {
        self.priority = "urgent";
        self
    }

    fn on_form(mut self, keys: &[&str]) -> Self {
        self.form = Some(keys.iter().map(|key| id(key)).collect());
        self
    }
}

const EVERYTHING: Audience = Audience::Everything;
const PORTAL: Audience = Audience::Portal;

/// A member of these departments who is no administrator.
fn staff(departments: &[DepartmentId]) -> Audience {
    Audience::Staff {
        roles: vec!["member".to_owned()],
        departments: departments.to_vec(),
    }
}

fn id(key: &str) -> FieldId {
    FieldId::from_key(key)
}

fn field(mut json: Json) -> Field {
    let key = json["key"].clone();
    let map = json.as_object_mut().unwrap();
    map.entry("name").or_insert(key);
    map.entry("order").or_insert(json!(0));
    let text = json.to_string();
    serde_json::from_value(json).unwrap_or_else(|e| panic!("{text}: {e}"))
}

fn leaf(path: &str, op: &str, value: impl Into<Json>) -> Json {
    json!({"path": path, "op": op, "value": value.into()})
}

fn text(key: &str) -> Json {
    json!({"key": key, "kind": {"type": "text"}})
}

/// The JSON with one more member.
fn but(mut json: Json, name: &str, value: Json) -> Json {
    json[name] = value;
    json
}

fn choices(keys: &[&str]) -> Json {
    keys.iter()
        .map(|key| json!({"key": key, "name": key}))
        .collect()
}
