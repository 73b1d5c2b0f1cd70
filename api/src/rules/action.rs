//! What a rule does, as HTTP spells it: statuses and priorities by key.

use crate::macros::action::{
    MacroAction, MacroAddNote, MacroAddTags, MacroAssign, MacroRemoveTags, MacroRoute,
    MacroSetFields, MacroSetPriority, MacroSetStatus, MacroSnoozeFor, MacroUnassignAll,
};
use crate::types::{Assignment, LinkKind};
use domain::automation::Action;
use domain::{Catalog, FieldError};
use poem_openapi::{Object, Union};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What a rule does.
#[derive(Clone, Debug, Union, Serialize, Deserialize)]
#[oai(discriminator_name = "type", one_of)]
#[serde(tag = "type", rename_all = "snake_case")]
pub(crate) enum RuleAction {
    #[oai(mapping = "set_status")]
    SetStatus(MacroSetStatus),
    #[oai(mapping = "set_priority")]
    SetPriority(MacroSetPriority),
    #[oai(mapping = "assign")]
    Assign(MacroAssign),
    #[oai(mapping = "unassign_all")]
    UnassignAll(MacroUnassignAll),
    #[oai(mapping = "route")]
    Route(MacroRoute),
    #[oai(mapping = "add_tags")]
    AddTags(MacroAddTags),
    #[oai(mapping = "remove_tags")]
    RemoveTags(MacroRemoveTags),
    #[oai(mapping = "set_fields")]
    SetFields(MacroSetFields),
    #[oai(mapping = "snooze_for")]
    SnoozeFor(MacroSnoozeFor),
    #[oai(mapping = "add_note")]
    AddNote(MacroAddNote),
    #[oai(mapping = "reply")]
    Reply(RuleReply),
    #[oai(mapping = "set_due_in")]
    SetDueIn(RuleSetDueIn),
    #[oai(mapping = "clear_due")]
    ClearDue(RuleClearDue),
    #[oai(mapping = "assign_lead")]
    AssignLead(RuleAssignLead),
    #[oai(mapping = "assign_by_turn")]
    AssignByTurn(RuleAssignByTurn),
    #[oai(mapping = "assign_previous")]
    AssignPrevious(RuleAssignPrevious),
    #[oai(mapping = "unassign")]
    Unassign(RuleUnassign),
    #[oai(mapping = "watch")]
    Watch(RuleWatch),
    #[oai(mapping = "run_macro")]
    RunMacro(RuleRunMacro),
    #[oai(mapping = "create_linked")]
    CreateLinked(RuleCreateLinked),
    #[oai(mapping = "send_mail")]
    SendMail(RuleSendMail),
    #[oai(mapping = "call_webhook")]
    CallWebhook(RuleCallWebhook),
    #[oai(mapping = "notify")]
    Notify(RuleNotify),
    #[oai(mapping = "suppress_others")]
    SuppressOthers(RuleSuppressOthers),
}

/// Whom a rule writes to.
#[derive(Clone, Debug, Union, Serialize, Deserialize)]
#[oai(discriminator_name = "type", one_of)]
#[serde(tag = "type", rename_all = "snake_case")]
pub(crate) enum Recipient {
    #[oai(mapping = "requester")]
    Requester(ToRequester),
    #[oai(mapping = "assignees")]
    Assignees(ToAssignees),
    #[oai(mapping = "lead")]
    Lead(ToLead),
    #[oai(mapping = "department")]
    Department(ToDepartment),
    #[oai(mapping = "watchers")]
    Watchers(ToWatchers),
    #[oai(mapping = "administrators")]
    Administrators(ToAdministrators),
    #[oai(mapping = "member")]
    Member(ToMember),
    #[oai(mapping = "address")]
    Address(ToAddress),
}

macro_rules! objects {
    ($($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident: $of:ty),* })+) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, Object, Serialize, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub(crate) struct $name {
            $($(#[$field_doc])* pub $field: $of),*
        }
    )+};
}

objects! {
    /// Posts a message that the customer reads.
    RuleReply {
        /// Markdown, with placeholders such as `{{customer.name}}`.
        body: String
    }
    /// Sets the due date so long after the rule was set off.
    RuleSetDueIn {
        seconds: i64,
        /// Whether the business hours of its department alone count.
        #[oai(default)]
        #[serde(default)]
        business_time: bool
    }
    /// Takes the due date away.
    RuleClearDue {}
    /// The lead of its department works on it too.
    RuleAssignLead {}
    /// Where nobody has it, whose turn it is in its department gets it.
    RuleAssignByTurn {
        /// As the department is set up unless told.
        #[oai(default = "as_set_up")]
        #[serde(default = "as_set_up")]
        how: Assignment
    }
    /// Where nobody has it, whoever had it last gets it again.
    RuleAssignPrevious {}
    /// A member works on it no more.
    RuleUnassign { member: Uuid }
    /// A member is told what becomes of it.
    RuleWatch { member: Uuid }
    /// Does and says what a macro does and says.
    RuleRunMacro { macro_id: Uuid }
    /// Opens another ticket that is tied to this one.
    RuleCreateLinked {
        /// With placeholders of the ticket that set the rule off.
        subject: String,
        #[oai(default)]
        #[serde(default)]
        description: String,
        /// That of the ticket that set the rule off unless told.
        #[serde(default)]
        department: Option<Uuid>,
        /// What the new ticket is to the one that set the rule off.
        kind: LinkKind
    }
    /// Sends a mail.
    RuleSendMail {
        to: Vec<Recipient>,
        /// With placeholders.
        subject: String,
        /// With placeholders.
        body: String
    }
    /// Tells a program of it.
    RuleCallWebhook {
        /// Begins with `https://` or `http://`.
        url: String
    }
    /// Tells members of it.
    RuleNotify {
        to: Vec<Recipient>,
        /// With placeholders.
        text: String
    }
    /// Lets no later rule run for the same event.
    RuleSuppressOthers {}
    /// The customer who asked.
    ToRequester {}
    /// Who has the ticket.
    ToAssignees {}
    /// The lead of the ticket's department.
    ToLead {}
    /// The members of the ticket's department.
    ToDepartment {}
    /// The members who watch it.
    ToWatchers {}
    /// Everybody who may do everything.
    ToAdministrators {}
    /// One member.
    ToMember { id: Uuid }
    /// An address of anybody.
    ToAddress { email: String }
}

fn as_set_up() -> Assignment {
    Assignment(domain::setting::Assignment::None)
}

/// The actions that could be read; what was wrong with the others is added to `errors`.
pub(super) fn read_actions(
    actions: &[RuleAction],
    catalog: &Catalog,
    errors: &mut Vec<FieldError>,
) -> Vec<Action> {
    let mut read = Vec::with_capacity(actions.len());
    for (index, action) in actions.iter().enumerate() {
        match action.read(catalog) {
            Ok(action) => read.push(action),
            Err((field, detail)) => {
                errors.push(FieldError::new(format!("do[{index}].{field}"), detail));
                // keeps the places of the others
                read.push(Action::Own(domain::automation::RuleAction::ClearDue {}));
            }
        }
    }
    read
}

impl RuleAction {
    fn read(&self, catalog: &Catalog) -> Result<Action, (&'static str, String)> {
        match self {
            Self::SetStatus(set) => {
                let action = MacroAction::SetStatus(set.clone());
                action.read(catalog).map(Action::Common)
            }
            Self::SetPriority(set) => {
                let action = MacroAction::SetPriority(set.clone());
                action.read(catalog).map(Action::Common)
            }
            // the others are spelled as they are stored
            _ => serde_json::to_value(self)
                .and_then(serde_json::from_value)
                .map_err(|error| ("type", error.to_string())),
        }
    }

    /// `None` where it was stored by a program that knows more actions.
    pub fn of(action: &Action, catalog: &Catalog) -> Option<Self> {
        let json = match action {
            Action::Common(common) => serde_json::to_value(MacroAction::of(common, catalog)),
            Action::Own(own) => serde_json::to_value(own),
        };
        json.and_then(serde_json::from_value).ok()
    }

    /// What the document shows.
    pub(super) fn examples() -> Vec<Self> {
        let body = "Urgent: call back within the hour.".to_owned();
        let to = vec![Recipient::Lead(ToLead {})];
        let text = "{{ticket.number}} is urgent".to_owned();
        vec![
            Self::AddNote(MacroAddNote { body }),
            Self::AssignLead(RuleAssignLead {}),
            Self::Notify(RuleNotify { to, text }),
        ]
    }
}
