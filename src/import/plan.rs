//! A mapping and a file brought together: every column found, every time and text readable.

use std::collections::{BTreeMap, HashMap};

use domain::ids::derived;
use domain::limits::{Checks, NAME_CHARS};
use domain::setting::{Priority, Status};
use domain::{DepartmentId, MemberId, aggregate::describe};
use uuid::Uuid;

use super::{
    clock::Clock,
    column::Header,
    fields::PlannedField,
    mapping::{Activity, Attribute, Mapping, Unlisted, Values, Verb},
    people::Asking,
    table::Row,
    template::Pattern,
};
use crate::bootstrap;

/// How to read each line of one file.
#[derive(Debug)]
pub(super) struct Plan<'m> {
    pub source: &'m str,
    pub case: usize,
    activity: usize,
    pub resource: Option<Pattern>,
    pub attributes: Vec<(usize, String)>,
    pub clock: Clock,
    pub subject: Pattern,
    pub description: Option<Pattern>,
    pub asking: Asking,
    pub fields: Vec<PlannedField<'m>>,
    pub department: Option<Pattern>,
    pub priority: Option<Pattern>,
    pub due_hours: &'m BTreeMap<String, u32>,
    pub tags: Vec<Pattern>,
    pub statuses: HashMap<String, Status>,
    pub priorities: HashMap<String, Priority>,
    activities: HashMap<&'m str, Vec<Action>>,
    unlisted: Option<Vec<Action>>,
    values: &'m Values,
}

/// One thing to do to a ticket, with its text.
#[derive(Debug)]
pub(super) struct Action {
    pub verb: Verb,
    pub text: Pattern,
}

/// A word of the file that a table of `values` lacks.
pub(super) type Unknown = String;

impl<'m> Plan<'m> {
    /// Finds everything that the mapping names; a mistake is told with its key.
    pub fn new(mapping: &'m Mapping, header: &Header) -> Result<Self, String> {
        let (columns, ticket) = (&mapping.columns, &mapping.ticket);
        check_source(&mapping.source)?;
        let cell = |column: &Option<_>, key| match column {
            Some(column) => header.find(column, key).map(Some),
            None => Ok(None),
        };
        let activity = header.find(&columns.activity, "columns.activity")?;
        let description = ticket.description.as_ref();
        Ok(Self {
            source: &mapping.source,
            case: header.find(&columns.case, "columns.case")?,
            activity,
            resource: cell(&columns.resource, "columns.resource")?.map(Pattern::cell),
            attributes: attributes(&columns.attributes, header)?,
            clock: Clock::new(&mapping.time, header)?,
            subject: ticket.subject.bind(header, "ticket.subject")?,
            description: description
                .map(|text| text.bind(header, "ticket.description"))
                .transpose()?,
            asking: Asking::new(ticket, &mapping.source, header)?,
            fields: PlannedField::all(mapping, header)?,
            department: cell(&ticket.department, "ticket.department")?.map(Pattern::cell),
            priority: cell(&ticket.priority, "ticket.priority")?.map(Pattern::cell),
            due_hours: &ticket.due_hours,
            tags: (ticket.tags.iter())
                .map(|tag| tag.bind(header, "ticket.tags"))
                .collect::<Result<_, _>>()?,
            statuses: statuses(mapping),
            priorities: priorities(mapping),
            activities: activities(mapping, header)?,
            unlisted: unlisted(mapping.unlisted, activity),
            values: &mapping.values,
        })
    }

    /// The line's activity.
    pub fn activity<'t>(&self, row: Row<'t>) -> &'t str {
        row.cell(self.activity).trim()
    }

    /// What the line's activity does; nothing when the mapping refuses it.
    pub fn actions(&self, row: Row<'_>) -> Option<&[Action]> {
        let listed = self.activities.get(self.activity(row));
        listed.or(self.unlisted.as_ref()).map(Vec::as_slice)
    }

    /// The stream of a case.
    pub fn stream(&self, case: &str) -> Uuid {
        derived(&format!("import.ticket:{}", self.source), case)
    }

    pub fn member(&self, name: &str) -> MemberId {
        MemberId(derived(&format!("import.member:{}", self.source), name))
    }

    pub fn department(&self, name: &str) -> DepartmentId {
        let kind = format!("import.department:{}", self.source);
        DepartmentId(derived(&kind, name))
    }

    /// The text for one line in our own words; `None` when it is empty.
    pub fn word(
        &self,
        verb: Verb,
        pattern: &Pattern,
        row: Row<'_>,
    ) -> Result<Option<String>, Unknown> {
        let text = pattern.render(row);
        let (table, words) = match verb {
            Verb::Assign | Verb::Unassign => ("member", &self.values.member),
            Verb::Status => ("status", &self.values.status),
            Verb::Priority => ("priority", &self.values.priority),
            Verb::Route => ("department", &self.values.department),
            Verb::Note | Verb::Message | Verb::Tag => return Ok(said(text.into_owned())),
        };
        if text.is_empty() || words.is_empty() || pattern.is_fixed() {
            return Ok(said(text.into_owned()));
        }
        let word = words.get(text.as_ref());
        word.map(|word| Some(word.clone()))
            .ok_or_else(|| format!("`{text}` is not listed under [values.{table}]"))
    }
}

fn said(text: String) -> Option<String> {
    Some(text).filter(|text| !text.is_empty())
}

fn check_source(source: &str) -> Result<(), String> {
    let mut checks = Checks::default();
    checks.line("source", source, NAME_CHARS);
    checks.finish().map_err(|errors| describe(&errors))
}

fn attributes(wanted: &[Attribute], header: &Header) -> Result<Vec<(usize, String)>, String> {
    let mut found: Vec<(usize, String)> = Vec::with_capacity(wanted.len());
    for (index, attribute) in wanted.iter().enumerate() {
        let key = format!("columns.attributes[{index}]");
        let (place, name) = match attribute {
            Attribute::Named { column, name } => (header.find(column, &key)?, name.clone()),
            Attribute::Plain(column) => {
                let place = header.find(column, &key)?;
                (place, header.0[place].clone())
            }
        };
        if found.iter().any(|(_, other)| *other == name) {
            return Err(format!("{key}: there is an attribute `{name}` already"));
        }
        found.push((place, name));
    }
    Ok(found)
}

fn activities<'m>(
    mapping: &'m Mapping,
    header: &Header,
) -> Result<HashMap<&'m str, Vec<Action>>, String> {
    let bound = mapping.activities.iter().map(|(name, activity)| {
        let actions = actions(activity, header, &format!("activities.\"{name}\".do"))?;
        Ok((name.as_str(), actions))
    });
    bound.collect()
}

fn actions(activity: &Activity, header: &Header, key: &str) -> Result<Vec<Action>, String> {
    let mut actions = Vec::with_capacity(activity.actions.len());
    for (index, entry) in activity.actions.iter().enumerate() {
        let key = format!("{key}[{index}]");
        if entry.len() != 1 {
            return Err(format!("{key}: give one action in each pair of braces"));
        }
        for (verb, text) in entry {
            actions.push(Action {
                verb: *verb,
                text: text.bind(header, &key)?,
            });
        }
    }
    Ok(actions)
}

fn unlisted(unlisted: Unlisted, activity: usize) -> Option<Vec<Action>> {
    match unlisted {
        Unlisted::Refuse => None,
        Unlisted::Keep => Some(Vec::new()),
        Unlisted::Note => Some(vec![Action {
            verb: Verb::Note,
            text: Pattern::cell(activity),
        }]),
    }
}

/// Those that may have to be made: the usual ones and the mapping's own.
fn statuses(mapping: &Mapping) -> HashMap<String, Status> {
    let usual = bootstrap::statuses().into_iter();
    let own = mapping.statuses.iter().map(|(key, shape)| Status {
        order: shape.order,
        ..Status::new(key, &shape.name, shape.category, &shape.colour)
    });
    usual.chain(own).map(|s| (s.key.clone(), s)).collect()
}

/// The same for priorities.
fn priorities(mapping: &Mapping) -> HashMap<String, Priority> {
    let usual = bootstrap::priorities().into_iter();
    let own = mapping.priorities.iter();
    let own = own.map(|(key, shape)| Priority::new(key, &shape.name, &shape.colour, shape.order));
    usual.chain(own).map(|p| (p.key.clone(), p)).collect()
}
