//! Values as people and programs send them, made into those that are stored.

use super::choice::{self, along, known};
use super::kind::{LONG_TEXT_CHARS, TEXT_CHARS};
use super::moment::{read_date, read_moment};
use super::text::{check_phone, check_url, echo, some_of};
use super::value::LARGEST;
use super::{Choice, Field, FieldKind, FieldValue, Pattern, find};
use crate::access::Audience;
use crate::aggregate::FieldError;
use crate::limits::{Checks, LIST_ITEMS};
use crate::{Catalog, FieldId, MemberId};
use serde_json::{Map, Value as Json};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Most wrong values that one answer lists.
const MAX_ERRORS: usize = 100;

/// The values of a request by key or id, made into those that are stored; `null`, an empty text
/// and an empty list clear a field. A field that `audience` may not see is as unknown as one that
/// is not there. All wrong ones are told at once, as `fields.<key>`.
pub fn parse(
    given: &Map<String, Json>,
    catalog: &Catalog,
    audience: &Audience,
) -> Result<Vec<(FieldId, Option<FieldValue>)>, Vec<FieldError>> {
    let mut values = BTreeMap::new();
    let mut errors = Vec::new();
    for (name, json) in given {
        let outcome = read_one(name, json, catalog, audience).and_then(|(id, value)| {
            let twice = values.insert(id, value).is_some();
            let detail = "is given twice, by its key and by its id; leave one out";
            (!twice).then_some(()).ok_or_else(|| detail.to_owned())
        });
        if let Err(detail) = outcome {
            errors.push(FieldError::new(format!("fields.{}", echo(name)), detail));
        }
        if errors.len() == MAX_ERRORS {
            break;
        }
    }
    if errors.is_empty() {
        Ok(values.into_iter().collect())
    } else {
        Err(errors)
    }
}

fn read_one(
    name: &str,
    json: &Json,
    catalog: &Catalog,
    audience: &Audience,
) -> Result<(FieldId, Option<FieldValue>), String> {
    let id = Uuid::parse_str(name).map_or_else(|_| FieldId::from_key(name), FieldId);
    let seen = find(catalog, id).filter(|(field, _)| field.access.sees(audience));
    let (field, _) = seen.ok_or_else(|| unknown(catalog, audience))?;
    Ok((id, field.kind.read(json, catalog)?))
}

fn unknown(catalog: &Catalog, audience: &Audience) -> String {
    let active = catalog.fields.iter().filter_map(|entry| entry.active());
    let editable = active.filter(|field| field.access.edits(audience));
    let mut keys: Vec<_> = editable.map(|field: &Field| field.key.as_str()).collect();
    keys.sort_unstable();
    format!("there is no such field; use one of {}", some_of(&keys))
}

impl FieldKind {
    /// The value as it is stored; none when it says nothing. `Err` says what to send instead.
    pub fn read(&self, json: &Json, catalog: &Catalog) -> Result<Option<FieldValue>, String> {
        match json {
            Json::Null => return Ok(None),
            Json::String(text) if text.trim().is_empty() => return Ok(None),
            Json::Array(items) if items.is_empty() => return Ok(None),
            _ => {}
        }
        self.read_present(json, catalog).map(Some)
    }

    /// Whether a stored value still is what the field takes.
    pub(super) fn accepts(&self, value: &FieldValue, catalog: &Catalog) -> Result<(), String> {
        match self.read(&value.to_json(), catalog)? {
            Some(read) if read == *value => Ok(()),
            _ => Err("is not in the form in which it is stored".to_owned()),
        }
    }

    fn read_present(&self, json: &Json, catalog: &Catalog) -> Result<FieldValue, String> {
        match self {
            Self::Number {
                min, max, decimals, ..
            } => read_number(json, (*min, *max), *decimals),
            Self::Integer { min, max, .. } => read_integer(json, (*min, *max)),
            Self::YesNo => (json.as_bool().map(FieldValue::Bool))
                .ok_or_else(|| "must be true or false".to_owned()),
            Self::MultiChoice { choices } => read_choices(json, choices),
            Self::CascadingChoice { choices } => read_path(json, choices),
            _ => {
                let text = json
                    .as_str()
                    .ok_or_else(|| format!("must be {}", self.wanted()))?;
                self.read_text(text.trim(), catalog).map(FieldValue::Text)
            }
        }
    }

    fn read_text(&self, text: &str, catalog: &Catalog) -> Result<String, String> {
        match self {
            Self::Text { max_length } => line(text, max_length.unwrap_or(TEXT_CHARS)),
            Self::LongText { max_length } => lines(text, max_length.unwrap_or(LONG_TEXT_CHARS)),
            Self::Regex { pattern, hint } => matching(text, pattern, hint.as_deref()),
            Self::Date => read_date(text),
            Self::DateTime => read_moment(text),
            Self::Choice { choices } => match choice::find(choices, text) {
                Some(choice) => Ok(choice.key.clone()),
                None => Err(no_choice(text, choices)),
            },
            Self::Member => read_member(text, catalog),
            Self::Customer => read_id(text),
            Self::Url => check_url(text),
            Self::Email => checked(text, |c| c.email("", text)),
            Self::Phone => check_phone(text),
            Self::Number { .. }
            | Self::Integer { .. }
            | Self::YesNo
            | Self::MultiChoice { .. }
            | Self::CascadingChoice { .. } => Err(format!("must be {}", self.wanted())),
        }
    }

    /// What JSON a value is.
    fn wanted(&self) -> &'static str {
        match self {
            Self::Number { .. } => "a number",
            Self::Integer { .. } => "a whole number",
            Self::YesNo => "true or false",
            Self::MultiChoice { .. } => "a list of keys of its choices",
            Self::CascadingChoice { .. } => "a list of keys from the top choice down",
            Self::Choice { .. } => "the key of one of its choices",
            Self::Member => "the id of a member",
            Self::Customer => "the id of a customer",
            Self::Date => "a date like \"2026-03-01\"",
            Self::DateTime => "a time like \"2026-03-01T09:30:00Z\"",
            Self::Text { .. }
            | Self::LongText { .. }
            | Self::Url
            | Self::Email
            | Self::Phone
            | Self::Regex { .. } => "a string",
        }
    }
}

/// The text, or what `check` has to say of it.
fn checked(text: &str, check: impl FnOnce(&mut Checks)) -> Result<String, String> {
    let mut checks = Checks::default();
    check(&mut checks);
    match checks.finish() {
        Ok(()) => Ok(text.to_owned()),
        Err(errors) => Err(errors.into_iter().map(|e| e.detail).collect()),
    }
}

fn line(text: &str, max: u32) -> Result<String, String> {
    checked(text, |c| c.line("", text, max as usize))
}

fn lines(text: &str, max: u32) -> Result<String, String> {
    if text.chars().count() > max as usize {
        return Err(format!("must be at most {max} characters"));
    }
    checked(text, |c| c.text("", text))
}

fn matching(text: &str, pattern: &Pattern, hint: Option<&str>) -> Result<String, String> {
    let text = line(text, TEXT_CHARS)?;
    if pattern.matches(&text) {
        return Ok(text);
    }
    Err(match hint {
        Some(hint) => format!("is not in the form wanted: {hint}"),
        None => format!("must match the pattern {}", pattern.as_str()),
    })
}

fn read_number(
    json: &Json,
    (min, max): (Option<f64>, Option<f64>),
    decimals: Option<u8>,
) -> Result<FieldValue, String> {
    let number = json.as_f64().filter(|_| json.is_number());
    let number = number.ok_or("must be a number")?;
    let value = FieldValue::number(number);
    let value = value.ok_or_else(|| format!("must lie between -{LARGEST} and {LARGEST}"))?;
    in_range(number, min, max)?;
    let given = number.to_string();
    let given = given.split_once('.').map_or(0, |(_, digits)| digits.len());
    match decimals {
        Some(most) if given > usize::from(most) => {
            Err(format!("must have at most {most} decimals; round it first"))
        }
        _ => Ok(value),
    }
}

fn read_integer(json: &Json, (min, max): (Option<i64>, Option<i64>)) -> Result<FieldValue, String> {
    let whole = json.as_f64().and_then(FieldValue::number);
    match whole {
        Some(FieldValue::Integer(number)) => {
            in_range(number, min, max)?;
            Ok(FieldValue::Integer(number))
        }
        _ => Err(format!(
            "must be a whole number between -{LARGEST} and {LARGEST}"
        )),
    }
}

fn in_range<T: PartialOrd + Copy + std::fmt::Display>(
    number: T,
    min: Option<T>,
    max: Option<T>,
) -> Result<(), String> {
    if let Some(min) = min.filter(|min| number < *min) {
        return Err(format!("must be at least {min}"));
    }
    if let Some(max) = max.filter(|max| number > *max) {
        return Err(format!("must be at most {max}"));
    }
    Ok(())
}

/// The keys in the order of the choices, each once.
fn read_choices(json: &Json, choices: &[Choice]) -> Result<FieldValue, String> {
    let keys = read_keys(json).ok_or("must be a list of keys of its choices")?;
    if let Some(key) = keys.iter().find(|key| choice::find(choices, key).is_none()) {
        return Err(no_choice(key, choices));
    }
    let chosen = choices.iter().filter(|choice| keys.contains(&choice.key));
    let chosen: Vec<_> = chosen.map(|choice| choice.key.clone()).collect();
    if chosen.len() > LIST_ITEMS {
        return Err(format!("must have at most {LIST_ITEMS} choices"));
    }
    Ok(FieldValue::List(chosen))
}

fn read_path(json: &Json, choices: &[Choice]) -> Result<FieldValue, String> {
    let keys = read_keys(json).ok_or("must be a list of keys from the top choice down")?;
    let path = along(choices, &keys).map_err(|(key, level)| no_choice(&key, level))?;
    let below = path.last().map_or(choices, |last| &last.choices);
    if below.is_empty() {
        return Ok(FieldValue::List(keys));
    }
    let known = known(below);
    Err(format!(
        "must go on to a choice that has none below it; add one of {known}"
    ))
}

fn read_keys(json: &Json) -> Option<Vec<String>> {
    let keys = json.as_array()?.iter();
    keys.map(|key| Some(key.as_str()?.trim().to_owned()))
        .collect()
}

fn no_choice(key: &str, choices: &[Choice]) -> String {
    let (key, known) = (echo(key), known(choices));
    format!("there is no choice {key}; use one of {known}")
}

fn read_member(text: &str, catalog: &Catalog) -> Result<String, String> {
    let id = read_id(text).map_err(|_| "must be the id of a member")?;
    let member = Uuid::parse_str(&id).ok();
    match member.and_then(|id| catalog.member(MemberId(id))) {
        Some(_) => Ok(id),
        None => Err(format!("there is no member {id} in service")),
    }
}

fn read_id(text: &str) -> Result<String, String> {
    match Uuid::parse_str(text) {
        Ok(id) => Ok(id.to_string()),
        Err(_) => Err("must be the id of a customer".to_owned()),
    }
}
