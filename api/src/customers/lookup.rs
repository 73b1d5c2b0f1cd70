//! Which customer a path or a ticket means, and who goes on for them.

use crate::problem::Problem;
use crate::request::Reader;
use domain::CustomerId;
use domain::customer::Customer;
use eventstore::Loaded;
use std::sync::Arc;
use uuid::Uuid;

pub(super) fn id(path: &str) -> Result<CustomerId, Problem> {
    let id = Uuid::parse_str(path).map_err(|_| Problem::not_found("customer"))?;
    Ok(CustomerId(id))
}

/// The customer as they stand; an error when there is nobody.
pub(super) async fn loaded(
    reader: &Reader,
    id: CustomerId,
) -> Result<Arc<Loaded<Customer>>, Problem> {
    let loaded = reader.state.app.store.load::<Customer>(id.0).await?;
    if loaded.exists() {
        Ok(loaded)
    } else {
        Err(Problem::not_found("customer"))
    }
}

/// Who goes on for a customer after all merges; `None` for one who was not merged.
pub(super) async fn last(
    reader: &Reader,
    loaded: &Loaded<Customer>,
) -> Result<Option<CustomerId>, Problem> {
    let mut last = loaded.state.merged_into;
    while let Some(id) = last {
        // merges never lead in a circle
        match reader
            .state
            .app
            .store
            .load::<Customer>(id.0)
            .await?
            .state
            .merged_into
        {
            Some(next) => last = Some(next),
            None => break,
        }
    }
    Ok(last)
}

/// Everybody who counts as the customer, or as whoever goes on for them: all who were merged.
pub(super) async fn everybody(reader: &Reader, id: CustomerId) -> Result<Vec<CustomerId>, Problem> {
    let loaded = loaded(reader, id).await?;
    let last = last(reader, &loaded).await?.unwrap_or(id);
    reader.wait_for("customers").await?;
    Ok(reader.state.app.read.customer_aliases(last).await?)
}
