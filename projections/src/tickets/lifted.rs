//! What of a condition the filters of a query say as well, said by them: they know the indexes and
//! the sums that serve it.

use super::{Snoozed, TicketQuery};
use domain::condition::{Asks, Bound, Condition, Filter, Leaf, Op, Path};
use domain::{DepartmentId, MemberId, PriorityId};
use jiff::Timestamp;
use std::sync::Arc;
use uuid::Uuid;

/// A query that finds the same tickets, with no more in its condition than the filters cannot say
/// and each value in a filter once: a page that is read value by value would show a ticket again.
pub(super) fn lifted(query: &TicketQuery) -> TicketQuery {
    let mut lifted = query.clone();
    if let Some(filter) = &query.condition {
        lifted.lift(filter);
    }
    lifted.say_each_once();
    lifted
}

/// What must hold together.
fn parts(condition: &Condition) -> Vec<&Condition> {
    match condition {
        Condition::All { all } => all.iter().flat_map(parts).collect(),
        other => vec![other],
    }
}

impl TicketQuery {
    fn lift(&mut self, filter: &Filter) {
        let mut rest = Vec::new();
        for part in parts(filter.condition()) {
            let taken = match part {
                Condition::Leaf(leaf) => self.takes((leaf, leaf.is_negated()), filter),
                Condition::Not { not } => match &**not {
                    Condition::Leaf(leaf) => self.takes((leaf, !leaf.is_negated()), filter),
                    _ => false,
                },
                _ => false,
            };
            if !taken {
                rest.push(part.clone());
            }
        }
        self.condition = match rest.is_empty() {
            true => None,
            false => Some(Arc::new(filter.with(Condition::All { all: rest }))),
        };
    }

    fn say_each_once(&mut self) {
        each_once(&mut self.status);
        each_once(&mut self.department);
        each_once(&mut self.assignee);
        each_once(&mut self.priority);
        each_once(&mut self.customer);
        each_once(&mut self.organisation);
        each_once(&mut self.cc);
        each_once(&mut self.watcher);
    }

    /// Makes a filter of the leaf, turned round or not, if one says just that.
    fn takes(&mut self, (leaf, turned): (&Leaf, bool), filter: &Filter) -> bool {
        match (leaf.path(), leaf.asks(), turned) {
            (Path::StatusCategory, Asks::Categories(of), false) => {
                narrow(&mut self.status, filter.statuses(of))
            }
            (Path::StatusCategory, Asks::Categories(of), true) => {
                self.not_status.extend(filter.statuses(of));
                true
            }
            (Path::Status, Asks::Ids(ids), false) => narrow(&mut self.status, typed(ids)),
            (Path::Status, Asks::Ids(ids), true) => {
                self.not_status.extend(typed::<domain::StatusId>(ids));
                true
            }
            (Path::Priority, Asks::Ids(ids), false) => {
                narrow(&mut self.priority, typed::<PriorityId>(ids))
            }
            (Path::Department, Asks::Ids(ids), false) => {
                narrow(&mut self.department, typed::<DepartmentId>(ids))
            }
            (Path::Assignees, Asks::Ids(ids), false) if self.assignee.is_empty() => {
                self.assignee = typed::<MemberId>(ids);
                !ids.is_empty()
            }
            (Path::Unassigned, Asks::Yes(wanted), false) if self.unassigned.is_none() => {
                self.unassigned = Some(*wanted);
                true
            }
            (path, asks, false) => self.takes_moment(path, asks),
            _ => false,
        }
    }

    fn takes_moment(&mut self, path: &Path, asks: &Asks) -> bool {
        match (path, asks) {
            (Path::DueAt, Asks::Compared(Op::Lt, Bound::Moment(at))) => self.due_before(*at),
            (Path::DueAt, Asks::Day(_, from, to)) => {
                self.due_from = self.due_from.max(Some(*from));
                self.due_before(*to)
            }
            (Path::SnoozedUntil, Asks::Compared(Op::Gt, Bound::Moment(at)))
                if self.snoozed.is_none() =>
            {
                self.snoozed = Some(Snoozed::At(*at));
                true
            }
            _ => false,
        }
    }

    fn due_before(&mut self, at: Timestamp) -> bool {
        self.due_to = Some(self.due_to.map_or(at, |to| to.min(at)));
        true
    }
}

/// Leaves those of a filter that are wanted too. One that is empty lets all pass, so that one of
/// which nothing would be left cannot say it.
fn narrow<T: Copy + PartialEq>(filter: &mut Vec<T>, wanted: Vec<T>) -> bool {
    let both: Vec<T> = match filter.is_empty() {
        true => wanted,
        false => (filter.iter().copied())
            .filter(|id| wanted.contains(id))
            .collect(),
    };
    let said = !both.is_empty();
    if said {
        *filter = both;
    }
    said
}

fn each_once<T: Copy + Ord>(values: &mut Vec<T>) {
    values.sort_unstable();
    values.dedup();
}

fn typed<T: From<Uuid>>(ids: &[Uuid]) -> Vec<T> {
    ids.iter().copied().map(T::from).collect()
}
