//! What each path can be compared with: which ops it has and how values are spelled.

use super::time::{ME, Relative, Span};
use super::{EventPath, Op, Path, Usage};
use crate::catalog::Settings;
use crate::field::{self, Choice, FieldKind, FieldValue, read_date, read_moment};
use crate::locale;
use crate::setting::{SettingKind, StatusCategory};
use crate::sla::SlaState;
use crate::ticket::Channel;
use crate::{Catalog, DepartmentId, MemberId, PriorityId, StatusId};
use serde::de::DeserializeOwned;
use serde_json::Value as Json;
use uuid::Uuid;

/// The type of a path, as far as comparing goes.
#[derive(Clone, Copy, Debug)]
pub(super) enum Operand<'a> {
    Status,
    Priority,
    Category,
    Channel,
    SlaState,
    Department,
    Member,
    Members,
    /// A customer or an organisation: nothing here knows which there are.
    Outside,
    /// Members, departments and customers among one another.
    Anyone,
    Tags,
    Emails,
    Language,
    Text,
    Number,
    YesNo,
    Moment,
    Date,
    Choice(&'a [Choice]),
    Choices(&'a [Choice]),
    Cascade(&'a [Choice]),
    /// One of the words that an event knows.
    Word(EventPath),
    /// Spellings of paths.
    Paths,
}

impl<'a> Operand<'a> {
    /// `Err` is what to do about a field that is not there.
    pub fn of(path: &Path, usage: &Usage<'a>) -> Result<Self, String> {
        Ok(match path {
            Path::Status => Self::Status,
            Path::StatusCategory => Self::Category,
            Path::Priority => Self::Priority,
            Path::Department => Self::Department,
            Path::Assignees => Self::Members,
            Path::Tags => Self::Tags,
            Path::Channel => Self::Channel,
            Path::SlaState => Self::SlaState,
            Path::Subject | Path::Description => Self::Text,
            Path::Requester | Path::Organisation => Self::Outside,
            Path::Cc | Path::Watchers | Path::Mentioned => Self::Anyone,
            Path::RequesterEmail => Self::Emails,
            Path::RequesterLanguage => Self::Language,
            Path::Unassigned | Path::Overdue | Path::Snoozed | Path::Deleted | Path::Merged => {
                Self::YesNo
            }
            Path::Field { key, .. } => Self::of_kind(usage.field(key)?),
            Path::Before(path) => Self::of(path, usage)?,
            Path::Event(EventPath::Actor) => Self::Outside,
            Path::Event(EventPath::Changed) => Self::Paths,
            Path::Event(EventPath::InHours) => Self::YesNo,
            Path::Event(EventPath::Body) => Self::Text,
            Path::Event(EventPath::Percent) => Self::Number,
            Path::Event(path) => Self::Word(*path),
            _ if path.is_moment() => Self::Moment,
            _ => Self::Number,
        })
    }

    fn of_kind(kind: &'a FieldKind) -> Self {
        match kind {
            FieldKind::Text { .. }
            | FieldKind::LongText { .. }
            | FieldKind::Url
            | FieldKind::Email
            | FieldKind::Phone
            | FieldKind::Regex { .. } => Self::Text,
            FieldKind::Number { .. } | FieldKind::Integer { .. } => Self::Number,
            FieldKind::Date => Self::Date,
            FieldKind::DateTime => Self::Moment,
            FieldKind::YesNo => Self::YesNo,
            FieldKind::Choice { choices } => Self::Choice(choices),
            FieldKind::MultiChoice { choices } => Self::Choices(choices),
            FieldKind::CascadingChoice { choices } => Self::Cascade(choices),
            FieldKind::Member => Self::Member,
            FieldKind::Customer => Self::Outside,
        }
    }

    /// The ops that go with it, those last that depend on when they are asked.
    pub fn ops(self) -> &'static [Op] {
        use Op::StartsWith;
        use Op::{Contains, Eq, Exists, Ge, Gt, In, InLast, InNext, Le, Lt, Ne, NotIn, On};
        match self {
            Self::Status | Self::Priority | Self::Category | Self::Channel | Self::SlaState => {
                &[Eq, Ne, In, NotIn]
            }
            Self::Department | Self::Member | Self::Outside | Self::Choice(_) | Self::Language => {
                &[Eq, Ne, In, NotIn, Exists]
            }
            Self::Word(_) => &[Eq, Ne, In, NotIn, Exists],
            Self::Members | Self::Anyone | Self::Tags | Self::Choices(_) | Self::Paths => {
                &[Contains, In, NotIn, Exists]
            }
            Self::Text | Self::Emails => &[Eq, Ne, In, NotIn, Contains, StartsWith, Exists],
            Self::Number => &[Eq, Ne, Lt, Le, Gt, Ge, Exists],
            Self::Date => &[Eq, Ne, Lt, Le, Gt, Ge, Exists, On],
            Self::Moment => &[Eq, Ne, Lt, Le, Gt, Ge, Exists, On, InLast, InNext],
            Self::YesNo => &[Eq, Ne, Exists],
            Self::Cascade(_) => &[Eq, Ne, StartsWith, Exists],
        }
    }

    /// One value as it is stored, where it depends on who asks, when and where; none where it is
    /// to be read as any other.
    pub fn read_relative(self, op: Op, text: &str) -> Option<Result<String, String>> {
        let text = text.trim();
        let told = |good: bool, detail: &str| match good {
            true => Ok(text.to_owned()),
            false => Err(detail.to_owned()),
        };
        let relative = Relative::read(text);
        let is_day = relative.as_ref().is_some_and(Relative::is_day);
        match (self, op) {
            (_, Op::InLast | Op::InNext) => Some(told(Span::read(text).is_some(), SPAN)),
            (_, Op::On) => Some(match read_date(text) {
                Ok(date) => Ok(date),
                Err(_) => told(is_day, DAY),
            }),
            (Self::Moment, Op::Lt | Op::Le | Op::Gt | Op::Ge) if relative.is_some() => {
                Some(Ok(text.to_owned()))
            }
            (Self::Date, Op::Lt | Op::Le | Op::Gt | Op::Ge) if is_day => Some(Ok(text.to_owned())),
            (Self::Members | Self::Anyone, _) if text == ME => Some(Ok(ME.to_owned())),
            _ => None,
        }
    }

    /// One value as it is stored; `Err` says what to send instead.
    pub fn read(self, json: &Json, catalog: &Catalog) -> Result<FieldValue, String> {
        match self {
            Self::Number => (json.as_f64().and_then(FieldValue::number))
                .ok_or_else(|| "must be a number".to_owned()),
            Self::YesNo => (json.as_bool().map(FieldValue::Bool))
                .ok_or_else(|| "must be true or false".to_owned()),
            Self::Cascade(choices) => read_trail(json, choices).map(FieldValue::List),
            _ => {
                let text = json.as_str().map(str::trim).unwrap_or_default();
                if text.is_empty() {
                    return Err("must be a string that says something".to_owned());
                }
                self.read_text(text, catalog).map(FieldValue::Text)
            }
        }
    }

    fn read_text(self, text: &str, catalog: &Catalog) -> Result<String, String> {
        match self {
            Self::Status => keyed(
                "status",
                text,
                &catalog.statuses,
                |s| s.key.clone(),
                |key| StatusId::from_key(key).0,
            ),
            Self::Priority => keyed(
                "priority",
                text,
                &catalog.priorities,
                |p| p.key.clone(),
                |key| PriorityId::from_key(key).0,
            ),
            Self::Category => word::<StatusCategory>(text),
            Self::Channel => word::<Channel>(text),
            Self::SlaState => word::<SlaState>(text),
            Self::Department => known("department", text, |id| {
                catalog.departments.get(DepartmentId(id).0).is_some()
            }),
            Self::Member | Self::Members => known("member", text, |id| {
                catalog.members.get(MemberId(id).0).is_some()
            }),
            Self::Outside | Self::Anyone => known("id", text, |_| true),
            Self::Tags | Self::Emails => Ok(text.to_lowercase()),
            Self::Language => locale::language(text)
                .ok_or_else(|| "must be a language like en or ar-EG".to_owned()),
            Self::Moment => read_moment(text),
            Self::Date => read_date(text),
            Self::Choice(choices) | Self::Choices(choices) => {
                match choices.iter().find(|choice| choice.key == text) {
                    Some(choice) => Ok(choice.key.clone()),
                    None => Err(no_choice(text, choices)),
                }
            }
            Self::Word(path) => one_of(text, &path.words()),
            Self::Paths => match Path::try_from(text.to_owned()) {
                Ok(path) if path.is_of_field_rules() => Ok(text.to_owned()),
                _ => Err(format!(
                    "there is no value {} that an event changes",
                    field::echo(text)
                )),
            },
            Self::Text | Self::Number | Self::YesNo | Self::Cascade(_) => Ok(text.to_owned()),
        }
    }
}

const SPAN: &str = "must be a number with m, h, d or w, such as 30m, 2h, 7d or 2w";
const DAY: &str = "must be a date like 2026-03-01, or today, yesterday, tomorrow, today-7d";

/// A key or id of a setting, as its key. Retired ones may be named: tickets may still have them.
fn keyed<T: SettingKind>(
    what: &str,
    text: &str,
    settings: &Settings<T>,
    key: impl Fn(&T) -> String,
    derive: impl Fn(&str) -> Uuid,
) -> Result<String, String> {
    let id = Uuid::parse_str(text).unwrap_or_else(|_| derive(text));
    let entry = settings.get(id).and_then(|e| e.setting.value.as_ref());
    entry.map(&key).ok_or_else(|| {
        let keys: Vec<_> = settings
            .iter()
            .filter_map(|e| e.active())
            .map(key)
            .collect();
        let keys: Vec<_> = keys.iter().map(String::as_str).collect();
        let (text, keys) = (field::echo(text), field::some_of(&keys));
        format!("there is no {what} {text}; use one of {keys}")
    })
}

/// A word of an enumeration; serde's refusal lists those that there are.
fn word<T: DeserializeOwned>(text: &str) -> Result<String, String> {
    let parsed = serde_json::from_value::<T>(text.into());
    parsed.map(|_| text.to_owned()).map_err(|error| {
        let error = error.to_string();
        let known = error.split_once("expected ").map_or("", |(_, known)| known);
        let known = known.trim_start_matches("one of ").replace('`', "");
        format!("must be one of {known}")
    })
}

fn one_of(text: &str, words: &[&str]) -> Result<String, String> {
    match words.contains(&text) {
        true => Ok(text.to_owned()),
        false => Err(format!("must be one of {}", words.join(", "))),
    }
}

fn known(what: &str, text: &str, exists: impl Fn(Uuid) -> bool) -> Result<String, String> {
    match Uuid::parse_str(text) {
        Ok(id) if exists(id) => Ok(id.to_string()),
        Ok(id) => Err(format!("there is no {what} {id}")),
        Err(_) => Err("must be a UUID".to_owned()),
    }
}

/// A path of choices from the top down, which may end anywhere.
fn read_trail(json: &Json, choices: &[Choice]) -> Result<Vec<String>, String> {
    let detail = "must be a list of keys from the top choice down";
    let keys = json.as_array().filter(|keys| !keys.is_empty());
    let (mut level, mut trail) = (choices, Vec::new());
    for key in keys.ok_or(detail)? {
        let key = key.as_str().ok_or(detail)?;
        let choice = level.iter().find(|choice| choice.key == key);
        let choice = choice.ok_or_else(|| no_choice(key, level))?;
        trail.push(key.to_owned());
        level = &choice.choices;
    }
    Ok(trail)
}

fn no_choice(key: &str, choices: &[Choice]) -> String {
    let keys: Vec<_> = choices.iter().map(|choice| choice.key.as_str()).collect();
    let (key, keys) = (field::echo(key), field::some_of(&keys));
    format!("there is no choice {key}; use one of {keys}")
}
