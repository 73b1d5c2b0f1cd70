//! Organisations: whom customers belong to, known by their mail domains.

mod decide;
mod event;
mod state;
#[cfg(test)]
mod tests;

pub use decide::{DetailsChange, OrganisationCommand, OrganisationError, domain_of};
pub use event::{Details, OrganisationEvent};
pub use state::Organisation;
