//! Which tickets a permission reaches: a ticket lies under keys, and an actor holds keys.
//!
//! "May A do this to that ticket?" and "which tickets may A list?" are the same comparison of keys,
//! once in memory ([`Reach::covers`]) and once in SQL over the table of keys that the ticket list
//! keeps ([`Details::keys`]).

use crate::ids::derived;
use crate::ticket::{Details, Participant};
use crate::{DepartmentId, StatusId};
use std::collections::BTreeSet;
use std::sync::LazyLock;
use uuid::Uuid;

/// The key of tickets that no department owns yet.
pub static UNROUTED: LazyLock<Uuid> = LazyLock::new(|| derived("access", "unrouted"));

/// Which keys open a ticket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Keys {
    /// Every ticket is open.
    Every,
    /// A ticket that lies under one of them is; none of them, none is.
    AnyOf(BTreeSet<Uuid>),
}

/// Which tickets are within reach: all three must hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reach {
    pub keys: Keys,
    /// Only tickets of these departments, where an API key is limited to some.
    pub within: Option<BTreeSet<DepartmentId>>,
    /// Not tickets in these statuses, which customers do not see.
    pub except: BTreeSet<StatusId>,
}

impl Default for Reach {
    fn default() -> Self {
        Self::NOTHING
    }
}

impl Reach {
    /// No ticket at all.
    pub const NOTHING: Self = Self::of(Keys::AnyOf(BTreeSet::new()));
    /// Every ticket.
    pub const EVERYTHING: Self = Self::of(Keys::Every);

    pub(super) const fn of(keys: Keys) -> Self {
        Self {
            keys,
            within: None,
            except: BTreeSet::new(),
        }
    }

    /// Whether no ticket can be within reach.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        matches!(&self.keys, Keys::AnyOf(keys) if keys.is_empty())
            || self.within.as_ref().is_some_and(BTreeSet::is_empty)
    }

    /// Whether every ticket is within reach.
    #[must_use]
    pub fn is_everything(&self) -> bool {
        *self == Self::EVERYTHING
    }

    /// Whether this ticket is within reach.
    #[must_use]
    pub fn covers(&self, ticket: &Details) -> bool {
        let opened = match &self.keys {
            Keys::Every => true,
            Keys::AnyOf(held) => ticket.keys().iter().any(|key| held.contains(key)),
        };
        let within = self.within.as_ref();
        let within = within.is_none_or(|of| ticket.department.is_some_and(|id| of.contains(&id)));
        opened && within && !self.except.contains(&ticket.status)
    }
}

impl Details {
    /// The keys that the ticket lies under: its department or [`UNROUTED`], whoever works on it,
    /// opened it, watches it or gets copies, who and which departments were mentioned on it, the
    /// customer who asked and their organisation. Sorted, each once.
    #[must_use]
    pub fn keys(&self) -> Vec<Uuid> {
        let of = |who: &Participant| match who {
            Participant::Member(id) => id.0,
            Participant::Customer(id) => id.0,
        };
        let copies = self.copies();
        let mut keys = vec![self.department.map_or(*UNROUTED, |id| id.0)];
        keys.extend(self.assignees.iter().map(|id| id.0));
        keys.extend(self.opened_by.map(|id| id.0));
        keys.extend(self.watchers.iter().map(of));
        keys.extend(copies.iter().map(of));
        keys.extend(&self.conversation.mentioned);
        keys.extend(self.customer.map(|id| id.0));
        keys.extend(self.organisation.map(|id| id.0));
        keys.sort_unstable();
        keys.dedup();
        keys
    }
}
