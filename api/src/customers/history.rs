//! What happened to a customer: who changed what from what to what.

use super::lookup;
use crate::answer::Shown;
use crate::history::{Change, Diff, History, Wanted, history, json};
use crate::problem::Problem;
use crate::request::Reader;
use domain::customer::Customer;
use domain::{Catalog, CustomerId};

pub(super) async fn list(
    reader: &Reader,
    id: CustomerId,
    wanted: &Wanted,
) -> Result<Shown<History>, Problem> {
    lookup::loaded(reader, id).await?;
    history(reader, id.0, wanted, changes).await
}

fn changes(before: &Customer, after: &Customer, _: &Catalog) -> Vec<Change> {
    let mut diff = Diff::new(before.profile.as_deref(), after.profile.as_deref());
    diff.field("name", |p| p.name.as_deref(), |name| json(&name));
    diff.field("emails", |p| p.emails.as_slice(), json);
    diff.field("phones", |p| p.phones.as_slice(), json);
    diff.field("organisation_id", |p| p.organisation, |id| json(&id));
    diff.field("language", |p| p.language.as_deref(), |tag| json(&tag));
    diff.field("time_zone", |p| p.time_zone.as_deref(), |zone| json(&zone));
    diff.field("notes", |p| p.notes.as_str(), json);
    diff.flag("merged_into", &before.merged_into, &after.merged_into);
    diff.flag("retired", &before.retired, &after.retired);
    diff.changes
}
