//! A ticket with all that a condition may ask about it.

use super::{Details, Participant};
use crate::Catalog;
use crate::condition::{Condition, Facts, Path, TicketFacts, Value};
use crate::customer::email_key;
use crate::field::{self, Sheet};
use crate::sla::Standing;
use jiff::Timestamp;
use uuid::Uuid;

/// What a ticket's state alone does not tell.
#[derive(Clone, Copy, Debug)]
pub struct Surroundings<'a> {
    pub version: i32,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub deleted: bool,
    /// Addresses of the customer who asked, or of the one that they were merged into.
    pub emails: &'a [String],
    /// Of the same customer.
    pub language: Option<&'a str>,
    /// How many of the tickets that it is the parent of are not done.
    pub open_children: u32,
    /// As was told last.
    pub sla: Standing,
}

/// A ticket with all that a condition may ask about it.
#[derive(Clone, Debug)]
pub struct WholeTicket<'a> {
    details: &'a Details,
    around: Surroundings<'a>,
    facts: TicketFacts<'a>,
    catalog: &'a Catalog,
    cc: Vec<Uuid>,
    watchers: Vec<Uuid>,
    /// As they are compared: in lower case.
    emails: Vec<String>,
}

impl<'a> WholeTicket<'a> {
    #[must_use]
    pub fn new(details: &'a Details, around: Surroundings<'a>, catalog: &'a Catalog) -> Self {
        let ids = |people: &[Participant]| people.iter().map(id).collect();
        Self {
            facts: details.facts(catalog),
            cc: ids(&details.copies()),
            watchers: ids(&details.watchers),
            emails: around.emails.iter().map(|e| email_key(e)).collect(),
            details,
            around,
            catalog,
        }
    }

    /// Whether a settled condition holds: see [`Condition::settled`]. What is hidden on the ticket
    /// is taken for missing.
    #[must_use]
    pub fn is(&self, condition: &Condition) -> bool {
        let sheet = Sheet {
            facts: self,
            values: &self.details.fields,
            form: None,
        };
        field::holds(condition, &sheet, self.catalog)
    }

    fn moment(&self, path: &Path) -> Option<Timestamp> {
        let (ticket, said) = (self.details, &self.details.conversation);
        match path {
            Path::CreatedAt => Some(self.around.created_at),
            Path::UpdatedAt => Some(self.around.updated_at),
            Path::WindowFrom => ticket.window_from,
            Path::WindowTo => ticket.window_to,
            Path::SnoozedUntil => ticket.snoozed_until,
            Path::FirstResponseAt => said.first_response_at,
            Path::LastCustomerMessageAt => said.last_customer_message_at,
            Path::LastStaffMessageAt => said.last_staff_message_at,
            Path::SlaDueAt => self.around.sla.due_at,
            Path::SlaWarnAt => self.around.sla.warn_at,
            _ => None,
        }
    }

    #[expect(
        clippy::cast_precision_loss,
        reason = "numbers, counts and minutes stay far below 2^53"
    )]
    fn number(&self, path: &Path) -> f64 {
        let (ticket, said) = (self.details, &self.details.conversation.said);
        let number = match path {
            Path::Number => return ticket.number as f64,
            Path::Version => return f64::from(self.around.version),
            Path::OpenChildren => return f64::from(self.around.open_children),
            Path::Messages => said.len(),
            Path::Files => ticket.files.len() + said.iter().map(|s| s.files.len()).sum::<usize>(),
            Path::Minutes => {
                let minutes = ticket.time.iter().map(|entry| u64::from(entry.minutes));
                return minutes.sum::<u64>() as f64;
            }
            Path::ChecklistTotal => ticket.checklist.len(),
            Path::ChecklistDone => ticket.checklist.iter().filter(|item| item.done).count(),
            _ => 0,
        };
        number as f64
    }
}

impl Facts for WholeTicket<'_> {
    fn value(&self, path: &Path) -> Value<'_> {
        match path {
            Path::Cc => Value::Ids(&self.cc),
            Path::Watchers => Value::Ids(&self.watchers),
            Path::Mentioned => Value::Ids(&self.details.conversation.mentioned),
            Path::RequesterEmail => Value::Texts(&self.emails),
            Path::RequesterLanguage => self.around.language.map_or(Value::Missing, Value::Text),
            Path::Unassigned => Value::Yes(self.details.assignees.is_empty()),
            Path::Deleted => Value::Yes(self.around.deleted),
            Path::Merged => Value::Yes(self.details.merged_into.is_some()),
            // what they mean stands in the settled condition
            Path::Overdue | Path::Snoozed => Value::Yes(false),
            Path::SlaState => Value::Text(self.around.sla.rest.as_str()),
            Path::Number
            | Path::Version
            | Path::Messages
            | Path::Files
            | Path::OpenChildren
            | Path::Minutes
            | Path::ChecklistTotal
            | Path::ChecklistDone => Value::Number(self.number(path)),
            Path::CreatedAt
            | Path::UpdatedAt
            | Path::WindowFrom
            | Path::WindowTo
            | Path::SnoozedUntil
            | Path::FirstResponseAt
            | Path::LastCustomerMessageAt
            | Path::LastStaffMessageAt
            | Path::SlaDueAt
            | Path::SlaWarnAt => self.moment(path).map_or(Value::Missing, Value::Moment),
            _ => self.facts.value(path),
        }
    }
}

fn id(who: &Participant) -> Uuid {
    match who {
        Participant::Member(member) => member.0,
        Participant::Customer(customer) => customer.0,
    }
}
