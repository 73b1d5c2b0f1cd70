//! Where a query begins to read: the table whose index has a filter and the order together.

use super::super::draft::Role;
use super::super::{TicketColumn, TicketQuery};
use super::way::Way;
use uuid::Uuid;

/// The table that is read first and gives the order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Source<'a> {
    People(Role, Uuid),
    Assignees(Uuid),
    Tags(&'a str),
    /// Each key that is held, one after another.
    Keys,
    /// Each status that is asked for, one after another.
    Statuses,
    Tickets,
}

impl<'a> Source<'a> {
    /// The narrow tables are in the order of creation. Few tickets are listed under one person,
    /// more under a tag or an organisation.
    pub(super) fn of(query: &'a TicketQuery, way: Way) -> Self {
        match way {
            Way::PerKey => return Self::Keys,
            Way::Collected => return Self::Tickets,
            Way::Open | Way::InRow if is_by_creation(query) => {}
            Way::Open | Way::InRow => return Self::Tickets,
        }
        let person = |role| match people(query, role)[..] {
            [id] => Some(Self::People(role, id)),
            _ => None,
        };
        None.or_else(|| person(Role::Requester))
            .or_else(|| person(Role::Cc))
            .or_else(|| person(Role::Watcher))
            .or_else(|| Self::without_hidden(query))
            .or_else(|| person(Role::Organisation))
            .unwrap_or(Self::Tickets)
    }

    /// The same for a page: where several statuses are asked for, of which an index has the tickets
    /// in order, the first of each are read, and of those the first.
    pub(super) fn of_page(query: &'a TicketQuery, way: Way) -> Self {
        match Self::of(query, way) {
            Self::Tickets if way != Way::Collected && has_order_of_each_status(query) => {
                Self::Statuses
            }
            source => source,
        }
    }

    /// The tables that hold no deleted and no merged tickets.
    fn without_hidden(query: &'a TicketQuery) -> Option<Self> {
        if query.include_deleted || query.include_merged {
            return None;
        }
        match (&query.assignee[..], &query.tag[..]) {
            ([member], _) => Some(Self::Assignees(member.0)),
            ([], [tag]) => Some(Self::Tags(tag)),
            _ => None,
        }
    }
}

fn has_order_of_each_status(query: &TicketQuery) -> bool {
    let falls = query.sort.descends();
    let in_order = match query.sort.column() {
        TicketColumn::CreatedAt => true,
        TicketColumn::DueAt | TicketColumn::LastCustomerMessageAt => !falls,
        _ => false,
    };
    let narrow = !query.include_deleted && !query.include_merged;
    in_order && narrow && query.status.len() > 1
}

/// Whether the order is that of the narrow tables.
pub(super) fn is_by_creation(query: &TicketQuery) -> bool {
    query.sort.column() == TicketColumn::CreatedAt
}

/// Whom the query asks for in a role.
pub(super) fn people(query: &TicketQuery, role: Role) -> Vec<Uuid> {
    match role {
        Role::Requester => query.customer.iter().map(|id| id.0).collect(),
        Role::Organisation => query.organisation.iter().map(|id| id.0).collect(),
        Role::Cc => query.cc.clone(),
        Role::Watcher => query.watcher.clone(),
        Role::Mentioned => Vec::new(),
    }
}
