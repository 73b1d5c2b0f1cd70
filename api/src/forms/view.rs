//! What the form asks, and what it answers.

use crate::types::Fields;
use poem_openapi::Object;
use poem_openapi::types::Example;
use serde::{Deserialize, Serialize};

/// What must be sent along with the form.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct FormOpened {
    pub stamp: String,
    /// How old the stamp must be when the form is sent.
    pub least_seconds: i64,
}

/// What somebody filled in.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(example)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewFormTicket {
    pub name: String,
    pub email: String,
    /// One line that says what it is about.
    pub subject: String,
    #[oai(default)]
    #[serde(default)]
    pub message: String,
    /// Values of the fields that customers fill in, by their keys.
    #[oai(default)]
    #[serde(default)]
    pub fields: Fields,
    /// BCP 47 tag of the language in which it was filled in.
    pub language: Option<String>,
    /// A trap for programs: people do not see it. Must be empty.
    #[oai(default)]
    #[serde(default)]
    pub website: String,
    /// As GET answered it.
    pub stamp: String,
}

/// The ticket that was opened.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct FormSent {
    pub number: i64,
    /// The number as people say it.
    pub reference: String,
}

impl Example for NewFormTicket {
    fn example() -> Self {
        Self {
            name: "Dana Levi".to_owned(),
            email: "dana@example.org".to_owned(),
            subject: "The printer is on fire".to_owned(),
            message: "Smoke on the third floor.".to_owned(),
            fields: Fields::default(),
            language: Some("en".to_owned()),
            website: String::new(),
            stamp: "c3RhbXA".to_owned(),
        }
    }
}
