//! A leaf made ready to be asked: ids looked up, texts folded, moments parsed.

use super::{Op, Path, Value};
use crate::field::FieldValue;
use crate::setting::StatusCategory;
use crate::{PriorityId, StatusId};
use jiff::Timestamp;
use jiff::civil::Date;
use std::cmp::Ordering;
use uuid::Uuid;

/// One question about a value.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Predicate {
    asks: Asks,
    /// Turns the answer round, also that about a missing value.
    negated: bool,
}

#[derive(Clone, Debug, PartialEq)]
enum Asks {
    Present,
    Yes(bool),
    Ids(Vec<Uuid>),
    Categories(Vec<StatusCategory>),
    /// Is, or has, one of these texts, which are folded.
    Words(Vec<String>),
    /// Has this folded text in it; as a list, among it.
    Part(String),
    /// Begins with this folded text.
    Start(String),
    /// Is exactly this list.
    Trail(Vec<String>),
    /// Is a list that begins so.
    Under(Vec<String>),
    Compared(Op, Bound),
}

/// What an ordered value is compared with.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Bound {
    Number(f64),
    Moment(Timestamp),
    Date(Date),
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
        let asks = Asks::of(path, op, value)?;
        Some(Self { asks, negated })
    }

    pub fn holds(&self, value: &Value<'_>) -> bool {
        self.negated != (!value.is_missing() && self.asks.fits(value))
    }
}

impl Asks {
    fn of(path: &Path, op: Op, value: &FieldValue) -> Option<Self> {
        let ids = |id: fn(&str) -> Option<Uuid>| {
            let ids: Option<Vec<_>> = listed(op, value)?.into_iter().map(id).collect();
            ids.map(Self::Ids)
        };
        match path {
            Path::Status => ids(|text| Some(by_key(text, |key| StatusId::from_key(key).0))),
            Path::Priority => ids(|text| Some(by_key(text, |key| PriorityId::from_key(key).0))),
            Path::Department | Path::Requester | Path::Organisation | Path::Assignees => {
                ids(|text| Uuid::parse_str(text).ok())
            }
            Path::StatusCategory => {
                let words = listed(op, value)?.into_iter().map(category);
                words.collect::<Option<_>>().map(Self::Categories)
            }
            Path::DueAt => match value {
                FieldValue::Text(at) if op.orders() => {
                    Some(Self::Compared(op, Bound::Moment(at.parse().ok()?)))
                }
                _ => None,
            },
            Path::Channel | Path::Tags | Path::Subject | Path::Description => {
                Self::of_text(op, value)
            }
            Path::Field { .. } => Self::of_field(op, value),
        }
    }

    fn of_field(op: Op, value: &FieldValue) -> Option<Self> {
        match (op, value) {
            (Op::Eq | Op::Ne, FieldValue::Bool(yes)) => Some(Self::Yes(*yes)),
            (Op::Eq | Op::Ne, FieldValue::List(trail)) => Some(Self::Trail(trail.clone())),
            (Op::StartsWith, FieldValue::List(trail)) => Some(Self::Under(trail.clone())),
            _ if op.orders() => {
                let bound = match Value::from(value) {
                    Value::Number(number) => Some(Bound::Number(number)),
                    Value::Text(text) if !matches!(op, Op::Eq | Op::Ne) => Bound::parse(text),
                    _ => None,
                };
                let compared = bound.map(|bound| Self::Compared(op, bound));
                compared.or_else(|| Self::of_text(op, value))
            }
            _ => Self::of_text(op, value),
        }
    }

    fn of_text(op: Op, value: &FieldValue) -> Option<Self> {
        match (op, value) {
            (Op::Contains, FieldValue::Text(part)) => Some(Self::Part(folded(part))),
            (Op::StartsWith, FieldValue::Text(start)) => Some(Self::Start(folded(start))),
            _ => {
                let words = listed(op, value)?.into_iter().map(folded);
                Some(Self::Words(words.collect()))
            }
        }
    }

    /// Whether a value that is there is as asked.
    fn fits(&self, value: &Value<'_>) -> bool {
        match (self, value) {
            (Self::Present, _) => true,
            (Self::Yes(wanted), Value::Yes(is)) => wanted == is,
            (Self::Ids(ids), Value::Id(id)) => ids.contains(id),
            (Self::Ids(ids), Value::Members(members)) => {
                members.iter().any(|member| ids.contains(&member.0))
            }
            (Self::Categories(wanted), Value::Category(is)) => wanted.contains(is),
            (Self::Words(words), Value::Text(text)) => words.iter().any(|word| is(text, word)),
            (Self::Words(words), Value::Texts(texts)) => {
                let has = |word: &String| texts.iter().any(|text| is(text, word));
                words.iter().any(has)
            }
            (Self::Part(part), Value::Text(text)) => folded(text).contains(part.as_str()),
            (Self::Part(part), Value::Texts(texts)) => texts.iter().any(|text| is(text, part)),
            (Self::Start(start), Value::Text(text)) => begins(text, start),
            (Self::Trail(trail), Value::Texts(texts)) => trail == texts,
            (Self::Under(trail), Value::Texts(texts)) => texts.starts_with(trail),
            (Self::Compared(op, bound), value) => {
                bound.order(value).is_some_and(|order| op.allows(order))
            }
            _ => false,
        }
    }
}

impl Bound {
    fn parse(text: &str) -> Option<Self> {
        let date = || text.parse().ok().map(Self::Date);
        text.parse().ok().map(Self::Moment).or_else(date)
    }

    /// How the value lies to this bound; none when they cannot be compared.
    fn order(&self, value: &Value<'_>) -> Option<Ordering> {
        match (self, value) {
            (Self::Number(bound), Value::Number(number)) => number.partial_cmp(bound),
            (Self::Moment(bound), Value::Moment(at)) => Some(at.cmp(bound)),
            (Self::Moment(bound), Value::Text(text)) => {
                let at: Timestamp = text.parse().ok()?;
                Some(at.cmp(bound))
            }
            (Self::Date(bound), Value::Text(text)) => {
                let date: Date = text.parse().ok()?;
                Some(date.cmp(bound))
            }
            _ => None,
        }
    }
}

impl Op {
    /// Whether it compares with one number, moment or day.
    fn orders(self) -> bool {
        matches!(
            self,
            Self::Eq | Self::Ne | Self::Lt | Self::Le | Self::Gt | Self::Ge
        )
    }

    /// `ne` asks whether they are equal, too: its answer is turned round afterwards.
    fn allows(self, order: Ordering) -> bool {
        match self {
            Self::Eq | Self::Ne => order.is_eq(),
            Self::Lt => order.is_lt(),
            Self::Le => order.is_le(),
            Self::Gt => order.is_gt(),
            Self::Ge => order.is_ge(),
            Self::In | Self::NotIn | Self::Contains | Self::StartsWith | Self::Exists => false,
        }
    }
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

fn by_key(text: &str, derive: impl Fn(&str) -> Uuid) -> Uuid {
    Uuid::parse_str(text).unwrap_or_else(|_| derive(text))
}

fn category(word: &str) -> Option<StatusCategory> {
    serde_json::from_value(word.into()).ok()
}

/// Texts are compared in lower case, letter by letter: no letter depends on its neighbours.
fn folded(text: &str) -> String {
    text.chars().flat_map(char::to_lowercase).collect()
}

fn is(text: &str, folded: &str) -> bool {
    text.chars().flat_map(char::to_lowercase).eq(folded.chars())
}

fn begins(text: &str, folded: &str) -> bool {
    let mut letters = text.chars().flat_map(char::to_lowercase);
    folded.chars().all(|letter| letters.next() == Some(letter))
}
