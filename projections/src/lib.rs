//! Read models: folds of the log in tables, the runner that keeps them new, and their rebuild.
//!
//! Everything here can be deleted at any moment and comes back from the log.

mod analytics;
mod bulk;
mod customers;
mod error;
mod hex;
mod intervals;
mod messages;
mod migrate;
mod notifications;
mod organisations;
mod projection;
mod read_models;
mod registry;
mod replay;
mod runner;
mod search;
mod select;
mod statements;
#[cfg(test)]
mod tests;
mod text;
mod tickets;

pub use analytics::{
    Durations, Group, GroupCount, Groups, Performance, PerformanceQuery, Spent, SpentQuery,
    SpentTime, StatusCount, Summary, SummaryQuery, Trend, Trends, TrendsQuery, Work, WorkloadQuery,
};
pub use bulk::{BulkPage, BulkQuery, BulkRow};
pub use customers::{CustomerPage, CustomerQuery, CustomerRow, CustomerSort, CustomerSummary};
pub use error::ReadError;
pub use intervals::{BacklogQuery, PastGroup, PastMoment, PastPage, PastQuery};
pub use messages::{MessageOrder, MessagePage, MessageQuery, MessageRow, SaidBy};
pub use migrate::migrate;
pub use notifications::{
    NotificationKind, NotificationPage, NotificationQuery, NotificationRow, ReadMarks,
};
pub use organisations::{OrganisationPage, OrganisationQuery, OrganisationRow};
pub use read_models::{ParkedEvent, ProjectionState, ReadModels, StateKind};
pub use replay::{Replay, Replayed, replay};
pub use runner::Runner;
pub use search::{
    Correction, FoundMessage, Marker, SearchAtom, SearchFilter, SearchFilters, SearchFrom,
    SearchHit, SearchIn, SearchPage, SearchQuery, SearchText, Segment, TypedFilter, plain_text,
};
pub use tickets::{
    FieldFilter, ScheduledTicket, Search, Snoozed, TagQuery, TagRow, TicketColumn, TicketGroup,
    TicketPage, TicketQuery, TicketRow, TicketScan, TicketSort,
};
