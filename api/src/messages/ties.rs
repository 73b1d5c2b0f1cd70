//! What messages tell of other tickets, as far as those are within reach.

use super::thread::Said;
use crate::problem::Problem;
use crate::request::Reader;
use crate::tickets::seen;
use domain::Permission;
use std::collections::BTreeSet;

/// Leaves out where a message came from and what became of it, where that is a ticket that the
/// reader may not see.
pub(super) async fn keep_seen(reader: &Reader, said: &mut [Said]) -> Result<(), Problem> {
    if reader.access.reach(Permission::ReadTickets).is_everything() {
        return Ok(());
    }
    let from = |said: &Said| said.now.source.map(|source| source.ticket);
    let tied = said.iter().flat_map(|said| [from(said), said.split_to]);
    let tied: BTreeSet<_> = tied.flatten().collect();
    if tied.is_empty() {
        return Ok(());
    }
    let seen = seen(reader, tied).await?;
    for said in said {
        said.split_to = said.split_to.filter(|id| seen.contains_key(&id.0));
        let source = said.now.source;
        said.now.source = source.filter(|source| seen.contains_key(&source.ticket.0));
    }
    Ok(())
}
