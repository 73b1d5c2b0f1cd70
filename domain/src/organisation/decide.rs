//! The rules of organisations: what can be asked, and the events that it causes.

use super::{Details, Organisation, OrganisationEvent};
use crate::EventPayload;
use crate::aggregate::{Aggregate, Context, FieldError, Happened, describe};
use crate::limits::{Checks, NAME_CHARS};
use crate::reservation::ReservationChange;
use uuid::Uuid;

/// What can be asked of an organisation.
#[derive(Clone, Debug, PartialEq)]
pub enum OrganisationCommand {
    Create(Box<Details>),
    Change(Box<DetailsChange>),
    /// Takes it out of use and gives its domains back; customers stay in it.
    Retire,
    Restore,
}

/// What shall be different; `None` leaves a field as it is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DetailsChange {
    pub name: Option<String>,
    pub domains: Option<Vec<String>>,
    pub notes: Option<String>,
    pub shares_tickets: Option<bool>,
}

/// Why an organisation's command was refused.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum OrganisationError {
    #[error("there is no such organisation")]
    NotFound,
    #[error("the organisation exists already")]
    Exists,
    #[error("the organisation was retired; restore it first")]
    Retired,
    #[error("invalid organisation: {}", describe(.0))]
    Invalid(Vec<FieldError>),
}

type Decision = Result<Vec<OrganisationEvent>, OrganisationError>;

/// The mail domain of an address as domains are compared; `None` when it has none.
#[must_use]
pub fn domain_of(email: &str) -> Option<String> {
    let (_, domain) = email.trim().rsplit_once('@')?;
    (!domain.is_empty()).then(|| domain.to_lowercase())
}

impl Aggregate for Organisation {
    const CATEGORY: &'static str = "organisation";
    const FOLD: i32 = 2;
    type Command = OrganisationCommand;
    type Event = OrganisationEvent;
    type Error = OrganisationError;

    fn decide(&self, command: &OrganisationCommand, _: &Context<'_>) -> Decision {
        match command {
            OrganisationCommand::Create(details) => self.create(details),
            OrganisationCommand::Change(change) => self.change(change),
            OrganisationCommand::Retire => self.set_retired(true),
            OrganisationCommand::Restore => self.set_retired(false),
        }
    }

    fn evolve(&mut self, event: &OrganisationEvent, _: &Happened) {
        self.fold(event);
    }

    fn together(errors: Vec<OrganisationError>) -> OrganisationError {
        let mut wrong = Vec::new();
        for error in errors {
            match error {
                OrganisationError::Invalid(fields) => wrong.extend(fields),
                other => return other,
            }
        }
        OrganisationError::Invalid(wrong)
    }

    fn reservations(&self, id: Uuid, event: &OrganisationEvent) -> Vec<ReservationChange> {
        let mut after = self.clone();
        after.fold(event);
        let (held, wanted) = (self.held(), after.held());
        let change = |value: &String, take| ReservationChange {
            kind: Self::DOMAIN,
            value: value.clone(),
            owner: id,
            take,
        };
        let back = held.iter().filter(|domain| !wanted.contains(domain));
        let taken = wanted.iter().filter(|domain| !held.contains(domain));
        back.map(|domain| change(domain, false))
            .chain(taken.map(|domain| change(domain, true)))
            .collect()
    }

    fn taken(_: &ReservationChange) -> OrganisationError {
        OrganisationError::Invalid(vec![FieldError::new(
            "domains",
            "one of these belongs to another organisation; leave it out",
        )])
    }
}

impl Organisation {
    fn create(&self, details: &Details) -> Decision {
        if self.details.is_some() {
            return Err(OrganisationError::Exists);
        }
        checked(|c| check(details, c))?;
        let created = OrganisationEvent::Created(Box::new(tidied(details)));
        checked(|c| c.fits("notes", created.encode().data.len()))?;
        Ok(vec![created])
    }

    fn change(&self, change: &DetailsChange) -> Decision {
        let before = self.active()?;
        let change = change.clone();
        let after = Details {
            name: change.name.unwrap_or_else(|| before.name.clone()),
            domains: change.domains.unwrap_or_else(|| before.domains.clone()),
            notes: change.notes.unwrap_or_else(|| before.notes.clone()),
            shares_tickets: change.shares_tickets.unwrap_or(before.shares_tickets),
        };
        checked(|c| check(&after, c))?;
        let events = changes(before, tidied(&after));
        let longest = events.iter().map(|e| e.encode().data.len()).max();
        checked(|c| c.fits("notes", longest.unwrap_or_default()))?;
        Ok(events)
    }

    fn set_retired(&self, retired: bool) -> Decision {
        self.details.as_ref().ok_or(OrganisationError::NotFound)?;
        Ok(match retired {
            _ if self.retired == retired => vec![],
            true => vec![OrganisationEvent::Retired {}],
            false => vec![OrganisationEvent::Restored {}],
        })
    }
}

fn checked(check: impl FnOnce(&mut Checks)) -> Result<(), OrganisationError> {
    let mut checks = Checks::default();
    check(&mut checks);
    checks.finish().map_err(OrganisationError::Invalid)
}

/// As it is kept: trimmed, domains in lower case and without repeats.
fn tidied(details: &Details) -> Details {
    let mut domains: Vec<String> = Vec::new();
    for domain in details.domains.iter().map(|text| domain_key(text)) {
        if !domains.contains(&domain) {
            domains.push(domain);
        }
    }
    Details {
        name: details.name.trim().to_owned(),
        domains,
        notes: details.notes.clone(),
        shares_tickets: details.shares_tickets,
    }
}

/// The form in which domains are kept and compared.
fn domain_key(text: &str) -> String {
    text.trim().trim_start_matches('@').to_lowercase()
}

/// Lists are named by place, as `domains[1]`.
fn check(details: &Details, checks: &mut Checks) {
    checks.line("name", &details.name, NAME_CHARS);
    checks.items("domains", details.domains.len());
    for (place, domain) in details.domains.iter().enumerate() {
        if !is_domain(&domain_key(domain)) {
            let field = format!("domains[{place}]");
            checks.fail(&field, "must be a mail domain like example.org");
        }
    }
    checks.text("notes", &details.notes);
}

fn is_domain(domain: &str) -> bool {
    let label = |label: &str| {
        !label.is_empty()
            && label.len() <= 63
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c.is_alphanumeric() || c == '-')
    };
    domain.contains('.') && domain.len() <= 253 && domain.split('.').all(label)
}

/// One event for each field that differs.
fn changes(before: &Details, after: Details) -> Vec<OrganisationEvent> {
    use OrganisationEvent as E;
    let before = before.clone();
    let name = (before.name != after.name).then_some(E::Renamed {
        from: before.name,
        to: after.name,
    });
    let domains = (before.domains != after.domains).then_some(E::DomainsChanged {
        from: before.domains,
        to: after.domains,
    });
    let notes = (before.notes != after.notes).then_some(E::NotesChanged {
        from: before.notes,
        to: after.notes,
    });
    let shared = after.shares_tickets;
    let sharing = (before.shares_tickets != shared).then_some(E::SharingChanged { shared });
    [name, domains, notes, sharing]
        .into_iter()
        .flatten()
        .collect()
}
