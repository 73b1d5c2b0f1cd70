//! Where the next page begins, spelled for people who only hand it back.

use super::{TicketRow, TicketSort};
use crate::select::moment;
use crate::{ReadError, hex};
use jiff::Timestamp;
use uuid::Uuid;

/// Raised when cursors change their shape or an order its meaning.
const FORM: u8 = 1;
/// Form, order, whether there is a moment, the moment in microseconds, the id.
const BYTES: usize = 3 + 8 + 16;

/// The last ticket of a page, as far as its order goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cursor {
    /// `None` for a ticket without a due date, in the order by due dates.
    pub at: Option<Timestamp>,
    pub id: Uuid,
}

impl Cursor {
    pub(super) fn after(row: &TicketRow, sort: TicketSort) -> Self {
        let at = match sort {
            TicketSort::CreatedDesc | TicketSort::CreatedAsc => Some(row.created_at),
            TicketSort::UpdatedDesc => Some(row.updated_at),
            TicketSort::DueAsc => row.due_at,
        };
        Self { at, id: row.id.0 }
    }

    pub(super) fn spell(self, sort: TicketSort) -> String {
        let mut bytes = vec![FORM, letter(sort), u8::from(self.at.is_some())];
        let micros = self.at.map_or(0, Timestamp::as_microsecond);
        bytes.extend(micros.to_be_bytes());
        bytes.extend(self.id.into_bytes());
        hex::spell(&bytes)
    }

    /// Reads a cursor of the same order.
    pub(super) fn read(text: &str, sort: TicketSort) -> Result<Self, ReadError> {
        let bytes = hex::read(text).filter(|bytes| bytes.len() == BYTES);
        let bytes = bytes.ok_or(ReadError::BadCursor)?;
        let (head, rest) = bytes.split_at(3);
        let (micros, id) = rest.split_at(8);
        let known = head[..2] == [FORM, letter(sort)];
        let micros = micros.try_into().map(i64::from_be_bytes).ok();
        let at = match head[2] {
            1 => micros.and_then(moment),
            _ => None,
        };
        let whole = at.is_some() || (head[2] == 0 && sort == TicketSort::DueAsc);
        match Uuid::from_slice(id) {
            Ok(id) if known && whole => Ok(Self { at, id }),
            _ => Err(ReadError::BadCursor),
        }
    }
}

fn letter(sort: TicketSort) -> u8 {
    match sort {
        TicketSort::CreatedDesc => b'c',
        TicketSort::CreatedAsc => b'C',
        TicketSort::UpdatedDesc => b'u',
        TicketSort::DueAsc => b'D',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_is_read_back_in_its_own_order_alone() {
        let id = Uuid::now_v7();
        let at = Timestamp::from_microsecond(-1_234_567).ok();
        let cursor = Cursor { at, id };
        let text = cursor.spell(TicketSort::UpdatedDesc);
        assert_eq!(
            Cursor::read(&text, TicketSort::UpdatedDesc).unwrap(),
            cursor
        );
        assert!(Cursor::read(&text, TicketSort::CreatedDesc).is_err());
    }

    #[test]
    fn a_broken_cursor_is_refused() {
        let cursor = Cursor {
            at: None,
            id: Uuid::nil(),
        };
        let text = cursor.spell(TicketSort::DueAsc);
        assert_eq!(Cursor::read(&text, TicketSort::DueAsc).unwrap(), cursor);
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
        let at = Some(Timestamp::MIN);
        let early = Cursor { at, ..cursor }.spell(TicketSort::DueAsc);
        assert!(Cursor::read(&early, TicketSort::DueAsc).is_err());
        let nameless = cursor.spell(TicketSort::CreatedAsc);
        assert!(Cursor::read(&nameless, TicketSort::CreatedAsc).is_err());
    }
}
