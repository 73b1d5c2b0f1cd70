//! Limits on what people may type, and the checks that hold them.

use crate::FieldError;
use crate::colour::{PALETTE, Rgb};
use jiff::Timestamp;

#[cfg(test)]
mod tests;

/// Longest subject, in characters.
pub const SUBJECT_CHARS: usize = 500;
/// Longest description or message body, in bytes.
pub const BODY_BYTES: usize = 256 * 1024;
/// Longest name of a setting, person or organisation, in characters.
pub const NAME_CHARS: usize = 200;
/// Longest tag, in characters.
pub const TAG_CHARS: usize = 50;
/// Most bytes of all files on one ticket, unless the workspace says otherwise.
pub const TICKET_FILE_BYTES: u64 = 5 * 1024 * 1024 * 1024;
/// Most tags or assignees of one ticket.
pub const LIST_ITEMS: usize = 50;
/// Largest encoded event, in bytes; JetStream takes messages of 1 MiB.
pub const EVENT_BYTES: usize = 512 * 1024;

/// Gathers the wrong fields of a command, so that all are reported at once.
#[derive(Debug, Default)]
pub struct Checks(Vec<FieldError>);

impl Checks {
    pub fn fail(&mut self, field: &str, detail: impl Into<String>) {
        self.0.push(FieldError::new(field, detail));
    }

    /// One line of text that must say something.
    pub fn line(&mut self, field: &str, text: &str, max_chars: usize) {
        if text.trim().is_empty() {
            self.fail(field, "must not be empty");
        } else if text.chars().count() > max_chars {
            self.fail(field, format!("must be at most {max_chars} characters"));
        } else if text.chars().any(char::is_control) {
            self.fail(field, "must be one line without control characters");
        }
    }

    /// Text of several lines; may be empty.
    pub fn text(&mut self, field: &str, text: &str) {
        if text.len() > BODY_BYTES {
            self.fail(
                field,
                format!("must be at most {BODY_BYTES} bytes; attach longer content"),
            );
        } else if text
            .chars()
            .any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
        {
            self.fail(field, "must not contain control characters");
        }
    }

    /// A moment that a calendar can show: from 1970 to 2200.
    pub fn moment(&mut self, field: &str, at: Option<Timestamp>) {
        let sane = 0..7_258_118_400;
        if at.is_some_and(|at| !sane.contains(&at.as_second())) {
            self.fail(field, "must lie between 1970-01-01 and 2199-12-31");
        }
    }

    /// A list that must stay short.
    pub fn items(&mut self, field: &str, count: usize) {
        if count > LIST_ITEMS {
            self.fail(field, format!("must have at most {LIST_ITEMS} entries"));
        }
    }

    /// What the log and the relay can carry, as encoded.
    pub fn fits(&mut self, field: &str, encoded_bytes: usize) {
        if encoded_bytes > EVENT_BYTES {
            self.fail(
                field,
                "is too long to record, counting what it replaces; shorten it first",
            );
        }
    }

    /// A machine-readable key: `a-z`, digits and underscores.
    pub fn key(&mut self, field: &str, key: &str) {
        let letters = key
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
        if key.is_empty() || key.len() > 50 || !letters || key.starts_with('_') {
            self.fail(
                field,
                "must be 1 to 50 of a-z, 0-9 and _, and begin with a letter or digit",
            );
        }
    }

    /// A colour as `#rrggbb`, or a word of the palette.
    pub fn colour(&mut self, field: &str, colour: &str) {
        if Rgb::parse(colour).is_none() {
            let words = PALETTE.map(|(word, _)| word).join(", ");
            let detail = format!("must be a colour like #0f766e, or one of {words}");
            self.fail(field, detail);
        }
    }

    /// An e-mail address, as far as a form can tell.
    pub fn email(&mut self, field: &str, email: &str) {
        let (local, host) = email.split_once('@').unwrap_or_default();
        let dotted = host.contains('.') && host.split('.').all(|label| !label.is_empty());
        let broken = email
            .chars()
            .any(|c| c.is_whitespace() || c.is_control() || "<>()[],;:\\\"".contains(c));
        if local.is_empty() || host.contains('@') || !dotted || email.len() > 254 || broken {
            self.fail(field, "must be an e-mail address like dana@example.org");
        }
    }

    /// All wrong fields, or nothing.
    pub fn finish(self) -> Result<(), Vec<FieldError>> {
        if self.0.is_empty() {
            Ok(())
        } else {
            Err(self.0)
        }
    }
}
