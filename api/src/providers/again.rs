//! The page for people whose sign-in went wrong: what happened, and how to begin again.

mod words;

use super::away::Away;
use super::failure::Failure;
use super::{binding, find};
use crate::problem::{Kind, Problem};
use crate::request::{Visitor, languages};
use data_encoding::BASE64;
use poem::http::header;
use poem::{Request, Response};
use sha2::{Digest, Sha256};
use words::Words;

const STYLE: &str = ":root{color-scheme:light dark}\
    body{font:1rem/1.5 system-ui,sans-serif;max-width:34rem;margin:15vh auto;padding:0 1rem}";

/// The failure as a page, for whoever asks for pages; programs get the problem as it is.
pub(super) fn page(
    request: &Request,
    (visitor, key): (&Visitor, &str),
    failure: Failure,
) -> Result<Away, Problem> {
    if failure.problem.kind == Kind::Internal || !wants_pages(request) {
        return Err(*failure.problem);
    }
    let words = spoken(request, visitor);
    let home = binding::path(&visitor.state.app.public_url);
    let (again, name) = match find(&visitor.state, key) {
        // a key needs no escape
        Ok(known) => (
            format!("{home}/api/v1/auth/{key}/start"),
            known.name(words.tag),
        ),
        Err(_) => (format!("{home}/"), ""),
    };
    let mut page = Response::builder()
        .status(failure.problem.kind.status())
        .content_type("text/html; charset=utf-8")
        .header(header::CONTENT_LANGUAGE, words.tag)
        .header(header::VARY, "accept-language")
        .header(header::CONTENT_SECURITY_POLICY, policy());
    if failure.problem.kind == Kind::Unavailable {
        page = page.header(header::RETRY_AFTER, "1");
    }
    let told = words.told(&failure, name);
    Ok(Away::not(page.body(written(words, &told, &again))))
}

/// In the first language of the browser's that we write, else in the workspace's.
fn spoken(request: &Request, visitor: &Visitor) -> &'static Words {
    let catalog = visitor.state.app.catalog.now();
    let offered = catalog.workspace().languages.iter();
    let mut wanted = languages(request).chain(offered.map(String::as_str));
    wanted.find_map(Words::of).unwrap_or(&words::ENGLISH)
}

fn wants_pages(request: &Request) -> bool {
    let accepted = request.header(header::ACCEPT).unwrap_or_default();
    accepted.split(',').any(|range| {
        let media_type = range.split(';').next().unwrap_or_default().trim();
        media_type.eq_ignore_ascii_case("text/html")
    })
}

/// `told` is HTML.
fn written(words: &Words, told: &str, again: &str) -> String {
    let Words {
        tag,
        direction,
        title,
        button,
        ..
    } = words;
    format!(
        "<!doctype html>\n<html lang=\"{tag}\" dir=\"{direction}\">\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n\
         <title>{title}</title>\n<style>{STYLE}</style>\n\
         <main>\n<h1>{title}</h1>\n<p>{told}</p>\n\
         <p><a href=\"{again}\">{button}</a></p>\n</main>\n</html>\n"
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
    use crate::providers::failure::Reason;

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
        let detail = "<Corp> & \"sons\" cannot be asked.";
        let failure = || Problem::new(Kind::Unavailable, detail).because(Reason::Unreachable);
        let told = words::ENGLISH.told(&failure(), "<Corp>");
        assert_eq!(told, "&lt;Corp&gt; &amp; &quot;sons&quot; cannot be asked.");
        for tag in ["ar", "he"] {
            let told = Words::of(tag).unwrap().told(&failure(), "<Corp>");
            assert!(told.contains("<bdi>&lt;Corp&gt;</bdi>"), "{told}");
        }
    }
}
