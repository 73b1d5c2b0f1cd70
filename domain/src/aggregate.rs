//! What every event-sourced thing has in common: decide and evolve.

use crate::access::Access;
use crate::{Actor, Catalog, EventPayload, reservation::ReservationChange};
use jiff::Timestamp;
use serde::{Serialize, de::DeserializeOwned};
use uuid::Uuid;

/// What a decision may look at besides the aggregate itself. Time comes in, it is never read.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    pub now: Timestamp,
    /// Who asks.
    pub actor: Actor,
    /// What they may do.
    pub access: &'a Access,
    /// All settings and members as this process knows them.
    pub catalog: &'a Catalog,
}

/// What an event's envelope tells a fold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Happened {
    /// When it happened, which for imported history is earlier than when it was recorded.
    pub at: Timestamp,
    pub actor: Actor,
}

/// One aggregate: commands in, events out, and the fold of those events.
pub trait Aggregate:
    Default + Clone + Send + Sync + Serialize + DeserializeOwned + 'static
{
    /// The stream's category, also the first part of its event names.
    const CATEGORY: &'static str;
    /// Raised when the shape of the folded state changes, so that old snapshots are ignored.
    const FOLD: i32;

    type Command: Send + Sync;
    type Event: EventPayload;
    type Error: std::error::Error + Send + Sync + 'static;

    /// The events that carry the command out; empty when it is already so. A command that needs
    /// what only a later one of the same request brings is checked in [`Aggregate::settled`].
    fn decide(
        &self,
        command: &Self::Command,
        context: &Context<'_>,
    ) -> Result<Vec<Self::Event>, Self::Error>;

    /// Folds one event in. Never fails: what was accepted stays accepted.
    fn evolve(&mut self, event: &Self::Event, happened: &Happened);

    /// What must hold once all commands of a request were decided, checked on the state that they
    /// lead to; not asked when they change nothing.
    fn settled(&self, _before: &Self, _context: &Context<'_>) -> Result<(), Self::Error> {
        Ok(())
    }

    /// Several refusals of one request as one that names every wrong field. Never empty.
    fn together(errors: Vec<Self::Error>) -> Self::Error;

    /// Values that `event`, decided on this state, takes or gives back in the same append.
    fn reservations(&self, _id: Uuid, _event: &Self::Event) -> Vec<ReservationChange> {
        Vec::new()
    }

    /// Streams of the settings that a decision looked up to lead to `event`, decided on this state:
    /// it is recorded only while these are as the catalog knows them. Refuses where nothing is
    /// left to rely on.
    fn relies_on(
        &self,
        _id: Uuid,
        _event: &Self::Event,
        _catalog: &Catalog,
    ) -> Result<Vec<Uuid>, Self::Error> {
        Ok(Vec::new())
    }

    /// The error for a value that another stream holds.
    fn taken(reservation: &ReservationChange) -> Self::Error;
}

/// One wrong field of a command: `field` as the API spells it, `detail` says what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    pub field: String,
    pub detail: String,
}

impl FieldError {
    #[must_use]
    pub fn new(field: impl Into<String>, detail: impl Into<String>) -> Self {
        Self {
            field: field.into(),
            detail: detail.into(),
        }
    }
}

/// Joins field errors for a log line or a terminal.
#[must_use]
pub fn describe(errors: &[FieldError]) -> String {
    let lines: Vec<_> = errors
        .iter()
        .map(|e| format!("{}: {}", e.field, e.detail))
        .collect();
    lines.join("; ")
}
