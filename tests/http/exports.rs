//! Exports: tickets as files, opened again by other programs.

mod access;
mod attacks;
mod audit;
mod formats;
mod refused;
mod taken;

use crate::support::Person;
use calamine::{Data, Range, Reader, Xlsx};
use reqwest::Method;
use serde_json::Value;
use std::io::Cursor;

/// What came back.
pub struct File {
    pub content_type: String,
    pub disposition: String,
    pub position: i64,
    pub bytes: Vec<u8>,
}

/// Takes tickets out; `query` begins with the format.
pub async fn exports(person: &Person, query: &str) -> File {
    let path = format!("/tickets/export?format={query}");
    let response = person.request(Method::GET, &path).send().await.unwrap();
    assert_eq!(response.status(), 200, "{:?}", response.text().await);
    let header = |name: &str| response.headers()[name].to_str().unwrap().to_owned();
    File {
        content_type: header("content-type"),
        disposition: header("content-disposition"),
        position: header("docket-position").parse().unwrap(),
        bytes: response.bytes().await.unwrap().to_vec(),
    }
}

impl File {
    /// The lines of an ndjson file.
    pub fn lines(&self) -> Vec<Value> {
        let text = str::from_utf8(&self.bytes).unwrap();
        assert!(text.is_empty() || text.ends_with('\n'));
        text.lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }

    /// The rows of a csv file, its head first.
    pub fn records(&self) -> Vec<Vec<String>> {
        let mut reader = csv::ReaderBuilder::new();
        let mut reader = reader.has_headers(false).from_reader(&self.bytes[..]);
        let rows = reader.records().map(|row| row.unwrap());
        rows.map(|row| row.iter().map(str::to_owned).collect())
            .collect()
    }

    /// The first sheet of a workbook.
    pub fn sheet(&self) -> Range<Data> {
        let mut book = Xlsx::new(Cursor::new(&self.bytes)).unwrap();
        let (_, cells) = book.worksheets().remove(0);
        cells
    }
}

/// A column of texts, below its head.
pub fn texts(sheet: &Range<Data>, column: usize) -> Vec<String> {
    sheet
        .rows()
        .skip(1)
        .map(|row| row[column].to_string())
        .collect()
}
