//! How it went with one ticket of a bulk job.

use crate::aggregate::describe;
use crate::ticket::TicketError;
use serde::{Deserialize, Serialize};

/// Longest sentence that is kept of one ticket, in bytes: many of them must fit in one event.
const DETAIL_BYTES: usize = 600;

/// How it went with one ticket.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(tag = "result", rename_all = "snake_case")]
pub enum BulkOutcome {
    Changed {},
    /// Changed, but not in all that was asked; `detail` says what not, and why.
    Partly {
        detail: String,
    },
    /// It was so already.
    Unchanged {},
    /// `detail` says why, and what to do.
    Refused {
        fault: BulkFault,
        detail: String,
    },
}

/// Why nothing was done to a ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum BulkFault {
    /// There is none, or it is out of reach of whoever asked.
    NotFound,
    /// Whoever asked may not do this to it.
    Forbidden,
    /// Something that was asked is not possible for it.
    Invalid,
    /// It does not stand as it should for this.
    Conflict,
}

impl BulkOutcome {
    /// A refusal, with a sentence as long as can be kept.
    #[must_use]
    pub fn refused(fault: BulkFault, detail: impl Into<String>) -> Self {
        let detail = kept(detail.into());
        Self::Refused { fault, detail }
    }

    /// Changed, but for what the sentence tells.
    #[must_use]
    pub fn partly(detail: impl Into<String>) -> Self {
        let detail = kept(detail.into());
        Self::Partly { detail }
    }
}

impl From<&TicketError> for BulkOutcome {
    fn from(error: &TicketError) -> Self {
        let fault = match error {
            TicketError::NotFound => BulkFault::NotFound,
            TicketError::Forbidden(_) => BulkFault::Forbidden,
            TicketError::Invalid(_) => BulkFault::Invalid,
            TicketError::Deleted
            | TicketError::Merged { .. }
            | TicketError::Exists
            | TicketError::Claimed => BulkFault::Conflict,
        };
        let detail = match error {
            TicketError::Invalid(errors) => describe(errors),
            // which one it became a part of may be out of reach
            TicketError::Merged { .. } => {
                "the ticket goes on as a part of another; change that one".to_owned()
            }
            other => other.to_string(),
        };
        Self::refused(fault, detail)
    }
}

fn kept(mut detail: String) -> String {
    if detail.len() > DETAIL_BYTES {
        let end = (0..=DETAIL_BYTES).rfind(|at| detail.is_char_boundary(*at));
        detail.truncate(end.unwrap_or_default());
        detail.push('…');
    }
    detail
}
