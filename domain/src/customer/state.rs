//! A customer as they stand: the fold of their events.

use super::{CustomerError, CustomerEvent, Profile, email_key};
use crate::CustomerId;
use serde::{Deserialize, Serialize};

/// One customer, or nobody yet.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Customer {
    /// What is known; of a merged customer, what was known when they were merged.
    pub profile: Option<Box<Profile>>,
    pub retired: bool,
    /// Who this customer turned out to be. That one may have been merged in turn.
    pub merged_into: Option<CustomerId>,
}

impl Customer {
    /// Kind under which customers' addresses are reserved.
    pub const EMAIL: &'static str = "customer.email";

    /// What is known, if the customer is there and is their own.
    pub fn known(&self) -> Result<&Profile, CustomerError> {
        let profile = self.profile.as_deref().ok_or(CustomerError::NotFound)?;
        match self.merged_into {
            Some(into) => Err(CustomerError::Merged(into)),
            None => Ok(profile),
        }
    }

    /// The same, unless the customer was retired.
    pub fn active(&self) -> Result<&Profile, CustomerError> {
        let profile = self.known()?;
        if self.retired {
            Err(CustomerError::Retired)
        } else {
            Ok(profile)
        }
    }

    /// The addresses that nobody else can have meanwhile, as they are compared.
    pub(super) fn held(&self) -> Vec<String> {
        let emails = self.active().map(|profile| profile.emails.as_slice());
        emails
            .unwrap_or_default()
            .iter()
            .map(|e| email_key(e))
            .collect()
    }

    pub(super) fn fold(&mut self, event: &CustomerEvent) {
        match event {
            CustomerEvent::Created(profile) => self.profile = Some(profile.clone()),
            CustomerEvent::Merged { into } => self.merged_into = Some(*into),
            CustomerEvent::Retired {} => self.retired = true,
            CustomerEvent::Restored {} => self.retired = false,
            _ => {
                if let Some(profile) = self.profile.as_deref_mut() {
                    profile.fold(event);
                }
            }
        }
    }
}

impl Profile {
    fn fold(&mut self, event: &CustomerEvent) {
        match event {
            CustomerEvent::Renamed { to, .. } => self.name.clone_from(to),
            CustomerEvent::EmailsChanged { to, .. } => self.emails.clone_from(to),
            CustomerEvent::PhonesChanged { to, .. } => self.phones.clone_from(to),
            CustomerEvent::OrganisationChanged { to, .. } => self.organisation = *to,
            CustomerEvent::LanguageChanged { to, .. } => self.language.clone_from(to),
            CustomerEvent::TimeZoneChanged { to, .. } => self.time_zone.clone_from(to),
            CustomerEvent::NotesChanged { to, .. } => self.notes.clone_from(to),
            CustomerEvent::Absorbed { gained, .. } => self.gain(gained),
            CustomerEvent::Created(_)
            | CustomerEvent::Merged { .. }
            | CustomerEvent::Retired {}
            | CustomerEvent::Restored {} => {}
        }
    }

    /// Adds to the lists, and fills what is empty.
    pub(super) fn gain(&mut self, gained: &Self) {
        let gained = gained.clone();
        self.emails.extend(gained.emails);
        self.phones.extend(gained.phones);
        self.name = self.name.take().or(gained.name);
        self.organisation = self.organisation.or(gained.organisation);
        self.language = self.language.take().or(gained.language);
        self.time_zone = self.time_zone.take().or(gained.time_zone);
        if self.notes.is_empty() {
            self.notes = gained.notes;
        }
    }
}
