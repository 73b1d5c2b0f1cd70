//! Holidays out of an iCalendar file (RFC 5545), all of them or what is wrong with it, line by line.

mod event;
mod line;
mod yearly;

use domain::FieldError;
use domain::business::Holiday;
use event::Event;
use jiff::tz::TimeZone;
use line::{Line, Wrong};

/// Most faults that are told.
const TOLD: usize = 50;

/// The holidays that a file tells of, on the days and hours of `zone`.
pub(super) fn holidays(text: &str, zone: &TimeZone) -> Result<Vec<Holiday>, Vec<FieldError>> {
    let mut file = File {
        zone,
        inside: Vec::new(),
        event: None,
        holidays: Vec::new(),
        wrong: Vec::new(),
    };
    for line in line::unfolded(text) {
        if let Err(wrong) = file.read(&line) {
            file.wrong.push(wrong);
        }
    }
    file.finish()
}

/// A file that was read up to a line.
struct File<'a> {
    zone: &'a TimeZone,
    /// The components that have begun and not ended.
    inside: Vec<String>,
    event: Option<Event>,
    holidays: Vec<Holiday>,
    wrong: Vec<Wrong>,
}

impl File<'_> {
    fn read(&mut self, line: &Line) -> Result<(), Wrong> {
        let property = line.property()?;
        match property.name.as_str() {
            "BEGIN" => self.begin(line, property.value.to_ascii_uppercase()),
            "END" => self.end(line, &property.value.to_ascii_uppercase()),
            _ if self.inside.is_empty() => Err(line.wrong("must lie within BEGIN:VCALENDAR")),
            _ => {
                // what lies within an event is about reminders
                let event = self.event.as_mut().filter(|_| self.inside.len() == 2);
                event.map_or(Ok(()), |event| event.take(line.number, property))
            }
        }
    }

    fn begin(&mut self, line: &Line, name: String) -> Result<(), Wrong> {
        if (name == "VCALENDAR") != self.inside.is_empty() {
            return Err(line.wrong("must lie within one BEGIN:VCALENDAR"));
        }
        if name == "VEVENT" && self.inside.len() == 1 {
            self.event = Some(Event::begin(line.number));
        }
        self.inside.push(name);
        Ok(())
    }

    fn end(&mut self, line: &Line, name: &str) -> Result<(), Wrong> {
        if self.inside.last().is_none_or(|last| last != name) {
            let last = self.inside.last().map_or("nothing", String::as_str);
            return Err(line.wrong(format!("ends {name} where {last} has begun")));
        }
        self.inside.pop();
        let event = self.event.take_if(|_| self.inside.len() == 1);
        let found = event.map(|event| event.holidays(self.zone)).transpose()?;
        self.holidays.extend(found.unwrap_or_default());
        Ok(())
    }

    fn finish(mut self) -> Result<Vec<Holiday>, Vec<FieldError>> {
        let nothing = self.holidays.is_empty() && self.wrong.is_empty();
        let mut errors: Vec<_> = self.wrong.drain(..).take(TOLD).map(Wrong::told).collect();
        if let Some(open) = self.inside.last() {
            let detail = format!("has no END:{open}; send the whole file");
            errors.push(FieldError::new("body", detail));
        } else if nothing {
            let detail = "has no event; send an iCalendar file with a VEVENT for each holiday";
            errors.push(FieldError::new("body", detail));
        }
        match errors.is_empty() {
            true => Ok(self.holidays),
            false => Err(errors),
        }
    }
}
