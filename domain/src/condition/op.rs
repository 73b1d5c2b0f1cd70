//! How a condition compares.

use serde::{Deserialize, Serialize};
use std::fmt;

/// How a value is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Op {
    /// Is this.
    Eq,
    /// Is not this, or is missing.
    Ne,
    /// Is one of these; of a list: has one of these.
    In,
    /// Is none of these, or is missing; of a list: has none of these.
    NotIn,
    /// Of a text: has this in it; of a list: has this.
    Contains,
    /// Of a text: begins so; of a cascading choice: lies at or below this.
    StartsWith,
    Lt,
    Le,
    Gt,
    Ge,
    /// `true`: has a value; `false`: has none.
    Exists,
    /// Of a moment: lies on this day.
    On,
    /// Of a moment: lies between so long ago and now.
    InLast,
    /// Of a moment: lies between now and so much later.
    InNext,
}

impl Op {
    const ALL: [(&'static str, Self); 14] = [
        ("eq", Self::Eq),
        ("ne", Self::Ne),
        ("in", Self::In),
        ("not_in", Self::NotIn),
        ("contains", Self::Contains),
        ("starts_with", Self::StartsWith),
        ("lt", Self::Lt),
        ("le", Self::Le),
        ("gt", Self::Gt),
        ("ge", Self::Ge),
        ("exists", Self::Exists),
        ("on", Self::On),
        ("in_last", Self::InLast),
        ("in_next", Self::InNext),
    ];

    /// Every spelling.
    pub fn names() -> impl Iterator<Item = &'static str> {
        Self::ALL.iter().map(|(name, _)| *name)
    }

    /// Every spelling, for people.
    pub(super) fn known() -> String {
        Self::names().collect::<Vec<_>>().join(", ")
    }

    /// The op that is spelled so.
    #[must_use]
    pub fn named(text: &str) -> Option<Self> {
        let found = Self::ALL.into_iter().find(|(name, _)| *name == text);
        found.map(|(_, op)| op)
    }

    /// Whether it depends on when, and where, it is asked.
    pub(super) fn is_relative(self) -> bool {
        matches!(self, Self::On | Self::InLast | Self::InNext)
    }
}

impl fmt::Display for Op {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let found = Self::ALL.iter().find(|(_, op)| op == self);
        f.write_str(found.map_or("", |(name, _)| name))
    }
}
