//! From a macro to the commands that apply it to a ticket.

use super::{Macro, MacroAction, Words};
use crate::aggregate::FieldError;
use crate::field;
use crate::ticket::{Details, Format, NewMessage, TicketCommand, Visibility};
use crate::{Audience, Catalog, MacroId, MemberId, MessageId};
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

/// The application of a macro: which, and how.
#[derive(Clone, Copy, Debug)]
pub struct Applied<'a> {
    pub id: MacroId,
    pub version: i32,
    pub way: Way<'a>,
}

/// How actions are applied: by whom, when, in which words.
#[derive(Clone, Copy, Debug)]
pub struct Way<'a> {
    /// None where a rule does it.
    pub member: Option<MemberId>,
    pub audience: &'a Audience,
    pub now: Timestamp,
    pub words: &'a Words,
    pub catalog: &'a Catalog,
}

impl Macro {
    /// The commands that apply it, to be carried out in one append; the first says which macro
    /// they come from. `message` gives the ids of what is posted. Refused with the actions that
    /// name fields which the one who applies it may not set.
    pub fn commands(
        &self,
        ticket: &Details,
        applied: &Applied<'_>,
        mut message: impl FnMut() -> Uuid,
    ) -> Result<Vec<TicketCommand>, Vec<FieldError>> {
        let mut commands = vec![TicketCommand::ApplyMacro {
            macro_id: applied.id,
            version: applied.version,
        }];
        let mut errors = Vec::new();
        for (index, action) in self.actions.iter().enumerate() {
            match action.commands(ticket, &applied.way, &mut message) {
                Ok(more) => commands.extend(more),
                Err(wrong) => errors.extend(wrong.into_iter().map(|e| {
                    let field = format!("actions[{index}].{}", e.field);
                    FieldError::new(field, e.detail)
                })),
            }
        }
        if let Some(text) = &self.text {
            let body = applied.way.words.fill(&text.body);
            commands.push(say(message(), text.visibility, body));
        }
        if errors.is_empty() {
            Ok(commands)
        } else {
            Err(errors)
        }
    }
}

impl MacroAction {
    /// The commands that do it to this ticket; `message` gives the ids of what is posted.
    pub fn commands(
        &self,
        ticket: &Details,
        way: &Way<'_>,
        message: &mut impl FnMut() -> Uuid,
    ) -> Result<Vec<TicketCommand>, Vec<FieldError>> {
        use MacroAction as A;
        use TicketCommand as C;
        let command = match self {
            A::SetStatus { status } => C::SetStatus { status: *status },
            A::SetPriority { priority } => C::SetPriority {
                priority: *priority,
            },
            A::Assign { member } => C::Assign { member: *member },
            A::AssignSelf {} => C::Assign {
                member: way.member.ok_or_else(nobody)?,
            },
            A::UnassignAll {} => {
                let all = ticket.assignees.iter();
                return Ok(all.map(|m| C::Unassign { member: *m }).collect());
            }
            A::Route {
                department,
                keep_assignees,
            } => C::Route {
                department: *department,
                keep_assignees: *keep_assignees,
            },
            A::AddTags { tags } => return Ok(each(tags, |tag| C::Tag { tag })),
            A::RemoveTags { tags } => return Ok(each(tags, |tag| C::Untag { tag })),
            A::SetFields { fields } => C::SetFields {
                changes: field::parse(fields, way.catalog, way.audience)?,
            },
            A::SnoozeFor { minutes } => C::Snooze {
                until: later(way.now, *minutes),
            },
            A::AddNote { body } => say(message(), Visibility::Internal, way.words.fill(body)),
        };
        Ok(vec![command])
    }
}

fn nobody() -> Vec<FieldError> {
    vec![FieldError::new("type", "means nobody where a rule does it")]
}

fn each(tags: &[String], command: impl Fn(String) -> TicketCommand) -> Vec<TicketCommand> {
    tags.iter().map(|tag| command(tag.clone())).collect()
}

/// The command that posts a text with its placeholders filled.
#[must_use]
pub fn say(message: Uuid, visibility: Visibility, body: String) -> TicketCommand {
    let mut posted = NewMessage::new(MessageId(message), visibility, body);
    posted.format = Format::Markdown;
    TicketCommand::PostMessage(Box::new(posted))
}

/// The end of time is as late as it gets.
fn later(now: Timestamp, minutes: u32) -> Timestamp {
    let duration = SignedDuration::from_mins(i64::from(minutes));
    now.checked_add(duration).unwrap_or(Timestamp::MAX)
}
