//! How many tickets there are, in all or group by group, by the filters of the list.

use super::list::{counted, parameters};
use crate::answer::Shown;
use crate::openapi::Tag;
use crate::problem::Problem;
use crate::request::Reader;
use crate::types::Nullable;
use domain::view::ViewGroup;
use poem::Request;
use poem_openapi::param::Query;
use poem_openapi::types::Example;
use poem_openapi::{Enum, Object, OpenApi};
use projections::{PastGroup, TicketGroup};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What tickets are counted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum, Serialize, Deserialize)]
#[oai(rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub(crate) enum GroupBy {
    Status,
    Priority,
    Department,
    Assignee,
}

/// How many tickets there are.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(example)]
pub(crate) struct TicketCounts {
    /// Each ticket once.
    pub total: i64,
    /// Statuses, priorities and departments in their order, members by the number of their
    /// tickets; tickets without any of them come last. Empty where nothing is grouped.
    pub groups: Vec<TicketCount>,
}

/// How many tickets there are in one group.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct TicketCount {
    /// Of the status, priority, department or member; null for tickets without one.
    pub id: Nullable<Uuid>,
    /// Of a status or priority.
    pub key: Nullable<String>,
    /// What people call it; null for tickets without one.
    pub name: Nullable<String>,
    pub count: i64,
}

impl From<GroupBy> for TicketGroup {
    fn from(by: GroupBy) -> Self {
        match by {
            GroupBy::Status => Self::Status,
            GroupBy::Priority => Self::Priority,
            GroupBy::Department => Self::Department,
            GroupBy::Assignee => Self::Assignee,
        }
    }
}

impl From<GroupBy> for ViewGroup {
    fn from(by: GroupBy) -> Self {
        match by {
            GroupBy::Status => Self::Status,
            GroupBy::Priority => Self::Priority,
            GroupBy::Department => Self::Department,
            GroupBy::Assignee => Self::Assignee,
        }
    }
}

impl From<ViewGroup> for GroupBy {
    fn from(by: ViewGroup) -> Self {
        match by {
            ViewGroup::Status => Self::Status,
            ViewGroup::Priority => Self::Priority,
            ViewGroup::Department => Self::Department,
            ViewGroup::Assignee => Self::Assignee,
        }
    }
}

impl From<GroupBy> for PastGroup {
    fn from(by: GroupBy) -> Self {
        match by {
            GroupBy::Status => Self::Status,
            GroupBy::Priority => Self::Priority,
            GroupBy::Department => Self::Department,
            GroupBy::Assignee => Self::Assignee,
        }
    }
}

impl Example for TicketCounts {
    fn example() -> Self {
        let group = |key: &str, count| TicketCount {
            id: Nullable(Some(domain::StatusId::from_key(key).0)),
            key: Nullable(Some(key.to_owned())),
            name: Nullable(Some(key.to_owned())),
            count,
        };
        Self {
            total: 12,
            groups: vec![group("open", 7), group("pending", 5)],
        }
    }
}

pub(crate) struct Counts;

#[OpenApi(tag = "Tag::Tickets")]
impl Counts {
    /// Counts tickets.
    ///
    /// The same tickets as a list with these filters shows, exactly; with `as_of` those that it
    /// showed then.
    #[oai(
        path = "/tickets/counts",
        method = "get",
        operation_id = "count_tickets"
    )]
    async fn count(
        &self,
        reader: Reader,
        request: &Request,
        /// Counts each group, too. Of assignees a ticket counts for each who has it. Unless told
        /// otherwise as the view groups, where one is given.
        group_by: Query<Option<GroupBy>>,
        /// Of names: `ar`, `he`, `en` or another tag; your own unless told otherwise, else the
        /// workspace's first.
        language: Query<Option<String>>,
    ) -> Result<Shown<TicketCounts>, Problem> {
        let asked = (group_by.0, language.0);
        counted(&reader, parameters(request)?, asked).await
    }
}
