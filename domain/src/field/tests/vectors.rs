//! The rules of custom fields hold here as they do in the console: the cases are those that it reads, for both.

use super::*;
use crate::condition::Condition;
use crate::{CustomerId, MemberId, OrganisationId};
use jiff::Timestamp;
use serde::Deserialize;
use std::collections::BTreeMap;

const VECTORS: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../web/src/conditions/vectors.json"
);

#[derive(Deserialize)]
struct Vectors {
    fields: Vec<Json>,
    tickets: BTreeMap<String, Told>,
    conditions: Vec<Case>,
    forms: Vec<Form>,
}

/// What a condition says of a ticket.
#[derive(Deserialize)]
struct Case {
    name: String,
    condition: Json,
    ticket: String,
    holds: bool,
}

/// What the form of a ticket shows, asks for and lets people choose.
#[derive(Deserialize)]
struct Form {
    name: String,
    ticket: String,
    shown: Vec<String>,
    required: Vec<String>,
    available: BTreeMap<String, Vec<String>>,
}

#[derive(Deserialize)]
struct Told {
    status: String,
    status_category: StatusCategory,
    priority: String,
    department_id: Option<DepartmentId>,
    assignee_ids: Vec<MemberId>,
    tags: Vec<String>,
    channel: Channel,
    subject: String,
    description: String,
    requester_id: Option<CustomerId>,
    organisation_id: Option<OrganisationId>,
    due_at: Option<Timestamp>,
    fields: Json,
}

impl Told {
    fn facts<'a>(&'a self, values: &'a FieldValues) -> TicketFacts<'a> {
        TicketFacts {
            status: StatusId::from_key(&self.status),
            status_category: Some(self.status_category),
            priority: PriorityId::from_key(&self.priority),
            department: self.department_id,
            assignees: &self.assignee_ids,
            tags: &self.tags,
            channel: self.channel,
            subject: &self.subject,
            description: &self.description,
            requester: self.requester_id,
            organisation: self.organisation_id,
            due_at: self.due_at,
            fields: values,
        }
    }
}

impl Vectors {
    /// The cases, and the settings among which they are asked.
    fn read() -> (Self, World) {
        let text = std::fs::read_to_string(VECTORS).unwrap();
        let vectors: Self = serde_json::from_str(&text).unwrap();
        let world = vectors.world(&ids(&text));
        (vectors, world)
    }

    /// The usual settings, the fields, and whomever and whatever the cases name by these ids.
    fn world(&self, ids: &[Uuid]) -> World {
        let mut world = World::with(self.fields.iter().cloned());
        for (key, _) in self.keys(|field| field["retired"] == true) {
            world = world.retires(&key);
        }
        let (id, low) = given::priority("low");
        put(&mut world.catalog, id.0, [Saved(low)]);
        for who in ids {
            put(&mut world.catalog, *who, [Saved(given::member("Vera"))]);
            let department = given::department("Vectors");
            put(&mut world.catalog, *who, [Saved(department)]);
        }
        world
    }

    /// Keys and fields, in the order of the file.
    fn keys<'a>(&'a self, wanted: impl Fn(&Json) -> bool + 'a) -> Vec<(String, &'a Json)> {
        let wanted = self.fields.iter().filter(|field| wanted(field));
        let key = |field: &Json| field["key"].as_str().unwrap().to_owned();
        wanted.map(|field| (key(field), field)).collect()
    }
}

/// The choice and the first below it, down to the last level.
fn trail(choice: &Choice) -> Vec<String> {
    std::iter::successors(Some(choice), |choice| choice.choices.first())
        .map(|choice| choice.key.clone())
        .collect()
}

/// Every id that stands in the file.
fn ids(text: &str) -> Vec<Uuid> {
    text.split('"')
        .filter_map(|word| Uuid::parse_str(word).ok())
        .collect()
}

/// What the service makes of one ticket of the file.
struct Asked<'a> {
    told: &'a Told,
    world: &'a World,
    values: FieldValues,
}

impl<'a> Asked<'a> {
    fn of(told: &'a Told, world: &'a World) -> Self {
        let values = world.values(&told.fields);
        Self {
            told,
            world,
            values,
        }
    }

    fn holds(&self, condition: &Condition) -> bool {
        let facts = self.told.facts(&self.values);
        let sheet = Sheet {
            facts: &facts,
            values: &self.values,
            form: None,
        };
        holds(condition, &sheet, &self.world.catalog)
    }

    /// Whether a value of the field would be told.
    fn shows(&self, key: &str) -> bool {
        let mut values = self.values.clone();
        let any = FieldValue::Text("something".to_owned());
        values.entry(id(key)).or_insert(any);
        let facts = self.told.facts(&values);
        let seen = visible(&facts, &values, &self.world.catalog, &EVERYTHING);
        seen.iter().any(|(seen, ..)| *seen == id(key))
    }

    /// Whether a new ticket without the field is refused.
    fn requires(&self, key: &str) -> bool {
        self.refuses(key, None)
    }

    /// Whether a new ticket that holds this in the field is refused because of it.
    fn refuses(&self, key: &str, value: Option<FieldValue>) -> bool {
        let mut values = self.values.clone();
        values.remove(&id(key));
        values.extend(value.map(|value| (id(key), value)));
        let facts = self.told.facts(&values);
        let sheet = Sheet {
            facts: &facts,
            values: &values,
            form: None,
        };
        let errors = check(None, &sheet, &self.world.catalog, &EVERYTHING);
        errors.iter().any(|e| e.field == format!("fields.{key}"))
    }

    /// The choices that a new ticket may hold; of a cascading one, with the first below each.
    fn choices(&self, key: &str) -> Vec<String> {
        let field = by_key(&self.world.catalog, key).unwrap();
        let value = |choice: &Choice| match field.kind {
            FieldKind::Choice { .. } => FieldValue::Text(choice.key.clone()),
            _ => FieldValue::List(trail(choice)),
        };
        let choices = field.kind.choices().iter();
        let usable = choices.filter(|choice| !self.refuses(key, Some(value(choice))));
        usable.map(|choice| choice.key.clone()).collect()
    }
}

#[test]
fn conditions_answer_here_as_they_do_in_the_console() {
    let (vectors, world) = Vectors::read();
    let wrong = vectors.conditions.iter().filter_map(|case| {
        let asked = Asked::of(&vectors.tickets[&case.ticket], &world);
        let condition = Condition::parse(&case.condition, "condition", &world.catalog);
        match condition.map(|condition| asked.holds(&condition)) {
            Ok(answer) if answer == case.holds => None,
            Ok(answer) => Some(format!("{}: {answer}", case.name)),
            Err(refused) => Some(format!("{}: {refused:?}", case.name)),
        }
    });
    let wrong: Vec<_> = wrong.collect();
    assert!(wrong.is_empty(), "answered otherwise: {wrong:#?}");
    assert!(!vectors.conditions.is_empty());
}

#[test]
fn forms_show_and_ask_here_what_they_do_in_the_console() {
    let (vectors, world) = Vectors::read();
    for form in &vectors.forms {
        let asked = Asked::of(&vectors.tickets[&form.ticket], &world);
        let keys = vectors.keys(|_| true).into_iter().map(|(key, _)| key);
        let keys: Vec<_> = keys.collect();
        let required = keys.iter().filter(|key| asked.requires(key));
        let mut shown: Vec<_> = keys.iter().filter(|key| asked.shows(key)).collect();
        shown.sort_unstable();
        assert_eq!(
            shown,
            form.shown.iter().collect::<Vec<_>>(),
            "{}",
            form.name
        );
        assert!(required.eq(&form.required), "required: {}", form.name);
        for (key, available) in &form.available {
            assert_eq!(asked.choices(key), *available, "{key}: {}", form.name);
        }
    }
    assert!(!vectors.forms.is_empty());
}
