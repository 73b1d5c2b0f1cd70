//! The page for people whose sign-in went wrong: what happened, and how to begin again.

use super::away::Away;
use super::{binding, find};
use crate::problem::{Kind, Problem};
use crate::request::Visitor;
use data_encoding::BASE64;
use poem::http::header;
use poem::{Request, Response};
use sha2::{Digest, Sha256};

const STYLE: &str = ":root{color-scheme:light dark}\
    body{font:1rem/1.5 system-ui,sans-serif;max-width:34rem;margin:15vh auto;padding:0 1rem}";

/// The problem as a page, for whoever asks for pages; programs get it as it is.
pub(super) fn page(
    request: &Request,
    (visitor, key): (&Visitor, &str),
    problem: Problem,
) -> Result<Away, Problem> {
    if problem.kind == Kind::Internal || !wants_pages(request) {
        return Err(problem);
    }
    let home = binding::path(&visitor.state.app.public_url);
    let again = match find(&visitor.state, key) {
        Ok(_) => format!("{home}/api/v1/auth/{key}/start"), // a key needs no escape
        Err(_) => format!("{home}/"),
    };
    let mut page = Response::builder()
        .status(problem.kind.status())
        .content_type("text/html; charset=utf-8")
        .header(header::CONTENT_SECURITY_POLICY, policy());
    if problem.kind == Kind::Unavailable {
        page = page.header(header::RETRY_AFTER, "1");
    }
    Ok(Away::not(page.body(written(&problem.detail, &again))))
}

fn wants_pages(request: &Request) -> bool {
    let accepted = request.header(header::ACCEPT).unwrap_or_default();
    accepted.split(',').any(|range| {
        let media_type = range.split(';').next().unwrap_or_default().trim();
        media_type.eq_ignore_ascii_case("text/html")
    })
}

fn written(detail: &str, again: &str) -> String {
    let detail = escaped(detail);
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n\
         <title>You are not signed in</title>\n<style>{STYLE}</style>\n\
         <main>\n<h1>You are not signed in</h1>\n<p>{detail}</p>\n\
         <p><a href=\"{again}\">Sign in again</a></p>\n</main>\n</html>\n"
    )
}

/// Runs nothing and loads nothing.
fn policy() -> String {
    let style = BASE64.encode(&Sha256::digest(STYLE.as_bytes()));
    format!(
        "default-src 'none'; style-src 'sha256-{style}'; base-uri 'none'; form-action 'none'; \
         frame-ancestors 'none'"
    )
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_who_asks_for_pages_gets_one() {
        let accepts = |value| wants_pages(&Request::builder().header("Accept", value).finish());
        assert!(accepts("text/html,application/xhtml+xml;q=0.9,*/*;q=0.8"));
        assert!(!accepts("*/*"));
        assert!(!accepts("application/json"));
        assert!(!wants_pages(&Request::default()));
    }

    #[test]
    fn what_is_told_is_text() {
        let page = written("<Corp> & \"sons\"", "/");
        assert!(
            page.contains("<p>&lt;Corp&gt; &amp; &quot;sons&quot;</p>"),
            "{page}"
        );
    }
}
