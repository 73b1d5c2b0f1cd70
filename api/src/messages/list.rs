//! Pages of a conversation: that of a ticket, and those of the tickets that became a part of it.

use super::query::Order;
use super::render::RemoteImages;
use super::thread::{Said, Thread};
use super::ties;
use super::view::{Message, Shows};
use crate::page::Limit;
use crate::problem::Problem;
use crate::request::Reader;
use crate::tickets::{loaded, seen};
use crate::types::{Nullable, Visibility};
use domain::TicketId;
use domain::ticket::Visibility::Internal;
use domain::ticket::{Details, Ticket};
use eventstore::{Loaded, LoadedById};
use poem_openapi::Object;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;
use uuid::Uuid;

/// Messages of a page unless told otherwise.
const USUAL: u16 = 50;
/// Most bytes of bodies on a page, which therefore may end early: they are rendered at once.
pub(crate) const PAGE_BYTES: usize = 4 * 1024 * 1024;

/// A page of messages.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct MessageList {
    pub items: Vec<Message>,
    pub next_cursor: Nullable<String>,
}

/// Which part of a conversation is wanted.
#[derive(Debug)]
pub(super) struct Wanted {
    pub visibility: Option<Visibility>,
    pub order: Option<Order>,
    pub images: Option<RemoteImages>,
    pub limit: Option<Limit>,
    pub cursor: Option<String>,
}

/// A message's place among those of several tickets. It never changes, so what is posted or
/// edited meanwhile neither repeats nor hides messages of later pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    micros: i64,
    ticket: Uuid,
    version: i32,
}

/// A page of the conversation of a ticket.
pub(super) async fn list(
    reader: &Reader,
    id: TicketId,
    wanted: Wanted,
) -> Result<MessageList, Problem> {
    let after = wanted.cursor.as_deref().map(Place::parse).transpose()?;
    let parts = parts(reader, id).await?;
    let (mut said, mut numbers) = (Vec::new(), BTreeMap::new());
    for (ticket, details) in parts.iter().filter_map(told) {
        let thread = Thread::read(&reader.state.app.store, ticket).await?;
        let internal = reader.access.hears(Internal, details);
        let heard = |s: &Said| internal || s.now.visibility != Internal;
        said.extend(thread.said.into_iter().filter(heard));
        numbers.insert(ticket, details.number);
    }
    let seen = wanted.visibility.map(|visibility| visibility.0);
    said.retain(|s| seen.is_none_or(|seen| s.now.visibility == seen));
    let order = wanted.order.unwrap_or_default();
    let limit = usize::from(Limit::or(wanted.limit, USUAL));
    let (said, next) = page(said, order, after, limit);
    let items = shown(reader, said, numbers, wanted.images.unwrap_or_default()).await?;
    let next_cursor = next.map(Place::spelled).into();
    Ok(MessageList { items, next_cursor })
}

/// The ticket and those of its parts that the reader may see.
async fn parts(reader: &Reader, id: TicketId) -> Result<LoadedById<Ticket>, Problem> {
    let ticket = loaded(reader, id).await?;
    let details = ticket.state.details.as_deref();
    let absorbed = details.into_iter().flat_map(|details| &details.absorbed);
    let mut parts = seen(reader, absorbed.map(|absorbed| absorbed.ticket)).await?;
    parts.insert(id.0, ticket);
    Ok(parts)
}

fn told<'a>((id, part): (&Uuid, &'a Arc<Loaded<Ticket>>)) -> Option<(TicketId, &'a Details)> {
    Some((TicketId(*id), part.state.details.as_deref()?))
}

fn page(
    mut said: Vec<Said>,
    order: Order,
    after: Option<Place>,
    limit: usize,
) -> (Vec<Said>, Option<Place>) {
    said.sort_by_key(Place::of);
    if order == Order::Desc {
        said.reverse();
    }
    let is_later = |place: Place| match (after, order) {
        (None, _) => true,
        (Some(after), Order::Asc) => place > after,
        (Some(after), Order::Desc) => place < after,
    };
    said.retain(|s| is_later(Place::of(s)));
    let mut bytes = 0;
    let fits = |s: &&Said| {
        bytes += s.now.body.len();
        bytes <= PAGE_BYTES
    };
    let count = said.iter().take(limit).take_while(fits).count().max(1);
    let more = said.len() > count;
    said.truncate(count);
    let next = said.last().filter(|_| more).map(Place::of);
    (said, next)
}

/// Rendered away from the threads that answer others.
pub(super) async fn shown(
    reader: &Reader,
    mut said: Vec<Said>,
    numbers: BTreeMap<TicketId, i64>,
    images: RemoteImages,
) -> Result<Vec<Message>, Problem> {
    ties::keep_seen(reader, &mut said).await?;
    let catalog = reader.catalog.clone();
    let render = move || {
        let shows = Shows {
            catalog: &catalog,
            images,
        };
        let number = |said: &Said| numbers.get(&said.ticket).copied().unwrap_or_default();
        let messages = said.into_iter().map(|said| {
            let number = number(&said);
            Message::of(said, number, shows)
        });
        messages.collect()
    };
    let rendered = tokio::task::spawn_blocking(render).await;
    rendered.map_err(|error| Problem::internal(&error))
}

impl Place {
    fn of(said: &Said) -> Self {
        Self {
            micros: said.at.as_microsecond(),
            ticket: said.ticket.0,
            version: said.version,
        }
    }

    fn spelled(self) -> String {
        let Self {
            micros,
            ticket,
            version,
        } = self;
        format!("{micros}.{}.{version}", ticket.simple())
    }

    fn parse(cursor: &str) -> Result<Self, Problem> {
        let mut parts = cursor.split('.');
        let parts = (parts.next(), parts.next(), parts.next(), parts.next());
        let (Some(micros), Some(ticket), Some(version), None) = parts else {
            return Err(Problem::bad_cursor());
        };
        let place = Self {
            micros: micros.parse().map_err(|_| Problem::bad_cursor())?,
            ticket: Uuid::parse_str(ticket).map_err(|_| Problem::bad_cursor())?,
            version: version.parse().map_err(|_| Problem::bad_cursor())?,
        };
        // only as we spell it: nothing else passes for a cursor
        if place.spelled() == cursor {
            Ok(place)
        } else {
            Err(Problem::bad_cursor())
        }
    }
}

#[cfg(test)]
mod tests;
