//! Whose turn it is: how a department's tickets are spread over its members by themselves.

use crate::aggregate::{Aggregate, Context, Happened};
use crate::event::{DecodeError, EncodedEvent, EventPayload, decode_tagged, encode_tagged};
use crate::ids::derived;
use crate::reservation::ReservationChange;
use crate::setting::Assignment;
use crate::{Catalog, DepartmentId, MemberId, TicketId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use uuid::Uuid;

#[cfg(test)]
mod tests;

/// Facts about one department's rotation. Kept for ever: variants and fields are only added.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(tag = "type", content = "data")]
pub enum RotationEvent {
    /// A member got a ticket because it was their turn.
    #[serde(rename = "rotation.turned")]
    Turned { member: MemberId, ticket: TicketId },
}

impl EventPayload for RotationEvent {
    fn encode(&self) -> EncodedEvent {
        encode_tagged(self)
    }

    fn decode(name: &str, schema: i16, data: &str) -> Result<Self, DecodeError> {
        decode_tagged(name, schema, data)
    }
}

/// What can be asked of a rotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RotationCommand {
    /// Notes that the member got the ticket.
    Turn { member: MemberId, ticket: TicketId },
}

/// Why a rotation's command was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RotationError {
    #[error("there is no member {0} in service")]
    NoMember(MemberId),
}

/// Who had turns in one department.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rotation {
    /// Whoever ever had one, by their last: longest ago first.
    pub turns: Vec<MemberId>,
}

impl Aggregate for Rotation {
    const CATEGORY: &'static str = "rotation";
    const FOLD: i32 = 1;
    type Command = RotationCommand;
    type Event = RotationEvent;
    type Error = RotationError;

    fn decide(
        &self,
        command: &RotationCommand,
        context: &Context<'_>,
    ) -> Result<Vec<RotationEvent>, RotationError> {
        let RotationCommand::Turn { member, ticket } = *command;
        match context.catalog.member(member) {
            Some(_) => Ok(vec![RotationEvent::Turned { member, ticket }]),
            None => Err(RotationError::NoMember(member)),
        }
    }

    fn evolve(&mut self, event: &RotationEvent, _: &Happened) {
        let RotationEvent::Turned { member, .. } = event;
        self.turns.retain(|turned| turned != member);
        self.turns.push(*member);
    }

    fn together(mut errors: Vec<RotationError>) -> RotationError {
        errors.swap_remove(0) // never empty
    }

    fn taken(reservation: &ReservationChange) -> RotationError {
        RotationError::NoMember(MemberId(reservation.owner)) // rotations reserve nothing
    }
}

impl Rotation {
    /// Id of a department's rotation.
    #[must_use]
    pub fn id(department: DepartmentId) -> Uuid {
        derived(Self::CATEGORY, &department.to_string())
    }

    /// Who gets the next ticket; `loads` counts the open tickets of those who have some. Among
    /// equals it is whoever waited longest, and before them who never had a turn.
    #[must_use]
    pub fn next(
        &self,
        how: Assignment,
        candidates: &[MemberId],
        loads: &HashMap<MemberId, i64>,
    ) -> Option<MemberId> {
        let turn = |member: &MemberId| self.turns.iter().position(|turned| turned == member);
        let load = |member: &MemberId| loads.get(member).copied().unwrap_or(0);
        let candidates = candidates.iter();
        let next = match how {
            Assignment::None => None,
            Assignment::RoundRobin => candidates.min_by_key(|m| turn(m)),
            Assignment::LeastLoaded => candidates.min_by_key(|m| (load(m), turn(m))),
        };
        next.copied()
    }
}

/// Who can get a ticket of the department at `now`: its members in service, or their substitutes
/// while they are away, each once, in the order in which the members were made. Nobody who is
/// away without a substitute.
#[must_use]
pub fn candidates(catalog: &Catalog, department: DepartmentId, now: Timestamp) -> Vec<MemberId> {
    let mut candidates = Vec::new();
    for entry in catalog.members.iter() {
        let belongs = entry
            .active()
            .is_some_and(|m| m.department_ids.contains(&department));
        if !belongs {
            continue;
        }
        let on_duty = catalog.on_duty(MemberId(entry.id), now);
        let there = catalog
            .member(on_duty)
            .is_some_and(|m| m.absence(now).is_none());
        if there && !candidates.contains(&on_duty) {
            candidates.push(on_duty);
        }
    }
    candidates
}
