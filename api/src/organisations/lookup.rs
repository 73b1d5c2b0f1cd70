//! Which organisation a path means.

use crate::problem::Problem;
use crate::request::Reader;
use domain::OrganisationId;
use domain::organisation::Organisation;
use eventstore::Loaded;
use std::sync::Arc;
use uuid::Uuid;

pub(super) fn id(path: &str) -> Result<OrganisationId, Problem> {
    let id = Uuid::parse_str(path).map_err(|_| Problem::not_found("organisation"))?;
    Ok(OrganisationId(id))
}

/// The organisation as it stands; an error when there is none.
pub(super) async fn loaded(
    reader: &Reader,
    id: OrganisationId,
) -> Result<Arc<Loaded<Organisation>>, Problem> {
    let loaded = reader.state.app.store.load::<Organisation>(id.0).await?;
    if loaded.exists() {
        Ok(loaded)
    } else {
        Err(Problem::not_found("organisation"))
    }
}
