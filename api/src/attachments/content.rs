//! Content as an answer, with headers that keep a browser from running what strangers sent.

use super::name::disposition;
use super::range::{Wanted, wanted};
use crate::problem::{Kind, Problem};
use attachments::{Store, Thumbnail};
use domain::FieldError;
use domain::attachment::File;
use poem::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use poem::{Body, IntoResponse, Response};
use poem_openapi::ApiResponse;
use poem_openapi::registry::{
    MetaHeader, MetaMediaType, MetaResponse, MetaResponses, MetaSchema, MetaSchemaRef, Registry,
};
use poem_openapi::types::Type;

const RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");

/// Nothing in it may run or fetch, and it counts as a stranger's page.
const SANDBOX: &str = "sandbox; default-src 'none'";
/// The same with what a browser's own viewer needs to show the file itself.
const VIEWER: &str = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; \
    object-src 'self'";
/// Still nothing may run, but the player asks for the file a second time, which is not answered to a
/// stranger's page.
const PLAYER: &str =
    "sandbox allow-same-origin; default-src 'none'; style-src 'unsafe-inline'; media-src 'self'";

/// What a request says of the content that it wants.
#[derive(Clone, Debug, Default)]
pub(super) struct Asked {
    pub range: Option<String>,
    pub if_range: Option<String>,
    pub if_none_match: Option<String>,
}

/// Bytes of a file.
#[derive(Debug)]
pub(crate) struct Content(Response);

impl Content {
    /// The file, a range of it, or the word that it has not changed.
    pub async fn of(store: &Store, file: &File, asked: &Asked) -> Result<Self, Problem> {
        let etag = format!("\"{}\"", file.sha256);
        if asked.has(&etag) {
            return Ok(Self::unchanged(&etag));
        }
        let same = asked.if_range.as_ref().is_none_or(|tag| *tag == etag);
        let range = asked.range.as_deref().filter(|_| same);
        let (status, range) = match wanted(range, file.bytes) {
            Wanted::Whole => (StatusCode::OK, 0..file.bytes),
            Wanted::Part(range) => (StatusCode::PARTIAL_CONTENT, range),
            Wanted::Nothing => return Err(beyond(file.bytes)),
        };
        let chunks = store.read(&file.sha256, range.clone()).await?;
        let mut response = Response::builder()
            .status(status)
            .body(Body::from_bytes_stream(chunks));
        describe(response.headers_mut(), file, &etag);
        if status == StatusCode::PARTIAL_CONTENT {
            let (first, last) = (range.start, range.end - 1);
            let place = format!("bytes {first}-{last}/{}", file.bytes);
            put(response.headers_mut(), header::CONTENT_RANGE, &place);
        }
        let length = range.end - range.start;
        response
            .headers_mut()
            .insert(header::CONTENT_LENGTH, length.into());
        Ok(Self(response))
    }

    /// The small image, or a refusal that says why there is none.
    pub async fn thumbnail(store: &Store, file: &File) -> Result<Self, Problem> {
        match store.thumbnail(&file.sha256, &file.media_type).await? {
            Thumbnail::None(reason) => {
                let detail = format!("There is no thumbnail: {reason}.");
                Err(Problem::new(Kind::NotFound, detail))
            }
            Thumbnail::Image { bytes, media_type } => {
                let mut response = Response::builder().body(Body::from_bytes(bytes));
                let headers = response.headers_mut();
                let etag = format!("\"{}-thumbnail\"", file.sha256);
                protect(headers, media_type, &etag);
                put(headers, header::CONTENT_TYPE, media_type);
                put(headers, header::CONTENT_DISPOSITION, "inline");
                Ok(Self(response))
            }
        }
    }

    fn unchanged(etag: &str) -> Self {
        let mut response = Response::builder()
            .status(StatusCode::NOT_MODIFIED)
            .finish();
        put(response.headers_mut(), header::ETAG, etag);
        put(response.headers_mut(), header::CACHE_CONTROL, CACHE);
        Self(response)
    }
}

impl Asked {
    fn has(&self, etag: &str) -> bool {
        let tags = self.if_none_match.as_deref().unwrap_or_default().split(',');
        let mut tags = tags.map(|tag| tag.trim().trim_start_matches("W/"));
        tags.any(|tag| tag == etag || tag == "*")
    }
}

/// Kept by the reader's own browser, asked for anew each time since the right to read may end, and
/// changed by nobody on the way: a range of other bytes would be wrong.
const CACHE: &str = "private, no-cache, no-transform";

fn describe(headers: &mut HeaderMap, file: &File, etag: &str) {
    protect(headers, &file.media_type, etag);
    let shown = is_shown(&file.media_type);
    let kind = if shown { "inline" } else { "attachment" };
    let disposition = disposition(kind, &file.name);
    put(headers, header::CONTENT_DISPOSITION, &disposition);
    put(headers, header::CONTENT_TYPE, &file.media_type);
    put(headers, header::ACCEPT_RANGES, "bytes");
}

fn protect(headers: &mut HeaderMap, media_type: &str, etag: &str) {
    put(headers, header::CONTENT_SECURITY_POLICY, policy(media_type));
    put(headers, header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    put(headers, RESOURCE_POLICY, "same-origin");
    put(headers, header::CACHE_CONTROL, CACHE);
    put(headers, header::ETAG, etag);
}

fn policy(media_type: &str) -> &'static str {
    match media_type.split_once('/') {
        Some(("audio" | "video", _)) => PLAYER,
        _ if is_shown(media_type) => VIEWER,
        _ => SANDBOX,
    }
}

/// Whether a browser may show it in place. An SVG is a document that may hold scripts.
fn is_shown(media_type: &str) -> bool {
    match media_type.split_once('/') {
        Some(("audio" | "video", _)) => true,
        Some(("image", kind)) => {
            matches!(kind, "png" | "jpeg" | "gif" | "webp" | "avif" | "bmp")
        }
        _ => media_type == "application/pdf",
    }
}

fn put(headers: &mut HeaderMap, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::try_from(value) {
        headers.insert(name, value);
    }
}

fn beyond(bytes: u64) -> Problem {
    let detail = format!("begins beyond the end; the file has {bytes} bytes");
    let mut problem = Problem::new(Kind::RangeNotSatisfiable, format!("The range {detail}."));
    problem.errors.push(FieldError::new("Range", detail));
    problem.length = Some(bytes);
    problem
}

impl IntoResponse for Content {
    fn into_response(self) -> Response {
        self.0
    }
}

impl ApiResponse for Content {
    fn meta() -> MetaResponses {
        let bytes = || {
            let schema = MetaSchema::new_with_format("string", "binary");
            vec![MetaMediaType {
                content_type: "*/*",
                schema: MetaSchemaRef::Inline(Box::new(schema)),
            }]
        };
        let answer = |status, description, content| MetaResponse {
            description,
            status: Some(status),
            status_range: None,
            content,
            headers: vec![etag()],
        };
        MetaResponses {
            responses: vec![
                answer(200, "The bytes.", bytes()),
                answer(206, "The bytes of the range.", bytes()),
                answer(304, "Not changed.", vec![]),
            ],
        }
    }

    fn register(_: &mut Registry) {}
}

fn etag() -> MetaHeader {
    MetaHeader {
        name: "ETag".to_owned(),
        description: Some("The hash of the content; send it as If-None-Match.".to_owned()),
        required: false,
        deprecated: false,
        schema: String::schema_ref(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_cannot_run_is_shown_in_place() {
        for shown in [
            "image/png",
            "image/webp",
            "audio/mpeg",
            "video/webm",
            "application/pdf",
        ] {
            assert!(is_shown(shown), "{shown}");
        }
        for kept in [
            "image/svg+xml",
            "text/html",
            "text/plain",
            "application/xml",
            "image/tiff",
        ] {
            assert!(!is_shown(kept) && policy(kept) == SANDBOX, "{kept}");
        }
    }

    #[test]
    fn nothing_that_is_shown_may_run_scripts() {
        for policy in ["image/png", "video/webm", "application/pdf"].map(policy) {
            assert!(policy.starts_with("sandbox") && policy.contains("default-src 'none'"));
            assert!(!policy.contains("script"), "{policy}");
        }
    }

    #[test]
    fn a_tag_is_known_among_several() {
        let asked = |tags: &str| Asked {
            if_none_match: Some(tags.to_owned()),
            ..Asked::default()
        };
        assert!(asked("\"x\", W/\"a\"").has("\"a\""));
        assert!(asked("*").has("\"a\""));
        assert!(!asked("\"b\"").has("\"a\"") && !Asked::default().has("\"a\""));
    }
}
