//! Pages: how many items, and where the next one begins.

use crate::problem::Problem;
use crate::types::{described, parameter};
use poem_openapi::registry::MetaSchema;
use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// Most items of a page.
const MOST: u16 = 200;

/// How many items a page may have: 1 to 200.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Limit(pub u16);

impl Limit {
    /// The limit asked for, or the usual one.
    pub fn or(asked: Option<Self>, usual: u16) -> u16 {
        asked.map_or(usual, |limit| limit.0)
    }
}

impl FromStr for Limit {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let limit = text.parse().ok().filter(|limit| (1..=MOST).contains(limit));
        let limit = limit.ok_or_else(|| format!("must be a whole number from 1 to {MOST}"))?;
        Ok(Self(limit))
    }
}

described!(
    Limit,
    "Limit",
    MetaSchema {
        minimum: Some(1.0),
        maximum: Some(200.0),
        ..MetaSchema::new_with_format("integer", "int32")
    }
);
parameter!(Limit);

/// A text to look for: short, and without control characters.
pub(crate) fn plain(name: &str, text: &str) -> Result<(), Problem> {
    let detail = match text {
        _ if text.chars().any(char::is_control) => "must not contain control characters",
        _ if text.len() > 1000 => "must be at most 1000 bytes",
        _ => return Ok(()),
    };
    Err(Problem::parameter(name, detail))
}

/// A cursor within one stream: the version after which the page begins.
pub(crate) fn version_cursor(version: i32) -> String {
    format!("v{version}")
}

/// The version that a cursor of [`version_cursor`] stands for; 0 without one.
pub(crate) fn parse_version_cursor(cursor: Option<&str>) -> Result<i32, Problem> {
    let Some(cursor) = cursor else {
        return Ok(0);
    };
    let digits = cursor.strip_prefix('v').unwrap_or_default();
    let plain = digits.bytes().all(|b| b.is_ascii_digit());
    let version = digits.parse().ok().filter(|_| plain);
    version.ok_or_else(Problem::bad_cursor)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_lies_between_1_and_200() {
        assert_eq!("1".parse(), Ok(Limit(1)));
        assert_eq!("200".parse(), Ok(Limit(200)));
        for text in ["0", "201", "-1", "99999999999999999999", "1.5", "abc", ""] {
            assert!(text.parse::<Limit>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_version_cursor_is_read_back_and_others_are_refused() {
        let cursor = version_cursor(17);
        assert_eq!(parse_version_cursor(Some(&cursor)).ok(), Some(17));
        assert_eq!(parse_version_cursor(None).ok(), Some(0));
        for cursor in ["", "v", "17", "v-1", "v+1", "vx", "v99999999999"] {
            assert!(parse_version_cursor(Some(cursor)).is_err(), "{cursor}");
        }
    }
}
