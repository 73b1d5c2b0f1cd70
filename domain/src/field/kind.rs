//! What a field holds.

use super::Choice;
use regex::{Regex, RegexBuilder};
use serde::{Deserialize, Serialize};

/// Longest text of one line, and the usual limit, in characters.
pub const TEXT_CHARS: u32 = 1_000;
/// Longest text of several lines, and the usual limit, in characters.
pub const LONG_TEXT_CHARS: u32 = 20_000;
/// Most decimals of a number.
pub const MAX_DECIMALS: u8 = 9;
/// Longest pattern of a text, in characters.
const PATTERN_CHARS: usize = 500;
/// How large a pattern may become when it is made ready, in bytes.
const PATTERN_BYTES: usize = 1 << 20;

/// What a field holds, with its limits.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum FieldKind {
    /// One line.
    Text {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        max_length: Option<u32>,
    },
    LongText {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        max_length: Option<u32>,
    },
    Number {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        min: Option<f64>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        max: Option<f64>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        unit: Option<String>,
        /// Most decimals; without it as many as the number has.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        decimals: Option<u8>,
    },
    Integer {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        min: Option<i64>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        max: Option<i64>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        unit: Option<String>,
    },
    Date,
    DateTime,
    YesNo,
    Choice {
        choices: Vec<Choice>,
    },
    MultiChoice {
        choices: Vec<Choice>,
    },
    /// A tree of choices; the value is the path of keys down to a choice that has none below it.
    CascadingChoice {
        choices: Vec<Choice>,
    },
    Member,
    Customer,
    /// `http` or `https`.
    Url,
    Email,
    Phone,
    /// One line that a regular expression matches from its first letter to its last.
    Regex {
        pattern: Pattern,
        /// What the pattern wants, in words for people.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        hint: Option<String>,
    },
}

impl FieldKind {
    /// The type's name in JSON.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Text { .. } => "text",
            Self::LongText { .. } => "long_text",
            Self::Number { .. } => "number",
            Self::Integer { .. } => "integer",
            Self::Date => "date",
            Self::DateTime => "date_time",
            Self::YesNo => "yes_no",
            Self::Choice { .. } => "choice",
            Self::MultiChoice { .. } => "multi_choice",
            Self::CascadingChoice { .. } => "cascading_choice",
            Self::Member => "member",
            Self::Customer => "customer",
            Self::Url => "url",
            Self::Email => "email",
            Self::Phone => "phone",
            Self::Regex { .. } => "regex",
        }
    }

    /// The choices of the top level; empty for other kinds.
    #[must_use]
    pub fn choices(&self) -> &[Choice] {
        match self {
            Self::Choice { choices }
            | Self::MultiChoice { choices }
            | Self::CascadingChoice { choices } => choices,
            _ => &[],
        }
    }
}

/// A regular expression, compiled once when it is read.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(from = "String", into = "String")]
pub struct Pattern {
    text: String,
    whole: Result<Regex, String>,
}

impl From<String> for Pattern {
    /// Never fails: a pattern that cannot be used matches nothing and says why.
    fn from(text: String) -> Self {
        let whole = compiled(&text);
        Self { text, whole }
    }
}

impl From<Pattern> for String {
    fn from(pattern: Pattern) -> Self {
        pattern.text
    }
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Pattern {
    /// As it was written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether it matches all of `text`.
    #[must_use]
    pub fn matches(&self, text: &str) -> bool {
        self.whole.as_ref().is_ok_and(|regex| regex.is_match(text))
    }

    /// What keeps it from being used, if anything.
    #[must_use]
    pub fn fault(&self) -> Option<&str> {
        self.whole.as_ref().err().map(String::as_str)
    }
}

fn compiled(text: &str) -> Result<Regex, String> {
    if text.is_empty() {
        return Err("must not be empty".to_owned());
    }
    if text.chars().any(char::is_control) {
        return Err("must be one line without control characters; write \\n or \\t".to_owned());
    }
    if text.chars().count() > PATTERN_CHARS {
        return Err(format!("must be at most {PATTERN_CHARS} characters"));
    }
    let limited = |pattern: &str| {
        let mut builder = RegexBuilder::new(pattern);
        builder.size_limit(PATTERN_BYTES).build()
    };
    limited(text)
        .and_then(|_| limited(&format!(r"\A(?:{text})\z")))
        .map_err(|error| match error {
            regex::Error::CompiledTooBig(_) => "is too large; repeat less often".to_owned(),
            error => {
                let lines = error.to_string();
                let last = lines.lines().last().unwrap_or_default();
                let reason = last.trim_start_matches("error: ");
                format!("is not a regular expression: {reason}")
            }
        })
}
