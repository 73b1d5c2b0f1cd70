//! What can be asked of a ticket, and why it may be refused.

use super::{
    Channel, Format, LinkKind, Mentions, MessageSource, Notified, Participant, Rating, Requester,
    RuleFired, SlaBreached, SlaEscalated, SlaMet, SlaWarned, TicketSource, TimeEntry, Visibility,
};
use crate::attachment::File;
use crate::field::FieldValue;
use crate::{
    AttachmentId, ChecklistItemId, CustomerId, DepartmentId, FieldId, MacroId, MemberId, MessageId,
    OrganisationId, PriorityId, RuleId, StatusId, TicketId, TimeEntryId,
};
use jiff::Timestamp;
use std::collections::BTreeMap;

mod error;

pub use error::TicketError;

/// What can be asked of a ticket. Ids, numbers and times come in with the command.
#[derive(Clone, Debug, PartialEq)]
pub enum TicketCommand {
    Create(Box<CreateTicket>),
    ChangeSubject {
        subject: String,
    },
    ChangeDescription {
        description: String,
    },
    ChangeRequester {
        customer: Option<CustomerId>,
        /// Of the customer.
        organisation: Option<OrganisationId>,
    },
    AddCc {
        who: Participant,
    },
    RemoveCc {
        who: Participant,
    },
    Watch {
        who: Participant,
    },
    Unwatch {
        who: Participant,
    },
    Assign {
        member: MemberId,
    },
    Unassign {
        member: MemberId,
    },
    /// Assigns the member unless somebody has the ticket already.
    Claim {
        member: MemberId,
    },
    /// Assigns the member if nobody has the ticket; else nothing is to be done.
    Offer {
        member: MemberId,
    },
    /// Puts one member in another's place.
    HandOver {
        from: MemberId,
        to: MemberId,
    },
    Route {
        department: Option<DepartmentId>,
        /// Whether those who had it keep it; as the new department is set up unless told.
        keep_assignees: Option<bool>,
    },
    SetStatus {
        status: StatusId,
    },
    /// The customer is content: moves it on to the first status of those that end tickets.
    Close,
    /// The customer tells how content they are.
    Rate(Rating),
    SetPriority {
        priority: PriorityId,
    },
    Schedule {
        due_at: Option<Timestamp>,
        window_from: Option<Timestamp>,
        window_to: Option<Timestamp>,
    },
    Snooze {
        until: Timestamp,
    },
    Wake,
    Tag {
        tag: String,
    },
    Untag {
        tag: String,
    },
    /// Values as the field rules spell them; `None` takes a value away.
    SetFields {
        changes: Vec<(FieldId, Option<FieldValue>)>,
    },
    PostMessage(Box<NewMessage>),
    EditMessage(Box<MessageEdit>),
    RedactMessage {
        message: MessageId,
        reason: String,
    },
    /// Notes that a message became a ticket of its own.
    SplitMessage {
        message: MessageId,
        to: TicketId,
    },
    AttachFile {
        file: File,
    },
    DetachFile {
        attachment: AttachmentId,
    },
    /// One side of a link; the other ticket gets its counterpart in the same append.
    Link {
        kind: LinkKind,
        ticket: TicketId,
    },
    Unlink {
        kind: LinkKind,
        ticket: TicketId,
    },
    /// One side of a merge; `Absorb` is the other, in the same append.
    MergeInto {
        ticket: TicketId,
    },
    Absorb {
        ticket: TicketId,
        cc: Vec<Participant>,
    },
    /// One side of taking a merge back; `Release` is the other.
    Unmerge,
    Release {
        ticket: TicketId,
    },
    LogTime(TimeEntry),
    RemoveTimeEntry {
        entry: TimeEntryId,
    },
    AddChecklistItem {
        item: ChecklistItemId,
        text: String,
    },
    RewordChecklistItem {
        item: ChecklistItemId,
        text: String,
    },
    CheckChecklistItem {
        item: ChecklistItemId,
        done: bool,
    },
    RemoveChecklistItem {
        item: ChecklistItemId,
    },
    ReorderChecklist {
        items: Vec<ChecklistItemId>,
    },
    /// Notes that the commands after it are a macro's.
    ApplyMacro {
        macro_id: MacroId,
        version: i32,
    },
    /// Tells that a clock of what is promised reached a warning.
    WarnOfSla(SlaWarned),
    /// Tells that one reached its target.
    BreachSla(SlaBreached),
    /// Tells that a rule was set off, and by which values.
    FireRule(RuleFired),
    /// Tells that a rule drew members' attention to the ticket.
    Notify(Notified),
    /// Tells that nothing was done so long after one reached its target.
    EscalateSla(SlaEscalated),
    /// Tells that what one measures was done in time.
    MeetSla(SlaMet),
    Delete,
    Restore,
    RecordActivity {
        activity: String,
        source: String,
        line: u64,
        attributes: BTreeMap<String, String>,
    },
    StopAutomation {
        rule: RuleId,
        rule_version: i32,
        reason: String,
    },
}

/// A new ticket. What is left out gets its usual value: the workspace's first status, priority
/// `normal`, fields their defaults. That the customer and the files exist is for the caller to see to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CreateTicket {
    pub number: i64,
    pub subject: String,
    pub description: String,
    pub requester: Option<Requester>,
    pub customer: Option<CustomerId>,
    /// Of the customer.
    pub organisation: Option<OrganisationId>,
    pub cc: Vec<Participant>,
    pub watchers: Vec<Participant>,
    pub status: Option<StatusId>,
    pub priority: Option<PriorityId>,
    pub department: Option<DepartmentId>,
    pub assignees: Vec<MemberId>,
    pub due_at: Option<Timestamp>,
    pub window_from: Option<Timestamp>,
    pub window_to: Option<Timestamp>,
    pub tags: Vec<String>,
    pub fields: Vec<(FieldId, Option<FieldValue>)>,
    pub files: Vec<File>,
    pub channel: Channel,
    pub source: Option<TicketSource>,
}

/// A message to post.
#[derive(Clone, Debug, PartialEq)]
pub struct NewMessage {
    pub message: MessageId,
    pub visibility: Visibility,
    pub body: String,
    pub format: Format,
    pub reply_to: Option<MessageId>,
    pub mentions: Mentions,
    pub files: Vec<File>,
    /// The customer whose words they are, where somebody else records them.
    pub customer: Option<CustomerId>,
    pub source: Option<MessageSource>,
}

impl NewMessage {
    /// A message of plain text and nothing else.
    #[must_use]
    pub fn new(message: MessageId, visibility: Visibility, body: impl Into<String>) -> Self {
        Self {
            message,
            visibility,
            body: body.into(),
            format: Format::Text,
            reply_to: None,
            mentions: Mentions::default(),
            files: Vec::new(),
            customer: None,
            source: None,
        }
    }
}

/// What a message shall say instead.
#[derive(Clone, Debug, PartialEq)]
pub struct MessageEdit {
    pub message: MessageId,
    pub body: String,
    pub format: Format,
    pub mentions: Mentions,
}
