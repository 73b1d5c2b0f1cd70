//! Facts about tickets.

use crate::event::{DecodeError, EncodedEvent, EventPayload, decode_tagged, encode_tagged};
use crate::field::FieldValue;
use crate::{
    AttachmentId, ChecklistItemId, CustomerId, DepartmentId, FieldId, MacroId, MemberId, MessageId,
    OrganisationId, PriorityId, RuleId, StatusId, TicketId, TimeEntryId,
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

mod created;
mod message;
mod others;
mod owners;
mod parts;
mod rule;
mod sla;

pub use created::{Created, TicketSource};
pub use message::{Edited, Format, Mentions, MessageSource, Posted, Visibility};
pub use parts::{Channel, LinkKind, Participant, Rating, Requester, TimeEntry};
pub use rule::{Notified, RuleFired};
pub use sla::{SlaBreached, SlaEscalated, SlaMet, SlaWarned};

use crate::attachment::File;

/// Facts about one ticket. Kept for ever: variants and fields are only added.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(tag = "type", content = "data")]
pub enum TicketEvent {
    /// A ticket was opened.
    #[serde(rename = "ticket.created")]
    Created(Box<Created>),
    /// Its subject was reworded.
    #[serde(rename = "ticket.subject_changed")]
    SubjectChanged { from: String, to: String },
    /// Its description was rewritten.
    #[serde(rename = "ticket.description_changed")]
    DescriptionChanged { from: String, to: String },
    /// Somebody else asks, or nobody.
    #[serde(rename = "ticket.requester_changed")]
    RequesterChanged {
        from: Option<CustomerId>,
        to: Option<CustomerId>,
        /// Of the customer, at that moment.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        organisation: Option<OrganisationId>,
    },
    /// Somebody gets a copy of what is said to the customer.
    #[serde(rename = "ticket.cc_added")]
    CcAdded { who: Participant },
    /// Somebody gets no copies any more.
    #[serde(rename = "ticket.cc_removed")]
    CcRemoved { who: Participant },
    /// Somebody wants to know what becomes of it.
    #[serde(rename = "ticket.watched")]
    Watched { who: Participant },
    /// Somebody watches no more.
    #[serde(rename = "ticket.unwatched")]
    Unwatched { who: Participant },
    /// A member works on it.
    #[serde(rename = "ticket.assigned")]
    Assigned { member: MemberId },
    /// A member works on it no more.
    #[serde(rename = "ticket.unassigned")]
    Unassigned { member: MemberId },
    /// Another department owns it, or none.
    #[serde(rename = "ticket.routed")]
    Routed {
        from: Option<DepartmentId>,
        to: Option<DepartmentId>,
    },
    /// It took a step of its life.
    #[serde(rename = "ticket.status_changed")]
    StatusChanged { from: StatusId, to: StatusId },
    /// It became more or less urgent.
    #[serde(rename = "ticket.priority_changed")]
    PriorityChanged { from: PriorityId, to: PriorityId },
    /// Its due date or its window changed; all three are told as they are now.
    #[serde(rename = "ticket.scheduled")]
    Scheduled {
        due_at: Option<Timestamp>,
        window_from: Option<Timestamp>,
        window_to: Option<Timestamp>,
    },
    /// Set aside until a moment; it comes back by itself.
    #[serde(rename = "ticket.snoozed")]
    Snoozed { until: Timestamp },
    /// Brought back before its moment.
    #[serde(rename = "ticket.woken")]
    Woken {},
    /// A tag was put on it.
    #[serde(rename = "ticket.tagged")]
    Tagged { tag: String },
    /// A tag was taken off it.
    #[serde(rename = "ticket.untagged")]
    Untagged { tag: String },
    /// A custom field got another value, or none.
    #[serde(rename = "ticket.field_changed")]
    FieldChanged {
        field: FieldId,
        from: Option<FieldValue>,
        to: Option<FieldValue>,
    },
    /// Something was said, to the customer or among the staff.
    #[serde(rename = "ticket.message_posted")]
    MessagePosted(Box<Posted>),
    /// A message reads otherwise now; the log keeps what it said.
    #[serde(rename = "ticket.message_edited")]
    MessageEdited(Box<Edited>),
    /// The words are shown to nobody any more; the log keeps them.
    #[serde(rename = "ticket.message_redacted")]
    MessageRedacted { message: MessageId, reason: String },
    /// The message became a ticket of its own.
    #[serde(rename = "ticket.message_split")]
    MessageSplit { message: MessageId, to: TicketId },
    /// A file was attached to the ticket itself.
    #[serde(rename = "ticket.file_attached")]
    FileAttached { file: File },
    /// A file was taken from the ticket itself.
    #[serde(rename = "ticket.file_detached")]
    FileDetached { attachment: AttachmentId },
    /// It was tied to another ticket, which tells of the counterpart.
    #[serde(rename = "ticket.linked")]
    Linked { kind: LinkKind, ticket: TicketId },
    /// A tie to another ticket was taken away.
    #[serde(rename = "ticket.unlinked")]
    Unlinked { kind: LinkKind, ticket: TicketId },
    /// It goes on as a part of another ticket.
    #[serde(rename = "ticket.merged")]
    Merged { into: TicketId },
    /// It stands for itself again.
    #[serde(rename = "ticket.unmerged")]
    Unmerged { from: TicketId },
    /// Another ticket became a part of this one.
    #[serde(rename = "ticket.absorbed")]
    Absorbed {
        ticket: TicketId,
        /// Who gets copies from now on because of it.
        cc: Vec<Participant>,
    },
    /// An absorbed ticket stands for itself again.
    #[serde(rename = "ticket.released")]
    Released { ticket: TicketId },
    /// A member told how long they worked on it.
    #[serde(rename = "ticket.time_logged")]
    TimeLogged(TimeEntry),
    /// An entry of time was taken back.
    #[serde(rename = "ticket.time_entry_removed")]
    TimeEntryRemoved { entry: TimeEntryId },
    /// Something is to be done.
    #[serde(rename = "ticket.checklist_item_added")]
    ChecklistItemAdded { item: ChecklistItemId, text: String },
    /// What is to be done reads otherwise.
    #[serde(rename = "ticket.checklist_item_reworded")]
    ChecklistItemReworded {
        item: ChecklistItemId,
        from: String,
        to: String,
    },
    /// Something was done.
    #[serde(rename = "ticket.checklist_item_checked")]
    ChecklistItemChecked { item: ChecklistItemId },
    /// Something is to be done again.
    #[serde(rename = "ticket.checklist_item_unchecked")]
    ChecklistItemUnchecked { item: ChecklistItemId },
    /// Something is not to be done any more.
    #[serde(rename = "ticket.checklist_item_removed")]
    ChecklistItemRemoved { item: ChecklistItemId },
    /// What is to be done stands in another order.
    #[serde(rename = "ticket.checklist_reordered")]
    ChecklistReordered { items: Vec<ChecklistItemId> },
    /// What follows in the same command is a macro's doing.
    #[serde(rename = "ticket.macro_applied")]
    MacroApplied { macro_id: MacroId, version: i32 },
    /// The customer told how content they are.
    #[serde(rename = "ticket.rated")]
    Rated(Rating),
    /// A clock of what is promised reached a warning.
    #[serde(rename = "ticket.sla_warned")]
    SlaWarned(SlaWarned),
    /// A clock of what is promised reached its target with nothing done.
    #[serde(rename = "ticket.sla_breached")]
    SlaBreached(SlaBreached),
    /// A rule was set off, matched, and went on to its actions.
    #[serde(rename = "ticket.rule_fired")]
    RuleFired(RuleFired),
    /// A rule drew members' attention to it.
    #[serde(rename = "ticket.notified")]
    Notified(Notified),
    /// So much more time has passed since a clock reached its target, with nothing done still.
    #[serde(rename = "ticket.sla_escalated")]
    SlaEscalated(SlaEscalated),
    /// What a clock measures was done in time.
    #[serde(rename = "ticket.sla_met")]
    SlaMet(SlaMet),
    /// It was deleted; the log keeps it.
    #[serde(rename = "ticket.deleted")]
    Deleted {},
    /// It was brought back.
    #[serde(rename = "ticket.restored")]
    Restored {},
    /// A line of an imported log, kept even when it changed nothing.
    #[serde(rename = "ticket.activity_recorded")]
    ActivityRecorded {
        activity: String,
        source: String,
        /// Number of the line in its file, from 1 for the header.
        line: u64,
        /// The line's other columns, by their names.
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        attributes: BTreeMap<String, String>,
    },
    /// A rule was kept from running, so that rules cannot chase each other for ever.
    #[serde(rename = "ticket.automation_stopped")]
    AutomationStopped {
        rule: RuleId,
        rule_version: i32,
        reason: String,
    },
}

impl TicketEvent {
    /// Events that may set a rule off: all but those that only tell how something came about.
    pub const TRIGGERS: [&'static str; 44] = [
        "ticket.created",
        "ticket.subject_changed",
        "ticket.description_changed",
        "ticket.requester_changed",
        "ticket.cc_added",
        "ticket.cc_removed",
        "ticket.watched",
        "ticket.unwatched",
        "ticket.assigned",
        "ticket.unassigned",
        "ticket.routed",
        "ticket.status_changed",
        "ticket.priority_changed",
        "ticket.scheduled",
        "ticket.snoozed",
        "ticket.woken",
        "ticket.tagged",
        "ticket.untagged",
        "ticket.field_changed",
        "ticket.message_posted",
        "ticket.message_edited",
        "ticket.message_redacted",
        "ticket.message_split",
        "ticket.file_attached",
        "ticket.file_detached",
        "ticket.linked",
        "ticket.unlinked",
        "ticket.merged",
        "ticket.unmerged",
        "ticket.absorbed",
        "ticket.released",
        "ticket.time_logged",
        "ticket.time_entry_removed",
        "ticket.checklist_item_added",
        "ticket.checklist_item_checked",
        "ticket.checklist_item_unchecked",
        "ticket.checklist_item_removed",
        "ticket.rated",
        "ticket.sla_warned",
        "ticket.sla_breached",
        "ticket.sla_escalated",
        "ticket.sla_met",
        "ticket.deleted",
        "ticket.restored",
    ];
}

impl EventPayload for TicketEvent {
    fn encode(&self) -> EncodedEvent {
        encode_tagged(self)
    }

    fn decode(name: &str, schema: i16, data: &str) -> Result<Self, DecodeError> {
        decode_tagged(name, schema, data)
    }
}
