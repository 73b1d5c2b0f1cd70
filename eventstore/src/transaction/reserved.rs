//! Unique values: who holds them, and the events by which they change hands.

use crate::append::{Append, StreamPart};
use crate::store::{EventStore, StoreError};
use domain::ids::derived;
use domain::reservation::{self, Reservation, ReservationChange, ReservationEvent};
use jiff::Timestamp;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use uuid::Uuid;

/// A value is given and taken only a few times in its life.
const ALL: usize = usize::MAX >> 1;

/// One value as it stands in the middle of an append.
#[derive(Debug, Default)]
struct Value {
    state: Reservation,
    /// Version before the append.
    before: i32,
    /// Place among the append's streams, once it has events.
    stream: Option<usize>,
}

/// The values that an append has asked about.
#[derive(Debug, Default)]
pub(crate) struct Reserved(HashMap<Uuid, Value>);

impl Reserved {
    /// Who holds the value.
    pub async fn owner(
        &mut self,
        store: &EventStore,
        kind: &'static str,
        value: &str,
    ) -> Result<Option<Uuid>, StoreError> {
        let value = self.value(store, derived(kind, value)).await?;
        Ok(value.state.owner)
    }

    /// Adds the event that carries the change out; `Err` names the holder who is in the way.
    pub async fn change(
        &mut self,
        store: &EventStore,
        append: &mut Append,
        change: &ReservationChange,
        now: Timestamp,
    ) -> Result<Result<(), Uuid>, StoreError> {
        let id = change.stream_id();
        let value = self.value(store, id).await?;
        let event = match change.decide(&value.state) {
            Ok(Some(event)) => event,
            Ok(None) => return Ok(Ok(())),
            Err(holder) => return Ok(Err(holder)),
        };
        let stream = *value.stream.get_or_insert_with(|| {
            append.streams.push(StreamPart {
                id,
                category: reservation::CATEGORY,
                expected_version: value.before,
            });
            append.streams.len() - 1
        });
        value.state.evolve(&event);
        append.push(stream, now, &event)?;
        Ok(Ok(()))
    }

    async fn value(&mut self, store: &EventStore, id: Uuid) -> Result<&mut Value, StoreError> {
        match self.0.entry(id) {
            Entry::Occupied(known) => Ok(known.into_mut()),
            Entry::Vacant(unknown) => Ok(unknown.insert(read(store, id).await?)),
        }
    }
}

async fn read(store: &EventStore, id: Uuid) -> Result<Value, StoreError> {
    let mut value = Value::default();
    for event in store.read_stream(id, 0, ALL).await? {
        value.state.evolve(&event.decode::<ReservationEvent>()?);
        value.before = event.version;
    }
    Ok(value)
}
