//! The form on other people's web sites: a script that puts a button there, and the page that it
//! shows in a frame of ours.

mod page;

use crate::app::App;
use crate::forms::is_on;
use data_encoding::HEXLOWER;
use poem::endpoint::make;
use poem::error::NotFoundError;
use poem::http::{HeaderName, HeaderValue, StatusCode, header};
use poem::{Body, Endpoint, Request, Response, Route, get};
use sha2::{Digest, Sha256};

const RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");
/// Sites ask for it often, and it changes with our program alone.
const CACHE: &str = "public, max-age=3600";

const SCRIPT: &str = include_str!("embed/embed.js");
const PAGE_SCRIPT: &str = include_str!("embed/form.js");
const PAGE_STYLE: &str = include_str!("embed/form.css");

/// Adds the addresses of the script and of the page in the frame.
pub(crate) fn routes(routes: Route, app: &App) -> Route {
    let javascript = "text/javascript; charset=utf-8";
    routes
        .at("/embed.js", get(fixed(app, (SCRIPT, javascript))))
        .at("/embed/form.js", get(fixed(app, (PAGE_SCRIPT, javascript))))
        .at(
            "/embed/form.css",
            get(fixed(app, (PAGE_STYLE, "text/css; charset=utf-8"))),
        )
        .at("/embed/form", get(page::page(app)))
}

/// Something that is part of the program, as long as the form is on.
fn fixed(
    app: &App,
    (text, media_type): (&'static str, &'static str),
) -> impl Endpoint<Output = Response> + use<> {
    let catalog = app.catalog.clone();
    let etag = format!("\"{}\"", HEXLOWER.encode(&Sha256::digest(text.as_bytes())));
    make(move |request: Request| {
        let on = is_on(&catalog.now());
        let answer = on.then(|| answer(&request, (text, media_type), &etag));
        std::future::ready(answer.ok_or_else(|| poem::Error::from(NotFoundError)))
    })
}

fn answer(request: &Request, (text, media_type): (&'static str, &str), etag: &str) -> Response {
    let known = request.header(header::IF_NONE_MATCH).unwrap_or_default();
    let known = known
        .split(',')
        .map(|tag| tag.trim().trim_start_matches("W/"));
    let mut response = match known.into_iter().any(|tag| tag == etag || tag == "*") {
        true => Response::builder()
            .status(StatusCode::NOT_MODIFIED)
            .finish(),
        false => Response::builder()
            .content_type(media_type)
            .body(Body::from_bytes(bytes::Bytes::from_static(text.as_bytes()))),
    };
    put(&mut response, header::ETAG, etag);
    put(&mut response, header::CACHE_CONTROL, CACHE);
    // other sites may load it: it says nothing of anybody
    put(&mut response, RESOURCE_POLICY, "cross-origin");
    response
}

fn put(response: &mut Response, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::try_from(value) {
        response.headers_mut().insert(name, value);
    }
}
