//! The rules of customers: from a command to the events that it causes.

use super::check::{check, phone_key, tidied};
use super::{
    Customer, CustomerCommand, CustomerError, CustomerEvent, Profile, ProfileChange, email_key,
};
use crate::aggregate::{Aggregate, Context, FieldError, Happened};
use crate::limits::Checks;
use crate::reservation::ReservationChange;
use crate::{CustomerId, EventPayload};
use uuid::Uuid;

type Decision = Result<Vec<CustomerEvent>, CustomerError>;

impl Aggregate for Customer {
    const CATEGORY: &'static str = "customer";
    const FOLD: i32 = 1;
    type Command = CustomerCommand;
    type Event = CustomerEvent;
    type Error = CustomerError;

    fn decide(&self, command: &CustomerCommand, _: &Context<'_>) -> Decision {
        match command {
            CustomerCommand::Create(profile) => self.create(profile),
            CustomerCommand::Change(change) => self.change(change),
            CustomerCommand::Merge { into } => self.merge(*into),
            CustomerCommand::Absorb { customer, profile } => self.absorb(*customer, profile),
            CustomerCommand::Retire => self.retire(),
            CustomerCommand::Restore => self.restore(),
        }
    }

    fn evolve(&mut self, event: &CustomerEvent, _: &Happened) {
        self.fold(event);
    }

    fn together(errors: Vec<CustomerError>) -> CustomerError {
        let mut wrong = Vec::new();
        for error in errors {
            match error {
                CustomerError::Invalid(fields) => wrong.extend(fields),
                other => return other,
            }
        }
        CustomerError::Invalid(wrong)
    }

    fn reservations(&self, id: Uuid, event: &CustomerEvent) -> Vec<ReservationChange> {
        let mut after = self.clone();
        after.fold(event);
        let (held, wanted) = (self.held(), after.held());
        let change = |value: &String, take| ReservationChange {
            kind: Self::EMAIL,
            value: value.clone(),
            owner: id,
            take,
        };
        let back = held.iter().filter(|key| !wanted.contains(key));
        let taken = wanted.iter().filter(|key| !held.contains(key));
        back.map(|key| change(key, false))
            .chain(taken.map(|key| change(key, true)))
            .collect()
    }

    fn taken(_: &ReservationChange) -> CustomerError {
        CustomerError::Invalid(vec![FieldError::new(
            "emails",
            "one of these belongs to another customer; leave it out, or merge the two",
        )])
    }
}

impl Customer {
    fn create(&self, profile: &Profile) -> Decision {
        if self.profile.is_some() {
            return Err(CustomerError::Exists);
        }
        checked(|c| check(profile, c))?;
        let created = CustomerEvent::Created(Box::new(tidied(profile)));
        checked(|c| c.fits("notes", created.encode().data.len()))?;
        Ok(vec![created])
    }

    fn change(&self, change: &ProfileChange) -> Decision {
        let before = self.active()?;
        let after = change.applied_to(before);
        checked(|c| check(&after, c))?;
        let events = changes(before, &tidied(&after));
        let longest = events.iter().map(|e| e.encode().data.len()).max();
        checked(|c| c.fits("notes", longest.unwrap_or_default()))?;
        Ok(events)
    }

    fn merge(&self, into: CustomerId) -> Decision {
        self.known()?;
        Ok(vec![CustomerEvent::Merged { into }])
    }

    fn absorb(&self, customer: CustomerId, profile: &Profile) -> Decision {
        let own = self.active()?;
        let gained = Box::new(gained(own, profile));
        checked(|c| {
            c.items("emails", own.emails.len() + gained.emails.len());
            c.items("phones", own.phones.len() + gained.phones.len());
        })?;
        Ok(vec![CustomerEvent::Absorbed { customer, gained }])
    }

    fn retire(&self) -> Decision {
        self.known()?;
        Ok(if self.retired {
            vec![]
        } else {
            vec![CustomerEvent::Retired {}]
        })
    }

    fn restore(&self) -> Decision {
        self.known()?;
        Ok(if self.retired {
            vec![CustomerEvent::Restored {}]
        } else {
            vec![]
        })
    }
}

fn checked(check: impl FnOnce(&mut Checks)) -> Result<(), CustomerError> {
    let mut checks = Checks::default();
    check(&mut checks);
    checks.finish().map_err(CustomerError::Invalid)
}

/// One event for each field that differs.
fn changes(before: &Profile, after: &Profile) -> Vec<CustomerEvent> {
    use CustomerEvent as E;
    let mut events = Vec::new();
    let mut change = |event: E, differs: bool| {
        if differs {
            events.push(event);
        }
    };
    let (from, to) = (before.name.clone(), after.name.clone());
    change(E::Renamed { from, to }, before.name != after.name);
    let (from, to) = (before.emails.clone(), after.emails.clone());
    change(E::EmailsChanged { from, to }, before.emails != after.emails);
    let (from, to) = (before.phones.clone(), after.phones.clone());
    change(E::PhonesChanged { from, to }, before.phones != after.phones);
    let (from, to) = (before.organisation, after.organisation);
    change(E::OrganisationChanged { from, to }, from != to);
    let (from, to) = (before.language.clone(), after.language.clone());
    let differs = before.language != after.language;
    change(E::LanguageChanged { from, to }, differs);
    let (from, to) = (before.time_zone.clone(), after.time_zone.clone());
    let differs = before.time_zone != after.time_zone;
    change(E::TimeZoneChanged { from, to }, differs);
    let (from, to) = (before.notes.clone(), after.notes.clone());
    change(E::NotesChanged { from, to }, before.notes != after.notes);
    events
}

/// What of `brought` is new to a customer: more addresses and phones, and what was empty.
fn gained(own: &Profile, brought: &Profile) -> Profile {
    let fill = |own: &Option<String>, new: &Option<String>| match own {
        Some(_) => None,
        None => new.clone(),
    };
    Profile {
        name: fill(&own.name, &brought.name),
        emails: new_to(&own.emails, &brought.emails, email_key),
        phones: new_to(&own.phones, &brought.phones, phone_key),
        organisation: brought.organisation.filter(|_| own.organisation.is_none()),
        language: fill(&own.language, &brought.language),
        time_zone: fill(&own.time_zone, &brought.time_zone),
        notes: if own.notes.is_empty() {
            brought.notes.clone()
        } else {
            String::new()
        },
    }
}

fn new_to(own: &[String], brought: &[String], key: impl Fn(&str) -> String) -> Vec<String> {
    let known: Vec<_> = own.iter().map(|item| key(item)).collect();
    let new = brought.iter().filter(|item| !known.contains(&key(item)));
    new.cloned().collect()
}
