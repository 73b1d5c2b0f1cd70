//! What the clocks of a ticket's service levels came to.

use crate::SlaPolicyId;
use crate::sla::ClockKind;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// A clock reached a warning on its way to the target.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SlaWarned {
    pub policy: SlaPolicyId,
    pub policy_version: i32,
    pub clock: ClockKind,
    /// When the clock started, which tells one waiting of a customer from another.
    pub started_at: Timestamp,
    /// So many hundredths of the target.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub percent: Option<u8>,
    /// So many seconds before the due date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seconds_before_due: Option<i64>,
    /// When it was reached, whenever that was noticed.
    pub reached_at: Timestamp,
    /// When the target will be reached if nothing happens; none while the clock stands still.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_at: Option<Timestamp>,
}

/// A clock reached its target before what is promised was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SlaBreached {
    pub policy: SlaPolicyId,
    pub policy_version: i32,
    pub clock: ClockKind,
    /// When the clock started, which tells one waiting of a customer from another.
    pub started_at: Timestamp,
    /// When the target was reached, whenever that was noticed.
    pub due_at: Timestamp,
}
