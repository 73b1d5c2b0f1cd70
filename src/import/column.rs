//! Columns: named by the mapping, found in the file's first line.

use std::fmt;

use serde::Deserialize;

/// A column as the mapping names it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(untagged, expecting = "a column: its name, or its number from 1")]
pub(super) enum Column {
    /// Its place, from 1; for names that occur twice.
    Number(usize),
    Name(String),
}

impl fmt::Display for Column {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => write!(f, "number {number}"),
            Self::Name(name) => write!(f, "`{name}`"),
        }
    }
}

/// The names of a file's columns, in order.
#[derive(Debug)]
pub(super) struct Header(pub Vec<String>);

impl Header {
    /// The place of a column, from 0; `key` is where the mapping names it.
    pub fn find(&self, column: &Column, key: &str) -> Result<usize, String> {
        match column {
            Column::Number(number) if (1..=self.0.len()).contains(number) => Ok(number - 1),
            Column::Number(_) => Err(self.lacks(column, key)),
            Column::Name(name) => match self.places(name)[..] {
                [place] => Ok(place),
                [] => Err(self.lacks(column, key)),
                [first, second, ..] => Err(format!(
                    "{key}: columns {} and {} are both named `{name}`; give the number of the one you mean",
                    first + 1,
                    second + 1
                )),
            },
        }
    }

    fn places(&self, name: &str) -> Vec<usize> {
        let named = |place: &usize| self.0[*place] == name;
        (0..self.0.len()).filter(named).collect()
    }

    fn lacks(&self, column: &Column, key: &str) -> String {
        let names = self.0.join(", ");
        let count = self.0.len();
        format!("{key}: the file has no column {column}; its {count} columns are {names}")
    }
}
