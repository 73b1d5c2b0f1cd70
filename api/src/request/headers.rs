//! Request headers of ours, and the standard ones that need care.

use crate::problem::Problem;
use crate::types::Position;
use poem::Request;
use poem::http::HeaderName;
use poem::http::header::IF_MATCH;

pub(crate) const MIN_POSITION: &str = "Docket-Min-Position";
pub(crate) const IDEMPOTENCY_KEY: &str = "Idempotency-Key";
const KEY_CHARS: usize = 255;

/// What `If-Match` expects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum IfMatch {
    /// No such header.
    Absent,
    /// `*`: any version, as long as there is one.
    Any,
    Version(i32),
}

impl IfMatch {
    /// The version that must be there, if one was named.
    pub fn version(self) -> Option<i32> {
        match self {
            Self::Version(version) => Some(version),
            Self::Absent | Self::Any => None,
        }
    }
}

pub(crate) fn min_position(request: &Request) -> Result<Option<i64>, Problem> {
    let text = text(request, MIN_POSITION)?;
    text.map(|text| position(MIN_POSITION, text)).transpose()
}

pub(crate) fn position(name: &str, text: &str) -> Result<i64, Problem> {
    let position = text.trim().parse::<Position>();
    Ok(position
        .map_err(|detail| Problem::parameter(name, detail))?
        .0)
}

/// The key of RFC-draft idempotency-key-header: 1 to 255 visible ASCII characters.
pub(crate) fn idempotency_key(request: &Request) -> Result<Option<&str>, Problem> {
    let Some(key) = text(request, IDEMPOTENCY_KEY)? else {
        return Ok(None);
    };
    let visible = key.bytes().all(|b| b.is_ascii_graphic());
    if key.is_empty() || key.len() > KEY_CHARS || !visible {
        let detail = "must be 1 to 255 visible ASCII characters";
        return Err(Problem::parameter(IDEMPOTENCY_KEY, detail));
    }
    Ok(Some(key))
}

pub(crate) fn if_match(request: &Request) -> Result<IfMatch, Problem> {
    match text(request, IF_MATCH.as_str()) {
        Ok(None) => Ok(IfMatch::Absent),
        Ok(Some(text)) => parse_if_match(text).ok_or_else(malformed_if_match),
        Err(_) => Err(malformed_if_match()),
    }
}

fn malformed_if_match() -> Problem {
    let detail = "must be one ETag as it was answered, such as \"3\", or *";
    Problem::parameter("If-Match", detail)
}

/// Proxies that compress mark our tags as weak; the version still says all.
fn parse_if_match(text: &str) -> Option<IfMatch> {
    let text = text.trim();
    if text == "*" {
        return Some(IfMatch::Any);
    }
    let tag = text.strip_prefix("W/").unwrap_or(text);
    let digits = tag.strip_prefix('"')?.strip_suffix('"')?;
    let plain = digits.bytes().all(|b| b.is_ascii_digit());
    let version = digits.parse().ok().filter(|_| plain)?;
    Some(IfMatch::Version(version))
}

/// The one value of a header; several, or bytes that are no text, are refused.
fn text<'a>(request: &'a Request, name: &str) -> Result<Option<&'a str>, Problem> {
    let Ok(header) = name.parse::<HeaderName>() else {
        return Ok(None);
    };
    let mut values = request.headers().get_all(header).iter();
    match (values.next(), values.next()) {
        (None, _) => Ok(None),
        (Some(value), None) => match value.to_str() {
            Ok(text) => Ok(Some(text)),
            Err(_) => Err(Problem::parameter(name, "must be plain text")),
        },
        (Some(_), Some(_)) => Err(Problem::parameter(name, "must be given once")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(name: &str, value: &str) -> Request {
        Request::builder().header(name, value).finish()
    }

    #[test]
    fn if_match_takes_one_tag_or_a_star() {
        let parsed = |text| if_match(&with("If-Match", text)).ok();
        assert_eq!(parsed("\"3\""), Some(IfMatch::Version(3)));
        assert_eq!(parsed("W/\"3\""), Some(IfMatch::Version(3)));
        assert_eq!(parsed("*"), Some(IfMatch::Any));
        for text in [
            "3",
            "\"\"",
            "\"x\"",
            "\"-1\"",
            "\"+1\"",
            "\"1\", \"2\"",
            "\"99999999999\"",
        ] {
            assert_eq!(parsed(text), None, "{text}");
        }
        assert_eq!(if_match(&Request::default()).ok(), Some(IfMatch::Absent));
    }

    #[test]
    fn an_idempotency_key_is_visible_ascii_of_bounded_length() {
        let accepted = |key: &str| {
            let request = with(IDEMPOTENCY_KEY, key);
            idempotency_key(&request)
                .map(|key| key.map(str::to_owned))
                .ok()
        };
        assert_eq!(accepted("a-1"), Some(Some("a-1".to_owned())));
        assert!(accepted(&"k".repeat(255)).is_some());
        assert!(accepted(&"k".repeat(256)).is_none());
        assert!(accepted("").is_none());
        assert!(accepted("a b").is_none());
    }

    #[test]
    fn a_header_given_twice_is_refused() {
        let request = Request::builder()
            .header(IDEMPOTENCY_KEY, "a")
            .header(IDEMPOTENCY_KEY, "b")
            .finish();
        assert!(idempotency_key(&request).is_err());
    }
}
