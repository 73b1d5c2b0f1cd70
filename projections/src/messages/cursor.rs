//! Where the next page begins, spelled for people who only hand it back.

use super::{MessageOrder, MessageRow};
use crate::select::moment;
use crate::{ReadError, hex};
use jiff::Timestamp;

/// Raised when cursors change their shape or an order its meaning.
const FORM: u8 = 1;

/// The last message of a page, as far as its order goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cursor {
    pub at: Timestamp,
    pub position: i64,
}

impl Cursor {
    pub(super) fn after(row: &MessageRow) -> Self {
        Self {
            at: row.created_at,
            position: row.position,
        }
    }

    pub(super) fn spell(self, order: MessageOrder) -> String {
        let mut bytes = vec![FORM, letter(order)];
        bytes.extend(self.at.as_microsecond().to_be_bytes());
        bytes.extend(self.position.to_be_bytes());
        hex::spell(&bytes)
    }

    /// Reads a cursor of the same order.
    pub(super) fn read(text: &str, order: MessageOrder) -> Result<Self, ReadError> {
        read(text, order).ok_or(ReadError::BadCursor)
    }
}

fn read(text: &str, order: MessageOrder) -> Option<Cursor> {
    let bytes = hex::read(text)?;
    let rest = bytes.strip_prefix(&[FORM, letter(order)])?;
    let (at, position) = rest.split_at_checked(8)?;
    let at = i64::from_be_bytes(at.try_into().ok()?);
    Some(Cursor {
        at: moment(at)?,
        position: i64::from_be_bytes(position.try_into().ok()?),
    })
}

fn letter(order: MessageOrder) -> u8 {
    match order {
        MessageOrder::NewestFirst => b'm',
        MessageOrder::OldestFirst => b'M',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_is_read_back_in_its_own_order_alone_and_whole() {
        let (at, position) = (Timestamp::constant(-1, -5_000), 77);
        let cursor = Cursor { at, position };
        let text = cursor.spell(MessageOrder::NewestFirst);
        let read = Cursor::read(&text, MessageOrder::NewestFirst);
        assert_eq!(read.unwrap(), cursor);
        assert!(Cursor::read(&text, MessageOrder::OldestFirst).is_err());
        let at = Timestamp::MIN;
        let early = Cursor { at, position }.spell(MessageOrder::NewestFirst);
        for broken in ["", "é", "01", &text[2..], &format!("{text}00"), &early] {
            let refused = Cursor::read(broken, MessageOrder::NewestFirst);
            assert!(refused.is_err(), "{broken}");
        }
    }
}
