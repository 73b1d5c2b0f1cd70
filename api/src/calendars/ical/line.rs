//! Lines of an iCalendar file, with the number at which each begins.

use domain::FieldError;
use icalendar::parser::read_components;

/// A line, put together from where it was folded.
#[derive(Debug)]
pub(super) struct Line {
    /// Of the first line of it in the file, from 1 on.
    pub number: usize,
    text: String,
}

/// What a line says.
#[derive(Clone, Debug)]
pub(super) struct Property {
    /// In capitals.
    pub name: String,
    parameters: Vec<(String, String)>,
    pub value: String,
}

/// What is wrong with a line.
#[derive(Debug)]
pub(super) struct Wrong {
    line: usize,
    detail: String,
}

/// The lines of a file, without empty ones.
pub(super) fn unfolded(text: &str) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for (index, text) in text.lines().enumerate() {
        let text = text.trim_end_matches('\r');
        match (text.strip_prefix([' ', '\t']), lines.last_mut()) {
            (Some(more), Some(last)) => last.text.push_str(more),
            _ if text.trim().is_empty() => {}
            _ => lines.push(Line {
                number: index + 1,
                text: text.to_owned(),
            }),
        }
    }
    lines
}

impl Line {
    /// Each line is parsed by itself, so that a fault is told where it is.
    pub fn property(&self) -> Result<Property, Wrong> {
        if let Some(begun) = self.component() {
            return Ok(begun);
        }
        let alone = format!("BEGIN:LINE\n{}\nEND:LINE\n", self.text);
        // the parser takes a name without a value
        let parsed = read_components(&alone)
            .ok()
            .filter(|_| self.text.contains(':'));
        let property = parsed.and_then(|mut all| all.pop()?.properties.pop());
        let property = property.ok_or_else(|| {
            self.wrong("must be a name, a colon and a value, like SUMMARY:New Year")
        })?;
        let parameter = |p: &icalendar::parser::Parameter<'_>| {
            let value = p.val.as_ref().map_or("", |value| value.as_str());
            let value = value.trim_matches('"').to_owned();
            (p.key.as_str().to_ascii_uppercase(), value)
        };
        Ok(Property {
            name: property.name.as_str().to_ascii_uppercase(),
            parameters: property.params.iter().map(parameter).collect(),
            value: property.val.as_str().to_owned(),
        })
    }

    /// The beginning or the end of a component, which no line can hold by itself.
    fn component(&self) -> Option<Property> {
        let (name, value) = self.text.split_once(':')?;
        let name = name.to_ascii_uppercase();
        ["BEGIN", "END"].contains(&name.as_str()).then(|| Property {
            name,
            parameters: Vec::new(),
            value: value.trim().to_owned(),
        })
    }

    pub fn wrong(&self, detail: impl Into<String>) -> Wrong {
        Wrong::at(self.number, detail)
    }
}

impl Property {
    pub fn parameter(&self, name: &str) -> Option<&str> {
        let found = self.parameters.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.as_str())
    }

    /// The value as text for people, on one line.
    pub fn text(&self) -> String {
        let mut plain = String::with_capacity(self.value.len());
        let mut escaped = false;
        for c in self.value.chars() {
            match (escaped, c) {
                (false, '\\') => {
                    escaped = true;
                    continue;
                }
                (true, 'n' | 'N') => plain.push(' '),
                (_, c) => plain.push(c),
            }
            escaped = false;
        }
        plain.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

impl Wrong {
    pub fn at(line: usize, detail: impl Into<String>) -> Self {
        Self {
            line,
            detail: detail.into(),
        }
    }

    pub fn told(self) -> FieldError {
        FieldError::new(format!("line {}", self.line), self.detail)
    }
}
