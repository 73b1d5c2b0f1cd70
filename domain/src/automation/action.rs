//! What a rule does.

use crate::macros::MacroAction;
use crate::setting::Assignment;
use crate::ticket::LinkKind;
use crate::{DepartmentId, MacroId, MemberId};
use serde::{Deserialize, Serialize};

/// What a rule does: what macros can do, or what only rules can.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum Action {
    Own(RuleAction),
    Common(MacroAction),
}

/// What only rules can do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum RuleAction {
    /// Posts a message that the customer reads, with placeholders.
    Reply { body: String },
    /// Sets the due date so long after the rule was set off.
    SetDueIn {
        seconds: i64,
        /// Whether the business hours of its department alone count.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        business_time: bool,
    },
    /// Takes the due date away.
    ClearDue {},
    /// The lead of its department works on it too.
    AssignLead {},
    /// Where nobody has it, whose turn it is in its department gets it.
    AssignByTurn {
        #[serde(default, skip_serializing_if = "Assignment::is_none")]
        how: Assignment,
    },
    /// Where nobody has it, whoever had it last gets it again.
    AssignPrevious {},
    /// A member works on it no more.
    Unassign { member: MemberId },
    /// A member is told what becomes of it.
    Watch { member: MemberId },
    /// Does and says what a macro does and says.
    RunMacro { macro_id: MacroId },
    /// Opens another ticket that is tied to this one.
    CreateLinked(LinkedTicket),
    /// Sends a mail, with placeholders in its subject and body.
    SendMail {
        to: Vec<Recipient>,
        subject: String,
        body: String,
    },
    /// Tells a program of it.
    CallWebhook { url: String },
    /// Tells members of it, with placeholders.
    Notify { to: Vec<Recipient>, text: String },
    /// Lets no later rule run for the same event.
    SuppressOthers {},
}

/// A ticket that a rule opens.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct LinkedTicket {
    /// With placeholders, which are those of the ticket that set the rule off.
    pub subject: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// That of the ticket that set the rule off unless told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub department: Option<DepartmentId>,
    /// What the new ticket is to the one that set the rule off.
    pub kind: LinkKind,
}

/// Whom a rule writes to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Recipient {
    /// The customer who asked.
    Requester {},
    Assignees {},
    /// Of the ticket's department.
    Lead {},
    /// The members of the ticket's department.
    Department {},
    /// The members who watch it.
    Watchers {},
    Administrators {},
    Member {
        id: MemberId,
    },
    /// An address of anybody.
    Address {
        email: String,
    },
}

impl Recipient {
    /// Whether it stands for members alone, who can be told of something in the console.
    #[must_use]
    pub fn is_staff(&self) -> bool {
        !matches!(self, Self::Requester {} | Self::Address { .. })
    }
}

impl Action {
    /// Whether it lets no later rule run for the same event.
    #[must_use]
    pub fn suppresses_others(&self) -> bool {
        matches!(self, Self::Own(RuleAction::SuppressOthers {}))
    }
}
