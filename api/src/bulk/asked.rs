//! What a bulk job is asked for: which tickets, what to do; everything wrong is told at once.

use super::action::{BulkAction, read_actions};
use super::filter;
use crate::problem::{Kind, Problem};
use crate::request::Reader;
use crate::tickets::TicketPath;
use crate::types::Fields;
use domain::bulk::{self, BulkError, BulkFilter, MOST_TICKETS};
use domain::{Context, FieldError, Permission, TicketId};
use jiff::Timestamp;
use poem_openapi::Object;
use poem_openapi::types::Example;
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};

/// Most tickets that can be named one by one.
const MOST_NAMED: usize = 10_000;
/// Most wrong names that are told.
const TOLD: usize = 20;
/// One more in so many than were seen may be there by now.
const LEEWAY: usize = 100;

/// Something to do to many tickets: to those that are named, or to those that a filter finds.
#[derive(Debug, Default, Object, Serialize, Deserialize)]
#[oai(example)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct NewBulkJob {
    /// Ids, numbers or references of up to 10,000 tickets, each as text. Ids that name no ticket
    /// within reach are told of in the results; of numbers and references that do none is made.
    pub ticket_ids: Option<Vec<String>>,
    /// The query parameters of `GET /tickets` by their names, but for `limit`, `cursor` and `as_of`:
    /// all that such a list shows, up to 50,000 tickets. Several values are a list, or a text with
    /// commas; `condition` is JSON.
    pub filter: Option<Fields>,
    /// With a filter: how many tickets the list showed. Refused when the filter finds more by now,
    /// by over one in a hundred. Must be there to delete.
    pub expected: Option<u32>,
    /// Up to 50, done to each ticket in one step.
    pub actions: Vec<BulkAction>,
}

/// The tickets that were asked for, and how.
#[derive(Default)]
struct Found {
    tickets: Vec<TicketId>,
    filter: Vec<BulkFilter>,
}

/// What the body asks for. A request that was carried out before is not looked into again.
pub(super) async fn read(reader: &Reader, asked: &NewBulkJob) -> Result<bulk::NewBulk, Problem> {
    let (mut actions, mut wrong) = (Vec::new(), Vec::new());
    let mut found = Found::default();
    if !reader.was_done().await? {
        let (read, errors) = read_actions(&asked.actions, &reader.catalog);
        wrong.extend(errors);
        check(reader, &read, &mut wrong)?;
        found = asked.found(reader, &mut wrong).await?;
        actions = read;
    }
    if !wrong.is_empty() {
        return Err(Problem::fields(wrong));
    }
    Ok(bulk::NewBulk {
        tickets: found.tickets,
        actions,
        filter: found.filter,
        undoes: None,
    })
}

/// Told together with what is wrong besides; what one may not do at all is refused at once.
fn check(
    reader: &Reader,
    actions: &[bulk::BulkAction],
    wrong: &mut Vec<FieldError>,
) -> Result<(), Problem> {
    let context = Context {
        now: Timestamp::now(),
        actor: reader.principal.actor(),
        access: &reader.access,
        catalog: &reader.catalog,
    };
    match bulk::check_actions(actions, &context) {
        Err(BulkError::Invalid(errors)) => wrong.extend(errors),
        checked => checked?,
    }
    Ok(())
}

impl NewBulkJob {
    /// The same with any number of tickets that a filter finds.
    pub fn unbounded(&self) -> Self {
        let expected = match &self.filter {
            Some(_) => Some(u32::MAX),
            None => self.expected,
        };
        Self {
            ticket_ids: self.ticket_ids.clone(),
            filter: self.filter.clone(),
            expected,
            actions: self.actions.clone(),
        }
    }

    async fn found(&self, reader: &Reader, wrong: &mut Vec<FieldError>) -> Result<Found, Problem> {
        match (&self.ticket_ids, &self.filter) {
            (Some(names), None) => {
                if self.expected.is_some() {
                    let detail = "is for a filter; these tickets are named one by one";
                    wrong.push(FieldError::new("expected", detail));
                }
                let tickets = named(reader, names, wrong).await?;
                let filter = Vec::new();
                Ok(Found { tickets, filter })
            }
            (None, Some(filter)) => self.filtered(reader, filter, wrong).await,
            _ => {
                let detail = "must be there, or else filter, and not both";
                wrong.push(FieldError::new("ticket_ids", detail));
                Ok(Found::default())
            }
        }
    }

    async fn filtered(
        &self,
        reader: &Reader,
        filter: &Fields,
        wrong: &mut Vec<FieldError>,
    ) -> Result<Found, Problem> {
        let deletes = |action: &BulkAction| matches!(action, BulkAction::Delete(_));
        if self.expected.is_none() && self.actions.iter().any(deletes) {
            let detail = "must say how many tickets the list shows, so that no more are deleted";
            wrong.push(FieldError::new("expected", detail));
        }
        let read = filter::read(reader, &filter.0, wrong).await?;
        if !wrong.is_empty() {
            return Ok(Found::default());
        }
        let tickets = match &read.query {
            Some(query) => {
                let most = MOST_TICKETS + 1;
                reader.state.app.read.found_tickets(query, most).await?
            }
            None => Vec::new(),
        };
        self.judge(tickets.len(), wrong);
        let filter = read.told;
        Ok(Found { tickets, filter })
    }

    /// Nobody changes many more tickets than they saw.
    fn judge(&self, found: usize, wrong: &mut Vec<FieldError>) {
        let expected = self.expected.map(|count| count as usize);
        if found == 0 {
            let detail = "finds no ticket that you may see; widen it";
            wrong.push(FieldError::new("filter", detail));
        } else if found > MOST_TICKETS {
            let detail = format!("finds more than {MOST_TICKETS} tickets; narrow it");
            wrong.push(FieldError::new("filter", detail));
        } else if expected.is_some_and(|count| found > count + count / LEEWAY) {
            let detail = format!(
                "the filter finds {found} tickets by now; look at the list again, and send that \
                 number if all of them are meant"
            );
            wrong.push(FieldError::new("expected", detail));
        }
    }
}

/// The tickets that are named, each once, in their order.
async fn named(
    reader: &Reader,
    names: &[String],
    wrong: &mut Vec<FieldError>,
) -> Result<Vec<TicketId>, Problem> {
    if names.is_empty() || names.len() > MOST_NAMED {
        let detail = format!("must name 1 to {MOST_NAMED} tickets; more are found by a filter");
        wrong.push(FieldError::new("ticket_ids", detail));
        return Ok(Vec::new());
    }
    let workspace = reader.catalog.workspace();
    let parsed = names
        .iter()
        .map(|name| match TicketPath::parse(name).ok()? {
            TicketPath::Reference(text) => workspace.number(&text).map(TicketPath::Number),
            path => Some(path),
        });
    let parsed: Vec<_> = parsed.collect();
    let numbers = parsed.iter().filter_map(|path| match path {
        Some(TicketPath::Number(number)) => Some(*number),
        _ => None,
    });
    let known = numbered(reader, numbers.collect()).await?;
    let (mut seen, mut tickets) = (HashSet::new(), Vec::new());
    for (index, path) in parsed.iter().enumerate() {
        let id = match path {
            Some(TicketPath::Id(id)) => Some(*id),
            Some(TicketPath::Number(number)) => known.get(number).copied(),
            _ => None,
        };
        match id {
            Some(id) if seen.insert(id) => tickets.push(id),
            Some(_) => {}
            None if wrong.len() < TOLD => wrong.push(no_ticket(index)),
            None => {}
        }
    }
    Ok(tickets)
}

fn no_ticket(index: usize) -> FieldError {
    let detail = "names no ticket; send an id, a number or a reference as it is shown";
    FieldError::new(format!("ticket_ids[{index}]"), detail)
}

/// The tickets with these numbers that are within reach; looked for once more when the list was
/// behind.
async fn numbered(reader: &Reader, numbers: Vec<i64>) -> Result<HashMap<i64, TicketId>, Problem> {
    if numbers.is_empty() {
        return Ok(HashMap::new());
    }
    let app = &reader.state.app;
    let seen = app.store.known_head().max(reader.min_position);
    let reach = reader.access.reach(Permission::ReadTickets);
    let known = app.read.ticket_ids(&numbers, &reach).await?;
    if numbers.iter().all(|number| known.contains_key(number)) {
        return Ok(known);
    }
    reader.wait_for_tickets_at(seen).await?;
    Ok(app.read.ticket_ids(&numbers, &reach).await?)
}

impl Example for NewBulkJob {
    fn example() -> Self {
        let filter = serde_json::json!({"status": "open", "tag": "printer"});
        Self {
            ticket_ids: None,
            filter: filter.as_object().cloned().map(Fields),
            expected: Some(120),
            actions: BulkAction::examples(),
        }
    }
}

/// A filter that cannot be read, as a body has it.
pub(super) fn within_filter(problem: Problem) -> Result<Vec<FieldError>, Problem> {
    if problem.kind != Kind::Malformed || problem.errors.is_empty() {
        return Err(problem);
    }
    let errors = problem.errors.into_iter().map(|error| FieldError {
        field: format!("filter.{}", error.field),
        ..error
    });
    Ok(errors.collect())
}
