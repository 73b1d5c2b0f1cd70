//! Unique values: who holds them, and the events by which they change hands.

use super::Parts;
use crate::append::Append;
use crate::load::Loaded;
use crate::store::{EventStore, StoreError};
use domain::Happened;
use domain::ids::derived;
use domain::reservation::{Reservation, ReservationChange};
use jiff::Timestamp;
use std::sync::Arc;
use uuid::Uuid;

impl Parts {
    /// Who holds the value.
    pub async fn owner(
        &mut self,
        store: &EventStore,
        kind: &'static str,
        value: &str,
    ) -> Result<Option<Uuid>, StoreError> {
        let value = derived(kind, value);
        Ok(self.load::<Reservation>(store, value).await?.state.owner)
    }

    /// Adds the event that carries the change out; `Err` names the holder who is in the way.
    pub async fn reserve(
        &mut self,
        store: &EventStore,
        append: &mut Append,
        change: &ReservationChange,
        now: Timestamp,
    ) -> Result<Result<(), Uuid>, StoreError> {
        let id = change.stream_id();
        let mut value = self.load::<Reservation>(store, id).await?;
        let event = match change.decide(&value.state) {
            Ok(Some(event)) => event,
            Ok(None) => return Ok(Ok(())),
            Err(holder) => return Ok(Err(holder)),
        };
        let stream = self.stream::<Reservation>(id, append);
        append.push(stream, now, &event)?;
        let bytes = append.events.last().map_or(0, |e| e.data.len());
        let actor = append.actor;
        let after: &mut Loaded<Reservation> = Arc::make_mut(&mut value);
        after.fold(&event, &Happened { at: now, actor }, bytes);
        self.replace(id, value);
        Ok(Ok(()))
    }
}
