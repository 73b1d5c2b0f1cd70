//! What the page says, in the languages that we write.

mod arabic;
mod hebrew;

use super::escaped;
use crate::problem::Kind;
use crate::providers::failure::{Failure, Reason};

/// The page in one language.
pub(super) struct Words {
    pub tag: &'static str,
    pub direction: &'static str,
    pub title: &'static str,
    pub button: &'static str,
    told: Told,
}

/// Where the sentence comes from that says what happened and what to do.
enum Told {
    /// It is the problem's own, which is English.
    Detail,
    /// `{name}` and `{word}` are filled in.
    Translated {
        reason: fn(&Reason) -> &'static str,
        /// Where there is no reason to tell.
        kind: fn(Kind) -> &'static str,
    },
}

impl Words {
    /// In the language of a BCP 47 tag; nothing where we do not write it.
    pub fn of(tag: &str) -> Option<&'static Self> {
        let primary = tag.split('-').next().unwrap_or_default();
        match primary.to_ascii_lowercase().as_str() {
            "en" => Some(&ENGLISH),
            "ar" => Some(&arabic::WORDS),
            "he" | "iw" => Some(&hebrew::WORDS),
            _ => None,
        }
    }

    /// What happened and what to do, as HTML; `name` is the provider's. Names and words of others
    /// keep their own direction.
    pub fn told(&self, failure: &Failure, name: &str) -> String {
        let sentence = match (&self.told, &failure.reason) {
            (Told::Detail, _) => return escaped(&failure.problem.detail),
            (Told::Translated { reason, .. }, Some(why)) => reason(why),
            (Told::Translated { kind, .. }, None) => kind(failure.problem.kind),
        };
        let word = match &failure.reason {
            Some(Reason::Nobody(word)) => word.as_str(),
            _ => "",
        };
        // the word has letters and _ alone, so nothing in it is filled in again
        sentence
            .replace("{word}", &format!("<bdi>{}</bdi>", escaped(word)))
            .replace("{name}", &format!("<bdi>{}</bdi>", escaped(name)))
    }
}

pub(super) const ENGLISH: Words = Words {
    tag: "en",
    direction: "ltr",
    title: "You are not signed in",
    button: "Sign in again",
    told: Told::Detail,
};

#[cfg(test)]
mod tests;
