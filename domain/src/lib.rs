//! The rules of Docket: pure decisions and folds, with no I/O, clock or randomness.

pub mod actor;
pub mod aggregate;
pub mod automation;
pub mod catalog;
pub mod event;
#[cfg(test)]
mod given;
#[cfg(test)]
mod golden;
pub mod ids;
pub mod limits;
pub mod reservation;
pub mod setting;
pub mod ticket;

pub use actor::{Actor, ActorKind};
pub use aggregate::{Aggregate, Context, FieldError};
pub use catalog::Catalog;
pub use event::{DecodeError, EncodedEvent, EventPayload, Recorded};
pub use ids::{DepartmentId, MemberId, MessageId, PriorityId, RuleId, StatusId, TicketId};
