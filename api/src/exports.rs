//! Exports: the tickets of a list as a file.

mod answer;
mod asked;
mod audit;
mod cell;
mod column;
mod csv;
mod file;
mod harmless;
mod locale;
mod names;
mod pipe;
mod producer;
mod room;
mod xlsx;

pub(crate) use answer::ExportFile;
pub(crate) use audit::filter as told;
pub(crate) use room::Rooms;

use crate::openapi::Tag;
use crate::problem::Problem;
use crate::request::Reader;
use crate::tickets::parameters;
use asked::{Asked, Form};
use file::File;
use jiff::Timestamp;
use poem::Request;
use poem_openapi::OpenApi;
use poem_openapi::param::Query;
use producer::Producer;
use projections::TicketQuery;

pub(crate) struct Exports;

#[OpenApi(tag = "Tag::Tickets")]
impl Exports {
    /// Takes tickets out as a file: all that a list with the same filters would show, in its order.
    ///
    /// The answer begins at once and shows the tickets as they stood then. It holds what is within
    /// the caller's reach and the fields that they may see. `xlsx` is a workbook with typed cells,
    /// from right to left where the language is; `csv` is RFC 4180 in UTF-8, where a text that a
    /// spreadsheet program would run has an apostrophe before it; `ndjson` has each ticket on a line
    /// as `GET /tickets` shows it. Who took what out is an event, `export.started`; how it ended is
    /// another. A few exports are made at once; the next one is answered 429.
    #[oai(
        path = "/tickets/export",
        method = "get",
        operation_id = "export_tickets"
    )]
    #[expect(
        clippy::too_many_arguments,
        reason = "the document knows each query parameter by an argument of its own"
    )]
    async fn export(
        &self,
        reader: Reader,
        request: &Request,
        /// `xlsx`, `csv` or `ndjson`.
        format: Query<Option<String>>,
        /// For xlsx and csv: keys of columns with commas between, in order; of custom fields
        /// `fields.<key>`. Without it those of the view, if one is given and has some, or the usual ones
        /// and every field that the caller may see.
        columns: Query<Option<String>>,
        /// For xlsx and csv: in which language columns, statuses, choices and so on are named; the
        /// caller's own unless told otherwise.
        language: Query<Option<String>>,
        /// In which time zone the times of xlsx and csv are, and where a condition's days begin and
        /// end; the caller's own unless told otherwise, or UTC.
        time_zone: Query<Option<String>>,
        /// For csv: true for a byte order mark, by which some programs learn that it is UTF-8.
        bom: Query<Option<bool>>,
    ) -> Result<ExportFile, Problem> {
        let form = Form {
            format: format.0,
            columns: columns.0,
            language: language.0,
            time_zone: time_zone.0,
            bom: bom.0,
        };
        export(reader, form, request).await
    }
}

/// Whatever can be refused is refused before anything is recorded, and that before anything leaves.
async fn export(reader: Reader, form: Form, request: &Request) -> Result<ExportFile, Problem> {
    let asked = Asked::read(&reader, form, parameters(request)?).await?;
    let app = &reader.state.app;
    let place = reader.state.exports.take(reader.principal.me())?;
    reader.wait_for_tickets().await?;
    let nothing = TicketQuery::default();
    let scan = app
        .read
        .scan_tickets(asked.query.as_ref().unwrap_or(&nothing))
        .await?;
    let file = File::open(&reader, &asked, app.exports.to_path_buf()).await?;
    let now = asked.locale.there(Timestamp::now());
    let begun = audit::begin(&reader, asked.record).await?;
    let producer = Producer {
        reader,
        scan,
        begun,
        _place: place,
    };
    let pieces = producer.start(file);
    Ok(ExportFile::new(asked.format, pieces, begun, &now))
}
