//! Where the next page begins, spelled for people who only hand it back.

use crate::select::moment;
use crate::{ReadError, hex};
use jiff::Timestamp;
use uuid::Uuid;

/// Raised when cursors change their shape or scores their meaning.
const FORM: u8 = 1;

/// The last ticket of a page, and the newest ticket that the search looks at: later ones would
/// push others out of the best ones.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Cursor {
    pub until: Timestamp,
    pub score: f64,
    pub id: Uuid,
}

impl Cursor {
    pub(super) fn spell(self) -> String {
        let mut bytes = vec![FORM, b's'];
        bytes.extend(self.until.as_microsecond().to_be_bytes());
        bytes.extend(self.score.to_be_bytes());
        bytes.extend(self.id.as_bytes());
        hex::spell(&bytes)
    }

    pub(super) fn read(text: &str) -> Result<Self, ReadError> {
        read(text).ok_or(ReadError::BadCursor)
    }
}

fn read(text: &str) -> Option<Cursor> {
    let bytes = hex::read(text)?;
    let rest = bytes.strip_prefix(&[FORM, b's'])?;
    let (until, rest) = rest.split_at_checked(8)?;
    let (score, id) = rest.split_at_checked(8)?;
    let score = f64::from_be_bytes(score.try_into().ok()?);
    let cursor = Cursor {
        until: moment(i64::from_be_bytes(until.try_into().ok()?))?,
        score,
        id: Uuid::from_slice(id).ok()?,
    };
    score.is_finite().then_some(cursor)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_is_read_back_and_a_broken_one_refused() {
        let cursor = Cursor {
            until: Timestamp::constant(5, 7_000),
            score: 61.25,
            id: Uuid::from_u128(9),
        };
        let text = cursor.spell();
        assert_eq!(Cursor::read(&text).unwrap(), cursor);
        let never = Cursor {
            score: f64::NAN,
            ..cursor
        };
        for broken in [
            "",
            "é",
            "01",
            &text[2..],
            &format!("{text}00"),
            &never.spell(),
        ] {
            assert!(Cursor::read(broken).is_err(), "{broken}");
        }
    }
}
