//! A position in the log, as a parameter.

use crate::types::{described, parameter};
use poem_openapi::registry::MetaSchema;
use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// A position: 0 lies before the first event.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Position(pub i64);

impl FromStr for Position {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.parse::<u64>().map(i64::try_from) {
            Ok(Ok(position)) => Ok(Self(position)),
            _ => Err("must be a position in the log: a whole number from 0".to_owned()),
        }
    }
}

described!(
    Position,
    "Position",
    MetaSchema {
        minimum: Some(0.0),
        ..MetaSchema::new_with_format("integer", "int64")
    }
);
parameter!(Position);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_numbers_from_zero_are_positions() {
        assert_eq!("0".parse(), Ok(Position(0)));
        assert_eq!("9223372036854775807".parse(), Ok(Position(i64::MAX)));
        for text in ["", "-1", "1.5", "abc", "9223372036854775808", "1e3", " 1"] {
            assert!(text.parse::<Position>().is_err(), "{text}");
        }
    }
}
