//! The cookie that ties the return from a provider to the browser that left for it.

use accounts::DEPARTURE;

/// Name of the cookie where the installation is reached by https: browsers take it from there alone.
const SECURE_NAME: &str = "__Secure-docket-auth";
/// Its name by plain http, on one's own machine.
const PLAIN_NAME: &str = "docket-auth";

/// The cookie, for as long as somebody may be away. A provider sends browsers back by a link, which
/// takes `Lax` cookies along.
pub(super) fn cookie(binding: &str, public_url: &str) -> String {
    kept(binding, DEPARTURE.as_secs(), public_url)
}

/// Takes it back.
pub(super) fn dropped(public_url: &str) -> String {
    kept("", 0, public_url)
}

pub(super) fn name(public_url: &str) -> &'static str {
    match public_url.starts_with("https://") {
        true => SECURE_NAME,
        false => PLAIN_NAME,
    }
}

fn kept(binding: &str, seconds: i64, public_url: &str) -> String {
    let name = name(public_url);
    let secure = match name {
        SECURE_NAME => "; Secure",
        _ => "",
    };
    let path = path(public_url);
    format!(
        "{name}={binding}; Path={path}/api/v1/auth; Max-Age={seconds}; HttpOnly; \
         SameSite=Lax{secure}"
    )
}

/// What stands before all paths of this installation: nothing, or `/docket`.
pub(super) fn path(public_url: &str) -> &str {
    let start = public_url.find("://").map_or(0, |at| at + 3);
    let end = public_url[start..].find('/').map(|at| start + at);
    end.map_or("", |at| &public_url[at..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cookie_goes_nowhere_but_to_the_way_back() {
        let https = "https://desk.example.org/docket";
        assert_eq!(
            cookie("abc", https),
            "__Secure-docket-auth=abc; Path=/docket/api/v1/auth; Max-Age=600; HttpOnly; \
             SameSite=Lax; Secure"
        );
        assert_eq!(
            dropped("http://127.0.0.1:8080"),
            "docket-auth=; Path=/api/v1/auth; Max-Age=0; HttpOnly; SameSite=Lax"
        );
    }
}
