//! What can be asked of a customer, and why it may be refused.

use super::Profile;
use crate::aggregate::{FieldError, describe};
use crate::{CustomerId, OrganisationId};

/// What can be asked of a customer.
#[derive(Clone, Debug, PartialEq)]
pub enum CustomerCommand {
    Create(Box<Profile>),
    Change(Box<ProfileChange>),
    /// One half of [`super::merge`]: goes with the other in one append.
    Merge {
        into: CustomerId,
    },
    /// The other half: `profile` is what the merged customer brings.
    Absorb {
        customer: CustomerId,
        profile: Box<Profile>,
    },
    /// Takes the customer out of use and gives the addresses back; tickets keep their requester.
    Retire,
    Restore,
}

/// What shall be different; `None` leaves a field as it is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ProfileChange {
    pub name: Option<Option<String>>,
    pub emails: Option<Vec<String>>,
    pub phones: Option<Vec<String>>,
    pub organisation: Option<Option<OrganisationId>>,
    pub language: Option<Option<String>>,
    pub time_zone: Option<Option<String>>,
    pub notes: Option<String>,
}

impl ProfileChange {
    /// What `now` becomes.
    #[must_use]
    pub fn applied_to(&self, now: &Profile) -> Profile {
        let change = self.clone();
        let now = now.clone();
        Profile {
            name: change.name.unwrap_or(now.name),
            emails: change.emails.unwrap_or(now.emails),
            phones: change.phones.unwrap_or(now.phones),
            organisation: change.organisation.unwrap_or(now.organisation),
            language: change.language.unwrap_or(now.language),
            time_zone: change.time_zone.unwrap_or(now.time_zone),
            notes: change.notes.unwrap_or(now.notes),
        }
    }
}

/// Why a customer's command was refused.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum CustomerError {
    #[error("there is no such customer")]
    NotFound,
    #[error("the customer exists already")]
    Exists,
    #[error("the customer was retired; restore them first")]
    Retired,
    #[error("the customer was merged into {0}; change that one instead")]
    Merged(CustomerId),
    #[error("invalid customer: {}", describe(.0))]
    Invalid(Vec<FieldError>),
}
