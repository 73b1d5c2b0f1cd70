//! What a rule did on a ticket, and why.

use crate::automation::Matched;
use crate::{MemberId, RuleId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// A rule was set off and matched: its actions follow.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct RuleFired {
    pub rule: RuleId,
    pub rule_version: i32,
    /// As it was called then.
    pub name: String,
    /// The event that set it off, by its name; `timer` where a moment did.
    pub on: String,
    /// The moment that set it off, whenever that was noticed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_at: Option<Timestamp>,
    /// The values that its condition asked about, as they were.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub matched: Vec<Matched>,
}

/// A rule drew the attention of members, each once, to the ticket.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Notified {
    pub rule: RuleId,
    pub rule_version: i32,
    pub members: Vec<MemberId>,
    /// What they were told, with everything filled in.
    pub text: String,
}
