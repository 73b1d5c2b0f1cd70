//! A customer in a few words, as tickets show who asked.

use super::lookup;
use crate::problem::Problem;
use crate::request::Reader;
use crate::types::Nullable;
use domain::CustomerId;
use domain::customer::Customer;
use eventstore::Loaded;
use poem_openapi::Object;
use poem_openapi::types::Example;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use uuid::Uuid;

/// A customer in a few words.
#[derive(Clone, Debug, PartialEq, Eq, Object, Serialize, Deserialize)]
#[oai(example)]
pub(crate) struct CustomerSummary {
    pub id: Uuid,
    pub name: Nullable<String>,
    /// The primary address.
    pub email: Nullable<String>,
    pub organisation_id: Nullable<Uuid>,
}

/// Whoever has this id, or goes on for them; `None` for nobody. Read from the stream, so it is
/// never behind; where it need only have everything up to `since`, perhaps from memory.
pub(crate) async fn summary(
    reader: &Reader,
    id: CustomerId,
    since: Option<i64>,
) -> Result<Option<CustomerSummary>, Problem> {
    let store = &reader.state.app.store;
    let loaded = match since {
        Some(position) => store.load_since::<Customer>(id.0, position).await?,
        None => store.load::<Customer>(id.0).await?,
    };
    let last = lookup::last(reader, &loaded).await?;
    let Some(last) = last else {
        return Ok(CustomerSummary::of(id, &loaded));
    };
    let loaded = store.load::<Customer>(last.0).await?;
    Ok(CustomerSummary::of(last, &loaded))
}

/// The same of many, by the ids that were asked for. Read from the list; those whom it does not
/// have yet, from their streams.
pub(crate) async fn summaries(
    reader: &Reader,
    ids: &[CustomerId],
) -> Result<HashMap<CustomerId, CustomerSummary>, Problem> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    reader.wait_for("customers").await?;
    let known = reader.state.app.read.customer_summaries(ids).await?;
    let mut summaries: HashMap<_, _> = (known.into_iter())
        .map(|(id, summary)| (id, CustomerSummary::from(summary)))
        .collect();
    for id in ids {
        if !summaries.contains_key(id)
            && let Some(found) = summary(reader, *id, None).await?
        {
            summaries.insert(*id, found);
        }
    }
    Ok(summaries)
}

impl CustomerSummary {
    fn of(id: CustomerId, loaded: &Loaded<Customer>) -> Option<Self> {
        let profile = loaded.state.profile.as_deref()?;
        Some(Self {
            id: id.0,
            name: profile.name.clone().into(),
            email: profile.emails.first().cloned().into(),
            organisation_id: profile.organisation.map(|id| id.0).into(),
        })
    }
}

impl From<projections::CustomerSummary> for CustomerSummary {
    fn from(summary: projections::CustomerSummary) -> Self {
        Self {
            id: summary.id.0,
            name: summary.name.into(),
            email: summary.email.into(),
            organisation_id: summary.organisation.map(|id| id.0).into(),
        }
    }
}

impl Example for CustomerSummary {
    fn example() -> Self {
        Self {
            id: Uuid::from_u128(0x0192_0f0e_0000_7000_8000_0000_0000_00c1),
            name: Some("Dana Levi".to_owned()).into(),
            email: Some("dana@example.org".to_owned()).into(),
            organisation_id: None.into(),
        }
    }
}
