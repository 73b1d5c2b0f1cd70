//! Changing what a message says, and taking it away.

use super::thread::{Said, Thread};
use super::view::{MentionsView, Message};
use super::{WRONG, one, owner};
use crate::answer::Changed;
use crate::problem::Problem;
use crate::request::{Body, Writer, optional_object, present};
use crate::types::MessageFormat;
use commands::tickets::{ChangeTicket, RedactMessage, Step};
use domain::ticket::{self, Details, Mentions, MessageEdit, TicketCommand, TicketError};
use domain::{Catalog, MessageId, TicketId};
use eventstore::Executed;
use poem_openapi::Object;
use serde::{Deserialize, Serialize};

/// What a message shall say instead. What is left out stays as it is.
#[derive(Debug, Default, Object, Serialize, Deserialize)]
#[oai(example)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct MessagePatch {
    #[serde(deserialize_with = "present")]
    pub body: Option<String>,
    #[serde(deserialize_with = "present")]
    pub format: Option<MessageFormat>,
    /// Everybody who is called upon: others are not any more.
    #[serde(deserialize_with = "optional_object")]
    pub mentions: Option<MentionsView>,
}

/// Why a message shall not be shown any more.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(example)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewRedaction {
    /// One line, which everybody can read who could read the message.
    pub reason: String,
}

pub(super) async fn edit(
    writer: &Writer,
    (id, message): (TicketId, MessageId),
    body: Body<MessagePatch>,
) -> Result<Changed<Message>, Problem> {
    let id = owner(writer, id, message).await?;
    let said = find(writer, id, message).await?;
    let steps: Vec<Step> = match body.value.edit(&said, &writer.catalog) {
        Some(edit) => vec![TicketCommand::EditMessage(Box::new(edit)).into()],
        None => vec![],
    };
    let lead = |_: &Details| Ok::<_, TicketError>(steps.clone());
    let work = ChangeTicket { id, lead };
    let outcome = writer.transact(id.0, &work, &body.bytes).await;
    let executed = outcome.map_err(|problem| problem.renamed(&WRONG))?;
    changed(writer, &executed, message).await
}

pub(super) async fn redact(
    writer: &Writer,
    (id, message): (TicketId, MessageId),
    body: Body<NewRedaction>,
) -> Result<Changed<Message>, Problem> {
    let id = owner(writer, id, message).await?;
    let reason = body.value.reason;
    let work = RedactMessage {
        id,
        message,
        reason,
    };
    let outcome = writer.transact(id.0, &work, &body.bytes).await;
    let executed = outcome.map_err(|problem| problem.renamed(&WRONG))?;
    changed(writer, &executed, message).await
}

async fn find(writer: &Writer, id: TicketId, message: MessageId) -> Result<Said, Problem> {
    let thread = Thread::read(&writer.state.app.store, id).await?;
    let said = thread.take(message);
    said.ok_or_else(|| Problem::not_found("message"))
}

async fn changed(
    writer: &Writer,
    executed: &Executed<ticket::Ticket>,
    message: MessageId,
) -> Result<Changed<Message>, Problem> {
    let (id, version) = (TicketId(executed.stream_id), executed.loaded.version);
    let thread = Thread::read_until(&writer.state.app.store, id, version).await?;
    let said = thread.take(message);
    let said = said.ok_or_else(|| Problem::internal(&"a changed message is not in its stream"))?;
    Changed::after(executed, &one(writer, said).await?)
}

impl MessagePatch {
    /// `None` when it reads so already.
    fn edit(self, said: &Said, catalog: &Catalog) -> Option<MessageEdit> {
        let now = &said.now;
        let edit = MessageEdit {
            message: now.message,
            body: self.body.unwrap_or_else(|| now.body.clone()),
            format: self.format.map_or(now.format, |format| format.0),
            mentions: match self.mentions {
                Some(mentions) => mentions.into(),
                None => still_here(&now.mentions, catalog),
            },
        };
        let same = edit.body == now.body
            && edit.format == now.format
            && (edit.mentions == now.mentions
                || edit.mentions == still_here(&now.mentions, catalog));
        (!same || said.redacted.is_some()).then_some(edit)
    }
}

/// Those who were called upon and can still be: the others need not hinder a correction.
fn still_here(mentions: &Mentions, catalog: &Catalog) -> Mentions {
    let (members, departments) = (mentions.members.iter(), mentions.departments.iter());
    Mentions {
        members: members
            .filter(|id| catalog.member(**id).is_some())
            .copied()
            .collect(),
        departments: departments
            .filter(|id| catalog.department(**id).is_some())
            .copied()
            .collect(),
    }
}
