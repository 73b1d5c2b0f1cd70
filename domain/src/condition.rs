//! The condition language: what a ticket must look like, as a typed JSON tree.
//!
//! A condition is `{"all": […]}`, `{"any": […]}`, `{"not": …}` or a leaf
//! `{"path": "priority", "op": "in", "value": ["high", "urgent"]}`. It has two answers and no
//! third: a leaf about a value that is missing (null, an empty text, an empty list, a hidden
//! field) does not hold, unless its op denies something (`ne`, `not_in`, `exists: false`), when it
//! holds. So `not` always turns an answer round, `ne` is always the opposite of `eq` and `not_in`
//! of `in`; but `not lt` also holds of a missing value, which `ge` does not.
//!
//! What depends on who asks, when and where (`now-7d`, `today`, `me`) is settled first, once for
//! all tickets that are asked about: see [`Condition::settled`].

use crate::field::FieldValue;
use crate::setting::StatusCategory;
use serde::{Deserialize, Serialize};

mod asks;
mod event_path;
mod facts;
mod filter;
mod op;
mod operand;
mod parse;
mod path;
mod predicate;
mod promised;
#[cfg(test)]
pub(crate) mod tests;
mod time;
mod usage;

pub use asks::{Asks, Bound, Open};
pub use event_path::{EventPath, TIMER};
pub use facts::{Facts, TicketFacts, Value};
pub use filter::{FieldShown, Filter};
pub use op::Op;
pub use path::Path;
pub use time::{Relative, Span, Viewpoint};
pub use usage::Usage;

use predicate::Predicate;

/// How deep a condition may be nested; a leaf alone is 1.
pub const MAX_DEPTH: usize = 10;
/// Most leaves of one condition.
pub const MAX_LEAVES: usize = 100;

/// What a ticket must look like. Made by [`Condition::parse`], which checks it, or read back from
/// a stored setting; made once, it is asked without looking at JSON again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum Condition {
    /// Each of them holds.
    All { all: Vec<Condition> },
    /// At least one of them holds.
    Any { any: Vec<Condition> },
    /// It does not hold.
    Not { not: Box<Condition> },
    /// One value is as asked.
    Leaf(Leaf),
}

/// One question about one value.
///
/// Statuses, priorities and fields are stored by key: keys never change, ids are derived from
/// them, and a person who reads the log understands them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(try_from = "StoredLeaf", into = "StoredLeaf")]
pub struct Leaf {
    path: Path,
    op: Op,
    value: FieldValue,
    predicate: Predicate,
}

/// A leaf as JSON.
#[derive(Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct StoredLeaf {
    path: Path,
    op: Op,
    value: FieldValue,
}

impl Condition {
    /// Whether the facts are as asked. A missing value is explained above.
    #[must_use]
    pub fn holds(&self, facts: &dyn Facts) -> bool {
        match self {
            Self::All { all } => all.iter().all(|c| c.holds(facts)),
            Self::Any { any } => any.iter().any(|c| c.holds(facts)),
            Self::Not { not } => !not.holds(facts),
            Self::Leaf(leaf) => leaf.predicate.holds(&facts.value(&leaf.path), facts),
        }
    }

    /// The same condition as whoever stands there means it.
    #[must_use]
    pub fn settled(&self, viewpoint: &Viewpoint) -> Self {
        let each = |parts: &[Self]| parts.iter().map(|part| part.settled(viewpoint)).collect();
        match self {
            Self::All { all } => Self::All { all: each(all) },
            Self::Any { any } => Self::Any { any: each(any) },
            Self::Not { not } => Self::Not {
                not: Box::new(not.settled(viewpoint)),
            },
            Self::Leaf(leaf) => leaf.settled(viewpoint),
        }
    }

    /// Whether it asks the same whenever and by whomever it is asked, so that it need not be settled.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        let open = |leaf: &&Leaf| {
            let of_now = matches!(leaf.path, Path::Overdue | Path::Snoozed);
            of_now || matches!(leaf.asks(), Asks::Open(_))
        };
        !self.leaves().iter().any(open)
    }

    /// Every path that is asked, in the order of the leaves.
    #[must_use]
    pub fn paths(&self) -> Vec<&Path> {
        let mut paths = Vec::new();
        self.visit(&mut |leaf| paths.push(&leaf.path));
        paths
    }

    /// Every leaf, from the first to the last.
    pub fn leaves(&self) -> Vec<&Leaf> {
        let mut leaves = Vec::new();
        self.visit(&mut |leaf| leaves.push(leaf));
        leaves
    }

    fn visit<'a>(&'a self, see: &mut dyn FnMut(&'a Leaf)) {
        match self {
            Self::All { all: parts } | Self::Any { any: parts } => {
                parts.iter().for_each(|part| part.visit(see));
            }
            Self::Not { not } => not.visit(see),
            Self::Leaf(leaf) => see(leaf),
        }
    }
}

impl Leaf {
    /// A leaf that can be asked; `Err` says why this value does not go with the path and op.
    pub fn try_new(path: Path, op: Op, value: FieldValue) -> Result<Self, String> {
        let predicate = Predicate::of(&path, op, &value)
            .ok_or_else(|| format!("{path} cannot be asked {op} of this value"))?;
        Ok(Self {
            path,
            op,
            value,
            predicate,
        })
    }

    /// What is asked of a value that is there.
    #[must_use]
    pub fn asks(&self) -> &Asks {
        &self.predicate.asks
    }

    /// Whether the answer is turned round, also that about a missing value.
    #[must_use]
    pub fn is_negated(&self) -> bool {
        self.predicate.negated
    }

    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    #[must_use]
    pub fn op(&self) -> Op {
        self.op
    }

    /// What is asked for, as stored.
    #[must_use]
    pub fn value(&self) -> &FieldValue {
        &self.value
    }
}

impl Leaf {
    fn settled(&self, viewpoint: &Viewpoint) -> Condition {
        if let (Path::SlaState, Asks::Exact(states)) = (&self.path, self.asks()) {
            return promised::stands(states, self.is_negated(), viewpoint.now());
        }
        let yes = match self.asks() {
            Asks::Yes(yes) => *yes != self.is_negated(),
            _ => return Condition::Leaf(self.with(self.predicate.settled(viewpoint))),
        };
        let now = Bound::Moment(viewpoint.now());
        let condition = match self.path {
            Path::Snoozed => Self::asking(Path::SnoozedUntil, Asks::Compared(Op::Gt, now)),
            Path::Overdue => {
                let due = Self::asking(Path::DueAt, Asks::Compared(Op::Lt, now));
                let done = Asks::Categories(StatusCategory::DONE.to_vec());
                let done = Box::new(Self::asking(Path::StatusCategory, done));
                Condition::All {
                    all: vec![due, Condition::Not { not: done }],
                }
            }
            _ => return Condition::Leaf(self.clone()),
        };
        if yes {
            condition
        } else {
            Condition::Not {
                not: Box::new(condition),
            }
        }
    }

    fn with(&self, predicate: Predicate) -> Self {
        Self {
            predicate,
            ..self.clone()
        }
    }

    /// A leaf that nobody wrote, as a part of one that means it.
    fn asking(path: Path, asks: Asks) -> Condition {
        Condition::Leaf(Self {
            path,
            op: Op::Eq,
            value: FieldValue::Bool(true),
            predicate: Predicate {
                asks,
                negated: false,
            },
        })
    }
}

impl TryFrom<StoredLeaf> for Leaf {
    type Error = String;

    fn try_from(stored: StoredLeaf) -> Result<Self, String> {
        Self::try_new(stored.path, stored.op, stored.value)
    }
}

impl From<Leaf> for StoredLeaf {
    fn from(leaf: Leaf) -> Self {
        Self {
            path: leaf.path,
            op: leaf.op,
            value: leaf.value,
        }
    }
}
