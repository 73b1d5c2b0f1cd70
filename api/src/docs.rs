//! The page that shows the document, allowed to run its own scripts and nothing else.

use crate::openapi;
use data_encoding::BASE64;
use poem::endpoint::make;
use poem::http::header;
use poem::{Body, Endpoint, Response};
use sha2::{Digest, Sha256};

/// `/api/docs`.
pub(crate) fn page() -> impl Endpoint<Output = Response> {
    let html = openapi::service().swagger_ui_html();
    let policy = policy(&html);
    let html = bytes::Bytes::from(html);
    make(move |_| {
        let response = Response::builder()
            .content_type("text/html; charset=utf-8")
            .header(header::CONTENT_SECURITY_POLICY, &policy)
            .header(header::CACHE_CONTROL, "no-cache")
            .body(Body::from_bytes(html.clone()));
        std::future::ready(Ok::<_, poem::Error>(response))
    })
}

/// Scripts run by their hash; styles are made as the page goes; requests go to this service alone.
fn policy(html: &str) -> String {
    let hashes: Vec<_> = scripts(html).map(hash).collect();
    format!(
        "default-src 'none'; script-src {}; style-src 'unsafe-inline'; img-src 'self' data:; \
        connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
        hashes.join(" ")
    )
}

/// What stands between the tags, as a browser divides it.
fn scripts(html: &str) -> impl Iterator<Item = &str> {
    let mut rest = html;
    std::iter::from_fn(move || {
        let (_, opened) = rest.split_once("<script")?;
        let (_, opened) = opened.split_once('>')?;
        let (script, after) = opened.split_once("</script>")?;
        rest = after;
        Some(script)
    })
}

fn hash(script: &str) -> String {
    format!("'sha256-{}'", BASE64.encode(&Sha256::digest(script)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_are_allowed_by_what_they_are() {
        let html = "<script charset=\"UTF-8\">alert(1)</script><p><script>\n'<script>'</script>";
        assert_eq!(
            scripts(html).collect::<Vec<_>>(),
            ["alert(1)", "\n'<script>'"]
        );
        // as openssl dgst -sha256 -binary | base64 has it
        let expected = "'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI='";
        assert_eq!(hash("alert(1)"), expected);
    }

    #[test]
    fn the_page_has_two_scripts_and_no_others_run() {
        let policy = policy(&openapi::service().swagger_ui_html());
        assert_eq!(policy.matches("sha256-").count(), 2, "{policy}");
        let scripts = policy.split(';').find(|p| p.contains("script-src"));
        assert!(!scripts.unwrap().contains("unsafe"), "{policy}");
    }
}
