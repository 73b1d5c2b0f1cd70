//! An organisation as it stands: the fold of its events.

use super::{Details, OrganisationError, OrganisationEvent};
use serde::{Deserialize, Serialize};

/// One organisation, or nothing yet.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Organisation {
    pub details: Option<Box<Details>>,
    pub retired: bool,
}

impl Organisation {
    /// Kind under which mail domains are reserved.
    pub const DOMAIN: &'static str = "organisation.domain";

    /// The organisation, if it is there and was not retired.
    pub fn active(&self) -> Result<&Details, OrganisationError> {
        let details = self.details.as_deref().ok_or(OrganisationError::NotFound)?;
        if self.retired {
            Err(OrganisationError::Retired)
        } else {
            Ok(details)
        }
    }

    /// The domains that no other organisation can have meanwhile.
    pub(super) fn held(&self) -> &[String] {
        self.active().map_or(&[], |details| &details.domains)
    }

    pub(super) fn fold(&mut self, event: &OrganisationEvent) {
        match event {
            OrganisationEvent::Created(details) => self.details = Some(details.clone()),
            OrganisationEvent::Retired {} => self.retired = true,
            OrganisationEvent::Restored {} => self.retired = false,
            OrganisationEvent::Renamed { .. }
            | OrganisationEvent::DomainsChanged { .. }
            | OrganisationEvent::NotesChanged { .. }
            | OrganisationEvent::SharingChanged { .. } => {
                if let Some(details) = self.details.as_deref_mut() {
                    details.fold(event);
                }
            }
        }
    }
}

impl Details {
    fn fold(&mut self, event: &OrganisationEvent) {
        match event {
            OrganisationEvent::Renamed { to, .. } => self.name.clone_from(to),
            OrganisationEvent::DomainsChanged { to, .. } => self.domains.clone_from(to),
            OrganisationEvent::NotesChanged { to, .. } => self.notes.clone_from(to),
            OrganisationEvent::SharingChanged { shared } => self.shares_tickets = *shared,
            OrganisationEvent::Created(_)
            | OrganisationEvent::Retired {}
            | OrganisationEvent::Restored {} => {}
        }
    }
}
