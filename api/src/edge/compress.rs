//! gzip for JSON and text, where the caller takes it and it is worth it.

use flate2::{Compression, write::GzEncoder};
use poem::http::{HeaderValue, header};
use poem::{Body, Request, Response};
use std::io::Write;

/// Shorter answers fit in one packet as they are.
const WORTH_IT: usize = 1400;

/// Whether the caller takes gzip.
pub(super) fn accepted(request: &Request) -> bool {
    let accepted = request.headers().get(header::ACCEPT_ENCODING);
    let accepted = accepted.and_then(|value| value.to_str().ok());
    accepted.is_some_and(takes_gzip)
}

fn takes_gzip(accepted: &str) -> bool {
    accepted.split(',').any(|part| {
        let mut part = part.split(';').map(str::trim);
        let named = part
            .next()
            .is_some_and(|name| name.eq_ignore_ascii_case("gzip"));
        let quality = part.find_map(|p| p.strip_prefix("q="));
        let refused = quality.is_some_and(|q| q.parse::<f32>().is_ok_and(|q| q <= 0.0));
        named && !refused
    })
}

/// The answer, smaller if that helps. Streams, and what says that it must stay as it is, pass untouched.
pub(super) async fn compress(mut response: Response) -> Response {
    let encoded = response.headers().contains_key(header::CONTENT_ENCODING);
    if !is_text(&response) || encoded || is_fixed(&response) {
        return response;
    }
    let vary = HeaderValue::from_static("accept-encoding");
    response.headers_mut().append(header::VARY, vary);
    let Ok(bytes) = response.take_body().into_bytes().await else {
        return response;
    };
    match gzip(&bytes) {
        Some(smaller) => {
            let gzip = HeaderValue::from_static("gzip");
            response
                .headers_mut()
                .insert(header::CONTENT_ENCODING, gzip);
            response.set_body(Body::from_vec(smaller));
        }
        None => response.set_body(Body::from_bytes(bytes)),
    }
    response
}

/// Of content as people uploaded it, a range must fit the whole and nothing is read into memory.
fn is_fixed(response: &Response) -> bool {
    let cache = response.headers().get(header::CACHE_CONTROL);
    cache.is_some_and(|value| value.to_str().is_ok_and(|v| v.contains("no-transform")))
}

fn gzip(bytes: &[u8]) -> Option<Vec<u8>> {
    if bytes.len() < WORTH_IT {
        return None;
    }
    let mut encoder = GzEncoder::new(Vec::with_capacity(bytes.len() / 4), Compression::fast());
    encoder.write_all(bytes).ok()?;
    let smaller = encoder.finish().ok()?;
    (smaller.len() < bytes.len()).then_some(smaller)
}

fn is_text(response: &Response) -> bool {
    let media_type = response.content_type().unwrap_or_default();
    let media_type = media_type.split(';').next().unwrap_or_default().trim();
    matches!(
        media_type,
        "application/json" | "application/problem+json" | "text/html" | "text/plain"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    fn json(bytes: usize) -> Response {
        let body = Body::from(vec![b' '; bytes]);
        Response::builder()
            .content_type("application/json")
            .body(body)
    }

    #[test]
    fn gzip_is_taken_only_where_it_is_named() {
        assert!(takes_gzip("gzip"));
        assert!(takes_gzip("br, GZIP;q=0.5"));
        assert!(!takes_gzip("gzip;q=0"));
        assert!(!takes_gzip("br"));
        assert!(!takes_gzip("identity"));
    }

    #[tokio::test]
    async fn long_json_is_compressed_and_reads_back() {
        let response = compress(json(5000)).await;
        assert_eq!(response.header("content-encoding"), Some("gzip"));
        assert_eq!(response.header("vary"), Some("accept-encoding"));
        let bytes = response.into_body().into_bytes().await.unwrap();
        let mut text = String::new();
        let mut decoder = flate2::read::GzDecoder::new(bytes.as_ref());
        decoder.read_to_string(&mut text).unwrap();
        assert_eq!(text, " ".repeat(5000));
    }

    #[tokio::test]
    async fn short_json_and_streams_pass_as_they_are() {
        let short = compress(json(100)).await;
        assert_eq!(short.header("content-encoding"), None);
        assert_eq!(short.into_body().into_bytes().await.unwrap().len(), 100);
        let pending = futures_util::stream::pending::<Result<bytes::Bytes, std::io::Error>>();
        let live = Response::builder()
            .content_type("text/event-stream")
            .body(Body::from_bytes_stream(pending));
        assert_eq!(compress(live).await.header("vary"), None);
    }
}
