//! What is allowed with a ticket as it stands, but should be known.

use crate::problem::Problem;
use crate::request::Reader;
use crate::tickets::{Warning, seen};
use domain::ticket::{Details, LinkKind};
use domain::{Catalog, StatusId};

/// Most children that are looked at.
const CHILDREN: usize = 50;

/// What people should know of the ticket as it stands. Costs nothing unless the ticket is done
/// with and has children.
pub(crate) async fn warnings(reader: &Reader, ticket: &Details) -> Result<Vec<Warning>, Problem> {
    if !is_done(ticket.status, &reader.catalog) {
        return Ok(vec![]);
    }
    let links = ticket.links.iter();
    let children = links.filter(|l| l.kind == LinkKind::ParentOf);
    let children: Vec<_> = children.map(|l| l.ticket).take(CHILDREN).collect();
    if children.is_empty() {
        return Ok(vec![]);
    }
    let seen = seen(reader, children.iter().copied()).await?;
    let mut open = Vec::new();
    for id in children {
        let child = seen.get(&id.0);
        let details = child.and_then(|child| child.state.open().ok()); // neither deleted nor merged
        let waits = details.filter(|t| !is_done(t.status, &reader.catalog));
        open.extend(waits.map(|t| (id.0, t.number)));
    }
    Ok(open_children(&open).into_iter().collect())
}

fn open_children(open: &[(uuid::Uuid, i64)]) -> Option<Warning> {
    let numbers: Vec<_> = open
        .iter()
        .map(|(_, number)| format!("#{number}"))
        .collect();
    let detail = match numbers.as_slice() {
        [] => return None,
        [one] => format!("Its child {one} is still open."),
        many => format!(
            "{} of its children are still open: {}.",
            many.len(),
            many.join(", ")
        ),
    };
    Some(Warning {
        code: "open_children".to_owned(),
        detail,
        ticket_ids: open.iter().map(|(id, _)| *id).collect(),
    })
}

/// Whether nothing more is expected of a ticket in this status, in use or retired.
fn is_done(status: StatusId, catalog: &Catalog) -> bool {
    let status = catalog.statuses.get(status.0);
    let value = status.and_then(|entry| entry.setting.value.as_ref());
    value.is_some_and(|status| status.category.is_done())
}
