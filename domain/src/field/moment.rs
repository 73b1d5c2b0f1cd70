//! Dates and moments in their one stored spelling.

use jiff::Timestamp;
use jiff::civil::Date;

/// Seconds since 1970 that a calendar can show: up to the end of 2199.
const SHOWN: std::ops::Range<i64> = 0..7_258_118_400;

/// RFC 3339 in any offset, as UTC to the microsecond.
pub(crate) fn read_moment(text: &str) -> Result<String, String> {
    let at: Timestamp = text
        .trim()
        .parse()
        .map_err(|_| "must be a time like 2026-03-01T09:30:00Z")?;
    let at = Timestamp::from_microsecond(at.as_microsecond()).unwrap_or(at);
    if SHOWN.contains(&at.as_second()) {
        Ok(at.to_string())
    } else {
        Err("must lie between 1970-01-01 and 2199-12-31".to_owned())
    }
}

/// A day without time.
pub(crate) fn read_date(text: &str) -> Result<String, String> {
    let text = text.trim();
    let shaped = text.len() == 10 && text.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    let date = text.parse::<Date>().ok().filter(|_| shaped);
    match date {
        Some(date) if (1800..2200).contains(&date.year()) => Ok(date.to_string()),
        Some(_) => Err("must lie between 1800-01-01 and 2199-12-31".to_owned()),
        None => Err("must be a date like 2026-03-01".to_owned()),
    }
}
