//! The file in memory: every distinct text once, every cell as a reference to it.

use std::{collections::HashMap, fs::File, path::Path};

use csv::{ByteRecord, Reader, ReaderBuilder};

use super::{BadLines, ImportError, column::Header};

/// All readable rows of a file.
#[derive(Debug)]
pub(super) struct Table {
    pub header: Header,
    /// Number of each row's line in the file, from 1 for the header.
    numbers: Vec<u64>,
    /// Row by row, as places in `texts`.
    cells: Vec<u32>,
    texts: Vec<Box<str>>,
    bad: BadLines,
}

/// One row of a table.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row<'t> {
    table: &'t Table,
    index: usize,
}

impl<'t> Row<'t> {
    /// The text in a column of the header.
    pub fn cell(self, column: usize) -> &'t str {
        let place = self.index * self.table.header.0.len() + column;
        &self.table.texts[self.table.cells[place] as usize]
    }

    /// Number of its line in the file.
    pub fn number(self) -> u64 {
        self.table.numbers[self.index]
    }

    /// Its place among the rows.
    pub fn index(self) -> usize {
        self.index
    }
}

impl Table {
    /// Reads the whole file. Lines that are not UTF-8 or have the wrong number of columns are bad.
    pub fn read(path: &Path, delimiter: u8) -> Result<Self, ImportError> {
        let failed = |detail: String| ImportError::File {
            file: path.to_owned(),
            detail,
        };
        let mut reader = ReaderBuilder::new()
            .delimiter(delimiter)
            .flexible(true) // the wrong number of columns is ours to report
            .from_path(path)
            .map_err(|error| failed(error.to_string()))?;
        let header = header(&mut reader).map_err(failed)?;
        let mut filling = Filling::new(header);
        filling.read(&mut reader).map_err(failed)?;
        Ok(filling.table)
    }

    pub fn row(&self, index: usize) -> Row<'_> {
        Row { table: self, index }
    }

    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        (0..self.numbers.len()).map(|index| self.row(index))
    }

    pub fn bad(&self) -> &BadLines {
        &self.bad
    }
}

fn header(reader: &mut Reader<File>) -> Result<Header, String> {
    let record = reader.byte_headers().map_err(|error| error.to_string())?;
    if record.is_empty() {
        return Err("it is empty; its first line must name the columns".to_owned());
    }
    let names = record
        .iter()
        .map(|name| std::str::from_utf8(name.trim_ascii()));
    let names = names
        .map(|name| name.map(str::to_owned))
        .collect::<Result<_, _>>();
    names
        .map(Header)
        .map_err(|_| "its first line is not UTF-8".to_owned())
}

/// A table while it is read.
struct Filling {
    table: Table,
    known: HashMap<Box<str>, u32>,
}

impl Filling {
    fn new(header: Header) -> Self {
        let table = Table {
            header,
            numbers: Vec::new(),
            cells: Vec::new(),
            texts: Vec::new(),
            bad: BadLines::default(),
        };
        Self {
            table,
            known: HashMap::new(),
        }
    }

    fn read(&mut self, reader: &mut Reader<File>) -> Result<(), String> {
        let mut record = ByteRecord::new();
        while reader
            .read_byte_record(&mut record)
            .map_err(|error| error.to_string())?
        {
            let number = record.position().map_or(0, csv::Position::line);
            if let Err(reason) = self.add(number, &record) {
                self.table.bad.add(number, reason);
            }
        }
        Ok(())
    }

    fn add(&mut self, number: u64, record: &ByteRecord) -> Result<(), String> {
        let width = self.table.header.0.len();
        if record.len() != width {
            let count = record.len();
            return Err(format!(
                "it has {count} columns, the first line has {width}"
            ));
        }
        let cells: Vec<&str> = record
            .iter()
            .zip(&self.table.header.0)
            .map(|(cell, name)| {
                std::str::from_utf8(cell).map_err(|_| format!("`{name}` is not UTF-8"))
            })
            .collect::<Result<_, _>>()?;
        for cell in cells {
            let place = self.place(cell);
            self.table.cells.push(place);
        }
        self.table.numbers.push(number);
        Ok(())
    }

    fn place(&mut self, text: &str) -> u32 {
        if let Some(place) = self.known.get(text) {
            return *place;
        }
        let place = self.table.texts.len() as u32;
        self.table.texts.push(text.into());
        self.known.insert(text.into(), place);
        place
    }
}
