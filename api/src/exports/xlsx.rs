//! Workbooks whose rows lie in a file until they are sent, so that memory does not grow with them.

use super::cell::Cell;
use super::column::Column;
use super::locale::Locale;
use jiff::civil::{Date, DateTime, Time, date};
use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};
use std::borrow::Cow;
use std::io::Write;
use std::path::Path;

/// Rows of one sheet, the head among them.
const ROWS: u32 = 1_048_576;
/// Most UTF-16 units of one cell.
const UNITS: usize = 32_767;
/// Numbers from here on would lose digits: programs keep fifteen.
const EXACT: i64 = 1_000_000_000_000_000;

/// A workbook that is written row by row.
pub(super) struct Book {
    workbook: Workbook,
    columns: Vec<Column>,
    locale: Locale,
    formats: Formats,
    /// Rows of the last sheet.
    rows: u32,
    most: u32,
}

struct Formats {
    head: Format,
    number: Format,
    moment: Format,
    date: Format,
    lasted: Format,
    /// A text that stays one when somebody edits it.
    text: Format,
}

impl Book {
    /// Rows wait in a file in `folder` that has no name, so that nothing stays behind.
    pub fn new(folder: &Path, columns: Vec<Column>, locale: Locale) -> Result<Self, XlsxError> {
        let mut workbook = Workbook::new();
        workbook.set_tempdir(folder)?;
        let mut book = Self {
            workbook,
            columns,
            locale,
            formats: Formats::new(),
            rows: 0,
            most: ROWS,
        };
        book.begin_sheet()?;
        Ok(book)
    }

    /// Adds rows; when a sheet is full, another one goes on.
    pub fn add(&mut self, rows: &[Vec<Cell>]) -> Result<(), XlsxError> {
        for row in rows {
            if self.rows == self.most {
                self.end_sheet()?;
                self.begin_sheet()?;
            }
            let last = self.workbook.worksheets().len() - 1;
            let sheet = self.workbook.worksheet_from_index(last)?;
            for (column, cell) in (0..).zip(row) {
                write(
                    sheet,
                    (self.rows, column),
                    cell,
                    (&self.formats, &self.locale),
                )?;
            }
            self.rows += 1;
        }
        Ok(())
    }

    /// Writes the whole.
    pub fn finish(mut self, out: impl Write + Send) -> Result<(), XlsxError> {
        self.end_sheet()?;
        self.workbook.use_zip_large_file(true);
        self.workbook.save_to_writer(out)
    }

    fn begin_sheet(&mut self) -> Result<(), XlsxError> {
        let usual = self.locale.pick(["Tickets", "التذاكر", "פניות"]);
        let name = match self.workbook.worksheets().len() {
            0 => usual.to_owned(),
            others => format!("{usual} {}", others + 1),
        };
        let sheet = self.workbook.add_worksheet_with_constant_memory()?;
        sheet.set_name(name)?;
        sheet.set_right_to_left(self.locale.is_right_to_left());
        sheet.set_freeze_panes(1, 0)?;
        for (at, column) in (0..).zip(&self.columns) {
            sheet.set_column_width(at, column.width())?;
            let heading = fitting(column.heading(&self.locale));
            sheet.write_string_with_format(0, at, heading, &self.formats.head)?;
        }
        self.rows = 1;
        Ok(())
    }

    fn end_sheet(&mut self) -> Result<(), XlsxError> {
        let last = self.workbook.worksheets().len() - 1;
        let sheet = self.workbook.worksheet_from_index(last)?;
        let column = u16::try_from(self.columns.len().saturating_sub(1)).unwrap_or(u16::MAX);
        sheet.autofilter(0, 0, self.rows - 1, column)?;
        Ok(())
    }
}

impl Formats {
    fn new() -> Self {
        Self {
            head: Format::new().set_bold().set_quote_prefix(),
            number: Format::new(),
            moment: Format::new().set_num_format("yyyy-mm-dd hh:mm:ss"),
            date: Format::new().set_num_format("yyyy-mm-dd"),
            lasted: Format::new().set_num_format("[h]:mm"),
            text: Format::new().set_quote_prefix(),
        }
    }
}

/// Every text is written as one, whatever it looks like: no cell is ever a formula or a link.
fn write(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &Cell,
    (formats, locale): (&Formats, &Locale),
) -> Result<(), XlsxError> {
    let mut text = |text: Cow<'_, str>| {
        sheet
            .write_string_with_format(row, column, text, &formats.text)
            .map(drop)
    };
    let (number, format) = match cell {
        Cell::Nothing => return Ok(()),
        Cell::Text(written) => return text(fitting(written)),
        Cell::Whole(number) if number.abs() >= EXACT => return text(number.to_string().into()),
        Cell::Truth(yes) => return sheet.write_boolean(row, column, *yes).map(drop),
        Cell::Whole(number) => (*number as f64, &formats.number),
        Cell::Number(number) => (*number, &formats.number),
        Cell::Lasted(minutes) => (*minutes as f64 / 1440.0, &formats.lasted),
        Cell::Date(day) => match serial(day.to_datetime(Time::midnight())) {
            Some(serial) => (serial, &formats.date),
            None => return text(day.to_string().into()),
        },
        Cell::Moment(at) => match serial(locale.there(*at).datetime()) {
            Some(serial) => (serial, &formats.moment),
            None => return text(at.to_string().into()),
        },
    };
    sheet
        .write_number_with_format(row, column, number, format)
        .map(drop)
}

/// Days since the end of 1899, as spreadsheets count them; `None` for days that they count wrongly
/// or not at all.
fn serial(at: DateTime) -> Option<f64> {
    const ZERO: Date = date(1899, 12, 30);
    const RIGHT: std::ops::RangeInclusive<Date> = date(1900, 3, 1)..=date(9999, 12, 31);
    if !RIGHT.contains(&at.date()) {
        return None;
    }
    let days = ZERO.until(at.date()).ok()?; // in days alone
    let time = at.time();
    let seconds =
        i32::from(time.hour()) * 3600 + i32::from(time.minute()) * 60 + i32::from(time.second());
    Some(f64::from(days.get_days()) + f64::from(seconds) / 86_400.0)
}

/// The text, or as much of it as a cell can hold with three dots behind it.
fn fitting(text: &str) -> Cow<'_, str> {
    if text.len() <= UNITS || text.encode_utf16().count() <= UNITS {
        return Cow::Borrowed(text);
    }
    let mut units = 0;
    let end = text.char_indices().find(|(_, c)| {
        units += c.len_utf16();
        units > UNITS - 1
    });
    let end = end.map_or(text.len(), |(at, _)| at);
    Cow::Owned(format!("{}…", &text[..end]))
}

#[cfg(test)]
mod tests;
