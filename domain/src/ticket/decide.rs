//! The rules of tickets: from a command to the events that it causes.

use super::{Ticket, TicketCommand, TicketError, TicketEvent, fields};
use crate::Catalog;
use crate::aggregate::{Aggregate, Context, Happened};
use crate::reservation::ReservationChange;
use uuid::Uuid;

mod attributes;
mod checklist;
mod create;
mod files;
mod links;
mod messages;
mod people;
mod permitted;
mod rate;
mod record;
mod revived;
mod status;
mod time;

type Decision = Result<Vec<TicketEvent>, TicketError>;

impl Aggregate for Ticket {
    const CATEGORY: &'static str = "ticket";
    const FOLD: i32 = 5;
    type Command = TicketCommand;
    type Event = TicketEvent;
    type Error = TicketError;

    fn decide(&self, command: &TicketCommand, context: &Context<'_>) -> Decision {
        permitted::check(self, command, context)?;
        let events = self.decided(command, context)?;
        Ok(revived::taken_out(self, events, context))
    }

    fn evolve(&mut self, event: &TicketEvent, happened: &Happened) {
        self.fold(event, happened);
    }

    /// Fields are judged once all commands were decided: one may ask for what another brings.
    fn settled(&self, before: &Self, context: &Context<'_>) -> Result<(), TicketError> {
        let (Some(earlier), Some(details)) = (&before.details, &self.details) else {
            return Ok(()); // a creation checks itself
        };
        let faults = fields::new_faults(Some(earlier), details, context);
        if faults.is_empty() {
            Ok(())
        } else {
            Err(TicketError::Invalid(faults))
        }
    }

    fn together(errors: Vec<TicketError>) -> TicketError {
        TicketError::together(errors)
    }

    fn relies_on(
        &self,
        _: Uuid,
        event: &TicketEvent,
        catalog: &Catalog,
    ) -> Result<Vec<Uuid>, TicketError> {
        let mut owners = event.new_owners();
        if let Some(department) = revived::department(self, event, catalog) {
            owners.push(department.0);
        }
        Ok(owners)
    }

    fn taken(_: &ReservationChange) -> TicketError {
        TicketError::Exists // tickets reserve nothing
    }
}

impl Ticket {
    fn decided(&self, command: &TicketCommand, context: &Context<'_>) -> Decision {
        use TicketCommand as C;
        match command {
            C::Create(new) => create::create(self, new, context),
            C::Delete | C::Restore | C::Unmerge => self.taken_away_or_back(command),
            C::RecordActivity { .. }
            | C::StopAutomation { .. }
            | C::WarnOfSla(_)
            | C::BreachSla(_)
            | C::FireRule(_)
            | C::Notify(_)
            | C::EscalateSla(_)
            | C::MeetSla(_) => record::decide(self.known()?, command),
            C::ChangeSubject { .. }
            | C::ChangeDescription { .. }
            | C::SetPriority { .. }
            | C::Schedule { .. }
            | C::Snooze { .. }
            | C::Wake
            | C::Tag { .. }
            | C::Untag { .. }
            | C::SetFields { .. }
            | C::ApplyMacro { .. } => attributes::decide(self.open()?, command, context),
            C::SetStatus { status } => status::set(self.open()?, *status, context),
            C::Close => status::close(self.open()?, context),
            C::Rate(rating) => rate::decide(self.open()?, rating, context),
            C::ChangeRequester { .. }
            | C::AddCc { .. }
            | C::RemoveCc { .. }
            | C::Watch { .. }
            | C::Unwatch { .. }
            | C::Assign { .. }
            | C::Unassign { .. }
            | C::Claim { .. }
            | C::Offer { .. }
            | C::HandOver { .. }
            | C::Route { .. } => people::decide(self.open()?, command, context),
            C::PostMessage(_) | C::EditMessage(_) | C::SplitMessage { .. } => {
                messages::decide(self.open()?, command, context)
            }
            C::RedactMessage { .. } => {
                // what must not be read must go from wherever it is read, deleted and merged or not
                messages::decide(self.known()?, command, context)
            }
            C::AttachFile { .. } | C::DetachFile { .. } => {
                files::decide(self.open()?, command, context)
            }
            C::Link { .. }
            | C::Unlink { .. }
            | C::MergeInto { .. }
            | C::Absorb { .. }
            | C::Release { .. } => links::decide(self.open()?, command),
            C::LogTime(_) | C::RemoveTimeEntry { .. } => {
                time::decide(self.open()?, command, context)
            }
            C::AddChecklistItem { .. }
            | C::RewordChecklistItem { .. }
            | C::CheckChecklistItem { .. }
            | C::RemoveChecklistItem { .. }
            | C::ReorderChecklist { .. } => checklist::decide(self.open()?, command),
        }
    }

    fn taken_away_or_back(&self, command: &TicketCommand) -> Decision {
        match command {
            TicketCommand::Delete => self.delete(),
            TicketCommand::Restore => self.restore(),
            _ => self.unmerge(),
        }
    }

    /// The ticket as it is, deleted and merged or not.
    fn known(&self) -> Result<&super::Details, TicketError> {
        self.details.as_deref().ok_or(TicketError::NotFound)
    }

    fn delete(&self) -> Decision {
        let details = self.details.as_ref().ok_or(TicketError::NotFound)?;
        if let Some(into) = details.merged_into {
            return Err(TicketError::Merged { into });
        }
        Ok(if self.deleted {
            vec![]
        } else {
            vec![TicketEvent::Deleted {}]
        })
    }

    fn restore(&self) -> Decision {
        self.details.as_ref().ok_or(TicketError::NotFound)?;
        Ok(if self.deleted {
            vec![TicketEvent::Restored {}]
        } else {
            vec![]
        })
    }

    fn unmerge(&self) -> Decision {
        let details = self.details.as_ref().ok_or(TicketError::NotFound)?;
        let from = details.merged_into;
        Ok(from
            .map(|from| TicketEvent::Unmerged { from })
            .into_iter()
            .collect())
    }
}
