//! Where a request comes from: the peer, or whom a trusted proxy says it speaks for.

use super::options::{ForwardedHeader, Proxies};
use poem::http::{HeaderMap, HeaderName, header};
use poem::{Addr, Request};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};

const X_FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// The caller's address; in the extensions of every request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ClientAddress {
    pub ip: IpAddr,
    /// Somebody in between left a word that is not believed, so that the peer is not the caller.
    pub hidden: bool,
}

/// Whom the request comes from. Only the part of the list that trusted proxies wrote counts: it is
/// read from its end, up to the first address that is none of theirs.
pub(super) fn of(request: &Request, proxies: &Proxies) -> ClientAddress {
    let peer = peer(request);
    let headers = request.headers();
    let forwarded = [X_FORWARDED_FOR, header::FORWARDED];
    if !proxies.trusted.contain(peer) {
        let hidden = forwarded.iter().any(|name| headers.contains_key(name));
        return ClientAddress { ip: peer, hidden };
    }
    let told = match proxies.header {
        ForwardedHeader::XForwardedFor => listed(headers, &X_FORWARDED_FOR, |part| Some(part)),
        ForwardedHeader::Forwarded => listed(headers, &header::FORWARDED, in_forwarded),
    };
    let mut ip = peer;
    for address in told.into_iter().rev() {
        let Some(address) = address else { break };
        ip = address;
        if !proxies.trusted.contain(address) {
            break;
        }
    }
    ClientAddress { ip, hidden: false }
}

fn peer(request: &Request) -> IpAddr {
    match &request.remote_addr().0 {
        Addr::SocketAddr(address) => address.ip().to_canonical(),
        _ => Ipv4Addr::UNSPECIFIED.into(),
    }
}

/// Each entry over all lines of the header, in order; `None` where one cannot be read.
fn listed(
    headers: &HeaderMap,
    name: &HeaderName,
    address: impl Fn(&str) -> Option<&str>,
) -> Vec<Option<IpAddr>> {
    let lines = headers.get_all(name).into_iter();
    let lines = lines.map(|line| line.to_str().unwrap_or_default());
    let parts = lines.flat_map(|line| line.split(','));
    parts
        .map(|part| address(part.trim()).and_then(parsed))
        .collect()
}

/// The `for` of one element.
fn in_forwarded(element: &str) -> Option<&str> {
    let mut pairs = element.split(';').filter_map(|pair| pair.split_once('='));
    let found = pairs.find(|(name, _)| name.trim().eq_ignore_ascii_case("for"));
    found.map(|(_, value)| value.trim().trim_matches('"'))
}

/// An address with or without a port, IPv6 with or without brackets.
fn parsed(text: &str) -> Option<IpAddr> {
    let bare = text.strip_prefix('[').and_then(|t| t.strip_suffix(']'));
    let address = bare.unwrap_or(text).parse::<IpAddr>().ok();
    let with_port = || text.parse::<SocketAddr>().ok().map(|socket| socket.ip());
    address.or_else(with_port).map(|ip| ip.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edge::options::Networks;
    use poem::web::RemoteAddr;

    const PROXY: &str = "10.0.0.1:4000";

    fn proxies(header: ForwardedHeader) -> Proxies {
        let trusted = Networks(vec!["10.0.0.0/8".parse().unwrap()]);
        Proxies { trusted, header }
    }

    fn seen(peer: &str, name: &str, value: &str, header: ForwardedHeader) -> String {
        let peer: SocketAddr = peer.parse().unwrap();
        let parts = poem::http::Request::builder().header(name, value);
        let (parts, ()) = parts.body(()).unwrap().into_parts();
        let remote = RemoteAddr(Addr::SocketAddr(peer));
        let scheme = poem::http::uri::Scheme::HTTP;
        let parts = (parts, Default::default(), remote, scheme).into();
        let request = Request::from_parts(parts, poem::Body::empty());
        of(&request, &proxies(header)).ip.to_string()
    }

    fn listed_as(peer: &str, value: &str) -> String {
        let header = ForwardedHeader::XForwardedFor;
        seen(peer, "X-Forwarded-For", value, header)
    }

    #[test]
    fn a_stranger_is_not_believed() {
        assert_eq!(listed_as("203.0.113.9:1", "1.2.3.4"), "203.0.113.9");
    }

    #[test]
    fn a_trusted_proxy_is_and_what_the_caller_put_before_is_not() {
        assert_eq!(listed_as(PROXY, "1.2.3.4"), "1.2.3.4");
        assert_eq!(listed_as(PROXY, "6.6.6.6, 1.2.3.4"), "1.2.3.4");
        assert_eq!(listed_as(PROXY, "6.6.6.6, 1.2.3.4, 10.0.0.7"), "1.2.3.4");
        assert_eq!(listed_as(PROXY, "[2001:db8::1]:99"), "2001:db8::1");
        assert_eq!(listed_as(PROXY, "::ffff:1.2.3.4"), "1.2.3.4");
        assert_eq!(listed_as("[::ffff:10.0.0.1]:1", "1.2.3.4"), "1.2.3.4");
    }

    #[test]
    fn what_cannot_be_read_ends_the_list() {
        assert_eq!(listed_as(PROXY, "1.2.3.4, unknown"), "10.0.0.1");
        assert_eq!(listed_as(PROXY, "nonsense, 10.0.0.9"), "10.0.0.9");
        assert_eq!(listed_as(PROXY, ""), "10.0.0.1");
    }

    #[test]
    fn only_the_header_that_the_proxy_writes_counts() {
        let header = ForwardedHeader::Forwarded;
        let forwarded = "for=6.6.6.6, For=\"[2001:db8::2]:80\";proto=https";
        assert_eq!(seen(PROXY, "Forwarded", forwarded, header), "2001:db8::2");
        assert_eq!(
            seen(PROXY, "X-Forwarded-For", "1.2.3.4", header),
            "10.0.0.1"
        );
        let header = ForwardedHeader::XForwardedFor;
        assert_eq!(seen(PROXY, "Forwarded", "for=1.2.3.4", header), "10.0.0.1");
    }
}
