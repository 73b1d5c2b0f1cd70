//! What is said on a ticket.

use super::create::without_repeats;
use super::{Decision, attributes, status};
use crate::access::Permission;
use crate::aggregate::Context;
use crate::limits::{Checks, SUBJECT_CHARS};
use crate::ticket::check::{check_files, check_mentions, checked, recorded};
use crate::ticket::{
    Details, Edited, MessageEdit, NewMessage, Posted, Said, TicketCommand, TicketError,
    TicketEvent, Visibility,
};
use crate::{ActorKind, MessageId};

pub(super) fn decide(ticket: &Details, command: &TicketCommand, context: &Context<'_>) -> Decision {
    use TicketCommand as C;
    match command {
        C::PostMessage(new) => post(ticket, new, context),
        C::EditMessage(edit) => change(ticket, edit, context),
        C::RedactMessage { message, reason } => redact(ticket, *message, reason, context),
        C::SplitMessage { message, to } => {
            check_readable(find(ticket, *message)?)?;
            let (message, to) = (*message, *to);
            Ok(vec![TicketEvent::MessageSplit { message, to }])
        }
        _ => Ok(vec![]),
    }
}

/// A customer's words also wake a ticket and move it on as its status says.
fn post(ticket: &Details, new: &NewMessage, context: &Context<'_>) -> Decision {
    let from_customer = new.customer.is_some() || context.actor.kind == ActorKind::Customer;
    let posted = posted(new);
    let mut checks = Checks::default();
    if ticket.conversation.find(new.message).is_some() {
        checks.fail(
            "message",
            "was posted on this ticket already; give it a new id",
        );
    }
    check_body(&new.body, !new.files.is_empty(), &mut checks);
    check_mentions(&new.mentions, context, &mut checks);
    check_files(ticket.file_bytes(), &posted.files, context, &mut checks);
    check_reply(ticket, new, &mut checks);
    if from_customer && new.visibility == Visibility::Internal {
        checks.fail("visibility", "must be public for a customer's words");
    }
    checks.finish().map_err(TicketError::Invalid)?;
    let mut events = recorded("body", TicketEvent::MessagePosted(Box::new(posted)))?;
    if from_customer && new.source.is_none() {
        events.extend(attributes::wake(ticket, context.now));
        events.extend(status::after_customer(ticket, context));
    }
    Ok(events)
}

fn check_reply(ticket: &Details, new: &NewMessage, checks: &mut Checks) {
    let Some(reply_to) = new.reply_to else {
        return;
    };
    match ticket.conversation.find(reply_to) {
        None => checks.fail("reply_to", "names no message of this ticket"),
        Some(said) if hides(said, new.visibility) => {
            checks.fail("reply_to", "is internal; the customer must not learn of it");
        }
        Some(_) => {}
    }
}

fn posted(new: &NewMessage) -> Posted {
    Posted {
        message: new.message,
        visibility: new.visibility,
        body: new.body.clone(),
        format: new.format,
        reply_to: new.reply_to,
        mentions: new.mentions.clone(),
        files: without_repeats(&new.files),
        customer: new.customer,
        source: new.source,
    }
}

fn hides(said: &Said, answer: Visibility) -> bool {
    said.visibility == Visibility::Internal && answer == Visibility::Public
}

fn change(ticket: &Details, edit: &MessageEdit, context: &Context<'_>) -> Decision {
    let said = find(ticket, edit.message)?;
    check_author(ticket, said, context)?;
    check_readable(said)?;
    checked(|c| {
        check_body(&edit.body, !said.files.is_empty(), c);
        check_mentions(&edit.mentions, context, c);
    })?;
    let edited = Edited {
        message: edit.message,
        body: edit.body.clone(),
        format: edit.format,
        mentions: edit.mentions.clone(),
    };
    recorded("body", TicketEvent::MessageEdited(Box::new(edited)))
}

fn redact(ticket: &Details, message: MessageId, reason: &str, context: &Context<'_>) -> Decision {
    let said = find(ticket, message)?;
    check_author(ticket, said, context)?;
    if said.redacted {
        return Ok(vec![]);
    }
    checked(|c| c.line("reason", reason, SUBJECT_CHARS))?;
    let reason = reason.trim().to_owned();
    Ok(vec![TicketEvent::MessageRedacted { message, reason }])
}

fn find(ticket: &Details, message: MessageId) -> Result<&Said, TicketError> {
    let said = ticket.conversation.find(message);
    said.ok_or_else(|| TicketError::field("message", "names no message of this ticket"))
}

fn check_readable(said: &Said) -> Result<(), TicketError> {
    if said.redacted {
        let detail = "was redacted; post a new one";
        return Err(TicketError::field("message", detail));
    }
    Ok(())
}

fn check_author(ticket: &Details, said: &Said, context: &Context<'_>) -> Result<(), TicketError> {
    let (author, actor) = (&said.by, &context.actor);
    let own = author.kind == actor.kind && author.id.is_some() && author.id == actor.id;
    if own || context.access.may(Permission::Moderate, ticket) {
        return Ok(());
    }
    Err(TicketError::Forbidden(
        "only its author may change or redact a message, or somebody with messages.moderate",
    ))
}

fn check_body(body: &str, has_files: bool, checks: &mut Checks) {
    if body.trim().is_empty() && !has_files {
        checks.fail("body", "must not be empty");
    } else {
        checks.text("body", body);
    }
}
