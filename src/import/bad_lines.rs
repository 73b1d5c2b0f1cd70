//! Lines that cannot be imported, with the reason for each.

use std::{
    collections::{BTreeMap, HashSet},
    fmt,
    path::Path,
};

use super::ImportError;

/// Most lines that are told in full.
const SHOWN: usize = 20;

/// Which lines are bad, and why the first of them are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BadLines {
    all: HashSet<u64>,
    first: BTreeMap<u64, String>,
}

impl BadLines {
    /// How many there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.all.len()
    }

    /// Line number and reason of the first twenty, in the file's order.
    pub fn first(&self) -> impl Iterator<Item = (u64, &str)> {
        self.first.iter().map(|(line, why)| (*line, why.as_str()))
    }

    /// Of several reasons for one line the first is kept.
    pub(super) fn add(&mut self, line: u64, reason: impl Into<String>) {
        self.all.insert(line);
        self.first.entry(line).or_insert_with(|| reason.into());
        if self.first.len() > SHOWN {
            self.first.pop_last();
        }
    }

    /// An error that tells all, when there are any.
    pub(super) fn none_of<const N: usize>(all: [&Self; N], file: &Path) -> Result<(), ImportError> {
        let mut lines = Self::default();
        for bad in all {
            lines.all.extend(&bad.all);
            for (line, reason) in &bad.first {
                lines.add(*line, reason);
            }
        }
        let file = file.to_owned();
        match lines.all.len() {
            0 => Ok(()),
            _ => Err(ImportError::BadLines { file, lines }),
        }
    }
}

impl fmt::Display for BadLines {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines = if self.count() == 1 { "line" } else { "lines" };
        write!(f, "{} bad {lines}; nothing was imported", self.count())?;
        for (line, reason) in &self.first {
            write!(f, "\n  line {line}: {reason}")?;
        }
        match self.count() - self.first.len() {
            0 => Ok(()),
            more => write!(f, "\n  … and {more} more"),
        }
    }
}
