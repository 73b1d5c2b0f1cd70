//! What must hold for who a customer is, and the form in which it is kept.

use super::Profile;
use crate::limits::{Checks, NAME_CHARS};
use crate::locale;

/// Longest phone number with all that people write into it, in characters.
const PHONE_CHARS: usize = 50;
/// Fewest digits that may be a phone number; internal ones are short.
const PHONE_DIGITS: usize = 3;

/// The form in which addresses are compared and reserved: without regard to case.
#[must_use]
pub fn email_key(email: &str) -> String {
    email.trim().to_lowercase()
}

/// The digits of a phone number, by which two spellings are the same.
#[must_use]
pub fn phone_key(phone: &str) -> String {
    phone.chars().filter_map(digit).collect()
}

/// The profile as it is kept: trimmed, without repeats, the language in its usual case.
pub(super) fn tidied(profile: &Profile) -> Profile {
    let trimmed = |text: &String| text.trim().to_owned();
    Profile {
        name: profile.name.as_ref().map(trimmed),
        emails: without_repeats(&profile.emails, email_key),
        phones: without_repeats(&profile.phones, phone_key),
        organisation: profile.organisation,
        language: (profile.language.as_ref())
            .map(|text| locale::language(text.trim()).unwrap_or_else(|| trimmed(text))),
        time_zone: profile.time_zone.as_ref().map(trimmed),
        notes: profile.notes.clone(),
    }
}

/// Trimmed, each key once, in their order.
fn without_repeats(items: &[String], key: impl Fn(&str) -> String) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for item in items {
        if kept.iter().all(|other| key(other) != key(item)) {
            kept.push(item.trim().to_owned());
        }
    }
    kept
}

/// Checks a whole profile; lists are named by place, as `emails[1]`.
pub(super) fn check(profile: &Profile, checks: &mut Checks) {
    if let Some(name) = &profile.name {
        checks.line("name", name, NAME_CHARS);
    }
    checks.items("emails", profile.emails.len());
    for (place, email) in profile.emails.iter().enumerate() {
        checks.email(&format!("emails[{place}]"), email.trim());
    }
    checks.items("phones", profile.phones.len());
    for (place, phone) in profile.phones.iter().enumerate() {
        check_phone(&format!("phones[{place}]"), phone, checks);
    }
    if profile.name.is_none() && profile.emails.is_empty() && profile.phones.is_empty() {
        checks.fail("name", NOBODY);
    }
    if let Some(language) = &profile.language {
        check_language("language", language, checks);
    }
    if let Some(zone) = &profile.time_zone {
        check_time_zone("time_zone", zone, checks);
    }
    checks.text("notes", &profile.notes);
}

/// What is said of somebody without name, address and phone.
pub(super) const NOBODY: &str = "is required where there is neither an e-mail address nor a phone";

pub(super) fn check_phone(field: &str, phone: &str, checks: &mut Checks) {
    let phone = phone.trim();
    let written = |c: char| digit(c).is_some() || "+-().,/*# x".contains(c);
    let digits = phone.chars().filter_map(digit).count();
    if digits < PHONE_DIGITS || phone.chars().count() > PHONE_CHARS || !phone.chars().all(written) {
        checks.fail(field, "must be a phone number like +972 2 123 4567");
    }
}

pub(super) fn check_language(field: &str, language: &str, checks: &mut Checks) {
    if locale::language(language.trim()).is_none() {
        checks.fail(field, "must be a language tag like en, ar or he-IL");
    }
}

fn check_time_zone(field: &str, zone: &str, checks: &mut Checks) {
    if !locale::is_time_zone(zone.trim()) {
        checks.fail(field, "must be an IANA time zone like Asia/Jerusalem");
    }
}

/// A digit as people write it in English, Hebrew, Arabic or Persian.
fn digit(c: char) -> Option<char> {
    let zero = match c {
        '0'..='9' => '0',
        '\u{0660}'..='\u{0669}' => '\u{0660}',
        '\u{06F0}'..='\u{06F9}' => '\u{06F0}',
        _ => return None,
    };
    char::from_digit(u32::from(c) - u32::from(zero), 10)
}
