//! An export as an answer: a file that a browser keeps, sent while it is made.

use super::audit::Begun;
use bytes::Bytes;
use domain::export::ExportFormat;
use futures_util::stream;
use jiff::Zoned;
use poem::http::{HeaderName, HeaderValue, header};
use poem::{Body, IntoResponse, Response};
use poem_openapi::ApiResponse;
use poem_openapi::registry::{
    MetaHeader, MetaMediaType, MetaResponse, MetaResponses, MetaSchema, MetaSchemaRef, Registry,
};
use poem_openapi::types::Type;
use std::io;
use tokio::sync::mpsc;

const DOCKET_POSITION: HeaderName = HeaderName::from_static("docket-position");

/// Bytes as they are made; an error breaks the answer off, so that nobody takes it for whole.
pub(super) type Pieces = mpsc::Receiver<io::Result<Bytes>>;

/// A file on its way.
#[derive(Debug)]
pub(crate) struct ExportFile(Response);

impl ExportFile {
    pub(super) fn new(format: ExportFormat, pieces: Pieces, begun: Begun, now: &Zoned) -> Self {
        let pieces = stream::unfold(pieces, |mut pieces| async {
            let piece = pieces.recv().await?;
            Some((piece, pieces))
        });
        let mut response = Response::builder()
            .content_type(media_type(format))
            .body(Body::from_bytes_stream(pieces));
        let headers = response.headers_mut();
        // made of digits and letters alone, so that every browser and file system takes it
        let name = format!(
            "tickets-{}.{}",
            now.strftime("%Y-%m-%d-%H%M"),
            format.as_str()
        );
        if let Ok(value) = HeaderValue::try_from(format!("attachment; filename=\"{name}\"")) {
            headers.insert(header::CONTENT_DISPOSITION, value);
        }
        let kept_by_nobody = HeaderValue::from_static("no-store");
        headers.insert(header::CACHE_CONTROL, kept_by_nobody);
        headers.insert(DOCKET_POSITION, HeaderValue::from(begun.position));
        Self(response)
    }
}

const fn media_type(format: ExportFormat) -> &'static str {
    match format {
        ExportFormat::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ExportFormat::Csv => "text/csv; charset=utf-8",
        ExportFormat::Ndjson => "application/x-ndjson",
    }
}

impl IntoResponse for ExportFile {
    fn into_response(self) -> Response {
        self.0
    }
}

impl ApiResponse for ExportFile {
    fn meta() -> MetaResponses {
        let content = ExportFormat::ALL.map(|format| {
            let text = match format {
                ExportFormat::Xlsx => MetaSchema::new_with_format("string", "binary"),
                ExportFormat::Csv | ExportFormat::Ndjson => MetaSchema::new("string"),
            };
            MetaMediaType {
                content_type: media_type(format),
                schema: MetaSchemaRef::Inline(Box::new(text)),
            }
        });
        let response = MetaResponse {
            description: "The file. It is broken off, and not ended, when something goes wrong.",
            status: Some(200),
            status_range: None,
            content: content.into(),
            headers: vec![
                described::<String>("Content-Disposition", "A name for the file."),
                described::<i64>("Docket-Position", "Where in the log the export is told of."),
            ],
        };
        MetaResponses {
            responses: vec![response],
        }
    }

    fn register(_: &mut Registry) {}
}

fn described<T: Type>(name: &str, description: &str) -> MetaHeader {
    MetaHeader {
        name: name.to_owned(),
        description: Some(description.to_owned()),
        required: false,
        deprecated: false,
        schema: T::schema_ref(),
    }
}
