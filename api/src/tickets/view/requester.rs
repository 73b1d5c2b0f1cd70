//! Who asked, by the name they have now.

use crate::customers::{CustomerSummary, summary};
use crate::problem::Problem;
use crate::request::Reader;
use crate::types::Nullable;
use domain::ticket::{self, Details};
use poem_openapi::Object;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Who asked.
#[derive(Clone, Debug, Default, Object, Serialize, Deserialize)]
pub(crate) struct Requester {
    /// The customer; null where only details were told.
    pub id: Nullable<Uuid>,
    pub name: Nullable<String>,
    pub email: Nullable<String>,
    /// An organisation by its name, where no customer stands for who asked.
    pub organisation: Nullable<String>,
    pub organisation_id: Nullable<Uuid>,
}

impl From<ticket::Requester> for Requester {
    fn from(requester: ticket::Requester) -> Self {
        Self {
            name: requester.name.into(),
            email: requester.email.into(),
            organisation: requester.organisation.into(),
            ..Self::default()
        }
    }
}

impl Requester {
    /// Names are looked up here, never stored with tickets: the newest, or those of `since` or
    /// later.
    pub async fn of(
        reader: &Reader,
        ticket: &Details,
        since: Option<i64>,
    ) -> Result<Option<Self>, Problem> {
        match ticket.customer {
            Some(id) => Ok(summary(reader, id, since).await?.map(Self::from)),
            None => Ok(ticket.requester.clone().map(Self::from)),
        }
    }
}

impl From<CustomerSummary> for Requester {
    fn from(customer: CustomerSummary) -> Self {
        Self {
            id: Some(customer.id).into(),
            name: customer.name,
            email: customer.email,
            organisation: Nullable(None),
            organisation_id: customer.organisation_id,
        }
    }
}
