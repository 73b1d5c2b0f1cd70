//! Reads the times of a log.

use domain::limits::Checks;
use jiff::{Timestamp, fmt::strtime::BrokenDownTime, tz::TimeZone};

use super::{column::Header, mapping::Time};

/// How to read times.
#[derive(Debug)]
pub(super) struct Clock {
    pub column: usize,
    format: String,
    zone: Option<TimeZone>,
}

impl Clock {
    pub fn new(time: &Time, header: &Header) -> Result<Self, String> {
        let zone = match &time.zone {
            Some(name) => Some(TimeZone::get(name).map_err(|error| {
                format!("time.zone: {error}; are the system's time zones (tzdata) installed?")
            })?),
            None => None,
        };
        let has_offset = ["%z", "%:z", "%Q", "%:Q", "%s"];
        if zone.is_none() && !has_offset.iter().any(|code| time.format.contains(code)) {
            return Err("time.zone: is missing, and time.format reads no offset either".to_owned());
        }
        Ok(Self {
            column: header.find(&time.column, "time.column")?,
            format: time.format.clone(),
            zone,
        })
    }

    /// The moment that a text tells. One that occurs twice (clocks go back) is the first, one that
    /// does not occur (clocks go forward) is moved forward by the gap.
    pub fn read(&self, text: &str) -> Result<Timestamp, String> {
        let at = self
            .parse(text)
            .map_err(|error| format!("the time `{text}` does not fit {}: {error}", self.format))?;
        let mut checks = Checks::default();
        checks.moment("the time", Some(at));
        match checks.finish() {
            Ok(()) => Ok(at),
            Err(_) => Err(format!(
                "the time `{text}` must lie between 1970-01-01 and 2199-12-31"
            )),
        }
    }

    fn parse(&self, text: &str) -> Result<Timestamp, jiff::Error> {
        let time = BrokenDownTime::parse(&self.format, text)?;
        match &self.zone {
            Some(zone) if time.offset().is_none() => zone
                .to_ambiguous_timestamp(time.to_datetime()?)
                .compatible(),
            _ => time.to_timestamp(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::column::Column;

    fn rome(text: &str) -> Result<String, String> {
        let time = Time {
            column: Column::Number(1),
            format: "%Y/%m/%d %H:%M:%S%.f".to_owned(),
            zone: Some("Europe/Rome".to_owned()),
        };
        let header = Header(vec!["Time".to_owned()]);
        let clock = Clock::new(&time, &header)?;
        clock.read(text).map(|at| at.to_string())
    }

    #[test]
    fn a_time_is_read_in_its_zone_summer_and_winter() {
        assert_eq!(
            rome("2012/10/09 14:50:17.000").as_deref(),
            Ok("2012-10-09T12:50:17Z")
        );
        assert_eq!(
            rome("2012/11/09 12:54:39.250").as_deref(),
            Ok("2012-11-09T11:54:39.25Z")
        );
    }

    #[test]
    fn a_time_that_occurs_twice_is_the_first() {
        assert_eq!(
            rome("2012/10/28 02:30:00.000").as_deref(),
            Ok("2012-10-28T00:30:00Z")
        );
    }

    #[test]
    fn a_time_that_does_not_occur_is_moved_forward_by_the_gap() {
        assert_eq!(
            rome("2012/03/25 02:30:00.000").as_deref(),
            Ok("2012-03-25T01:30:00Z")
        );
    }

    #[test]
    fn absurd_times_are_refused() {
        for text in [
            "",
            "yesterday",
            "2012/13/01 00:00:00.000",
            "1812/01/01 00:00:00.000",
        ] {
            assert!(rome(text).is_err(), "{text}");
        }
    }
}
