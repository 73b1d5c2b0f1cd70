//! Two customers who are one person: which commands make them one.

use super::{Customer, CustomerCommand, CustomerError, Profile};
use crate::CustomerId;
use crate::aggregate::FieldError;

/// The commands of a merge: both in one append, the merged customer's first, so that the
/// addresses are free when the other takes them.
#[derive(Clone, Debug, PartialEq)]
pub struct Merge {
    /// For the customer who goes.
    pub merged: CustomerCommand,
    /// For the customer who stays.
    pub target: CustomerCommand,
}

/// Merges `from` into `into`. A retired customer can be merged, for those who came back under
/// another address; their own addresses were given back, so these do not move. Refused where it
/// makes no sense; what is wrong with the target is an error of the field `into`.
pub fn merge(
    from: (CustomerId, &Customer),
    into: (CustomerId, &Customer),
) -> Result<Merge, CustomerError> {
    let (customer, source) = from;
    let mut profile = source.known()?.clone();
    if source.retired {
        profile.emails = Vec::new();
    }
    if customer == into.0 {
        return Err(wrong("is the customer itself; name another one"));
    }
    into.1.active().map_err(|error| match error {
        CustomerError::Retired => wrong("was retired; restore them first, or name another one"),
        CustomerError::Merged(other) => wrong(&format!("was merged into {other}; name that one")),
        _ => wrong("names no customer"),
    })?;
    let profile: Box<Profile> = Box::new(profile);
    Ok(Merge {
        merged: CustomerCommand::Merge { into: into.0 },
        target: CustomerCommand::Absorb { customer, profile },
    })
}

fn wrong(detail: &str) -> CustomerError {
    CustomerError::Invalid(vec![FieldError::new("into", detail)])
}
