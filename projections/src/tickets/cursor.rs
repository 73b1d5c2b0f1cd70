//! Where another page begins, spelled for people who only hand it back.

use super::{TicketColumn, TicketSort};
use crate::select::moment;
use crate::{ReadError, hex};
use jiff::Timestamp;
use tokio_postgres::Row;
use uuid::Uuid;

/// Raised when cursors change their shape or an order its meaning.
const FORM: u8 = 2;
/// Form, order, field, direction, id, whether there is a value.
const BYTES: usize = 1 + 2 + 16 + 1 + 16 + 1;

/// A ticket at the edge of a page, as far as its order goes.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Cursor {
    pub key: Key,
    pub id: Uuid,
    /// The page before it is wanted, not the one after it.
    pub backwards: bool,
}

/// What an order compares; none where the ticket has no such value.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Key {
    Moment(Option<Timestamp>),
    Number(Option<i64>),
    /// A setting's place, and what puts tickets with the same setting in order.
    Rank(Option<i64>, Timestamp),
    Text(Option<String>),
    /// A custom field's value: the number, a space, the letters.
    Value(Option<String>),
}

impl Cursor {
    /// At a row of the list, whose last column is what the order compares.
    pub(super) fn at(row: &Row, sort: TicketSort, backwards: bool) -> Self {
        let last = row.len() - 1;
        let key = match sort.column().kind() {
            Kind::Moment => Key::Moment(row.get(last)),
            Kind::Number => Key::Number(row.get(last)),
            Kind::Rank => Key::Rank(row.get(last), row.get("created_at")),
            Kind::Text => Key::Text(row.get(last)),
            Kind::Value => Key::Value(row.get(last)),
        };
        Self {
            key,
            id: row.get(0),
            backwards,
        }
    }

    pub(super) fn spell(&self, sort: TicketSort) -> String {
        let mut bytes = head(sort);
        bytes.push(u8::from(self.backwards));
        bytes.extend(self.id.into_bytes());
        let value = match &self.key {
            Key::Moment(at) => at.map(|at| at.as_microsecond().to_be_bytes().to_vec()),
            Key::Number(number) => number.map(|number| number.to_be_bytes().to_vec()),
            Key::Rank(place, at) => {
                let place = place.iter().flat_map(|place| place.to_be_bytes());
                let at = at.as_microsecond().to_be_bytes();
                Some(at.into_iter().chain(place).collect())
            }
            Key::Text(text) | Key::Value(text) => text.as_ref().map(|text| text.clone().into()),
        };
        bytes.push(u8::from(value.is_some()));
        bytes.extend(value.unwrap_or_default());
        hex::spell(&bytes)
    }

    /// Reads a cursor of the same order.
    pub(super) fn read(text: &str, sort: TicketSort) -> Result<Self, ReadError> {
        let bytes = hex::read(text).filter(|bytes| bytes.len() >= BYTES);
        let bytes = bytes.ok_or(ReadError::BadCursor)?;
        let (fixed, value) = bytes.split_at(BYTES);
        let known = fixed[..19] == head(sort)[..] && fixed[19] <= 1 && fixed[36] <= 1;
        let value = match (fixed[36], value) {
            (1, value) => Some(Some(value)),
            (_, []) => Some(None),
            _ => None,
        };
        let key = value.and_then(|value| sort.column().kind().key(value));
        match (key, Uuid::from_slice(&fixed[20..36])) {
            (Some(key), Ok(id)) if known => Ok(Self {
                key,
                id,
                backwards: fixed[19] == 1,
            }),
            _ => Err(ReadError::BadCursor),
        }
    }
}

/// What kind of value an order compares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Moment,
    Number,
    Rank,
    Text,
    Value,
}

impl Kind {
    fn key(self, bytes: Option<&[u8]>) -> Option<Key> {
        let number = |bytes: &[u8]| bytes.try_into().ok().map(i64::from_be_bytes);
        let text = |bytes: &[u8]| {
            let text = String::from_utf8(bytes.to_vec()).ok();
            text.filter(|text| !text.contains('\0'))
        };
        // a value that is there must be read
        Some(match (self, bytes) {
            (Self::Moment, None) => Key::Moment(None),
            (Self::Number, None) => Key::Number(None),
            (Self::Rank, None) => return None,
            (Self::Text, None) => Key::Text(None),
            (Self::Value, None) => Key::Value(None),
            (Self::Moment, Some(bytes)) => Key::Moment(Some(number(bytes).and_then(moment)?)),
            (Self::Number, Some(bytes)) => Key::Number(Some(number(bytes)?)),
            (Self::Rank, Some(bytes)) => {
                let (at, place) = bytes.split_at_checked(8)?;
                let place = match place {
                    [] => None,
                    place => Some(number(place)?),
                };
                Key::Rank(place, number(at).and_then(moment)?)
            }
            (Self::Text, Some(bytes)) => Key::Text(Some(text(bytes)?)),
            (Self::Value, Some(bytes)) => {
                Key::Value(Some(text(bytes).filter(|t| value(t).is_some())?))
            }
        })
    }
}

/// The number and the letters of a field's value.
pub(super) fn value(text: &str) -> Option<(f64, &str)> {
    let (number, word) = text.split_once(' ')?;
    let number: f64 = number.parse().ok()?;
    number.is_finite().then_some((number, word))
}

/// What tells an order from others.
fn head(sort: TicketSort) -> Vec<u8> {
    let (column, field) = match sort.column() {
        TicketColumn::Field(field) => (b'F', field.0),
        column => (column.letter(), Uuid::nil()),
    };
    let way = if sort.descends() { b'd' } else { b'a' };
    let mut bytes = vec![FORM, column, way];
    bytes.extend(field.into_bytes());
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::FieldId;

    fn by(column: TicketColumn) -> TicketSort {
        TicketSort::By {
            column,
            descending: true,
        }
    }

    fn cursor(key: Key) -> Cursor {
        Cursor {
            key,
            id: Uuid::from_u128(7),
            backwards: true,
        }
    }

    #[test]
    fn a_cursor_is_read_back_in_its_own_order_alone() {
        let field = |key| by(TicketColumn::Field(FieldId::from_key(key)));
        let at = Timestamp::from_microsecond(-1_234_567).ok();
        let words = || Key::Value(Some("0 שלום עולם".to_owned()));
        for (sort, other, key) in [
            (
                TicketSort::UpdatedDesc,
                TicketSort::CreatedDesc,
                Key::Moment(at),
            ),
            (
                TicketSort::DueAsc,
                by(TicketColumn::DueAt),
                Key::Moment(None),
            ),
            (
                by(TicketColumn::Number),
                by(TicketColumn::Minutes),
                Key::Number(Some(-3)),
            ),
            (
                by(TicketColumn::Subject),
                by(TicketColumn::Number),
                Key::Text(Some("ب".into())),
            ),
            (
                by(TicketColumn::Priority),
                by(TicketColumn::Status),
                Key::Rank(Some(2), Timestamp::constant(7, 5_000)),
            ),
            (
                by(TicketColumn::Priority),
                by(TicketColumn::Status),
                Key::Rank(None, Timestamp::constant(-7, 0)),
            ),
            (field("floor"), field("door"), words()),
            (field("floor"), field("door"), Key::Value(None)),
        ] {
            let text = cursor(key.clone()).spell(sort);
            assert_eq!(Cursor::read(&text, sort).unwrap(), cursor(key));
            assert!(Cursor::read(&text, other).is_err(), "{sort:?} {other:?}");
        }
    }

    #[test]
    fn both_spellings_of_an_order_have_the_same_cursors() {
        let text = cursor(Key::Moment(None)).spell(TicketSort::CreatedDesc);
        assert!(Cursor::read(&text, by(TicketColumn::CreatedAt)).is_ok());
    }

    #[test]
    fn a_broken_cursor_is_refused() {
        let text = cursor(Key::Moment(None)).spell(TicketSort::DueAsc);
        for broken in [
            "",
            "1",
            &text[2..],
            &format!("{text}00"),
            &text.replace('0', "é"),
        ] {
            assert!(
                Cursor::read(broken, TicketSort::DueAsc).is_err(),
                "{broken}"
            );
        }
        let early = cursor(Key::Moment(Some(Timestamp::MIN))).spell(TicketSort::DueAsc);
        assert!(Cursor::read(&early, TicketSort::DueAsc).is_err());
        let sort = by(TicketColumn::Field(FieldId::from_key("floor")));
        for value in ["", "{}", "3", "x y", "1e999 ", "NaN ", "0 \0"] {
            let text = cursor(Key::Value(Some(value.to_owned()))).spell(sort);
            assert!(Cursor::read(&text, sort).is_err(), "{value}");
        }
    }
}
