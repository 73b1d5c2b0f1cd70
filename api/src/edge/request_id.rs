//! The id by which one request is found again in the logs.

use poem::http::HeaderValue;
use poem::{Request, Response};
use uuid::Uuid;

const HEADER: &str = "X-Request-Id";
const CHARS: usize = 128;

/// The caller's own id, or a new one.
#[derive(Debug)]
pub(super) struct RequestId(HeaderValue);

/// A caller's id is taken when it is short and harmless to write into a log.
pub(super) fn of(request: &Request) -> RequestId {
    let given = request.headers().get(HEADER).filter(|value| {
        let bytes = value.as_bytes();
        let harmless = |b: &u8| b.is_ascii_alphanumeric() || b"-_.:/+=".contains(b);
        (1..=CHARS).contains(&bytes.len()) && bytes.iter().all(harmless)
    });
    RequestId(given.cloned().unwrap_or_else(new))
}

fn new() -> HeaderValue {
    let id = Uuid::now_v7().simple().to_string();
    HeaderValue::try_from(id).unwrap_or_else(|_| HeaderValue::from_static("unknown"))
}

impl RequestId {
    pub fn as_str(&self) -> &str {
        self.0.to_str().unwrap_or_default()
    }

    pub fn write(self, response: &mut Response) {
        response.headers_mut().insert("x-request-id", self.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(value: &str) -> String {
        let request = Request::builder().header(HEADER, value).finish();
        of(&request).as_str().to_owned()
    }

    #[test]
    fn a_harmless_id_is_kept_and_others_are_replaced() {
        assert_eq!(given("order-17:a/b"), "order-17:a/b");
        assert_ne!(given("a b"), "a b");
        assert_ne!(given(""), "");
        assert_ne!(given(&"x".repeat(129)), "x".repeat(129));
    }
}
