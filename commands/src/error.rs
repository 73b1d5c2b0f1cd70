//! Why a command was refused by one of the aggregates that it touches.

use domain::setting::SettingError;
use domain::ticket::TicketError;

/// The refusal, in the words of the aggregate that it comes from.
#[derive(Debug, thiserror::Error)]
pub enum CommandError {
    #[error(transparent)]
    Ticket(#[from] TicketError),
    #[error(transparent)]
    Setting(#[from] SettingError),
}
