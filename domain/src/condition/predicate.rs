//! A leaf made ready to be asked.

use super::asks::{Asks, Bound, Open};
use super::time::{ME, Relative, Span, Viewpoint};
use super::{EventPath, Facts, Op, Path, Value};
use crate::field::FieldValue;
use crate::setting::StatusCategory;
use crate::spelling::searchable;
use crate::{PriorityId, StatusId};
use uuid::Uuid;

/// One question about a value.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Predicate {
    pub asks: Asks,
    /// Turns the answer round, also that about a missing value.
    pub negated: bool,
}

impl Predicate {
    /// `None` when the value does not go with the path and op.
    pub fn of(path: &Path, op: Op, value: &FieldValue) -> Option<Self> {
        let negated = match (op, value) {
            (Op::Exists, FieldValue::Bool(wanted)) => {
                return Some(Self {
                    asks: Asks::Present,
                    negated: !wanted,
                });
            }
            _ => matches!(op, Op::Ne | Op::NotIn),
        };
        let asks = of_path(path, op, value)?;
        Some(Self { asks, negated })
    }

    pub fn settled(&self, viewpoint: &Viewpoint) -> Self {
        Self {
            asks: self.asks.settled(viewpoint),
            negated: self.negated,
        }
    }

    pub fn holds(&self, value: &Value<'_>, facts: &dyn Facts) -> bool {
        self.negated != (!value.is_missing() && self.asks.fits(value, facts))
    }
}

fn of_path(path: &Path, op: Op, value: &FieldValue) -> Option<Asks> {
    if path.is_moment() {
        return of_moment(op, value);
    }
    match path {
        Path::Status => keys(op, value, |key| StatusId::from_key(key).0),
        Path::Priority => keys(op, value, |key| PriorityId::from_key(key).0),
        Path::Department
        | Path::Requester
        | Path::Organisation
        | Path::Assignees
        | Path::Cc
        | Path::Watchers
        | Path::Mentioned => ids(op, value),
        Path::StatusCategory => {
            let words = listed(op, value)?.into_iter().map(category);
            words.collect::<Option<_>>().map(Asks::Categories)
        }
        Path::Channel | Path::Tags | Path::RequesterLanguage | Path::SlaState => exact(op, value),
        Path::RequesterEmail => match (op, value) {
            (Op::Contains, FieldValue::Text(part)) => Some(Asks::ExactPart(part.clone())),
            (Op::StartsWith, FieldValue::Text(start)) => Some(Asks::ExactStart(start.clone())),
            _ => exact(op, value),
        },
        Path::Subject | Path::Description => of_text(op, value),
        Path::Unassigned | Path::Overdue | Path::Snoozed | Path::Deleted | Path::Merged => {
            yes(op, value)
        }
        Path::Field { .. } => of_field(op, value),
        Path::Before(path) => of_path(path, op, value),
        Path::Event(EventPath::Actor) => ids(op, value),
        Path::Event(EventPath::InHours) => yes(op, value),
        Path::Event(EventPath::Body) => of_text(op, value),
        Path::Event(EventPath::Percent) => of_number(op, value),
        Path::Event(_) => exact(op, value),
        _ => of_number(op, value),
    }
}

fn of_field(op: Op, value: &FieldValue) -> Option<Asks> {
    match (op, value) {
        (Op::Eq | Op::Ne, FieldValue::List(trail)) => Some(Asks::Trail(trail.clone())),
        (Op::StartsWith, FieldValue::List(trail)) => Some(Asks::Under(trail.clone())),
        (Op::Eq | Op::Ne, FieldValue::Text(_)) => of_text(op, value),
        _ => (yes(op, value))
            .or_else(|| of_number(op, value))
            .or_else(|| of_moment(op, value))
            .or_else(|| of_text(op, value)),
    }
}

fn yes(op: Op, value: &FieldValue) -> Option<Asks> {
    match (op, value) {
        (Op::Eq | Op::Ne, FieldValue::Bool(yes)) => Some(Asks::Yes(*yes)),
        _ => None,
    }
}

fn of_number(op: Op, value: &FieldValue) -> Option<Asks> {
    match Value::from(value) {
        Value::Number(number) if op.orders() => Some(Asks::Compared(op, Bound::Number(number))),
        _ => None,
    }
}

fn of_moment(op: Op, value: &FieldValue) -> Option<Asks> {
    let FieldValue::Text(text) = value else {
        return None;
    };
    match op {
        Op::On => Some(Asks::Open(Open::On(text.clone()))),
        Op::InLast => Span::read(text).map(|span| Asks::Open(Open::InLast(span))),
        Op::InNext => Span::read(text).map(|span| Asks::Open(Open::InNext(span))),
        _ if op.orders() => {
            let bound = Bound::parse(text).map(|bound| Asks::Compared(op, bound));
            let relative = || Relative::read(text).map(|at| Asks::Open(Open::Compared(op, at)));
            bound.or_else(relative)
        }
        _ => None,
    }
}

fn of_text(op: Op, value: &FieldValue) -> Option<Asks> {
    match (op, value) {
        (Op::Contains, FieldValue::Text(part)) => Some(Asks::Part(searchable(part))),
        (Op::StartsWith, FieldValue::Text(start)) => Some(Asks::Start(searchable(start))),
        _ => {
            let words = listed(op, value)?.into_iter().map(searchable);
            Some(Asks::Words(words.collect()))
        }
    }
}

fn exact(op: Op, value: &FieldValue) -> Option<Asks> {
    let texts = listed(op, value)?.into_iter().map(str::to_owned);
    Some(Asks::Exact(texts.collect()))
}

/// Keys, or ids, of settings whose ids are derived from their keys.
fn keys(op: Op, value: &FieldValue, derive: impl Fn(&str) -> Uuid) -> Option<Asks> {
    let id = |text: &str| Uuid::parse_str(text).unwrap_or_else(|_| derive(text));
    let ids = listed(op, value)?.into_iter().map(id);
    Some(Asks::Ids(ids.collect()))
}

fn ids(op: Op, value: &FieldValue) -> Option<Asks> {
    let texts = listed(op, value)?;
    if texts.contains(&ME) {
        let known = |text: &&str| **text == *ME || Uuid::parse_str(text).is_ok();
        let all = texts.iter().all(known);
        let texts = texts.into_iter().map(str::to_owned).collect();
        return all.then_some(Asks::Open(Open::Ids(texts)));
    }
    let ids = texts.into_iter().map(|text| Uuid::parse_str(text).ok());
    ids.collect::<Option<_>>().map(Asks::Ids)
}

/// The texts asked for: one, or for `in` and `not_in` a list.
fn listed(op: Op, value: &FieldValue) -> Option<Vec<&str>> {
    match (op, value) {
        (Op::Eq | Op::Ne | Op::Contains, FieldValue::Text(text)) => Some(vec![text]),
        (Op::In | Op::NotIn, FieldValue::List(texts)) => {
            Some(texts.iter().map(String::as_str).collect())
        }
        _ => None,
    }
}

fn category(word: &str) -> Option<StatusCategory> {
    serde_json::from_value(word.into()).ok()
}

impl Op {
    /// Whether it compares with one number, moment or day.
    fn orders(self) -> bool {
        matches!(
            self,
            Self::Eq | Self::Ne | Self::Lt | Self::Le | Self::Gt | Self::Ge
        )
    }
}
