//! Facts that are recorded whatever the ticket's state, even when it was deleted.

use super::Decision;
use crate::ticket::check::{check_activity, checked, recorded};
use crate::ticket::{Details, TicketCommand, TicketEvent};

pub(super) fn decide(_known: &Details, command: &TicketCommand) -> Decision {
    match command.clone() {
        TicketCommand::RecordActivity {
            activity,
            source,
            line,
            attributes,
        } => {
            checked(|c| check_activity(&activity, &source, &attributes, c))?;
            let event = TicketEvent::ActivityRecorded {
                activity,
                source,
                line,
                attributes,
            };
            recorded("attributes", event)
        }
        TicketCommand::StopAutomation {
            rule,
            rule_version,
            reason,
        } => Ok(vec![TicketEvent::AutomationStopped {
            rule,
            rule_version,
            reason,
        }]),
        TicketCommand::WarnOfSla(warned) => Ok(vec![TicketEvent::SlaWarned(warned)]),
        TicketCommand::BreachSla(breached) => Ok(vec![TicketEvent::SlaBreached(breached)]),
        TicketCommand::FireRule(fired) => recorded("matched", TicketEvent::RuleFired(fired)),
        TicketCommand::Notify(notified) => recorded("text", TicketEvent::Notified(notified)),
        TicketCommand::EscalateSla(escalated) => Ok(vec![TicketEvent::SlaEscalated(escalated)]),
        TicketCommand::MeetSla(met) => Ok(vec![TicketEvent::SlaMet(met)]),
        _ => Ok(vec![]),
    }
}
