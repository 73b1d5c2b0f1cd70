//! Who may see how the service is doing from within.

use super::address::ClientAddress;
use super::options::MetricsAccess;
use poem::Request;
use poem::http::header;
use subtle::ConstantTimeEq;

impl MetricsAccess {
    /// Whether the request comes from where watchers are, or carries their token. A proxy that is not
    /// trusted speaks for anybody.
    pub(crate) fn admits(&self, request: &Request) -> bool {
        let client = request.extensions().get::<ClientAddress>();
        let near = client.is_some_and(|c| !c.hidden && self.from.contain(c.ip));
        near || self.knows(request)
    }

    fn knows(&self, request: &Request) -> bool {
        let Some(token) = &self.token else {
            return false;
        };
        let given = request.header(header::AUTHORIZATION).unwrap_or_default();
        let given = given.strip_prefix("Bearer ").unwrap_or_default();
        given.as_bytes().ct_eq(token.as_bytes()).into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from(ip: &str, hidden: bool, token: &str) -> Request {
        let authorization = format!("Bearer {token}");
        let request = Request::builder().header("Authorization", authorization);
        let ip = ip.parse().unwrap();
        request.extension(ClientAddress { ip, hidden }).finish()
    }

    #[test]
    fn watchers_are_near_or_have_the_token() {
        let access = MetricsAccess {
            token: Some("word".to_owned()),
            ..MetricsAccess::default()
        };
        assert!(access.admits(&from("127.0.0.1", false, "")));
        assert!(access.admits(&from("203.0.113.1", false, "word")));
        assert!(!access.admits(&from("203.0.113.1", false, "wor")));
        assert!(!access.admits(&from("203.0.113.1", false, "")));
        assert!(!access.admits(&from("127.0.0.1", true, "")));
        assert!(!MetricsAccess::default().admits(&from("203.0.113.1", false, "")));
    }
}
