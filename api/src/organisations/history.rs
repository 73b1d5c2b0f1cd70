//! What happened to an organisation: who changed what from what to what.

use super::lookup;
use crate::answer::Shown;
use crate::history::{Change, Diff, History, Wanted, history, json};
use crate::problem::Problem;
use crate::request::Reader;
use domain::organisation::Organisation;
use domain::{Catalog, OrganisationId};

pub(super) async fn list(
    reader: &Reader,
    id: OrganisationId,
    wanted: &Wanted,
) -> Result<Shown<History>, Problem> {
    lookup::loaded(reader, id).await?;
    history(reader, id.0, wanted, changes).await
}

fn changes(before: &Organisation, after: &Organisation, _: &Catalog) -> Vec<Change> {
    let mut diff = Diff::new(before.details.as_deref(), after.details.as_deref());
    diff.field("name", |o| o.name.as_str(), json);
    diff.field("domains", |o| o.domains.as_slice(), json);
    diff.field("notes", |o| o.notes.as_str(), json);
    diff.field(
        "shares_tickets",
        |o| o.shares_tickets,
        |shared| json(&shared),
    );
    diff.flag("retired", &before.retired, &after.retired);
    diff.changes
}
