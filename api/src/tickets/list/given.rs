//! Parameters as they were given: read one by one, every wrong one told.

use crate::problem::{Kind, Problem};
use crate::request::Reader;
use domain::FieldError;
use uuid::Uuid;

/// Most values of one filter.
const VALUES: usize = 100;
/// Longest text to look for, in bytes.
const TEXT_BYTES: usize = 1000;

/// The wrong parameters of a request.
#[derive(Debug, Default)]
pub(crate) struct Wrong(Vec<FieldError>);

impl Wrong {
    pub fn add(&mut self, name: &str, detail: impl Into<String>) {
        self.0.push(FieldError::new(name, detail));
    }

    /// The language of this tag, else that of whoever reads.
    pub fn language(&mut self, reader: &Reader, tag: Option<&str>) -> String {
        reader.language(tag).unwrap_or_else(|detail| {
            self.add("language", detail);
            String::new()
        })
    }

    /// Values with commas between them.
    pub fn values<T>(
        &mut self,
        name: &str,
        text: Option<&str>,
        parse: impl Fn(&str) -> Result<T, String>,
    ) -> Vec<T> {
        let parts = split(text.unwrap_or_default());
        if parts.len() > VALUES {
            self.add(name, format!("must have at most {VALUES} values"));
            return Vec::new();
        }
        let parsed: Result<Vec<T>, String> = parts.into_iter().map(parse).collect();
        parsed.unwrap_or_else(|detail| {
            self.add(name, detail);
            Vec::new()
        })
    }

    /// One line to look for; `None` where there is nothing but space.
    pub fn text(&mut self, name: &str, text: Option<String>) -> Option<String> {
        let text = text?;
        if text.chars().any(char::is_control) {
            self.add(name, "must not contain control characters");
        } else if text.len() > TEXT_BYTES {
            self.add(name, format!("must be at most {TEXT_BYTES} bytes"));
        }
        Some(text).filter(|text| !text.trim().is_empty())
    }

    /// Refuses the request if anything is wrong with it.
    pub fn finish(self) -> Result<(), Problem> {
        let detail = match self.0.as_slice() {
            [] => return Ok(()),
            [one] => format!("{}: {}.", one.field, one.detail),
            _ => "Several parameters are wrong; see errors.".to_owned(),
        };
        let mut problem = Problem::new(Kind::Malformed, detail);
        problem.errors = self.0;
        Err(problem)
    }
}

/// The parts between commas that are not empty.
pub(super) fn split(text: &str) -> Vec<&str> {
    let parts = text.split(',').map(str::trim);
    parts.filter(|part| !part.is_empty()).collect()
}

pub(super) fn id<T: From<Uuid>>(text: &str) -> Result<T, String> {
    let id = Uuid::parse_str(text).map_err(|_| "must be a UUID, or several with commas between")?;
    Ok(id.into())
}

pub(super) fn tag(text: &str) -> Result<String, String> {
    if text.chars().any(char::is_control) {
        return Err("must not contain control characters".to_owned());
    }
    Ok(text.to_lowercase())
}

/// Arabic and Persian digits as those that programs read.
pub(crate) fn plain_digits(text: &str) -> String {
    let plain = |c: char| {
        let zero = match c {
            '\u{0660}'..='\u{0669}' => '\u{0660}',
            '\u{06F0}'..='\u{06F9}' => '\u{06F0}',
            _ => return c,
        };
        char::from_digit(u32::from(c) - u32::from(zero), 10).unwrap_or(c)
    };
    text.chars().map(plain).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_values_stand_with_commas_between() {
        let mut wrong = Wrong::default();
        assert_eq!(wrong.values("tag", Some("a, B ,,"), tag), ["a", "b"]);
        assert!(wrong.values("tag", None, tag).is_empty());
        assert!(wrong.finish().is_ok());
    }

    #[test]
    fn every_wrong_parameter_is_named() {
        let mut wrong = Wrong::default();
        wrong.values::<Uuid>("assignee", Some("x"), id);
        wrong.values("tag", Some("a\0b"), tag);
        wrong.values("status", Some(&"a,".repeat(101)), tag);
        wrong.text("text", Some("a\0b".to_owned()));
        wrong.text("q", Some("a".repeat(1001)));
        assert_eq!(
            wrong.text("q", Some("גשם".to_owned())).as_deref(),
            Some("גשם")
        );
        assert_eq!(wrong.text("q", Some("  ".to_owned())), None);
        let problem = wrong.finish().unwrap_err();
        let names: Vec<_> = problem.errors.iter().map(|e| e.field.as_str()).collect();
        assert_eq!(names, ["assignee", "tag", "status", "text", "q"]);
    }

    #[test]
    fn digits_are_read_in_every_script_of_the_house() {
        assert_eq!(plain_digits("#١٢٣ ۴۵6"), "#123 456");
    }
}
