//! What a field holds, as HTTP spells it: one object, whose members depend on its type.

use super::choice::{self, Choice};
use crate::types::described;
use domain::field::{self, FieldKind};
use domain::{Catalog, FieldError};
use poem_openapi::Object;
use poem_openapi::registry::MetaSchema;
use serde::{Deserialize, Serialize};
use serde_json::Number;

/// What a field holds. `max_length` goes with `text` and `long_text`; `min`, `max` and `unit` with
/// `number` and `integer`; `decimals` with `number`; `choices` with the kinds of choice;
/// `pattern` and `hint` with `regex`.
#[derive(Clone, Debug, Object, Serialize, Deserialize)]
#[oai(rename = "FieldKind", skip_serializing_if_is_none)]
#[serde(deny_unknown_fields)]
pub(crate) struct Kind {
    pub r#type: FieldType,
    /// Most characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_length: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<Bound>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<Bound>,
    /// Shown behind the number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// Most decimals; a number with more is refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decimals: Option<u8>,
    /// None may be left out later; retire it instead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub choices: Option<Vec<Choice>>,
    /// A regular expression (RE2 syntax) that must match the whole text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pattern: Option<String>,
    /// What the pattern wants, in words for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
}

/// A number as it was written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Bound(Number);

described!(Bound, "Bound", MetaSchema::new("number"));

/// What a field can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum FieldType {
    Text,
    LongText,
    Number,
    Integer,
    Date,
    DateTime,
    YesNo,
    Choice,
    MultiChoice,
    CascadingChoice,
    Member,
    Customer,
    Url,
    Email,
    Phone,
    Regex,
}

impl FieldType {
    const ALL: [(&'static str, Self, &'static [&'static str]); 16] = [
        ("text", Self::Text, &["max_length"]),
        ("long_text", Self::LongText, &["max_length"]),
        ("number", Self::Number, &["min", "max", "unit", "decimals"]),
        ("integer", Self::Integer, &["min", "max", "unit"]),
        ("date", Self::Date, &[]),
        ("date_time", Self::DateTime, &[]),
        ("yes_no", Self::YesNo, &[]),
        ("choice", Self::Choice, &["choices"]),
        ("multi_choice", Self::MultiChoice, &["choices"]),
        ("cascading_choice", Self::CascadingChoice, &["choices"]),
        ("member", Self::Member, &[]),
        ("customer", Self::Customer, &[]),
        ("url", Self::Url, &[]),
        ("email", Self::Email, &[]),
        ("phone", Self::Phone, &[]),
        ("regex", Self::Regex, &["pattern", "hint"]),
    ];

    fn named(name: &str) -> Option<Self> {
        let found = Self::ALL.into_iter().find(|(known, ..)| *known == name);
        found.map(|(_, is, _)| is)
    }

    /// Its name and the members that go with it.
    fn known(self) -> (&'static str, &'static [&'static str]) {
        let found = Self::ALL.into_iter().find(|(_, is, _)| *is == self);
        found.map_or(("", &[]), |(name, _, members)| (name, members))
    }
}

described!(
    FieldType,
    "FieldType",
    MetaSchema {
        enum_items: FieldType::ALL
            .iter()
            .map(|(name, ..)| (*name).into())
            .collect(),
        ..MetaSchema::new("string")
    }
);

impl Kind {
    /// The kind that was sent; what is wrong with it is added to `errors`.
    pub fn read(&self, catalog: &Catalog, errors: &mut Vec<FieldError>) -> FieldKind {
        self.refuse_strangers(errors);
        let choices = |errors: &mut Vec<FieldError>| {
            let choices = self.choices.as_deref().unwrap_or_default();
            choice::read(choices, "kind.choices", catalog, errors)
        };
        let (max_length, unit) = (self.max_length, self.unit.clone());
        match self.r#type {
            FieldType::Text => FieldKind::Text { max_length },
            FieldType::LongText => FieldKind::LongText { max_length },
            FieldType::Number => FieldKind::Number {
                min: self.min.as_ref().and_then(Bound::number),
                max: self.max.as_ref().and_then(Bound::number),
                unit,
                decimals: self.decimals,
            },
            FieldType::Integer => FieldKind::Integer {
                min: whole("kind.min", self.min.as_ref(), errors),
                max: whole("kind.max", self.max.as_ref(), errors),
                unit,
            },
            FieldType::Date => FieldKind::Date,
            FieldType::DateTime => FieldKind::DateTime,
            FieldType::YesNo => FieldKind::YesNo,
            FieldType::Choice => FieldKind::Choice {
                choices: choices(errors),
            },
            FieldType::MultiChoice => FieldKind::MultiChoice {
                choices: choices(errors),
            },
            FieldType::CascadingChoice => FieldKind::CascadingChoice {
                choices: choices(errors),
            },
            FieldType::Member => FieldKind::Member,
            FieldType::Customer => FieldKind::Customer,
            FieldType::Url => FieldKind::Url,
            FieldType::Email => FieldKind::Email,
            FieldType::Phone => FieldKind::Phone,
            FieldType::Regex => FieldKind::Regex {
                pattern: self.pattern.clone().unwrap_or_default().into(),
                hint: self.hint.clone(),
            },
        }
    }

    /// Members that do not go with the type.
    fn refuse_strangers(&self, errors: &mut Vec<FieldError>) {
        let (name, known) = self.r#type.known();
        let given = [
            ("max_length", self.max_length.is_some()),
            ("min", self.min.is_some()),
            ("max", self.max.is_some()),
            ("unit", self.unit.is_some()),
            ("decimals", self.decimals.is_some()),
            ("choices", self.choices.is_some()),
            ("pattern", self.pattern.is_some()),
            ("hint", self.hint.is_some()),
        ];
        for (member, _) in given
            .iter()
            .filter(|(m, given)| *given && !known.contains(m))
        {
            let detail = format!("does not go with {name}; leave it out");
            errors.push(FieldError::new(format!("kind.{member}"), detail));
        }
    }

    /// A stored kind.
    pub fn of(kind: &FieldKind) -> Self {
        let mut shown = Self::bare(FieldType::named(kind.name()).unwrap_or(FieldType::Text));
        match kind {
            FieldKind::Text { max_length } | FieldKind::LongText { max_length } => {
                shown.max_length = *max_length;
            }
            FieldKind::Number {
                min,
                max,
                unit,
                decimals,
            } => {
                shown.min = min.and_then(Bound::of);
                shown.max = max.and_then(Bound::of);
                shown.unit.clone_from(unit);
                shown.decimals = *decimals;
            }
            FieldKind::Integer { min, max, unit } => {
                shown.min = min.map(|min| Bound(min.into()));
                shown.max = max.map(|max| Bound(max.into()));
                shown.unit.clone_from(unit);
            }
            FieldKind::Choice { choices }
            | FieldKind::MultiChoice { choices }
            | FieldKind::CascadingChoice { choices } => {
                shown.choices = Some(choices.iter().map(Choice::of).collect());
            }
            FieldKind::Regex { pattern, hint } => {
                shown.pattern = Some(pattern.as_str().to_owned());
                shown.hint.clone_from(hint);
            }
            FieldKind::Date
            | FieldKind::DateTime
            | FieldKind::YesNo
            | FieldKind::Member
            | FieldKind::Customer
            | FieldKind::Url
            | FieldKind::Email
            | FieldKind::Phone => {}
        }
        shown
    }

    pub fn bare(r#type: FieldType) -> Self {
        Self {
            r#type,
            max_length: None,
            min: None,
            max: None,
            unit: None,
            decimals: None,
            choices: None,
            pattern: None,
            hint: None,
        }
    }
}

impl Bound {
    fn number(&self) -> Option<f64> {
        self.0.as_f64()
    }

    /// Whole numbers without a point.
    fn of(number: f64) -> Option<Self> {
        let value = field::FieldValue::number(number)?.to_json();
        serde_json::from_value(value).ok()
    }
}

fn whole(at: &str, bound: Option<&Bound>, errors: &mut Vec<FieldError>) -> Option<i64> {
    let bound = bound?;
    let number = bound.number().and_then(field::FieldValue::number);
    if let Some(field::FieldValue::Integer(number)) = number {
        return Some(number);
    }
    errors.push(FieldError::new(at, "must be a whole number"));
    None
}
