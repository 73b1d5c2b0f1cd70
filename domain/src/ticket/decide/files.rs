//! Files on the ticket itself.

use super::Decision;
use crate::aggregate::Context;
use crate::ticket::check::{check_files, checked};
use crate::ticket::{Details, TicketCommand, TicketEvent};

pub(super) fn decide(ticket: &Details, command: &TicketCommand, context: &Context<'_>) -> Decision {
    match command {
        TicketCommand::AttachFile { file } => {
            if ticket.files.iter().any(|f| f.id == file.id) {
                return Ok(vec![]);
            }
            checked(|c| {
                c.items("attachments", ticket.files.len() + 1);
                check_files(ticket.file_bytes(), std::slice::from_ref(file), context, c);
            })?;
            Ok(vec![TicketEvent::FileAttached { file: file.clone() }])
        }
        TicketCommand::DetachFile { attachment } => {
            let attached = ticket.files.iter().any(|f| f.id == *attachment);
            let event = TicketEvent::FileDetached {
                attachment: *attachment,
            };
            Ok(attached.then_some(event).into_iter().collect())
        }
        _ => Ok(vec![]),
    }
}
