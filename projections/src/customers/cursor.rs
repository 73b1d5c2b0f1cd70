//! Where the next page begins, spelled for people who only hand it back.

use crate::select::moment;
use crate::{ReadError, hex};
use jiff::Timestamp;
use uuid::Uuid;

/// Raised when cursors change their shape or an order its meaning.
const FORM: u8 = 1;

/// What the last item of a page has in the column that puts it in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    Name(String),
    At(Timestamp),
}

/// The last item of a page, as far as its order goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Cursor {
    pub place: Place,
    pub id: Uuid,
}

impl Cursor {
    /// Spells it for the list `list`, so that no other takes it.
    pub(crate) fn spell(&self, list: u8) -> String {
        let mut bytes = vec![FORM, list];
        bytes.extend(self.id.into_bytes());
        match &self.place {
            Place::Name(name) => bytes.extend(name.bytes()),
            Place::At(at) => bytes.extend(at.as_microsecond().to_be_bytes()),
        }
        hex::spell(&bytes)
    }

    /// Reads a cursor of the list `list`, which is by name.
    pub(crate) fn read_name(text: &str, list: u8) -> Result<Self, ReadError> {
        let (id, rest) = read(text, list).ok_or(ReadError::BadCursor)?;
        let name = String::from_utf8(rest).map_err(|_| ReadError::BadCursor)?;
        // Postgres takes no NUL, and no name has one
        if name.contains('\0') {
            return Err(ReadError::BadCursor);
        }
        let place = Place::Name(name);
        Ok(Self { place, id })
    }

    /// Reads a cursor of the list `list`, which is by time.
    pub(crate) fn read_at(text: &str, list: u8) -> Result<Self, ReadError> {
        let (id, rest) = read(text, list).ok_or(ReadError::BadCursor)?;
        let micros = rest.try_into().map(i64::from_be_bytes).ok();
        let at = micros.and_then(moment);
        let place = Place::At(at.ok_or(ReadError::BadCursor)?);
        Ok(Self { place, id })
    }
}

fn read(text: &str, list: u8) -> Option<(Uuid, Vec<u8>)> {
    let bytes = hex::read(text)?;
    let (head, rest) = bytes.split_at_checked(2)?;
    let (id, rest) = rest.split_at_checked(16)?;
    let id = Uuid::from_slice(id).ok()?;
    (head == [FORM, list]).then(|| (id, rest.to_vec()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_is_read_back_by_its_own_list_alone() {
        let id = Uuid::now_v7();
        let place = Place::Name("דנה é".to_owned());
        let by_name = Cursor { place, id };
        let text = by_name.spell(b'n');
        assert_eq!(Cursor::read_name(&text, b'n').unwrap(), by_name);
        assert!(Cursor::read_name(&text, b'o').is_err());
        let place = Place::At(Timestamp::constant(-1, -5_000));
        let by_time = Cursor { place, id };
        let text = by_time.spell(b'c');
        assert_eq!(Cursor::read_at(&text, b'c').unwrap(), by_time);
        assert!(Cursor::read_name(&text, b'n').is_err());
    }

    #[test]
    fn a_broken_cursor_is_refused() {
        let place = Place::Name("a\0".to_owned());
        let id = Uuid::nil();
        let nul = Cursor { place, id }.spell(b'n');
        for broken in ["", "01", "é", "zz", &nul, &nul[2..], &nul[..35]] {
            assert!(Cursor::read_name(broken, b'n').is_err(), "{broken}");
            assert!(Cursor::read_at(broken, b'n').is_err(), "{broken}");
        }
    }
}
