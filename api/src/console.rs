//! The web console: files that are part of the program, with the history fallback that its own
//! addresses need.

mod files;

use files::{File, Files};
use poem::endpoint::make;
use poem::error::NotFoundError;
use poem::http::{HeaderName, HeaderValue, StatusCode, header};
use poem::{Body, Endpoint, Request, Response, Route, get};
use std::sync::Arc;

/// Where what never changes under its name lies: names there have a hash of the content in them.
const HASHED: &str = "assets/";
const FOR_EVER: &str = "public, max-age=31536000, immutable";
/// Kept, but asked for again with its tag.
const ASK_AGAIN: &str = "no-cache";

const NOT_BUILT: &str = "<!doctype html><meta charset=utf-8><title>Docket</title>\
    <h1>The console is not part of this program</h1>\
    <p>It was built without the console's files. Run <code>scripts/console.sh</code>, then build \
    the program again; <code>make run</code> does both. The API is at \
    <a href=/api/docs>/api/docs</a>.</p>";

/// Adds the console at every address that nothing else is at.
pub(crate) fn routes(routes: Route) -> Route {
    let files = Arc::new(Files::embedded());
    let page = files.clone();
    routes
        .at("/", get(make(move |request| serve(page.clone(), request))))
        .at("/*path", get(fallback(files)))
}

/// Files by their names; to browsers that go somewhere, the page, which knows its own addresses.
/// Everybody else is told that there is nothing.
fn fallback(files: Arc<Files>) -> impl Endpoint<Output = Response> {
    make(move |request: Request| serve(files.clone(), request))
}

async fn serve(files: Arc<Files>, request: Request) -> poem::Result<Response> {
    let path = request.uri().path().trim_start_matches('/');
    if let Some(file) = files.get(path) {
        return Ok(answer(&request, path, file));
    }
    if !path.is_empty() && !is_page(&request, path) {
        return Err(NotFoundError.into());
    }
    match files.get("index.html") {
        Some(page) => Ok(answer(&request, "index.html", page)),
        None => Ok(not_built()),
    }
}

/// Whether a person goes to an address, rather than a program that mistook it.
fn is_page(request: &Request, path: &str) -> bool {
    let wanted = request.header(header::ACCEPT).unwrap_or_default();
    let ours = ["api/", "assets/", "embed/", "portal/"];
    wanted.contains("text/html") && !ours.iter().any(|below| path.starts_with(below))
}

fn answer(request: &Request, path: &str, file: &File) -> Response {
    let accepted = request.header(header::ACCEPT_ENCODING).unwrap_or_default();
    let (encoding, bytes) = file.best(accepted);
    let tag = match encoding {
        Some(encoding) => format!("\"{}-{encoding}\"", file.tag),
        None => format!("\"{}\"", file.tag),
    };
    let mut response = match is_known(request, &tag) {
        // browsers take the headers of this answer for the page that they kept: its policy follows
        // from what it is
        true => Response::builder()
            .status(StatusCode::NOT_MODIFIED)
            .content_type(file.media_type)
            .finish(),
        false => Response::builder()
            .content_type(file.media_type)
            .body(Body::from_bytes(bytes.clone())),
    };
    if let (Some(encoding), true) = (encoding, response.status().is_success()) {
        put(&mut response, header::CONTENT_ENCODING, encoding);
    }
    let kept = if path.starts_with(HASHED) {
        FOR_EVER
    } else {
        ASK_AGAIN
    };
    put(&mut response, header::CACHE_CONTROL, kept);
    put(&mut response, header::VARY, "accept-encoding");
    put(&mut response, header::ETAG, &tag);
    response
}

fn is_known(request: &Request, tag: &str) -> bool {
    let known = request.header(header::IF_NONE_MATCH).unwrap_or_default();
    let mut known = known
        .split(',')
        .map(|known| known.trim().trim_start_matches("W/"));
    known.any(|known| known == tag || known == "*")
}

fn not_built() -> Response {
    Response::builder()
        .status(StatusCode::NOT_FOUND)
        .content_type("text/html; charset=utf-8")
        .body(NOT_BUILT)
}

fn put(response: &mut Response, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::try_from(value) {
        response.headers_mut().insert(name, value);
    }
}

#[cfg(test)]
mod tests;
