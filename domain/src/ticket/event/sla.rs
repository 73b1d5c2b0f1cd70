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

/// A clock ended before its target was reached: what is promised was done in time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SlaMet {
    pub policy: SlaPolicyId,
    pub policy_version: i32,
    pub clock: ClockKind,
    /// When the clock started, which tells one waiting of a customer from another.
    pub started_at: Timestamp,
    /// When it was done, whenever that was noticed.
    pub met_at: Timestamp,
}

/// So much more time has passed since a target was reached, with nothing done still.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SlaEscalated {
    pub policy: SlaPolicyId,
    pub policy_version: i32,
    pub clock: ClockKind,
    /// When the clock started, which tells one waiting of a customer from another.
    pub started_at: Timestamp,
    /// Which step of the policy it is, from 1.
    pub step: u8,
    /// Seconds of business time since the breach.
    pub seconds_after: i64,
    /// When it was reached, whenever that was noticed.
    pub reached_at: Timestamp,
    /// When the target was reached.
    pub due_at: Timestamp,
}
