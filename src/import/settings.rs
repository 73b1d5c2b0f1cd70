//! People, organisations and settings that the lines name: made where they are missing.

mod missing;
mod words;

use std::collections::HashMap;

use domain::customer::Profile;
use domain::organisation::Details;
use domain::setting::{Department, Member, Priority, Status};
use domain::{Catalog, PriorityId, StatusId};
use jiff::Timestamp;
use uuid::Uuid;

pub(super) use self::missing::Missing;
use self::words::Words;
use super::{
    BadLines,
    line::Line,
    mapping::Verb,
    plan::Plan,
    table::{Row, Table},
    template::Pattern,
};

/// Everything that some lines name and the log may lack.
#[derive(Debug, Default)]
pub(super) struct Wanted {
    members: Named<Member>,
    departments: Named<Department>,
    statuses: Named<Status>,
    priorities: Named<Priority>,
    organisations: Named<Details>,
    customers: Named<Profile>,
    /// By place in the plan's fields.
    fields: Vec<Words>,
    /// When the first line happened.
    at: Timestamp,
    bad: BadLines,
}

/// Settings by id, each with the number of the line that named it first, in that order.
#[derive(Debug)]
struct Named<T> {
    places: HashMap<Uuid, usize>,
    all: Vec<(Uuid, u64, T)>,
}

impl Wanted {
    pub fn new(plan: &Plan<'_>, table: &Table, lines: &[&Line], catalog: &Catalog) -> Self {
        let mut wanted = Self {
            at: lines.first().map(|line| line.at).unwrap_or_default(),
            fields: words::start(plan, catalog),
            ..Self::default()
        };
        for line in lines {
            let row = table.row(line.row);
            let looking = Looking { plan, catalog, row };
            if let Err(reason) = wanted.add(&looking) {
                wanted.bad.add(line.number, reason);
            }
        }
        wanted
    }

    pub fn bad(&self) -> &BadLines {
        &self.bad
    }

    /// All customers and organisations that the lines name.
    pub fn people(&self) -> Vec<Uuid> {
        let organisations = self.organisations.places.keys();
        let people = organisations.chain(self.customers.places.keys());
        people.copied().collect()
    }

    fn add(&mut self, line: &Looking<'_>) -> Result<(), String> {
        self.status(line, Status::FIRST)?;
        self.priority(line, Priority::USUAL)?;
        let plan = line.plan;
        let always = [
            (Verb::Assign, &plan.resource),
            (Verb::Route, &plan.department),
            (Verb::Priority, &plan.priority),
        ];
        for (verb, pattern) in always {
            if let Some(pattern) = pattern {
                self.named(line, verb, pattern)?;
            }
        }
        for action in plan.actions(line.row).unwrap_or_default() {
            self.named(line, action.verb, &action.text)?;
        }
        self.asked(line);
        for (field, words) in plan.fields.iter().zip(&mut self.fields) {
            if let Some(text) = field.text(line.row) {
                words.add(line.row.number(), text);
            }
        }
        Ok(())
    }

    fn asked(&mut self, line: &Looking<'_>) {
        let Some(asked) = line.plan.asking.read(line.row) else {
            return;
        };
        if let Some(id) = asked.organisation {
            self.organisations.add(id.0, line, |_| Details {
                name: asked.organisation_name.into_owned(),
                ..Details::default()
            });
        }
        self.customers.add(asked.customer.0, line, |_| Profile {
            name: Some(asked.name.into_owned()),
            organisation: asked.organisation,
            ..Profile::default()
        });
    }

    fn named(&mut self, line: &Looking<'_>, verb: Verb, pattern: &Pattern) -> Result<(), String> {
        let Some(word) = line.plan.word(verb, pattern, line.row)? else {
            return Ok(());
        };
        match verb {
            Verb::Assign | Verb::Unassign => self.member(line, word),
            Verb::Route => self.department(line, word),
            Verb::Status => self.status(line, &word)?,
            Verb::Priority => self.priority(line, &word)?,
            Verb::Note | Verb::Message | Verb::Tag => {}
        }
        Ok(())
    }

    fn member(&mut self, line: &Looking<'_>, name: String) {
        let id = line.plan.member(&name).0;
        if line.catalog.members.get(id).is_none() {
            self.members.add(id, line, |_| Member::new(name));
        }
    }

    fn department(&mut self, line: &Looking<'_>, name: String) {
        let id = line.plan.department(&name).0;
        let others = line.catalog.departments.iter().count();
        if line.catalog.departments.get(id).is_none() {
            self.departments.add(id, line, |place| Department {
                order: (others + place) as i32,
                ..Department::new(name)
            });
        }
    }

    fn status(&mut self, line: &Looking<'_>, key: &str) -> Result<(), String> {
        let id = StatusId::from_key(key).0;
        if line.catalog.statuses.get(id).is_some() || self.statuses.has(id) {
            return Ok(());
        }
        let shape = line.plan.statuses.get(key).cloned();
        let shape = shape.ok_or_else(|| unknown("status", "statuses", key))?;
        self.statuses.add(id, line, |_| shape);
        Ok(())
    }

    fn priority(&mut self, line: &Looking<'_>, key: &str) -> Result<(), String> {
        let id = PriorityId::from_key(key).0;
        if line.catalog.priorities.get(id).is_some() || self.priorities.has(id) {
            return Ok(());
        }
        let shape = line.plan.priorities.get(key).cloned();
        let shape = shape.ok_or_else(|| unknown("priority", "priorities", key))?;
        self.priorities.add(id, line, |_| shape);
        Ok(())
    }
}

fn unknown(what: &str, table: &str, key: &str) -> String {
    format!("there is no {what} `{key}`; describe it in the mapping as [{table}.{key}]")
}

/// One line that is looked at.
struct Looking<'a> {
    plan: &'a Plan<'a>,
    catalog: &'a Catalog,
    row: Row<'a>,
}

impl<T> Default for Named<T> {
    fn default() -> Self {
        Self {
            places: HashMap::new(),
            all: Vec::new(),
        }
    }
}

impl<T> Named<T> {
    fn has(&self, id: Uuid) -> bool {
        self.places.contains_key(&id)
    }

    fn add(&mut self, id: Uuid, line: &Looking<'_>, value: impl FnOnce(usize) -> T) {
        let place = self.all.len();
        if !self.has(id) {
            self.places.insert(id, place);
            self.all.push((id, line.row.number(), value(place)));
        }
    }
}
