//! When in the past, as a parameter: a time, or a position in the log.

use super::{Moment, Position};
use crate::types::{described, parameter};
use poem_openapi::registry::MetaSchema;
use projections::PastMoment;
use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// A moment of the past. What happened at it has happened already.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum AsOf {
    /// As the world was at this time.
    Time(Moment),
    /// As it was when the log ended at this position.
    Position(Position),
}

impl AsOf {
    /// What the read models are asked.
    #[must_use]
    pub fn moment(self) -> PastMoment {
        match self {
            Self::Time(at) => PastMoment::At(at.0),
            Self::Position(position) => PastMoment::Position(position.0),
        }
    }
}

impl FromStr for AsOf {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        match digits {
            true => text.parse().map(Self::Position),
            false => text.parse().map(Self::Time).map_err(|why: String| {
                format!("{why}, or a position in the log: a whole number from 0")
            }),
        }
    }
}

described!(
    AsOf,
    "AsOf",
    MetaSchema {
        description: Some("A time like 2026-03-01T09:30:00Z, or a position in the log"),
        ..MetaSchema::new("string")
    }
);
parameter!(AsOf);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_alone_are_a_position_and_all_else_is_a_time() {
        assert_eq!("17".parse(), Ok(AsOf::Position(Position(17))));
        let time = "2026-03-01T09:30:00Z".parse().unwrap();
        assert_eq!("2026-03-01T09:30:00Z".parse(), Ok(AsOf::Time(time)));
        for text in [
            "",
            "-1",
            "yesterday",
            "1.5",
            "99999999999999999999",
            "2200-01-01T00:00:00Z",
        ] {
            assert!(text.parse::<AsOf>().is_err(), "{text}");
        }
    }
}
