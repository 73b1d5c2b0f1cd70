//! An address as it is written: what can be said of it before anybody is asked where it leads.

use crate::{Allow, OutgoingError};
use std::net::IpAddr;
use url::{Host, Url};

/// Where a request may go, as far as its spelling tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    pub(crate) url: Url,
}

/// Below this, ports belong to other services than the web's.
const FIRST_FREE_PORT: u16 = 1024;

impl Target {
    /// Checks scheme, user, port, and an address that is written out, in whatever spelling: decimal,
    /// octal and short forms are read as browsers read them.
    pub fn parse(text: &str, allow: &Allow) -> Result<Self, OutgoingError> {
        Self::of(Url::parse(text)?, allow)
    }

    pub(crate) fn of(url: Url, allow: &Allow) -> Result<Self, OutgoingError> {
        if !matches!(url.scheme(), "http" | "https") {
            return Err(OutgoingError::Scheme);
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(OutgoingError::Credentials);
        }
        let written = match url.host() {
            None => return Err(OutgoingError::NoHost),
            Some(Host::Domain(_)) => None,
            Some(Host::Ipv4(address)) => Some(IpAddr::V4(address)),
            Some(Host::Ipv6(address)) => Some(IpAddr::V6(address)),
        };
        let host = url.host_str().unwrap_or_default();
        match url.port_or_known_default() {
            Some(80 | 443 | FIRST_FREE_PORT..) => {}
            port => return Err(OutgoingError::Port(port.unwrap_or_default())),
        }
        if written.is_some_and(|address| !allow.covers(host, address)) {
            let host = host.to_owned();
            return Err(OutgoingError::Refused { host });
        }
        Ok(Self { url })
    }

    /// The address in its canonical spelling.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.url.as_str()
    }

    /// Whether keys for this one may be shown to `other`.
    pub(crate) fn is_same_place(&self, other: &Self) -> bool {
        self.url.origin() == other.url.origin()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(text: &str) -> OutgoingError {
        Target::parse(text, &Allow::default()).expect_err(text)
    }

    #[test]
    fn only_the_web_is_asked() {
        for text in [
            "ftp://example.org/",
            "file:///etc/passwd",
            "gopher://x/",
            "data:,x",
        ] {
            assert!(matches!(refusal(text), OutgoingError::Scheme), "{text}");
        }
        let text = "https://user:word@example.org/";
        assert!(matches!(refusal(text), OutgoingError::Credentials));
        for port in [0, 22, 25, 111, 445] {
            let text = format!("http://example.org:{port}/");
            assert!(matches!(refusal(&text), OutgoingError::Port(_)), "{text}");
        }
        for text in [
            "https://example.org",
            "http://example.org:8080/x",
            "https://1.1.1.1/",
        ] {
            assert!(Target::parse(text, &Allow::default()).is_ok(), "{text}");
        }
    }

    #[test]
    fn an_address_is_known_in_every_spelling() {
        for text in [
            "http://127.0.0.1/",
            "http://127.1/",
            "http://2130706433/",
            "http://0x7f000001/",
            "http://0x7f.0.0.1/",
            "http://0177.0.0.1/",
            "http://127.0.0.1./",
            "http://%31%32%37.0.0.1/",
            "http://１２７.0.0.1/",
            "http://[::1]/",
            "http://[::ffff:127.0.0.1]/",
            "http://[::ffff:7f00:1]/",
            "http://[64:ff9b::7f00:1]/",
            "http://169.254.169.254/latest/meta-data/",
            "http://2852039166/",
            "http://0/",
            "http://[::]/",
        ] {
            let refusal = refusal(text);
            assert!(
                matches!(refusal, OutgoingError::Refused { .. }),
                "{text} {refusal}"
            );
        }
    }
}
