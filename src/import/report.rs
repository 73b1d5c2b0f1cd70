//! What an import did, as the operator reads it.

use std::{fmt, ops::AddAssign, path::PathBuf};

/// What was imported, or would be.
#[derive(Clone, Debug, PartialEq)]
pub struct ImportReport {
    pub file: PathBuf,
    /// Nothing was written; the numbers tell what would be.
    pub dry_run: bool,
    /// Lines of the file, without its header.
    pub lines: u64,
    pub made: Made,
    pub done: Done,
    pub seconds: f64,
}

/// People and settings that were missing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Made {
    pub departments: u64,
    pub statuses: u64,
    pub priorities: u64,
    pub members: u64,
    pub organisations: u64,
    pub customers: u64,
    /// Custom fields; those that got more choices are not counted.
    pub fields: u64,
}

impl AddAssign for Made {
    fn add_assign(&mut self, other: Self) {
        self.departments += other.departments;
        self.statuses += other.statuses;
        self.priorities += other.priorities;
        self.members += other.members;
        self.organisations += other.organisations;
        self.customers += other.customers;
        self.fields += other.fields;
    }
}

/// What became of the lines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Done {
    /// Lines that an earlier run had imported.
    pub skipped: u64,
    /// Tickets that came into being.
    pub tickets: u64,
    /// Events of all tickets; settings not counted.
    pub events: u64,
}

impl AddAssign for Done {
    fn add_assign(&mut self, other: Self) {
        self.skipped += other.skipped;
        self.tickets += other.tickets;
        self.events += other.events;
    }
}

impl fmt::Display for ImportReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (file, lines) = (self.file.display(), grouped(self.lines));
        let seconds = self.seconds;
        if self.lines == 0 {
            return write!(f, "{file}: nothing to do, it has no lines");
        }
        if self.done.skipped == self.lines {
            return write!(
                f,
                "{file}: nothing to do, all {lines} lines were imported before ({seconds:.1} s)"
            );
        }
        let verb = if self.dry_run {
            "would import"
        } else {
            "imported"
        };
        let new = grouped(self.lines - self.done.skipped);
        write!(f, "{file}: {verb} {new} of {lines} lines in {seconds:.1} s")?;
        if self.done.skipped > 0 {
            let skipped = grouped(self.done.skipped);
            write!(f, " ({skipped} were imported before)")?;
        }
        let (tickets, events) = (grouped(self.done.tickets), grouped(self.done.events));
        write!(
            f,
            "\n  new tickets: {tickets}, events: {events}\n  {}",
            self.made
        )?;
        if self.dry_run {
            write!(f, "\n  this was a dry run: nothing was written")?;
        }
        Ok(())
    }
}

impl fmt::Display for Made {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            departments,
            statuses,
            priorities,
            members,
            organisations,
            customers,
            fields,
        } = self;
        write!(
            f,
            "new members: {members}, departments: {departments}, statuses: {statuses}, priorities: {priorities}\n  \
             new organisations: {organisations}, customers: {customers}, fields: {fields}"
        )
    }
}

/// 21348 as 21,348.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_numbers_are_grouped() {
        assert_eq!(grouped(0), "0");
        assert_eq!(grouped(999), "999");
        assert_eq!(grouped(21_348), "21,348");
        assert_eq!(grouped(1_234_567), "1,234,567");
    }
}
