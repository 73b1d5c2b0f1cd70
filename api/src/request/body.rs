//! JSON bodies: read within a limit, parsed once, every fault named.

use crate::edge::is_too_slow;
use crate::problem::{Kind, Problem};
use crate::request::json;
use bytes::{Bytes, BytesMut};
use futures_util::StreamExt;
use poem::http::header;
use poem::{Request, RequestBody};
use poem_openapi::registry::{MetaMediaType, MetaRequest, Registry};
use poem_openapi::types::Type;
use poem_openapi::{ApiExtractor, ApiExtractorType, ExtractParamOptions};
use serde::de::DeserializeOwned;
use std::io;
use std::time::Duration;

mod optional;

pub(crate) use optional::OptionalBody;

/// Longest body that is taken: an event is at most half of it.
pub(crate) const BODY_BYTES: usize = 1024 * 1024;
/// How much of a body that is too long is read all the same, so that its sender gets to read
/// the answer instead of a broken connection.
const DRAINED_BYTES: usize = 32 * 1024 * 1024;
const DRAIN_PATIENCE: Duration = Duration::from_secs(5);

/// A parsed body with its bytes, which an `Idempotency-Key` is bound to.
#[derive(Debug)]
pub(crate) struct Body<T> {
    pub value: T,
    pub bytes: Bytes,
}

impl<'a, T: DeserializeOwned + Type> ApiExtractor<'a> for Body<T> {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::RequestObject];
    type ParamType = ();
    type ParamRawType = ();

    fn register(registry: &mut Registry) {
        T::register(registry);
    }

    fn request_meta() -> Option<MetaRequest> {
        Some(MetaRequest {
            description: None,
            content: vec![MetaMediaType {
                content_type: "application/json",
                schema: T::schema_ref(),
            }],
            required: true,
        })
    }

    async fn from_request(
        request: &'a Request,
        body: &mut RequestBody,
        _: ExtractParamOptions<()>,
    ) -> poem::Result<Self> {
        check_content_type(request)?;
        let bytes = read(body.take()?).await?;
        let value = json::parse(&bytes)?;
        Ok(Self { value, bytes })
    }
}

/// Without a content type JSON is assumed: what else could it be.
fn check_content_type(request: &Request) -> Result<(), Problem> {
    let Some(value) = request.headers().get(header::CONTENT_TYPE) else {
        return Ok(());
    };
    let media_type = value.to_str().ok().and_then(|v| v.split(';').next());
    let media_type = media_type.unwrap_or_default().trim();
    let is_json = media_type.eq_ignore_ascii_case("application/json")
        || media_type.to_ascii_lowercase().ends_with("+json");
    if is_json {
        return Ok(());
    }
    let detail = "Send JSON, with \"Content-Type: application/json\".";
    Err(Problem::new(Kind::UnsupportedMediaType, detail))
}

/// Reads a body whose length may not have been announced.
pub(crate) async fn read(body: poem::Body) -> Result<Bytes, Problem> {
    let mut chunks = Box::pin(body.into_bytes_stream());
    let mut whole = BytesMut::new();
    while let Some(chunk) = chunks.next().await {
        let chunk = chunk.map_err(|error| broken_off(&error))?;
        if whole.is_empty() && chunk.len() <= BODY_BYTES {
            whole = BytesMut::from(chunk); // usually all there is: nothing is copied
            continue;
        }
        if whole.len() + chunk.len() > BODY_BYTES {
            let rest = chunks.map(|chunk| chunk.map_or(DRAINED_BYTES, |c| c.len()));
            drain_stream(rest).await;
            return Err(Problem::body_too_large());
        }
        whole.extend_from_slice(&chunk);
    }
    Ok(whole.freeze())
}

/// Reads on without keeping anything, up to a limit of bytes and time.
pub(crate) async fn drain(body: poem::Body) {
    let chunks = body.into_bytes_stream();
    drain_stream(chunks.map(|chunk| chunk.map_or(DRAINED_BYTES, |c| c.len()))).await;
}

async fn drain_stream(lengths: impl futures_util::Stream<Item = usize>) {
    let mut lengths = std::pin::pin!(lengths);
    let reading = async {
        let mut drained = 0;
        while let Some(length) = lengths.next().await {
            drained += length;
            if drained >= DRAINED_BYTES {
                break;
            }
        }
    };
    let _ = tokio::time::timeout(DRAIN_PATIENCE, reading).await;
}

fn broken_off(error: &io::Error) -> Problem {
    match is_too_slow(error) {
        true => Problem::too_slow(),
        false => Problem::new(Kind::Malformed, "The body broke off before its end."),
    }
}

impl Problem {
    /// A body that kept us waiting.
    #[must_use]
    pub fn too_slow() -> Self {
        Self::new(
            Kind::TooSlow,
            "The body came too slowly. Send it again, faster.",
        )
    }

    /// A body beyond [`BODY_BYTES`].
    #[must_use]
    pub fn body_too_large() -> Self {
        let detail = format!("The body is larger than {BODY_BYTES} bytes; shorten it.");
        Self::new(Kind::TooLarge, detail)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::stream;

    fn chunked(chunks: usize, bytes: usize) -> poem::Body {
        let chunk = move |_| Ok::<_, io::Error>(vec![b' '; bytes]);
        poem::Body::from_bytes_stream(stream::iter(0..chunks).map(chunk))
    }

    #[tokio::test]
    async fn a_body_within_the_limit_is_read_whole() {
        let bytes = read(chunked(64, BODY_BYTES / 64)).await.unwrap();
        assert_eq!(bytes.len(), BODY_BYTES);
    }

    #[tokio::test]
    async fn a_longer_body_is_refused_even_when_its_length_was_not_announced() {
        for body in [chunked(65, BODY_BYTES / 64), chunked(1, BODY_BYTES + 1)] {
            assert_eq!(read(body).await.unwrap_err().kind, Kind::TooLarge);
        }
    }

    #[test]
    fn only_json_is_read() {
        let with = |value| Request::builder().header("Content-Type", value).finish();
        assert!(check_content_type(&Request::default()).is_ok());
        assert!(check_content_type(&with("application/json; charset=utf-8")).is_ok());
        assert!(check_content_type(&with("application/merge-patch+json")).is_ok());
        assert!(check_content_type(&with("application/x-www-form-urlencoded")).is_err());
        assert!(check_content_type(&with("text/plain")).is_err());
    }
}
