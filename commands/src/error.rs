//! Why a command was refused by one of the aggregates that it touches.

use domain::attachment::AttachmentError;
use domain::bulk::BulkError;
use domain::customer::CustomerError;
use domain::organisation::OrganisationError;
use domain::rotation::RotationError;
use domain::setting::SettingError;
use domain::ticket::TicketError;

/// The refusal, in the words of the aggregate that it comes from.
#[derive(Debug, thiserror::Error)]
pub enum CommandError {
    #[error(transparent)]
    Ticket(#[from] TicketError),
    #[error(transparent)]
    Customer(#[from] CustomerError),
    #[error(transparent)]
    Organisation(#[from] OrganisationError),
    #[error(transparent)]
    Attachment(#[from] AttachmentError),
    #[error(transparent)]
    Rotation(#[from] RotationError),
    #[error(transparent)]
    Setting(#[from] SettingError),
    #[error(transparent)]
    Bulk(#[from] BulkError),
}
