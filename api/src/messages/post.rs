//! Posting a message, and what goes along with it.

use super::thread::Thread;
use super::view::{MentionsView, Message};
use super::{WRONG, one};
use crate::answer::Created;
use crate::drafts;
use crate::problem::Problem;
use crate::request::{Body, Writer, optional_object};
use crate::tickets::status_id;
use crate::types::{MessageFormat, Visibility};
use bytes::Bytes;
use commands::tickets::{ChangeTicket, Step};
use domain::ticket::{self, Details, TicketCommand, TicketError};
use domain::{AttachmentId, Catalog, CustomerId, MessageId, StatusId, TicketId};
use eventstore::Executed;
use poem_openapi::Object;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A message to post.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(example)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewMessage {
    /// May be left out where there are attachments.
    #[oai(default)]
    #[serde(default)]
    pub body: String,
    /// `public`: the customer sees it too; `internal`: the staff alone. There is no default:
    /// nothing becomes public by omission.
    pub visibility: Visibility,
    /// How the body is written; `text` unless told otherwise.
    pub format: Option<MessageFormat>,
    /// The message of this ticket that it answers.
    pub reply_to: Option<Uuid>,
    /// Who is called upon.
    #[serde(default, deserialize_with = "optional_object")]
    pub mentions: Option<MentionsView>,
    /// As uploading them answered.
    #[oai(default)]
    #[serde(default)]
    pub attachment_ids: Vec<Uuid>,
    /// The customer whose words they are, where somebody else records them: the ticket is treated
    /// as if the customer had written.
    pub customer_id: Option<Uuid>,
    /// Id or key of the status that the ticket shall have from then on.
    pub status: Option<String>,
}

pub(super) async fn post(
    writer: &Writer,
    id: TicketId,
    body: Body<NewMessage>,
) -> Result<Created<Message>, Problem> {
    let message = MessageId(Uuid::now_v7());
    let new = body.value;
    let (status, unknown) = new.status(&writer.catalog);
    let steps = new.steps(message, status);
    let lead = |_: &Details| Ok::<_, TicketError>(steps.clone());
    let work = ChangeTicket { id, lead };
    let outcome = writer.transact(id.0, &work, &body.bytes).await;
    let executed = outcome.map_err(|problem| told(problem, unknown))?;
    drafts::forget(writer, id).await;
    let shown = shown(writer, (id, message), &executed).await?;
    let answer = Created::after(&executed, &shown)?;
    Ok(answer.at(&format!("/api/v1/tickets/{id}/messages/{}", shown.id)))
}

/// Posts a message that says no more than its step, and answers how it reads.
pub(crate) async fn post_words(
    writer: &Writer,
    id: TicketId,
    (message, step): (MessageId, Step),
    body: &Bytes,
) -> Result<(Executed<ticket::Ticket>, Message), Problem> {
    let lead = |_: &Details| Ok::<_, TicketError>(vec![step.clone()]);
    let work = ChangeTicket { id, lead };
    let executed = writer.transact(id.0, &work, body).await?;
    let shown = shown(writer, (id, message), &executed).await?;
    Ok((executed, shown))
}

/// The message that the request posted, as it reads.
async fn shown(
    writer: &Writer,
    (id, message): (TicketId, MessageId),
    executed: &Executed<ticket::Ticket>,
) -> Result<Message, Problem> {
    let place = (posted(executed, message)?, executed.loaded.version);
    let store = &writer.state.app.store;
    let said = Thread::just_posted(store, id, place).await?;
    let said = said.ok_or_else(|| Problem::internal(&"a posted message is not in its stream"))?;
    one(writer, said).await
}

/// The message of this request, or of its first time.
fn posted(executed: &Executed<ticket::Ticket>, message: MessageId) -> Result<MessageId, Problem> {
    if !executed.repeated {
        return Ok(message);
    }
    let details = executed.loaded.state.details.as_deref();
    let last = details.and_then(|details| details.conversation.said.last());
    let last = last.ok_or_else(|| Problem::internal(&"a repeated message was never posted"))?;
    Ok(last.message)
}

/// Fields by their names here, and an unknown status in words that help.
fn told(problem: Problem, unknown: Option<String>) -> Problem {
    let mut problem = problem.renamed(&WRONG);
    let Some(detail) = unknown else {
        return problem;
    };
    for error in problem.errors.iter_mut().filter(|e| e.field == "status") {
        error.detail.clone_from(&detail);
    }
    match problem.errors.as_slice() {
        [one] if one.field == "status" => Problem::field("status", detail),
        _ => problem,
    }
}

impl NewMessage {
    /// The status that is asked for. Of an unknown one the id that it would have, which the rules
    /// refuse together with all else that is wrong; and what to say of it.
    fn status(&self, catalog: &Catalog) -> (Option<StatusId>, Option<String>) {
        let Some(text) = &self.status else {
            return (None, None);
        };
        match status_id(text, catalog) {
            Ok(status) => (Some(status), None),
            Err(detail) => (Some(StatusId::from_key(text)), Some(detail)),
        }
    }

    fn steps(self, message: MessageId, status: Option<StatusId>) -> Vec<Step> {
        let new = ticket::NewMessage {
            format: self.format.map(|format| format.0).unwrap_or_default(),
            reply_to: self.reply_to.map(MessageId),
            mentions: self.mentions.unwrap_or_default().into(),
            customer: self.customer_id.map(CustomerId),
            ..ticket::NewMessage::new(message, self.visibility.0, self.body)
        };
        let post = Step::Post {
            message: Box::new(new),
            attachments: self.attachment_ids.into_iter().map(AttachmentId).collect(),
        };
        let status = status.map(|status| TicketCommand::SetStatus { status }.into());
        [post].into_iter().chain(status).collect()
    }
}
