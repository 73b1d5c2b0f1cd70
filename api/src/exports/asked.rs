//! What an export was asked for: read from the parameters, every wrong one told.

use super::column::{self, Column};
use super::locale::{Locale, usual_time_zone};
use super::{audit, column::COLUMNS};
use crate::problem::Problem;
use crate::request::Reader;
use crate::tickets::{self, Filter, Wrong};
use domain::Permission;
use domain::export::{ExportFormat, ExportStarted};
use projections::TicketQuery;

/// The parameters of an export that no list has.
#[derive(Debug)]
pub(super) struct Form {
    pub format: Option<String>,
    pub columns: Option<String>,
    pub language: Option<String>,
    pub time_zone: Option<String>,
    pub bom: Option<bool>,
}

/// A file, as it shall be.
#[derive(Debug)]
pub(super) struct Asked {
    pub format: ExportFormat,
    pub columns: Vec<Column>,
    pub locale: Locale,
    /// Whether a byte order mark goes before everything.
    pub mark: bool,
    pub query: Option<TicketQuery>,
    /// What the log is told.
    pub record: ExportStarted,
}

impl Asked {
    /// Tickets that the reader may both read and take out.
    pub async fn read(
        reader: &Reader,
        form: Form,
        parameters: Vec<(String, String)>,
    ) -> Result<Self, Problem> {
        let mut wrong = Wrong::default();
        let format = form.format(&mut wrong);
        let locale = form.locale(reader, &mut wrong);
        let filter = Filter::of(parameters.clone(), &mut wrong);
        let columns = form.columns_or(filter.view.as_deref(), reader);
        let columns = chosen(columns.as_deref(), reader, &locale, &mut wrong);
        if let Some(format) = format {
            form.check(format, &mut wrong);
        }
        let query = filter.into_checked(reader, wrong).await?;
        let format = format.unwrap_or(ExportFormat::Ndjson); // a missing one was refused
        let named = format != ExportFormat::Ndjson;
        let record = ExportStarted {
            format,
            columns: columns.iter().filter(|_| named).map(Column::key).collect(),
            filter: audit::filter(&parameters),
            language: named.then(|| locale.language.clone()),
            time_zone: named.then(|| locale.time_zone.clone()),
        };
        Ok(Self {
            format,
            columns,
            locale,
            mark: form.bom.unwrap_or_default(),
            query: query.map(|query| within(reader, query)),
            record,
        })
    }
}

/// The same query as far as the reader may take tickets out.
fn within(reader: &Reader, query: TicketQuery) -> TicketQuery {
    let also = reader.access.reach(Permission::Export);
    TicketQuery {
        also: (also != query.reach).then_some(also),
        ..query
    }
}

fn chosen(
    columns: Option<&str>,
    reader: &Reader,
    locale: &Locale,
    wrong: &mut Wrong,
) -> Vec<Column> {
    let known = (&*reader.catalog, reader.audience());
    column::chosen(columns, known, locale).unwrap_or_else(|error| {
        wrong.add(&error.field, error.detail);
        Vec::new()
    })
}

impl Form {
    fn format(&self, wrong: &mut Wrong) -> Option<ExportFormat> {
        let format = self.format.as_deref().and_then(ExportFormat::parse);
        if format.is_none() {
            wrong.add("format", "must be xlsx, csv or ndjson");
        }
        format
    }

    fn locale(&self, reader: &Reader, wrong: &mut Wrong) -> Locale {
        let (member, catalog) = (reader.principal.member(), &*reader.catalog);
        let spoken = wrong.language(reader, self.language.as_deref());
        let zone = self.time_zone.clone();
        let zone = zone.unwrap_or_else(|| usual_time_zone(member, catalog));
        Locale::new(spoken, &zone).unwrap_or_default() // which the filters refuse
    }

    /// The columns that are named, or those of the view; a wrong view is told with all else.
    fn columns_or(&self, view: Option<&str>, reader: &Reader) -> Option<String> {
        let viewed = || {
            let view = tickets::chosen(view?, reader, &mut Wrong::default())?;
            let columns = view.columns_for(reader.audience(), &reader.catalog);
            (!columns.is_empty()).then(|| columns.join(","))
        };
        self.columns.clone().or_else(viewed)
    }

    /// What a format does not know is refused rather than passed over.
    fn check(&self, format: ExportFormat, wrong: &mut Wrong) {
        if format == ExportFormat::Ndjson {
            let given = [
                (COLUMNS, self.columns.is_some()),
                ("language", self.language.is_some()),
            ];
            for (name, _) in given.into_iter().filter(|(_, given)| *given) {
                wrong.add(name, "is for xlsx and csv; ndjson has every ticket whole");
            }
        }
        if self.bom == Some(true) && format != ExportFormat::Csv {
            wrong.add("bom", "is for csv alone");
        }
    }
}
