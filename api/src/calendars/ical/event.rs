//! One event of an iCalendar file, and the holidays that it means.

use super::line::{Property, Wrong};
use super::yearly;
use domain::business::Holiday;
use domain::limits::NAME_CHARS;
use domain::locale;
use domain::setting::{Names, TimeOfDay};
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;
use jiff::{Span, ToSpan};

/// What would make it another holiday than it looks.
const NOT_UNDERSTOOD: [&str; 4] = ["RDATE", "EXDATE", "EXRULE", "RECURRENCE-ID"];
/// What is asked of an event; all else is about something else.
const ASKED: [&str; 7] = [
    "SUMMARY", "DTSTART", "DTEND", "DURATION", "RRULE", "UID", "STATUS",
];
/// Longest id of an event, in characters.
const UID_CHARS: usize = 255;

/// One event.
#[derive(Debug)]
pub(super) struct Event {
    line: usize,
    properties: Vec<(usize, Property)>,
}

/// When something is, as the clocks of the calendar show it.
#[derive(Clone, Copy, Debug)]
struct Local {
    at: DateTime,
    is_day: bool,
}

impl Event {
    pub fn begin(line: usize) -> Self {
        let properties = Vec::new();
        Self { line, properties }
    }

    pub fn take(&mut self, line: usize, property: Property) -> Result<(), Wrong> {
        let name = property.name.as_str();
        if NOT_UNDERSTOOD.contains(&name) {
            let detail = format!("{name} is not understood; give each day an event of its own");
            return Err(Wrong::at(line, detail));
        }
        if ASKED.contains(&name) {
            if self.of(name).is_some() {
                return Err(Wrong::at(line, format!("{name} is there already")));
            }
            self.properties.push((line, property));
        }
        Ok(())
    }

    /// One holiday, several where it ends after some years, none where it was cancelled.
    pub fn holidays(&self, zone: &TimeZone) -> Result<Vec<Holiday>, Wrong> {
        let cancelled = |p: &Property| p.value.eq_ignore_ascii_case("CANCELLED");
        if self
            .of("STATUS")
            .is_some_and(|(_, status)| cancelled(status))
        {
            return Ok(Vec::new());
        }
        let (begin, end) = self.time(zone)?;
        let holiday = Holiday {
            name: self.name()?,
            names: Names::new(),
            first: begin.date(),
            // what ends at midnight ends with the day before
            last: match end.time() == Time::midnight() {
                true => end.date().saturating_sub(1.day()),
                false => end.date(),
            },
            from: part(begin.time()),
            to: part(end.time()),
            yearly: false,
            uid: self.uid()?,
        };
        match self.of("RRULE") {
            None => Ok(vec![holiday]),
            Some((line, rule)) => {
                let all = yearly::repeated(holiday, &rule.value);
                all.map_err(|detail| Wrong::at(line, detail))
            }
        }
    }

    fn of(&self, name: &str) -> Option<(usize, &Property)> {
        let found = self.properties.iter().find(|(_, p)| p.name == name);
        found.map(|(line, property)| (*line, property))
    }

    fn name(&self) -> Result<String, Wrong> {
        let (line, summary) = (self.of("SUMMARY")).ok_or_else(|| {
            Wrong::at(self.line, "has no SUMMARY; say what the holiday is called")
        })?;
        let name = summary.text();
        if name.is_empty() || name.chars().count() > NAME_CHARS {
            let detail = format!("SUMMARY must have 1 to {NAME_CHARS} characters");
            return Err(Wrong::at(line, detail));
        }
        Ok(name)
    }

    fn uid(&self) -> Result<Option<String>, Wrong> {
        let Some((line, uid)) = self.of("UID") else {
            return Ok(None);
        };
        let uid = uid.text();
        if uid.is_empty() || uid.chars().count() > UID_CHARS {
            let detail = format!("UID must have 1 to {UID_CHARS} characters");
            return Err(Wrong::at(line, detail));
        }
        Ok(Some(uid))
    }

    /// Its beginning, and its end, which lies after it.
    fn time(&self, zone: &TimeZone) -> Result<(DateTime, DateTime), Wrong> {
        let (line, start) = (self.of("DTSTART"))
            .ok_or_else(|| Wrong::at(self.line, "has no DTSTART; say when the holiday begins"))?;
        let begin = local(start, zone).map_err(|detail| Wrong::at(line, detail))?;
        let (line, end) = match (self.of("DTEND"), self.of("DURATION")) {
            (Some((line, end)), _) => (line, until(begin, end, zone)),
            (None, Some((line, length))) => (line, lasting(begin, length)),
            (None, None) if begin.is_day => (line, Ok(begin.at.saturating_add(1.day()))),
            (None, None) => {
                let detail = "has no end; add a DTEND, or make it a whole day with VALUE=DATE";
                (line, Err(detail.to_owned()))
            }
        };
        let end = end.and_then(|end| match begin.at < end {
            true => Ok(end),
            false => Err("must lie after DTSTART".to_owned()),
        });
        end.map(|end| (begin.at, end))
            .map_err(|detail| Wrong::at(line, detail))
    }
}

fn until(begin: Local, end: &Property, zone: &TimeZone) -> Result<DateTime, String> {
    let end = local(end, zone)?;
    match end.is_day == begin.is_day {
        true => Ok(end.at),
        false => Err("must be a day or a time, as DTSTART is".to_owned()),
    }
}

fn lasting(begin: Local, length: &Property) -> Result<DateTime, String> {
    let length = length.value.parse::<Span>().ok();
    let end = length.and_then(|length| begin.at.checked_add(length).ok());
    let end = end.filter(|end| end.second() == 0);
    end.ok_or_else(|| "must be a length like P1D or PT4H".to_owned())
}

/// A day, or a moment as clocks in `zone` show it.
fn local(property: &Property, zone: &TimeZone) -> Result<Local, String> {
    let value = property.value.trim();
    if value.len() == 8 {
        let day = Date::strptime("%Y%m%d", value).ok();
        let day = day.ok_or_else(|| format!("{value} is no day; write it like 20260329"))?;
        let (at, is_day) = (day.at(0, 0, 0, 0), true);
        return Ok(Local { at, is_day });
    }
    let (plain, utc) = match value.strip_suffix('Z') {
        Some(plain) => (plain, true),
        None => (value, false),
    };
    let told = DateTime::strptime("%Y%m%dT%H%M%S", plain).ok();
    let told = told.filter(|at| at.second() == 0 && plain.len() == 15);
    let told = told.ok_or_else(|| {
        let value: String = value.chars().take(50).collect();
        format!("{value} must be a day like 20260329 or a full minute like 20260329T130000")
    })?;
    let from = match utc {
        true => TimeZone::UTC,
        false => zone_of(property, zone)?,
    };
    let moment = from.to_timestamp(told).map_err(|e| e.to_string())?;
    let at = zone.to_datetime(moment);
    Ok(Local { at, is_day: false })
}

fn zone_of(property: &Property, usual: &TimeZone) -> Result<TimeZone, String> {
    let Some(name) = property.parameter("TZID") else {
        return Ok(usual.clone());
    };
    locale::time_zone(name).ok_or_else(|| {
        let name: String = name.chars().take(50).collect();
        format!("TZID {name} is no time zone of the IANA database, like Asia/Jerusalem")
    })
}

/// A time within the day; none for its beginning or end.
fn part(time: Time) -> Option<TimeOfDay> {
    Some(time)
        .filter(|t| *t != Time::midnight())
        .map(Into::into)
}
