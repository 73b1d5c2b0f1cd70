//! Facts about bulk jobs.

use super::{BulkAction, BulkOutcome};
use crate::event::{DecodeError, EncodedEvent, EventPayload, decode_tagged, encode_tagged};
use crate::{BulkId, TicketId};
use serde::{Deserialize, Serialize};

/// Facts about one bulk job. Kept for ever: variants and fields are only added.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(tag = "type", content = "data")]
pub enum BulkEvent {
    /// Somebody asked for something to be done to many tickets.
    #[serde(rename = "bulk.requested")]
    Requested(Requested),
    /// These are the tickets, or the next of them.
    #[serde(rename = "bulk.targeted")]
    Targeted { tickets: Vec<TicketId> },
    /// More of the tickets were seen to.
    #[serde(rename = "bulk.carried_out")]
    CarriedOut(CarriedOut),
    /// Somebody wants nothing more of it to be done.
    #[serde(rename = "bulk.cancelled")]
    Cancelled {},
    /// Nothing more will be done.
    #[serde(rename = "bulk.finished")]
    Finished(Tally),
    /// Another job puts back what this one did.
    #[serde(rename = "bulk.undone")]
    Undone { by: BulkId },
}

/// What somebody asked for.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Requested {
    /// How many tickets; the events after it tell which.
    pub tickets: u32,
    /// What is done to each, in one step; empty where it undoes another job.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub actions: Vec<BulkAction>,
    /// What the tickets were found by, parameter by parameter; empty where they were named.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub filter: Vec<BulkFilter>,
    /// The job that it undoes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub undoes: Option<BulkId>,
}

/// One parameter of the list that the tickets were taken from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct BulkFilter {
    pub parameter: String,
    /// As it was sent; not told where it holds words that somebody typed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
}

/// How it went with the tickets at some places, which count from 0.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct CarriedOut {
    pub from: u32,
    /// The first place that is not among them.
    pub to: u32,
    /// Where it did not go as asked; all the others were changed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub differing: Vec<Differing>,
}

/// Places at which it went the same way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Differing {
    pub places: Vec<u32>,
    pub outcome: BulkOutcome,
}

impl CarriedOut {
    /// How often it went which way with these tickets.
    #[must_use]
    pub fn tally(&self) -> Tally {
        let mut tally = Tally::default();
        for Differing { places, outcome } in &self.differing {
            places.iter().for_each(|_| tally.count(outcome));
        }
        let differing = tally.partly + tally.unchanged + tally.refused;
        tally.changed = (self.to - self.from).saturating_sub(differing);
        tally
    }
}

/// How often it went which way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Tally {
    pub changed: u32,
    /// Changed, but not in all that was asked.
    pub partly: u32,
    /// It was so already.
    pub unchanged: u32,
    pub refused: u32,
    /// Nothing was done to them: the job was cancelled before.
    pub left: u32,
}

impl Tally {
    /// Counts one ticket more.
    pub fn count(&mut self, outcome: &BulkOutcome) {
        match outcome {
            BulkOutcome::Changed {} => self.changed += 1,
            BulkOutcome::Partly { .. } => self.partly += 1,
            BulkOutcome::Unchanged {} => self.unchanged += 1,
            BulkOutcome::Refused { .. } => self.refused += 1,
        }
    }
}

impl EventPayload for BulkEvent {
    fn encode(&self) -> EncodedEvent {
        encode_tagged(self)
    }

    fn decode(name: &str, schema: i16, data: &str) -> Result<Self, DecodeError> {
        decode_tagged(name, schema, data)
    }
}
