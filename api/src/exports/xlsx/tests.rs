//! Workbooks as another program reads them.

use super::*;
use crate::exports::column::chosen;
use calamine::{Data, Range, Reader, Xlsx};
use domain::{Audience, Catalog};
use std::io::{Cursor, Read};

fn locale(language: &str) -> Locale {
    Locale::new(language.to_owned(), "Asia/Jerusalem").unwrap()
}

fn columns(keys: &str, locale: &Locale) -> Vec<Column> {
    let known = (&Catalog::default(), &Audience::Everything);
    chosen(Some(keys), known, locale).unwrap()
}

/// A finished workbook with these rows, on sheets of so many rows at most.
fn book(language: &str, rows: &[Vec<Cell>], most: u32) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let locale = locale(language);
    let columns = columns(
        "number,subject,created_at,due_at,time_spent,deleted",
        &locale,
    );
    let mut book = Book::new(folder.path(), columns, locale).unwrap();
    book.most = most;
    for rows in rows.chunks(3) {
        book.add(rows).unwrap();
        // rows wait in a file that has no name
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }
    let mut out = Vec::new();
    book.finish(&mut out).unwrap();
    out
}

fn sheets(book: &[u8]) -> Vec<(String, Range<Data>)> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(book)).unwrap();
    book.worksheets()
}

/// A part of the workbook as it is stored.
fn part(book: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(book)).unwrap();
    let mut text = String::new();
    let mut file = archive.by_name(name).unwrap();
    file.read_to_string(&mut text).unwrap();
    text
}

fn text(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}

fn subject(row: &str) -> Vec<Cell> {
    vec![Cell::Whole(1), text(row)]
}

/// Days of a cell that is a date, a time or a span of time.
fn dated(cell: &Data) -> f64 {
    match cell {
        Data::DateTime(at) => at.as_f64(),
        _ => panic!("{cell:?} is none"),
    }
}

#[test]
fn cells_keep_their_types() {
    let row = vec![
        Cell::Whole(17),
        text("الطابعة"),
        Cell::Moment("2026-07-01T10:30:00Z".parse().unwrap()),
        Cell::Date(date(2026, 7, 1)),
        Cell::Lasted(27 * 60 + 5),
        Cell::Truth(true),
    ];
    let book = book("en", &[row], ROWS);
    let sheets = sheets(&book);
    let [(name, cells)] = &sheets[..] else {
        panic!("{sheets:?}");
    };
    assert_eq!(name, "Tickets");
    let head: Vec<_> = cells
        .rows()
        .next()
        .unwrap()
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(
        head,
        [
            "Number",
            "Subject",
            "Created",
            "Due",
            "Time spent",
            "Deleted"
        ]
    );
    assert_eq!(cells[(1, 0)], Data::Float(17.0));
    assert_eq!(cells[(1, 1)], Data::String("الطابعة".to_owned()));
    // half past ten in London is half past one in Jerusalem in summer; 46,204 days after 1899
    assert_eq!(dated(&cells[(1, 2)]), 46_204.0 + 13.5 / 24.0);
    assert_eq!(dated(&cells[(1, 3)]), 46_204.0);
    let lasted = dated(&cells[(1, 4)]) * 24.0 * 60.0;
    assert!((lasted - (27.0 * 60.0 + 5.0)).abs() < 1e-6, "{lasted}");
    assert_eq!(cells[(1, 5)], Data::Bool(true));
}

#[test]
fn sheets_of_hebrew_and_arabic_run_from_right_to_left() {
    for (language, heading) in [("he", "נושא"), ("ar", "الموضوع"), ("en", "Subject")] {
        let book = book(language, &[subject("x")], ROWS);
        let (_, cells) = &sheets(&book)[0];
        assert_eq!(cells[(0, 1)], Data::String(heading.to_owned()));
        let xml = part(&book, "xl/worksheets/sheet1.xml");
        let right_to_left = xml.contains("rightToLeft=\"1\"");
        assert_eq!(right_to_left, language != "en", "{language}");
        assert!(xml.contains("state=\"frozen\"") && xml.contains("ySplit=\"1\""));
        assert!(xml.contains("<autoFilter ref=\"A1:F2\""), "{xml}");
        assert!(xml.contains("customWidth=\"1\""));
    }
}

#[test]
fn what_looks_like_a_formula_is_a_text() {
    let attacks = [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "=HYPERLINK(\"http://x\",\"y\")",
        "http://x.example",
    ];
    let rows: Vec<_> = attacks.iter().map(|attack| subject(attack)).collect();
    let book = book("en", &rows, ROWS);
    let (_, cells) = &sheets(&book)[0];
    for (row, attack) in (1..).zip(attacks) {
        assert_eq!(cells[(row, 1)], Data::String(attack.to_owned()));
    }
    let xml = part(&book, "xl/worksheets/sheet1.xml");
    assert!(!xml.contains("<f>") && !xml.contains("hyperlink "), "{xml}");
}

#[test]
fn strange_letters_come_back_as_they_went_in() {
    let texts = [
        "a < b & c > \"d\"",
        "two\nlines",
        "_x0041_ is no A",
        "\u{202b}مرحبا\u{202c} 🙂 e\u{301}",
        " spaces ",
        "tab\there",
    ];
    let rows: Vec<_> = texts.iter().map(|text| subject(text)).collect();
    let book = book("en", &rows, ROWS);
    let (_, cells) = &sheets(&book)[0];
    for (row, text) in (1..).zip(texts) {
        assert_eq!(cells[(row, 1)], Data::String(text.to_owned()), "{text:?}");
    }
}

#[test]
fn a_full_sheet_is_followed_by_another() {
    let rows: Vec<_> = (0..7).map(|n| subject(&format!("row {n}"))).collect();
    let book = book("he", &rows, 4);
    let sheets = sheets(&book);
    let names: Vec<_> = sheets.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["פניות", "פניות 2", "פניות 3"]);
    let found = sheets.iter().flat_map(|(_, cells)| cells.rows().skip(1));
    let found: Vec<_> = found.map(|row| row[1].to_string()).collect();
    assert_eq!(
        found,
        (0..7).map(|n| format!("row {n}")).collect::<Vec<_>>()
    );
    for (_, cells) in &sheets {
        assert_eq!(
            cells[(0, 0)],
            Data::String("מספר".to_owned()),
            "each has its head"
        );
    }
}

#[test]
fn what_a_cell_cannot_hold_is_cut_or_told_as_text() {
    let long = "🙂".repeat(20_000);
    let rows = [
        vec![Cell::Whole(i64::MAX), text(&long)],
        vec![Cell::Nothing, Cell::Date(date(1850, 1, 1))],
    ];
    let book = book("en", &rows, ROWS);
    let (_, cells) = &sheets(&book)[0];
    assert_eq!(cells[(1, 0)], Data::String(i64::MAX.to_string()));
    let cut = cells[(1, 1)].to_string();
    assert!(cut.encode_utf16().count() <= UNITS && cut.ends_with("🙂…"));
    assert_eq!(cells[(2, 1)], Data::String("1850-01-01".to_owned()));
}

#[test]
fn an_empty_export_has_its_head() {
    let book = book("en", &[], ROWS);
    let (_, cells) = &sheets(&book)[0];
    assert_eq!(cells.height(), 1);
}

#[test]
fn a_folder_that_is_not_there_is_told_before_anything_is_written() {
    let locale = locale("en");
    let columns = columns("number", &locale);
    assert!(Book::new(Path::new("/nowhere/at/all"), columns, locale).is_err());
}
