//! Where another page begins, spelled for people who only hand it back.

use crate::select::moment;
use crate::{ReadError, hex};
use jiff::Timestamp;
use uuid::Uuid;

/// Raised when cursors change their shape or an order its meaning.
const FORM: u8 = 2;

/// A ticket at the edge of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cursor {
    pub created_at: Timestamp,
    pub ticket: Uuid,
    /// The page before it is wanted, not the one after it.
    pub backwards: bool,
}

impl Cursor {
    pub(super) fn spell(self, oldest_first: bool) -> String {
        let mut bytes = vec![FORM, letter(oldest_first), u8::from(self.backwards)];
        bytes.extend(self.created_at.as_microsecond().to_be_bytes());
        bytes.extend(self.ticket.into_bytes());
        hex::spell(&bytes)
    }

    /// Reads a cursor of the same order.
    pub(super) fn read(text: &str, oldest_first: bool) -> Result<Self, ReadError> {
        read(text, oldest_first).ok_or(ReadError::BadCursor)
    }
}

fn read(text: &str, oldest_first: bool) -> Option<Cursor> {
    let bytes = hex::read(text)?;
    let rest = bytes.strip_prefix(&[FORM, letter(oldest_first)])?;
    let (backwards, rest) = rest.split_first().filter(|(way, _)| **way <= 1)?;
    let (at, ticket) = rest.split_at_checked(8)?;
    Some(Cursor {
        created_at: moment(i64::from_be_bytes(at.try_into().ok()?))?,
        ticket: Uuid::from_slice(ticket).ok()?,
        backwards: *backwards == 1,
    })
}

fn letter(oldest_first: bool) -> u8 {
    if oldest_first { b'P' } else { b'p' }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_is_read_back_in_its_own_order_alone_and_whole() {
        let (created_at, ticket) = (Timestamp::constant(-1, -5_000), Uuid::from_u128(7));
        let cursor = Cursor {
            created_at,
            ticket,
            backwards: true,
        };
        let text = cursor.spell(false);
        assert_eq!(Cursor::read(&text, false).unwrap(), cursor);
        assert!(Cursor::read(&text, true).is_err());
        for broken in ["", "é", "01", &text[2..], &format!("{text}00")] {
            assert!(Cursor::read(broken, false).is_err(), "{broken}");
        }
    }
}
