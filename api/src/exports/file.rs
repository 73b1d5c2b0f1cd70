//! A file that is made of pages of tickets, in each of the formats.

use super::asked::Asked;
use super::cell::{Cell, cells};
use super::column::Column;
use super::names::Names;
use super::producer::{Outlet, failed};
use super::xlsx::Book;
use super::{csv, pipe::Pipe};
use crate::problem::Problem;
use crate::request::Reader;
use crate::tickets::Ticket;
use bytes::Bytes;
use domain::export::{BreakOff, ExportFormat};
use std::io;
use std::path::PathBuf;
use tokio::task::spawn_blocking;

/// What becomes of the pages.
pub(super) enum File {
    /// Each ticket as the API shows it, on a line of its own.
    Lines,
    Csv {
        table: Table,
        mark: bool,
    },
    /// `None` while another thread writes it.
    Book {
        table: Table,
        book: Option<Box<Book>>,
    },
}

/// Columns, and what the things in them are called.
pub(super) struct Table {
    columns: Vec<Column>,
    names: Names,
}

impl File {
    /// An empty file. A workbook's rows wait in `folder`, which is made where it is missing.
    pub async fn open(reader: &Reader, asked: &Asked, folder: PathBuf) -> Result<Self, Problem> {
        let table = || Table {
            columns: asked.columns.clone(),
            names: Names::new(reader.catalog.clone(), asked.locale.clone()),
        };
        Ok(match asked.format {
            ExportFormat::Ndjson => Self::Lines,
            ExportFormat::Csv => Self::Csv {
                table: table(),
                mark: asked.mark,
            },
            ExportFormat::Xlsx => Self::Book {
                table: table(),
                book: Some(book(asked, folder).await?),
            },
        })
    }

    /// What stands before the first ticket.
    pub fn head(&self) -> io::Result<Bytes> {
        match self {
            Self::Csv { table, mark } => {
                let locale = &table.names.locale;
                csv::head(table.columns.iter().map(|c| c.heading(locale)), *mark)
            }
            Self::Lines | Self::Book { .. } => Ok(Bytes::new()),
        }
    }

    /// Takes a page in; what of the file is ready with it.
    pub async fn page(&mut self, reader: &Reader, page: Vec<Ticket>) -> Result<Bytes, BreakOff> {
        match self {
            Self::Lines => lines(&page).map_err(failed),
            Self::Csv { table, .. } => {
                let rows = table.rows(reader, &page).await?;
                csv::lines(&rows, &table.names.locale).map_err(failed)
            }
            Self::Book { table, book } => {
                let rows = table.rows(reader, &page).await?;
                let mut taken = book.take().ok_or(BreakOff::Failed)?;
                let added = spawn_blocking(move || taken.add(&rows).map(|()| taken));
                *book = Some(added.await.map_err(failed)?.map_err(failed)?);
                Ok(Bytes::new())
            }
        }
    }

    /// Sends what is left after the last page.
    pub async fn finish(self, outlet: &Outlet) -> Result<(), BreakOff> {
        let Self::Book { book, .. } = self else {
            return Ok(());
        };
        let book = book.ok_or(BreakOff::Failed)?;
        let pipe = Pipe::new(outlet.pieces());
        let written = spawn_blocking(move || book.finish(pipe))
            .await
            .map_err(failed)?;
        outlet.check()?; // a pipe that nobody empties fails too
        written.map_err(failed)
    }
}

impl Table {
    async fn rows(&mut self, reader: &Reader, page: &[Ticket]) -> Result<Vec<Vec<Cell>>, BreakOff> {
        let learned = self.names.learn(reader, &self.columns, page).await;
        learned.map_err(|problem| failed(problem.detail))?;
        let cells = page
            .iter()
            .map(|ticket| cells(&self.columns, ticket, &self.names));
        Ok(cells.collect())
    }
}

async fn book(asked: &Asked, folder: PathBuf) -> Result<Box<Book>, Problem> {
    let (columns, locale) = (asked.columns.clone(), asked.locale.clone());
    let opened = spawn_blocking(move || {
        std::fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
        Book::new(&folder, columns, locale).map_err(|error| error.to_string())
    });
    let no_room = |cause: &dyn std::fmt::Display| {
        let detail = "There is no room for a workbook just now; take csv, or try again later.";
        Problem::unavailable(detail, cause)
    };
    let opened = opened.await.map_err(|error| no_room(&error))?;
    opened.map(Box::new).map_err(|error| no_room(&error))
}

fn lines(page: &[Ticket]) -> serde_json::Result<Bytes> {
    let mut lines = Vec::with_capacity(page.len() * 1024);
    for ticket in page {
        serde_json::to_writer(&mut lines, ticket)?;
        lines.push(b'\n');
    }
    Ok(lines.into())
}
