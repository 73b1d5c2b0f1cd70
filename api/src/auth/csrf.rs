//! Against requests that other sites make browsers send: a cookie alone changes nothing.

use crate::problem::{Kind, Problem};
use poem::Request;
use poem::http::{Method, header};

/// What a page of another site cannot send without asking first.
pub(crate) const CSRF: &str = "X-Docket-CSRF";

/// Where a browser says that a request comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Origin {
    /// A page of ours, or the person themselves.
    Own,
    Foreign,
    /// It is no browser of today.
    Untold,
}

/// Holds a request that a cookie speaks for to what only our own pages can send: it must say that
/// it comes from here, and carry `X-Docket-CSRF: 1`. Reading needs neither.
pub(crate) fn check(request: &Request, public_url: &str) -> Result<(), Problem> {
    if is_safe(request.method()) {
        return Ok(());
    }
    if origin(request, public_url) != Origin::Own {
        return Err(refused(
            "It must come from a page of this installation; is DOCKET_PUBLIC_URL its address?",
        ));
    }
    match request.header(CSRF).map(str::trim) {
        Some("1") => Ok(()),
        _ => Err(refused("Send the header X-Docket-CSRF: 1 along.")),
    }
}

/// Holds a request of somebody who is not signed in to not being another site's: signing a person
/// in to somebody else's account is an attack too. Programs say nothing of where they are.
pub(crate) fn check_stranger(request: &Request, public_url: &str) -> Result<(), Problem> {
    match origin(request, public_url) {
        Origin::Foreign => Err(refused(
            "It comes from a page of another site; is DOCKET_PUBLIC_URL the address of this one?",
        )),
        Origin::Own | Origin::Untold => Ok(()),
    }
}

fn origin(request: &Request, public_url: &str) -> Origin {
    let own = |yes| if yes { Origin::Own } else { Origin::Foreign };
    if let Some(site) = request.header("Sec-Fetch-Site") {
        return own(matches!(site, "same-origin" | "none"));
    }
    match request.header(header::ORIGIN) {
        Some(from) => own(from.eq_ignore_ascii_case(origin_of(public_url))),
        None => Origin::Untold,
    }
}

/// `https://desk.example.org:8443` of an address with a path.
fn origin_of(url: &str) -> &str {
    let start = url.find("://").map_or(0, |at| at + 3);
    let end = url[start..].find('/').map_or(url.len(), |at| start + at);
    &url[..end]
}

fn is_safe(method: &Method) -> bool {
    matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}

fn refused(detail: &str) -> Problem {
    let detail = format!("This request is not taken from a browser as it is. {detail}");
    Problem::new(Kind::Forbidden, detail)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOME: &str = "https://desk.example.org/docket";

    fn request(method: Method, headers: &[(&str, &str)]) -> Request {
        let request = Request::builder().method(method);
        let with = |request: poem::RequestBuilder, (name, value): &(&str, &str)| {
            request.header(*name, *value)
        };
        headers.iter().fold(request, with).finish()
    }

    #[test]
    fn a_change_needs_an_own_origin_and_the_header() {
        let own = [("Origin", "https://desk.example.org"), (CSRF, "1")];
        let told = [("Sec-Fetch-Site", "same-origin"), (CSRF, "1")];
        for headers in [own, told] {
            assert!(check(&request(Method::POST, &headers), HOME).is_ok());
            assert!(check(&request(Method::POST, &headers[..1]), HOME).is_err());
            assert!(check(&request(Method::POST, &headers[1..]), HOME).is_err());
        }
    }

    #[test]
    fn another_site_is_refused_whatever_else_it_sends() {
        for site in ["cross-site", "same-site", ""] {
            let headers = [
                ("Sec-Fetch-Site", site),
                ("Origin", "https://desk.example.org"),
                (CSRF, "1"),
            ];
            let request = request(Method::DELETE, &headers);
            assert!(check(&request, HOME).is_err(), "{site}");
            assert!(check_stranger(&request, HOME).is_err(), "{site}");
        }
        for origin in [
            "null",
            "https://desk.example.org.evil.net",
            "http://desk.example.org",
        ] {
            let request = request(Method::POST, &[("Origin", origin), (CSRF, "1")]);
            assert!(check(&request, HOME).is_err(), "{origin}");
            assert!(check_stranger(&request, HOME).is_err(), "{origin}");
        }
    }

    #[test]
    fn reading_needs_nothing_and_programs_may_sign_in() {
        assert!(check(&request(Method::GET, &[]), HOME).is_ok());
        assert!(check_stranger(&request(Method::POST, &[]), HOME).is_ok());
    }
}
