//! A file on its way in, as the body or as part of a form; never held whole.

use super::{name, parts};
use crate::problem::{Kind, Problem};
use crate::request::drain;
use attachments::{Staged, Store};
use bytes::Bytes;
use domain::attachment::tidy_name;
use futures_util::{Stream, StreamExt};
use poem::http::{HeaderName, header};
use poem::{Body, Request, RequestBody};
use poem_openapi::registry::{MetaMediaType, MetaRequest, MetaSchema, MetaSchemaRef, Registry};
use poem_openapi::{ApiExtractor, ApiExtractorType, ExtractParamOptions};
use std::io;
use std::pin::Pin;

/// The bytes as the network brings them.
pub(super) type Chunks = Pin<Box<dyn Stream<Item = io::Result<Bytes>> + Send>>;

/// The body of an upload, not read yet.
pub(super) struct Upload {
    chunks: Chunks,
    /// Of a form, what its parts are divided by.
    boundary: Option<String>,
    /// As the sender called it in a header.
    name: Option<String>,
    announced: Option<u64>,
    /// The sender waits for a word before it sends the bytes.
    asks_first: bool,
}

impl Upload {
    /// Receives the file; it has no place yet. `given` goes before the sender's other names.
    pub async fn stage(
        mut self,
        store: &Store,
        given: Option<String>,
    ) -> Result<(Staged, String), Problem> {
        let given = given.map(|given| tidy_name(&given).ok_or_else(nameless));
        let received = match (given.transpose(), self.check(store)) {
            (Err(problem), _) | (_, Err(problem)) => Err(problem),
            (Ok(given), Ok(())) => self.receive(store, given).await,
        };
        if received.as_ref().is_err_and(|p| p.kind != Kind::Malformed) && !self.asks_first {
            // else the sender sees a broken connection instead of the answer
            drain(Body::from_bytes_stream(self.chunks)).await;
        }
        received
    }

    /// Refuses before the first byte is read.
    fn check(&self, store: &Store) -> Result<(), Problem> {
        let slack = if self.boundary.is_some() {
            parts::SLACK_BYTES
        } else {
            0
        };
        match self.announced {
            Some(bytes) => Ok(store.check_announced(bytes.saturating_sub(slack))?),
            None => Ok(()),
        }
    }

    async fn receive(
        &mut self,
        store: &Store,
        given: Option<String>,
    ) -> Result<(Staged, String), Problem> {
        self.asks_first = false; // from here on it is being sent
        let (staged, named) = match self.boundary.take() {
            Some(boundary) => parts::stage(store, &mut self.chunks, boundary).await?,
            None => (store.stage(&mut self.chunks).await?, self.name.take()),
        };
        let name = given.or(named);
        let name = name.unwrap_or_else(|| name::usual(staged.stored().media_type));
        Ok((staged, name))
    }

    fn of(request: &Request, body: Body) -> Result<Self, Problem> {
        let text = |name: HeaderName| {
            let value = request.headers().get(name)?;
            std::str::from_utf8(value.as_bytes()).ok()
        };
        let content_type = text(header::CONTENT_TYPE).unwrap_or_default();
        let chunks = body.into_bytes_stream();
        Ok(Self {
            chunks: chunks.map(|chunk| chunk.map_err(io::Error::other)).boxed(),
            boundary: parts::boundary(content_type)?,
            name: text(header::CONTENT_DISPOSITION).and_then(name::in_disposition),
            announced: text(header::CONTENT_LENGTH).and_then(|length| length.parse().ok()),
            asks_first: request.headers().contains_key(header::EXPECT),
        })
    }
}

fn nameless() -> Problem {
    Problem::parameter("name", "must hold a file name such as report.pdf")
}

impl<'a> ApiExtractor<'a> for Upload {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::RequestObject];
    type ParamType = ();
    type ParamRawType = ();

    fn register(_: &mut Registry) {}

    fn request_meta() -> Option<MetaRequest> {
        let bytes =
            || MetaSchemaRef::Inline(Box::new(MetaSchema::new_with_format("string", "binary")));
        let form = MetaSchema {
            properties: vec![("file", bytes())],
            required: vec!["file"],
            ..MetaSchema::new("object")
        };
        let content = [
            ("application/octet-stream", bytes()),
            ("multipart/form-data", MetaSchemaRef::Inline(Box::new(form))),
        ];
        Some(MetaRequest {
            description: Some(
                "The file's bytes, or a form with the file as its one part with a name.",
            ),
            content: content
                .map(|(content_type, schema)| MetaMediaType {
                    content_type,
                    schema,
                })
                .into(),
            required: true,
        })
    }

    async fn from_request(
        request: &'a Request,
        body: &mut RequestBody,
        _: ExtractParamOptions<()>,
    ) -> poem::Result<Self> {
        Ok(Self::of(request, body.take()?)?)
    }
}
