//! The rules of Docket: pure decisions and folds, with no I/O, clock or randomness.

pub mod access;
pub mod account;
pub mod actor;
pub mod aggregate;
pub mod attachment;
pub mod automation;
pub mod bulk;
pub mod business;
pub mod catalog;
pub mod colour;
pub mod condition;
pub mod customer;
pub mod delivery;
pub mod event;
pub mod export;
pub mod field;
#[cfg(test)]
mod given;
#[cfg(test)]
mod golden;
pub mod ids;
pub mod limits;
pub mod locale;
pub mod macros;
pub mod organisation;
pub mod portal_account;
pub mod redacted;
pub mod reservation;
pub mod rotation;
pub mod setting;
pub mod sla;
pub mod spelling;
pub mod ticket;
pub mod view;

pub use access::{Access, Audience, Permission, Permissions};
pub use actor::{Actor, ActorKind};
pub use aggregate::{Aggregate, Context, FieldError, Happened};
pub use catalog::Catalog;
pub use event::{DecodeError, EncodedEvent, EventPayload, Recorded};
pub use ids::{
    ApiKeyId, AttachmentId, BulkId, CalendarId, ChecklistItemId, CustomerId, DeliveryId,
    DepartmentId, ExportId, FieldGroupId, FieldId, MacroId, MemberId, MessageId, OrganisationId,
    PriorityId, RoleId, RuleId, SessionId, SlaPolicyId, StatusId, TicketId, TimeEntryId, ViewId,
};
