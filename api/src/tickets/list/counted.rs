//! Tickets counted group by group.

use super::filter::Filter;
use super::given::Wrong;
use super::past;
use super::sort::ranks;
use super::viewed::chosen;
use crate::answer::Shown;
use crate::called;
use crate::problem::Problem;
use crate::request::Reader;
use crate::tickets::counts::{GroupBy, TicketCount, TicketCounts};
use crate::types::Nullable;
use domain::{Catalog, PriorityId, StatusId};
use projections::TicketQuery;
use std::cmp::Reverse;
use uuid::Uuid;

pub(in crate::tickets) async fn counted(
    reader: &Reader,
    parameters: Vec<(String, String)>,
    (by, language): (Option<GroupBy>, Option<String>),
) -> Result<Shown<TicketCounts>, Problem> {
    let mut wrong = Wrong::default();
    let language = wrong.language(reader, language.as_deref());
    let filter = Filter::of(parameters, &mut wrong);
    let as_of = filter.as_of;
    let by = by.or_else(|| grouped(&filter, reader));
    let Some(query) = filter.into_checked(reader, wrong).await? else {
        return Shown::new(&TicketCounts {
            total: 0,
            groups: Vec::new(),
        });
    };
    let mut counts = if let Some(at) = as_of {
        past::count(reader, &query, at, by).await?
    } else {
        super::wait(reader, &query).await?;
        count(reader, &query, by).await?
    };
    if let Some(by) = by {
        name(&mut counts.groups, by, (&reader.catalog, &language));
    }
    Shown::new(&counts)
}

fn name(groups: &mut [TicketCount], by: GroupBy, (catalog, language): (&Catalog, &str)) {
    for group in groups {
        let named = group.id.0.and_then(|id| match by {
            GroupBy::Status => called::status(catalog, id, language),
            GroupBy::Priority => called::priority(catalog, id, language),
            GroupBy::Department => called::department(catalog, id, language),
            GroupBy::Assignee => called::member(catalog, id),
        });
        group.name = named.map(str::to_owned).into();
    }
}

/// What the view that is asked through is grouped by; a wrong one is told with all else.
fn grouped(filter: &Filter, reader: &Reader) -> Option<GroupBy> {
    let view = chosen(filter.view.as_deref()?, reader, &mut Wrong::default())?;
    view.group_by.map(GroupBy::from)
}

/// How many tickets the query finds.
pub(crate) async fn count(
    reader: &Reader,
    query: &TicketQuery,
    by: Option<GroupBy>,
) -> Result<TicketCounts, Problem> {
    let read = &reader.state.app.read;
    let found = match by {
        Some(by) => read.count_tickets_by(query, by.into()).await?,
        None => Vec::new(),
    };
    let total = match by {
        // a ticket may be in several groups
        None | Some(GroupBy::Assignee) => read.count_tickets(query).await?,
        Some(_) => found.iter().map(|(_, count)| count).sum(),
    };
    Ok(told(reader, by, found, total))
}

/// The groups in their order.
pub(super) fn told(
    reader: &Reader,
    by: Option<GroupBy>,
    mut found: Vec<(Option<Uuid>, i64)>,
    total: i64,
) -> TicketCounts {
    let order = by.map(|by| order(reader, by)).unwrap_or_default();
    found.sort_by_key(|(id, count)| {
        let place = id.and_then(|id| order.iter().position(|other| *other == id));
        let place = place.unwrap_or(order.len());
        (id.is_none(), place, Reverse(*count), *id)
    });
    let key = |id| by.and_then(|by| key(reader, by, id));
    let groups = found.into_iter().map(|(id, count)| TicketCount {
        id: Nullable(id),
        key: Nullable(id.and_then(key)),
        name: Nullable(None),
        count,
    });
    TicketCounts {
        total,
        groups: groups.collect(),
    }
}

fn order(reader: &Reader, by: GroupBy) -> Vec<Uuid> {
    let catalog = &reader.catalog;
    match by {
        GroupBy::Status => ranks(&catalog.statuses),
        GroupBy::Priority => ranks(&catalog.priorities),
        GroupBy::Department => ranks(&catalog.departments),
        GroupBy::Assignee => Vec::new(),
    }
}

fn key(reader: &Reader, by: GroupBy, id: Uuid) -> Option<String> {
    match by {
        GroupBy::Status => Some(reader.catalog.status_key(StatusId(id))),
        GroupBy::Priority => Some(reader.catalog.priority_key(PriorityId(id))),
        GroupBy::Department | GroupBy::Assignee => None,
    }
}
