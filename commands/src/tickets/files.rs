//! Files on tickets: each attachment's own stream tells where it is.

use super::{Outcome, Tx};
use domain::attachment::{Attachment, AttachmentCommand, File, Place};
use domain::ticket::Ticket;
use domain::{AttachmentId, FieldError, MessageId, TicketId};
use std::collections::{BTreeMap, BTreeSet};

/// The files behind the ids; those that are not there are told in `wrong`, and so are those that
/// whoever asks may not see.
pub(super) async fn find(
    tx: &mut Tx<'_>,
    ids: &[AttachmentId],
    wrong: &mut Vec<FieldError>,
) -> Outcome<Vec<File>> {
    let mut files: Vec<File> = Vec::new();
    for id in ids {
        match seen(tx, *id).await? {
            Some(file) if files.iter().any(|f| f.id == file.id) => {}
            Some(file) => files.push(file),
            None => {
                let detail = format!("there is no attachment {id}; upload it first");
                wrong.push(FieldError::new("attachments", detail));
            }
        }
    }
    Ok(files)
}

async fn seen(tx: &mut Tx<'_>, id: AttachmentId) -> Outcome<Option<File>> {
    let attachment = tx.load::<Attachment>(id.0).await?;
    let context = tx.context();
    let mut on = BTreeMap::new();
    if !context.access.is_everything() {
        for ticket in attachment.state.tickets() {
            on.insert(ticket, tx.load::<Ticket>(ticket.0).await?);
        }
    }
    let ticket = |id: TicketId| on.get(&id).map(|loaded| &loaded.state);
    let sees = context
        .access
        .sees_file(&context.actor, &attachment.state, ticket);
    Ok(attachment.state.file(id).filter(|_| sees))
}

/// Appends what changed about the places of files, in the same append as the ticket's own events:
/// so a file can never be removed and attached at once.
pub(super) async fn follow(
    tx: &mut Tx<'_>,
    id: TicketId,
    before: &Ticket,
    after: &Ticket,
) -> Outcome<()> {
    let (before, after) = (places(before), places(after));
    for (attachment, message) in after.difference(&before) {
        let place = AttachmentCommand::Attach(place(id, *message));
        tx.decide::<Attachment>(attachment.0, &[place]).await?;
    }
    for (attachment, message) in before.difference(&after) {
        let place = AttachmentCommand::Detach(place(id, *message));
        tx.decide::<Attachment>(attachment.0, &[place]).await?;
    }
    Ok(())
}

fn place(ticket: TicketId, message: Option<MessageId>) -> Place {
    Place { ticket, message }
}

fn places(ticket: &Ticket) -> BTreeSet<(AttachmentId, Option<MessageId>)> {
    let Some(details) = ticket.details.as_deref() else {
        return BTreeSet::new();
    };
    let own = details.files.iter().map(|file| (file.id, None));
    let said = details.conversation.said.iter().flat_map(|said| {
        let message = Some(said.message);
        said.files.iter().map(move |id| (*id, message))
    });
    own.chain(said).collect()
}
