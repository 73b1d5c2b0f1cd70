//! What a leaf asks of a value that is there: ids looked up, texts folded, moments parsed.

use super::time::{Relative, Settled, Span, Viewpoint, day};
use super::{Facts, Op, Path, Value};
use crate::setting::StatusCategory;
use crate::spelling::folded;
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use std::cmp::Ordering;
use uuid::Uuid;

/// One question about a value that is there.
#[derive(Clone, Debug, PartialEq)]
pub enum Asks {
    /// Is there at all.
    Present,
    Yes(bool),
    /// Is, or has, one of these.
    Ids(Vec<Uuid>),
    Categories(Vec<StatusCategory>),
    /// Is, or has, one of these, letter by letter.
    Exact(Vec<String>),
    /// Has this in it, letter by letter; of a list: one of its texts has.
    ExactPart(String),
    /// Begins so, letter by letter; of a list: one of its texts does.
    ExactStart(String),
    /// Is, or has, one of these texts, which are folded: see [`crate::spelling`].
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
    /// Is this day, or lies between its begin and the begin of the next one.
    Day(Date, Timestamp, Timestamp),
    /// Lies between these two, or is one of them.
    Between(Timestamp, Timestamp),
    /// Depends on a viewpoint that was not told yet: holds of nothing.
    Open(Open),
}

/// What an ordered value is compared with.
#[derive(Clone, Debug, PartialEq)]
pub enum Bound {
    Number(f64),
    Moment(Timestamp),
    Date(Date),
    /// A day, and when it begins where it was asked.
    Day(Date, Timestamp),
    /// So long after another moment of the same ticket.
    Of(Path, SignedDuration),
}

/// A question whose meaning depends on who asks, when and where.
#[derive(Clone, Debug, PartialEq)]
pub enum Open {
    /// Ids, one of which is whoever asks.
    Ids(Vec<String>),
    Compared(Op, Relative),
    On(String),
    InLast(Span),
    InNext(Span),
}

impl Asks {
    /// The same question as whoever stands there means it.
    pub(super) fn settled(&self, viewpoint: &Viewpoint) -> Self {
        let Self::Open(open) = self else {
            return self.clone();
        };
        let now = viewpoint.now();
        match open {
            Open::Ids(ids) => Self::Ids(ids.iter().filter_map(|id| viewpoint.id(id)).collect()),
            Open::InLast(span) => Self::Between(viewpoint.later(*span, false), now),
            Open::InNext(span) => Self::Between(now, viewpoint.later(*span, true)),
            Open::Compared(op, relative) => match relative.settled(viewpoint) {
                Some(settled) => Self::Compared(*op, Bound::from(settled)),
                None => self.clone(),
            },
            Open::On(text) => {
                let date = day(text, viewpoint);
                let begun = date.and_then(|date| Some((date, viewpoint.day(date)?)));
                begun.map_or_else(
                    || self.clone(),
                    |(date, (from, to))| Self::Day(date, from, to),
                )
            }
        }
    }

    /// Whether a value that is there is as asked; `facts` has the other values of the ticket.
    pub(super) fn fits(&self, value: &Value<'_>, facts: &dyn Facts) -> bool {
        match (self, value) {
            (Self::Present, _) => true,
            (Self::Yes(wanted), Value::Yes(is)) => wanted == is,
            (Self::Ids(ids), Value::Id(id)) => ids.contains(id),
            (Self::Ids(ids), Value::Ids(has)) => has.iter().any(|id| ids.contains(id)),
            (Self::Ids(ids), Value::Members(members)) => {
                members.iter().any(|member| ids.contains(&member.0))
            }
            (Self::Categories(wanted), Value::Category(is)) => wanted.contains(is),
            (Self::Compared(op, bound), value) => {
                let order = bound.order(value, facts);
                order.is_some_and(|order| op.allows(order))
            }
            (Self::Day(date, from, to), value) => match value {
                Value::Text(text) if text.parse().is_ok_and(|is: Date| is == *date) => true,
                value => value.moment().is_some_and(|at| *from <= at && at < *to),
            },
            (Self::Between(from, to), value) => {
                let at = value.moment();
                at.is_some_and(|at| *from <= at && at <= *to)
            }
            (Self::Trail(trail), Value::Texts(texts)) => trail == texts,
            (Self::Under(trail), Value::Texts(texts)) => texts.starts_with(trail),
            (_, Value::Text(text)) => self.fits_text(text),
            // an entry of a list is looked for whole, but parts of an address may be told
            (Self::Part(part), Value::Texts(texts)) => texts.iter().any(|text| is(text, part)),
            (Self::Start(_), Value::Texts(_)) => false,
            (_, Value::Texts(texts)) => texts.iter().any(|text| self.fits_text(text)),
            _ => false,
        }
    }

    fn fits_text(&self, text: &str) -> bool {
        match self {
            Self::Exact(texts) => texts.iter().any(|one| one == text),
            Self::ExactPart(part) => text.contains(part.as_str()),
            Self::ExactStart(start) => text.starts_with(start.as_str()),
            Self::Words(words) => words.iter().any(|word| is(text, word)),
            Self::Part(part) => folded(text).collect::<String>().contains(part.as_str()),
            Self::Start(start) => begins(text, start),
            _ => false,
        }
    }
}

impl Bound {
    pub(super) fn parse(text: &str) -> Option<Self> {
        let date = || text.parse().ok().map(Self::Date);
        text.parse().ok().map(Self::Moment).or_else(date)
    }

    /// How the value lies to this bound; none when they cannot be compared.
    fn order(&self, value: &Value<'_>, facts: &dyn Facts) -> Option<Ordering> {
        match (self, value) {
            (Self::Number(bound), Value::Number(number)) => number.partial_cmp(bound),
            (Self::Date(bound) | Self::Day(bound, _), Value::Text(text))
                if text.parse::<Date>().is_ok() && value.moment().is_none() =>
            {
                let date: Date = text.parse().ok()?;
                Some(date.cmp(bound))
            }
            (Self::Moment(bound) | Self::Day(_, bound), value) => Some(value.moment()?.cmp(bound)),
            (Self::Of(path, later), value) => {
                let other = facts.value(path).moment()?;
                Some(value.moment()?.cmp(&other.checked_add(*later).ok()?))
            }
            _ => None,
        }
    }
}

impl From<Settled> for Bound {
    fn from(settled: Settled) -> Self {
        match settled {
            Settled::Moment(at) => Self::Moment(at),
            Settled::Day(date, begin) => Self::Day(date, begin),
            Settled::Of(path, later) => Self::Of(path, later),
        }
    }
}

impl Value<'_> {
    /// The moment that it is, or that a custom field spells.
    fn moment(&self) -> Option<Timestamp> {
        match self {
            Self::Moment(at) => Some(*at),
            Self::Text(text) => text.parse().ok(),
            _ => None,
        }
    }
}

impl Op {
    /// `ne` asks whether they are equal, too: its answer is turned round afterwards.
    fn allows(self, order: Ordering) -> bool {
        match self {
            Self::Eq | Self::Ne => order.is_eq(),
            Self::Lt => order.is_lt(),
            Self::Le => order.is_le(),
            Self::Gt => order.is_gt(),
            Self::Ge => order.is_ge(),
            _ => false,
        }
    }
}

fn is(text: &str, word: &str) -> bool {
    folded(text).eq(word.chars())
}

fn begins(text: &str, start: &str) -> bool {
    let mut letters = folded(text);
    start.chars().all(|letter| letters.next() == Some(letter))
}
