//! Exports: who took which tickets out as a file, kept for audit.
//!
//! The events tell what was asked and how many tickets were handed over, never what stood in them.
//! Words that somebody typed to find tickets may name people, and stay out of the log.

use crate::access::Permission;
use crate::aggregate::{Aggregate, Context, Happened};
use crate::event::{DecodeError, EncodedEvent, EventPayload, decode_tagged, encode_tagged};
use crate::reservation::ReservationChange;
use serde::{Deserialize, Serialize};

#[cfg(test)]
mod tests;

/// Facts about one export. Kept for ever: variants and fields are only added.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(tag = "type", content = "data")]
pub enum ExportEvent {
    /// Somebody began to take tickets out; nothing was handed over before.
    #[serde(rename = "export.started")]
    Started(ExportStarted),
    /// All of the tickets were handed over.
    #[serde(rename = "export.finished")]
    Finished {
        /// How many they were.
        rows: u64,
    },
    /// It ended before all of the tickets were handed over.
    #[serde(rename = "export.broken_off")]
    BrokenOff {
        /// How many were handed over, or at least made ready for it.
        rows: u64,
        reason: BreakOff,
    },
}

/// What somebody takes out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ExportStarted {
    pub format: ExportFormat,
    /// Keys of the columns, in order; empty where every ticket is written whole.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<String>,
    /// What was asked of the tickets, parameter by parameter.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub filter: Vec<ExportFilter>,
    /// BCP 47 tag of the language of names and headings.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// IANA name of the time zone of its times.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time_zone: Option<String>,
}

/// One parameter of an export.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ExportFilter {
    pub parameter: String,
    /// As it was sent; not told where it holds words that somebody typed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
}

/// How an export is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ExportFormat {
    Xlsx,
    Csv,
    Ndjson,
}

/// Why an export ended too early.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum BreakOff {
    /// Whoever asked went away.
    Abandoned,
    /// What they may do changed meanwhile.
    RightsChanged,
    /// It was not taken within the longest time.
    TookTooLong,
    /// The service stopped.
    Stopped,
    /// The tickets could not be read, or the file not be written.
    Failed,
}

impl ExportFormat {
    pub const ALL: [Self; 3] = [Self::Xlsx, Self::Csv, Self::Ndjson];

    /// The spelling used in requests, events and file names.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Csv => "csv",
            Self::Ndjson => "ndjson",
        }
    }

    /// The format that is spelled so.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.as_str() == text)
    }
}

impl EventPayload for ExportEvent {
    fn encode(&self) -> EncodedEvent {
        encode_tagged(self)
    }

    fn decode(name: &str, schema: i16, data: &str) -> Result<Self, DecodeError> {
        decode_tagged(name, schema, data)
    }
}

/// What can be asked of an export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExportCommand {
    Start(ExportStarted),
    /// All `rows` were handed over.
    Finish {
        rows: u64,
    },
    BreakOff {
        rows: u64,
        reason: BreakOff,
    },
}

/// Why an export's command was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ExportError {
    #[error("{}", .0.refusal())]
    Forbidden(Permission),
    #[error("this export was begun already")]
    Begun,
    #[error("there is no such export")]
    NotFound,
}

/// How far one export is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Export {
    #[default]
    Unknown,
    UnderWay,
    Ended,
}

impl Aggregate for Export {
    const CATEGORY: &'static str = "export";
    const FOLD: i32 = 1;
    type Command = ExportCommand;
    type Event = ExportEvent;
    type Error = ExportError;

    fn decide(
        &self,
        command: &ExportCommand,
        context: &Context<'_>,
    ) -> Result<Vec<ExportEvent>, ExportError> {
        match (self, command) {
            (Self::Unknown, ExportCommand::Start(started)) => {
                if !context.access.allows(Permission::Export) {
                    return Err(ExportError::Forbidden(Permission::Export));
                }
                Ok(vec![ExportEvent::Started(started.clone())])
            }
            (_, ExportCommand::Start(_)) => Err(ExportError::Begun),
            (Self::Unknown, _) => Err(ExportError::NotFound),
            (Self::Ended, _) => Ok(vec![]), // it ended once already
            (Self::UnderWay, ExportCommand::Finish { rows }) => {
                Ok(vec![ExportEvent::Finished { rows: *rows }])
            }
            (Self::UnderWay, ExportCommand::BreakOff { rows, reason }) => {
                let (rows, reason) = (*rows, *reason);
                Ok(vec![ExportEvent::BrokenOff { rows, reason }])
            }
        }
    }

    fn evolve(&mut self, event: &ExportEvent, _: &Happened) {
        *self = match event {
            ExportEvent::Started(_) => Self::UnderWay,
            ExportEvent::Finished { .. } | ExportEvent::BrokenOff { .. } => Self::Ended,
        };
    }

    fn together(mut errors: Vec<ExportError>) -> ExportError {
        errors.swap_remove(0) // never empty
    }

    fn taken(_: &ReservationChange) -> ExportError {
        ExportError::Begun // exports reserve nothing
    }
}
