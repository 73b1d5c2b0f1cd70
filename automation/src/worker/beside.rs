//! Reacting to events of several streams side by side, to those of one stream in their order.

use super::Work;
use crate::reaction::Reaction;
use domain::Recorded;
use futures_util::StreamExt as _;
use std::collections::HashMap;
use std::sync::Arc;

/// Streams seen to at the same time, so that the log's batches are filled.
const SIDE_BY_SIDE: usize = 16;

impl<R: Reaction> Work<R> {
    /// Has all of them reacted to; `false` when a stop came first, and then some were not.
    pub(super) async fn react_side_by_side(
        &self,
        state: &R::State,
        events: &[Arc<Recorded>],
    ) -> bool {
        let mut work = Vec::new();
        for events in by_stream(events) {
            work.push(self.in_turn(state, events));
        }
        let mut work = futures_util::stream::iter(work).buffer_unordered(SIDE_BY_SIDE);
        let mut all = true;
        while let Some(went) = work.next().await {
            all &= went;
        }
        all
    }

    async fn in_turn(&self, state: &R::State, events: Vec<&Recorded>) -> bool {
        for event in events {
            if self.stop.is_cancelled() || !self.react_beside(state, event).await {
                return false;
            }
        }
        true
    }
}

/// The events of each stream in their order; streams by their first.
fn by_stream(events: &[Arc<Recorded>]) -> Vec<Vec<&Recorded>> {
    let (mut streams, mut places) = (Vec::<Vec<&Recorded>>::new(), HashMap::new());
    for event in events {
        let place = *places.entry(event.stream_id).or_insert_with(|| {
            streams.push(Vec::new());
            streams.len() - 1
        });
        streams[place].push(event);
    }
    streams
}
