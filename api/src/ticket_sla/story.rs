//! What happened to tickets, as clocks are computed from it.

use crate::problem::Problem;
use crate::request::Reader;
use crate::types::AsOf;
use domain::aggregate::Happened;
use domain::ticket::TicketEvent;
use domain::{Recorded, TicketId};
use std::collections::HashMap;
use uuid::Uuid;

/// Events read in one go.
const PAGE: usize = 500;

/// A ticket's events, oldest first.
pub(crate) type Story = Vec<(TicketEvent, Happened)>;

/// The events of the tickets, in the order in which these are named.
pub(crate) async fn stories(
    reader: &Reader,
    page: &[TicketId],
) -> Result<Vec<(TicketId, Story)>, Problem> {
    let ids: Vec<_> = page.iter().map(|id| id.0).collect();
    let mut stories: HashMap<Uuid, Story> = HashMap::new();
    for event in reader.state.app.store.read_streams(&ids).await? {
        let told = event.decode().map_err(|error| Problem::internal(&error))?;
        let story = stories.entry(event.stream_id).or_default();
        story.push((told, event.happened()));
    }
    let found = page
        .iter()
        .filter_map(|id| Some((*id, stories.remove(&id.0)?)));
    Ok(found.collect())
}

/// The ticket's events up to then.
pub(super) async fn story(reader: &Reader, id: TicketId, until: AsOf) -> Result<Story, Problem> {
    let store = &reader.state.app.store;
    let wanted = |event: &Recorded| match until {
        AsOf::Time(at) => event.occurred_at <= at.0,
        AsOf::Position(position) => event.position <= position.0,
    };
    let (mut story, mut after) = (Story::new(), 0);
    loop {
        let events = store.read_stream(id.0, after, PAGE).await?;
        for event in &events {
            if !wanted(event) {
                return Ok(story);
            }
            let told = event.decode().map_err(|error| Problem::internal(&error))?;
            story.push((told, event.happened()));
        }
        match events.last() {
            Some(last) if events.len() == PAGE => after = last.version,
            _ => return Ok(story),
        }
    }
}
