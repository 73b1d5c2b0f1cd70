//! What the form asks, and what it answers.

use crate::Captcha;
use crate::types::{Fields, Nullable};
use poem_openapi::Object;
use poem_openapi::types::Example;
use serde::{Deserialize, Serialize};

/// What must be sent along with the form.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct FormOpened {
    pub stamp: String,
    /// How old the stamp must be when the form is sent.
    pub least_seconds: i64,
    /// A puzzle that must be solved; null where there is none.
    pub captcha: Nullable<FormCaptcha>,
}

/// What shows a puzzle, whose answer goes into `captcha`.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct FormCaptcha {
    /// The provider's script.
    pub script: String,
    /// By which the script knows this installation.
    pub site_key: String,
}

impl FormCaptcha {
    pub fn of(captcha: &Captcha) -> Self {
        let options = captcha.options();
        Self {
            script: options.script.clone(),
            site_key: options.site_key.clone(),
        }
    }
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
    /// The answer to the puzzle, where GET names one. It is good once.
    #[oai(default)]
    #[serde(default)]
    pub captcha: String,
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
            captcha: String::new(),
        }
    }
}
