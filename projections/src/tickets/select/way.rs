//! How a query keeps to the tickets within reach: what it asks of their keys, and where.

use super::super::TicketQuery;
use super::super::shares::Shares;
use super::source::is_by_creation;
use crate::select::Select;
use domain::access::{Keys, Reach};
use std::collections::BTreeSet;
use tokio_postgres::types::Type;
use uuid::Uuid;

/// Most keys that are gone through one after another.
const MOST_KEYS: usize = 16;
/// Reading the newest tickets under one key takes about as long as looking at so many of the list.
const TICKETS_FOR_A_KEY: f64 = 8.0;
/// Collecting tickets and looking through the list take as long as each other when the square of
/// how many lie under the keys is so many times the list.
const COLLECTED: f64 = 6.0;

/// How a query finds out which tickets the keys open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tickets) enum Way {
    /// Not at all: what it looks for is open anyhow.
    Open,
    /// The newest, or oldest, under each key, and of those the first.
    PerKey,
    /// All of them first, which are few.
    Collected,
    /// In each row that is looked at, which are many.
    InRow,
}

impl Way {
    /// The quickest, by what is known of the keys. Any would be right.
    pub(super) fn of(query: &TicketQuery, shares: &Shares) -> Self {
        let Keys::AnyOf(keys) = &query.reach.keys else {
            return Self::Open;
        };
        if asks_for_held(query, keys) {
            return Self::Open;
        }
        let (under, all) = (shares.under(keys), shares.tickets);
        let scattered = under * TICKETS_FOR_A_KEY * keys.len() as f64;
        if scattered <= all && keys.len() <= MOST_KEYS && is_by_creation(query) && is_open(query) {
            Self::PerKey
        } else if under * under <= COLLECTED * all {
            Self::Collected
        } else {
            Self::InRow
        }
    }

    /// The same where all are read, not the first few: then no key is gone through for itself.
    pub(super) fn to_the_end(self) -> Self {
        match self {
            Self::PerKey => Self::Collected,
            way => way,
        }
    }

    /// Whether the samples matter for it.
    pub(in crate::tickets) fn is_chosen(query: &TicketQuery) -> bool {
        match &query.reach.keys {
            Keys::AnyOf(keys) => !asks_for_held(query, keys),
            Keys::Every => false,
        }
    }
}

/// Whether every ticket that the query asks for lies under a key that is held: the departments, or
/// the people, are keys themselves.
fn asks_for_held(query: &TicketQuery, keys: &BTreeSet<Uuid>) -> bool {
    let asked: [Vec<Uuid>; 6] = [
        query.department.iter().map(|id| id.0).collect(),
        query.assignee.iter().map(|id| id.0).collect(),
        query.customer.iter().map(|id| id.0).collect(),
        query.organisation.iter().map(|id| id.0).collect(),
        query.cc.clone(),
        query.watcher.clone(),
    ];
    asked
        .iter()
        .any(|ids| !ids.is_empty() && ids.iter().all(|id| keys.contains(id)))
}

/// Whether most tickets pass the filters, so that few are looked at for one that is shown.
fn is_open(query: &TicketQuery) -> bool {
    query.status.is_empty()
        && query.department.is_empty()
        && query.assignee.is_empty()
        && query.customer.is_empty()
        && query.organisation.is_empty()
        && query.cc.is_empty()
        && query.watcher.is_empty()
        && query.tag.is_empty()
        && query.fields.is_empty()
        && query.text.is_none()
        && query.search.is_none()
        && query.condition.is_none()
        && query.snoozed.is_none()
        && query.due_from.is_none()
        && query.due_to.is_none()
}

impl Select {
    /// What is asked of the tickets' keys, departments and statuses, as far as the way does not
    /// keep to the keys by itself.
    pub(super) fn reach(&mut self, query: &TicketQuery, way: Way, schema: &str) {
        match (&query.reach.keys, way) {
            (Keys::AnyOf(keys), Way::Collected) => {
                let keys = self.param(array(keys), Type::UUID_ARRAY);
                let under = format!("{schema}.ticket_keys k WHERE k.key = ANY ({keys})");
                self.and(&format!("t.id = ANY (ARRAY (SELECT k.id FROM {under}))"));
            }
            (Keys::AnyOf(keys), Way::InRow) => {
                let keys = self.param(array(keys), Type::UUID_ARRAY);
                self.by_value |= !is_open(query);
                // told to the planner as it is, a list would be planned for anew at each request
                let told = format!("(SELECT {keys})");
                let keys = if self.by_value { keys } else { told };
                self.and(&format!("t.keys && {keys}"));
            }
            (Keys::AnyOf(_), Way::Open | Way::PerKey) | (Keys::Every, _) => {}
        }
        self.limited(query);
    }

    /// Only tickets `t` within reach: for a few of them, found otherwise.
    pub(crate) fn within_reach(&mut self, reach: &Reach) {
        for condition in self.reached(reach) {
            self.and(&condition);
        }
    }

    /// What must all hold of tickets `t` within reach; nothing where all are.
    pub(crate) fn reached(&mut self, reach: &Reach) -> Vec<String> {
        let mut conditions = Vec::new();
        if let Keys::AnyOf(keys) = &reach.keys {
            let keys = self.param(array(keys), Type::UUID_ARRAY);
            conditions.push(format!("t.keys && {keys}"));
        }
        conditions.extend(self.limits(reach));
        conditions
    }

    /// What is asked of the tickets' departments and statuses, and by the second reach.
    pub(super) fn limited(&mut self, query: &TicketQuery) {
        for condition in self.limits(&query.reach) {
            self.and(&condition);
        }
        if let Some(also) = &query.also {
            self.within_reach(also); // asked of each row
        }
    }

    pub(super) fn limits(&mut self, reach: &Reach) -> Vec<String> {
        let mut limits = Vec::new();
        if let Some(within) = &reach.within {
            let within: Vec<Uuid> = within.iter().map(|id| id.0).collect();
            let within = self.param(within, Type::UUID_ARRAY);
            limits.push(format!("t.department = ANY ({within})"));
        }
        if !reach.except.is_empty() {
            let except: Vec<Uuid> = reach.except.iter().map(|id| id.0).collect();
            let except = self.param(except, Type::UUID_ARRAY);
            limits.push(format!("t.status <> ALL ({except})"));
        }
        limits
    }
}

fn array(keys: &BTreeSet<Uuid>) -> Vec<Uuid> {
    keys.iter().copied().collect()
}
