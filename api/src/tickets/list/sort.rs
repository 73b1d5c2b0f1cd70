//! The orders of the ticket list, as the query spells them.

use crate::types::{described, parameter};
use poem_openapi::registry::MetaSchema;
use projections::TicketSort;
use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// The order of a list.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sort(pub TicketSort);

/// Orders as the query spells them.
const SORTS: [(&str, TicketSort); 4] = [
    ("-created_at", TicketSort::CreatedDesc),
    ("created_at", TicketSort::CreatedAsc),
    ("-updated_at", TicketSort::UpdatedDesc),
    ("due_at", TicketSort::DueAsc),
];

impl FromStr for Sort {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let found = SORTS.iter().find(|(name, _)| *name == text);
        found.map(|(_, sort)| Self(*sort)).ok_or_else(|| {
            let names = SORTS.map(|(name, _)| name).join(", ");
            format!("must be one of {names}")
        })
    }
}

impl Serialize for Sort {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let name = SORTS.iter().find(|(_, sort)| *sort == self.0);
        serializer.serialize_str(name.map_or("", |(name, _)| name))
    }
}

impl<'de> Deserialize<'de> for Sort {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

described!(
    Sort,
    "Sort",
    MetaSchema {
        enum_items: SORTS.iter().map(|(name, _)| (*name).into()).collect(),
        ..MetaSchema::new("string")
    }
);
parameter!(Sort);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_known_orders_are_taken() {
        assert!("created_at".parse::<Sort>().is_ok());
        assert!("-due_at".parse::<Sort>().is_err());
    }
}
