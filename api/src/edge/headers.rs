//! What every answer tells browsers: that it is what it says, belongs in no frame, and runs nothing.

use poem::Response;
use poem::http::{HeaderMap, HeaderName, HeaderValue, header};

const OPENER_POLICY: HeaderName = HeaderName::from_static("cross-origin-opener-policy");
const RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");
const PERMISSIONS_POLICY: HeaderName = HeaderName::from_static("permissions-policy");

/// JSON, streams and files run nothing and load nothing.
const NOTHING: &str = "default-src 'none'; frame-ancestors 'none'";
/// The console: its own scripts, and styles that its components make as they go. Images also of other
/// servers: a member may ask for those of a message. Until then its HTML names none, and no image
/// tells where it was shown, since there is no referrer.
const CONSOLE: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; \
    img-src 'self' data: blob: https:; media-src 'self' blob:; font-src 'self'; connect-src 'self'; \
    manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; \
    frame-ancestors 'none'";
const NO_FEATURES: &str = "camera=(), display-capture=(), geolocation=(), microphone=(), \
    payment=(), usb=()";
/// Two years.
const ONLY_HTTPS: &str = "max-age=63072000";

const FIXED: [(HeaderName, &str); 6] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (OPENER_POLICY, "same-origin"),
    (RESOURCE_POLICY, "same-origin"),
    (PERMISSIONS_POLICY, NO_FEATURES),
];

/// Adds what the answer does not say itself.
pub(super) fn add(response: &mut Response, https: bool) {
    let page = is_page(response);
    let headers = response.headers_mut();
    let framed = may_be_framed(headers);
    for (name, value) in FIXED {
        if name != header::X_FRAME_OPTIONS || !framed {
            put(headers, name, value);
        }
    }
    let policy = if page { CONSOLE } else { NOTHING };
    put(headers, header::CONTENT_SECURITY_POLICY, policy);
    // what has a tag is asked for again with it; nothing else is kept anywhere
    let cache = match headers.contains_key(header::ETAG) {
        true => "private, no-cache",
        false => "no-store",
    };
    put(headers, header::CACHE_CONTROL, cache);
    if https {
        put(headers, header::STRICT_TRANSPORT_SECURITY, ONLY_HTTPS);
    }
}

fn put(headers: &mut HeaderMap, name: HeaderName, value: &'static str) {
    let entry = headers.entry(name);
    entry.or_insert_with(|| HeaderValue::from_static(value));
}

/// Whether the answer says itself who may show it in a frame.
fn may_be_framed(headers: &HeaderMap) -> bool {
    let policy = headers.get(header::CONTENT_SECURITY_POLICY);
    let policy = policy.and_then(|policy| policy.to_str().ok());
    policy.is_some_and(|policy| {
        policy.contains("frame-ancestors") && !policy.contains("frame-ancestors 'none'")
    })
}

fn is_page(response: &Response) -> bool {
    let media_type = response.content_type().unwrap_or_default();
    media_type.starts_with("text/html")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn added(response: Response) -> Response {
        let mut response = response;
        add(&mut response, false);
        response
    }

    #[test]
    fn an_answer_runs_nothing_and_is_kept_nowhere() {
        let response = added(Response::default());
        assert_eq!(response.header("content-security-policy"), Some(NOTHING));
        assert_eq!(response.header("x-content-type-options"), Some("nosniff"));
        assert_eq!(response.header("cache-control"), Some("no-store"));
        assert_eq!(response.header("strict-transport-security"), None);
    }

    #[test]
    fn what_an_answer_says_itself_stays() {
        let response = Response::builder()
            .header("ETag", "\"1\"")
            .header("Content-Security-Policy", "sandbox")
            .finish();
        let response = added(response);
        assert_eq!(response.header("content-security-policy"), Some("sandbox"));
        assert_eq!(response.header("cache-control"), Some("private, no-cache"));
    }

    #[test]
    fn pages_run_their_own_scripts_alone() {
        let page = Response::builder().content_type("text/html; charset=utf-8");
        let response = added(page.finish());
        let policy = response.header("content-security-policy").unwrap();
        assert!(policy.contains("script-src 'self';"), "{policy}");
        assert!(policy.starts_with("default-src 'none'"));
    }

    #[test]
    fn pages_show_images_of_others_and_take_nothing_else_from_them() {
        let page = Response::builder().content_type("text/html");
        let response = added(page.finish());
        let policy = response.header("content-security-policy").unwrap();
        let foreign = |part: &&str| part.contains("https:");
        let parts: Vec<&str> = policy.split(';').map(str::trim).filter(foreign).collect();
        assert_eq!(parts, ["img-src 'self' data: blob: https:"]);
        assert_eq!(response.header("referrer-policy"), Some("no-referrer"));
    }

    #[test]
    fn https_is_insisted_on_where_there_is_https() {
        let mut response = Response::default();
        add(&mut response, true);
        let insisted = response.header("strict-transport-security");
        assert_eq!(insisted, Some(ONLY_HTTPS));
    }
}
