//! The list as it was at a moment, and what it counted.

use super::TicketList;
use super::counted::told;
use super::filter::Filter;
use super::given::Wrong;
use crate::answer::Shown;
use crate::problem::Problem;
use crate::request::Reader;
use crate::tickets::counts::{GroupBy, TicketCounts};
use crate::tickets::{Ticket, then};
use crate::types::AsOf;
use futures_util::{StreamExt, TryStreamExt, stream};
use projections::TicketQuery;

/// How many tickets are folded side by side.
const AT_ONCE: usize = 8;

/// What the read model finds, each ticket as the log tells that it was.
pub(super) async fn list(
    reader: &Reader,
    query: &TicketQuery,
    at: AsOf,
) -> Result<Shown<TicketList>, Problem> {
    wait(reader).await?;
    let read = &reader.state.app.read;
    let page = read.past_tickets(&query.past(at.moment())).await?;
    let items = stream::iter(page.items).map(|id| async move {
        let then = then(reader, id, at).await?;
        Ticket::of(reader, id, &then).await
    });
    Shown::new(&TicketList {
        items: items.buffered(AT_ONCE).try_collect().await?,
        next_cursor: page.next_cursor.into(),
        prev_cursor: page.prev_cursor.into(),
    })
}

/// How many tickets the query found then.
pub(super) async fn count(
    reader: &Reader,
    query: &TicketQuery,
    at: AsOf,
    by: Option<GroupBy>,
) -> Result<TicketCounts, Problem> {
    wait(reader).await?;
    let read = &reader.state.app.read;
    let query = query.past(at.moment());
    let found = match by {
        Some(by) => read.group_past_tickets(&query, by.into()).await?,
        None => Vec::new(),
    };
    let total = match by {
        // a ticket may be in several groups
        None | Some(GroupBy::Assignee) => read.count_past_tickets(&query).await?,
        Some(_) => found.iter().map(|(_, count)| count).sum(),
    };
    Ok(told(reader, by, found, total))
}

async fn wait(reader: &Reader) -> Result<(), Problem> {
    reader.wait_for("intervals").await?;
    reader.wait_for_tickets().await // which tells who may see what
}

impl Filter {
    /// Refuses what cannot be asked of the past.
    pub(super) fn check_past(&self, wrong: &mut Wrong) {
        let Some(at) = self.as_of else {
            return;
        };
        let asked = [
            ("text", self.text.is_some()),
            ("q", self.q.is_some()),
            ("condition", self.condition.is_some()),
            ("cc", self.cc.is_some()),
            ("watcher", self.watcher.is_some()),
            ("snoozed", self.snoozed.is_some()),
            ("view", self.view.is_some()),
        ];
        for (name, _) in asked.iter().filter(|(_, asked)| *asked) {
            wrong.add(name, "cannot be asked of the past; leave it or as_of out");
        }
        if self
            .sort
            .as_ref()
            .is_some_and(|sort| !sort.is_by_creation())
        {
            wrong.add("sort", "must be -created_at or created_at with as_of");
        }
        if self.overdue.is_some() && matches!(at, AsOf::Position(_)) {
            wrong.add("overdue", "needs a time in as_of, not a position");
        }
    }
}
