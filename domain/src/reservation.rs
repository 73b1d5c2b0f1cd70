//! Values that must be unique: each is a stream of its own, whose id is derived from the value.

use crate::aggregate::{Aggregate, Context, Happened};
use crate::event::{DecodeError, EncodedEvent, EventPayload, decode_tagged, encode_tagged};
use crate::ids::derived;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

#[cfg(test)]
mod tests;

/// Category of reservation streams.
pub const CATEGORY: &str = "reservation";

/// Facts about one reserved value. They name the owner, never the value: it may be personal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(tag = "type", content = "data")]
pub enum ReservationEvent {
    /// A value that must be unique was taken.
    #[serde(rename = "reservation.taken")]
    Taken { kind: String, owner: Uuid },
    /// It was given back.
    #[serde(rename = "reservation.released")]
    Released { kind: String, owner: Uuid },
}

impl EventPayload for ReservationEvent {
    fn encode(&self) -> EncodedEvent {
        encode_tagged(self)
    }

    fn decode(name: &str, schema: i16, data: &str) -> Result<Self, DecodeError> {
        decode_tagged(name, schema, data)
    }
}

/// Who holds a value now.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reservation {
    pub owner: Option<Uuid>,
}

/// Why a value does not change hands: somebody else has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0} holds it")]
pub struct Held(pub Uuid);

impl Aggregate for Reservation {
    const CATEGORY: &'static str = CATEGORY;
    const FOLD: i32 = 1;
    type Command = ReservationChange;
    type Event = ReservationEvent;
    type Error = Held;

    fn decide(
        &self,
        change: &ReservationChange,
        _: &Context<'_>,
    ) -> Result<Vec<ReservationEvent>, Held> {
        let event = change.decide(self).map_err(Held)?;
        Ok(event.into_iter().collect())
    }

    fn evolve(&mut self, event: &ReservationEvent, _: &Happened) {
        match event {
            ReservationEvent::Taken { owner, .. } => self.owner = Some(*owner),
            ReservationEvent::Released { .. } => self.owner = None,
        }
    }

    fn together(mut errors: Vec<Held>) -> Held {
        errors.swap_remove(0) // never empty
    }

    fn taken(reservation: &ReservationChange) -> Held {
        Held(reservation.owner) // reservations reserve nothing themselves
    }
}

/// A value to take or give back together with an aggregate's own events.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReservationChange {
    /// What kind of value it is, e.g. `member.email`.
    pub kind: &'static str,
    pub value: String,
    pub owner: Uuid,
    pub take: bool,
}

impl ReservationChange {
    /// The stream that stands for the value.
    #[must_use]
    pub fn stream_id(&self) -> Uuid {
        derived(self.kind, &self.value)
    }

    /// The event that records the change; none when it is already so; `Err` when another holds it.
    pub fn decide(&self, state: &Reservation) -> Result<Option<ReservationEvent>, Uuid> {
        let (kind, owner) = (self.kind.to_owned(), self.owner);
        match (self.take, state.owner) {
            (true, None) => Ok(Some(ReservationEvent::Taken { kind, owner })),
            (true, Some(holder)) if holder != owner => Err(holder),
            (false, Some(holder)) if holder == owner => {
                Ok(Some(ReservationEvent::Released { kind, owner }))
            }
            _ => Ok(None),
        }
    }
}
