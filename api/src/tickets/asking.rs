//! Who asks and who is told, as requests spell them.

use commands::tickets::Asking;
use domain::customer::Contact;
use domain::ticket::Participant;
use domain::{CustomerId, FieldError, MemberId, OrganisationId};
use poem_openapi::Object;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Who asks: a customer by `id`, or details by which one is found or made.
#[derive(Clone, Debug, Default, Object, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct NewRequester {
    /// A customer who is known already. Nothing else is given then.
    pub id: Option<Uuid>,
    pub name: Option<String>,
    /// The customer with this address asks; if there is none, one is made.
    pub email: Option<String>,
    pub phone: Option<String>,
    /// For a customer who is made; otherwise found by the address's domain.
    pub organisation_id: Option<Uuid>,
    /// Language of a customer who is made, e.g. `ar`.
    pub language: Option<String>,
}

impl NewRequester {
    /// Refused where nobody is told, or somebody twice.
    pub fn asking(&self) -> Result<Asking, FieldError> {
        let told = self.contact();
        let says_something = told != Contact::default();
        match self.id {
            None if says_something => {
                let new_id = CustomerId(Uuid::now_v7());
                Ok(Asking::Contact(Box::new(told), new_id))
            }
            None => {
                let detail = "must say who asks, by id or by name, email or phone";
                Err(FieldError::new("requester", detail))
            }
            Some(_) if says_something => {
                let detail = "stands alone: change a known customer at /customers/{id}";
                Err(FieldError::new("requester.id", detail))
            }
            Some(id) => Ok(Asking::Customer(CustomerId(id))),
        }
    }

    fn contact(&self) -> Contact {
        Contact {
            name: self.name.clone(),
            email: self.email.clone(),
            phone: self.phone.clone(),
            organisation: self.organisation_id.map(OrganisationId),
            language: self.language.clone(),
        }
    }
}

/// The kinds of people who take part in a ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, poem_openapi::Enum)]
#[serde(rename_all = "snake_case")]
#[oai(rename_all = "snake_case")]
pub(crate) enum ParticipantKind {
    Member,
    Customer,
}

/// Somebody who shall take part in a ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Object, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewParticipant {
    pub kind: ParticipantKind,
    pub id: Uuid,
}

impl From<NewParticipant> for Participant {
    fn from(new: NewParticipant) -> Self {
        match new.kind {
            ParticipantKind::Member => Self::Member(MemberId(new.id)),
            ParticipantKind::Customer => Self::Customer(CustomerId(new.id)),
        }
    }
}
