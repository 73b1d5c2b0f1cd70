//! CSV as RFC 4180 has it, and so that no spreadsheet program runs what stands in it.

use super::cell::Cell;
use super::harmless::harmless;
use super::locale::Locale;
use bytes::Bytes;
use csv::{Terminator, Writer, WriterBuilder};
use std::borrow::Cow;
use std::io;

/// By which some programs learn that a file is UTF-8.
const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// The head: the mark where it is asked for, and the headings.
pub(super) fn head<'a>(headings: impl Iterator<Item = &'a str>, mark: bool) -> io::Result<Bytes> {
    let mut writer = writer(if mark { BYTE_ORDER_MARK } else { b"" });
    let headings: Vec<_> = headings.map(harmless).collect();
    writer.write_record(headings.iter().map(|heading| heading.as_bytes()))?;
    done(writer)
}

/// One line per ticket.
pub(super) fn lines(rows: &[Vec<Cell>], locale: &Locale) -> io::Result<Bytes> {
    let mut writer = writer(b"");
    for row in rows {
        let fields = row.iter().map(|cell| spelled(cell, locale));
        let fields: Vec<_> = fields.collect();
        writer.write_record(fields.iter().map(|field| field.as_bytes()))?;
    }
    done(writer)
}

/// Only texts need be made harmless: of numbers, moments and the like nobody chooses the letters.
fn spelled<'a>(cell: &'a Cell, locale: &Locale) -> Cow<'a, str> {
    match cell {
        Cell::Nothing => Cow::Borrowed(""),
        Cell::Text(text) => harmless(text),
        Cell::Whole(number) => number.to_string().into(),
        Cell::Number(number) => number.to_string().into(),
        Cell::Truth(yes) => yes.to_string().into(),
        Cell::Moment(at) => {
            let there = locale.there(*at);
            there.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string().into()
        }
        Cell::Date(date) => date.to_string().into(),
        Cell::Lasted(minutes) => format!("{}:{:02}", minutes / 60, minutes % 60).into(),
    }
}

fn writer(begun: &[u8]) -> Writer<Vec<u8>> {
    let mut builder = WriterBuilder::new();
    builder.terminator(Terminator::CRLF);
    builder.from_writer(begun.to_vec())
}

fn done(writer: Writer<Vec<u8>>) -> io::Result<Bytes> {
    let bytes = writer
        .into_inner()
        .map_err(csv::IntoInnerError::into_error)?;
    Ok(bytes.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(rows: &[Vec<Cell>]) -> String {
        let locale = Locale::new("en".to_owned(), "Asia/Jerusalem").unwrap();
        String::from_utf8(lines(rows, &locale).unwrap().to_vec()).unwrap()
    }

    fn of(text: &str) -> Cell {
        Cell::Text(text.to_owned())
    }

    #[test]
    fn cells_are_quoted_where_they_must_be_and_lines_end_as_the_rfc_says() {
        let row = vec![of("a,b"), of("say \"hi\""), of("two\nlines"), Cell::Nothing];
        assert_eq!(
            text(&[row]),
            "\"a,b\",\"say \"\"hi\"\"\",\"two\nlines\",\r\n"
        );
    }

    #[test]
    fn numbers_below_zero_are_numbers_and_texts_like_them_are_texts() {
        let row = vec![Cell::Whole(-5), Cell::Number(-0.5), of("-5")];
        assert_eq!(text(&[row]), "-5,-0.5,'-5\r\n");
    }

    #[test]
    fn moments_have_the_offset_of_their_time_zone() {
        let at = "2026-07-01T10:00:00Z".parse().unwrap();
        let date = "2026-07-01".parse().unwrap();
        let row = vec![Cell::Moment(at), Cell::Date(date), Cell::Lasted(125)];
        assert_eq!(
            text(&[row]),
            "2026-07-01T13:00:00+03:00,2026-07-01,2:05\r\n"
        );
    }

    #[test]
    fn the_head_is_harmless_too_and_marked_where_asked() {
        let marked = head(["=1", "الموضوع"].into_iter(), true).unwrap();
        assert_eq!(&marked[..3], BYTE_ORDER_MARK);
        assert_eq!(&marked[3..], "'=1,الموضوع\r\n".as_bytes());
        assert!(
            !head(["a"].into_iter(), false)
                .unwrap()
                .starts_with(BYTE_ORDER_MARK)
        );
    }

    #[test]
    fn a_lone_empty_cell_is_not_a_lost_line() {
        assert_eq!(text(&[vec![Cell::Nothing]]), "\"\"\r\n");
    }
}
