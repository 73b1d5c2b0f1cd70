//! A moment as RFC 3339 text in UTC, to the microsecond.

use crate::types::{described, parameter};
use jiff::Timestamp;
use poem_openapi::registry::MetaSchema;
use serde::{Deserialize, Deserializer, Serialize, de::Error};
use std::str::FromStr;

/// A moment. Read in any offset, written in UTC with `Z`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Moment(pub Timestamp);

/// Seconds since 1970 that a calendar can show: up to the end of 2199.
const SHOWN: std::ops::Range<i64> = 0..7_258_118_400;

impl Moment {
    /// The clock, in the precision that the log keeps.
    #[must_use]
    pub fn now() -> Self {
        Self::from(Timestamp::now())
    }
}

impl From<Timestamp> for Moment {
    /// Cuts to microseconds, as Postgres does: what is answered now equals what is read later.
    fn from(at: Timestamp) -> Self {
        Self(Timestamp::from_microsecond(at.as_microsecond()).unwrap_or(at))
    }
}

impl FromStr for Moment {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let at: Timestamp = text
            .parse()
            .map_err(|_| "must be a time like 2026-03-01T09:30:00Z")?;
        if SHOWN.contains(&at.as_second()) {
            Ok(Self::from(at))
        } else {
            Err("must lie between 1970-01-01 and 2199-12-31".to_owned())
        }
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(D::Error::custom)
    }
}

described!(
    Moment,
    "Moment",
    MetaSchema::new_with_format("string", "date-time")
);
parameter!(Moment);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_offset_is_read_and_utc_is_written() {
        let moment: Moment = "2026-03-01T11:30:00.1234567+02:00".parse().unwrap();
        let json = serde_json::to_string(&moment).unwrap();
        assert_eq!(json, "\"2026-03-01T09:30:00.123456Z\"");
    }

    #[test]
    fn absurd_dates_are_refused() {
        for text in [
            "",
            "yesterday",
            "2026-13-01T00:00:00Z",
            "2026-02-30T00:00:00Z",
            "2026-03-01",
            "1969-12-31T23:59:59Z",
            "2200-01-01T00:00:00Z",
            "9999-12-31T23:59:59Z",
            "-005000-01-01T00:00:00Z",
            "99999999999999999999",
        ] {
            assert!(text.parse::<Moment>().is_err(), "{text}");
        }
    }
}
