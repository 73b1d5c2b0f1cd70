//! What an operator decides about the edge: who is believed, how much is taken, how long is waited.

use super::rate::Rates;
use ipnet::IpNet;
use std::net::IpAddr;
use std::path::PathBuf;
use std::time::Duration;

/// The edge as configured; [`EdgeOptions::default`] is what holds where nothing is said.
#[derive(Clone, Debug, Default)]
pub struct EdgeOptions {
    /// People reach this service over https, whoever ends the encryption.
    pub https: bool,
    /// Encrypts here when given.
    pub tls: Option<TlsFiles>,
    pub proxies: Proxies,
    pub metrics: MetricsAccess,
    pub rates: Rates,
    pub limits: Limits,
}

/// A certificate chain and its private key, both PEM. Read again when they change, and on SIGHUP.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TlsFiles {
    pub certificate: PathBuf,
    pub key: PathBuf,
}

/// Addresses, as networks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Networks(pub Vec<IpNet>);

/// Whose word about a request's origin counts, and in which header it stands.
#[derive(Clone, Debug, Default)]
pub struct Proxies {
    pub trusted: Networks,
    pub header: ForwardedHeader,
}

/// The header in which a trusted proxy tells whom it speaks for. One alone: the other may come from
/// the caller.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ForwardedHeader {
    #[default]
    XForwardedFor,
    /// RFC 7239.
    Forwarded,
}

/// Who may read `/metrics` and the details of `/readyz`.
#[derive(Clone)]
pub struct MetricsAccess {
    pub from: Networks,
    /// Opens them to whoever sends it as a bearer token, from anywhere.
    pub token: Option<String>,
}

/// What is taken of one connection, and how long it may keep us waiting.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Until a request's head is there, from its first byte or the connection's start.
    pub head: Duration,
    /// Between requests.
    pub idle: Duration,
    /// How long a body may keep us waiting altogether, beyond what its length allows for.
    pub body: Duration,
    /// Bytes of a body that buy one more second.
    pub body_rate: u32,
    /// Until a caller takes some of the answer.
    pub write: Duration,
    /// Open at once.
    pub connections: usize,
    /// Open at once from one address that is no trusted proxy.
    pub connections_per_address: usize,
}

impl Networks {
    /// Loopback, of both families.
    #[must_use]
    pub fn loopback() -> Self {
        let v4 = IpNet::new_assert([127, 0, 0, 0].into(), 8);
        let v6 = IpNet::new_assert(std::net::Ipv6Addr::LOCALHOST.into(), 128);
        Self(vec![v4, v6])
    }

    /// From "10.0.0.0/8" or "::1".
    #[must_use]
    pub fn parse_one(text: &str) -> Option<IpNet> {
        let network = text.parse::<IpNet>().ok();
        network.or_else(|| {
            text.parse::<IpAddr>()
                .ok()
                .map(|ip| ip.to_canonical().into())
        })
    }

    /// Whether the address lies in one of them; a mapped IPv4 address counts as what it maps.
    #[must_use]
    pub fn contain(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        self.0.iter().any(|network| network.contains(&address))
    }
}

impl Default for MetricsAccess {
    fn default() -> Self {
        Self {
            from: Networks::loopback(),
            token: None,
        }
    }
}

impl std::fmt::Debug for MetricsAccess {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut shown = f.debug_struct("MetricsAccess");
        shown.field("from", &self.from).finish_non_exhaustive()
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            head: Duration::from_secs(10),
            idle: Duration::from_secs(60),
            body: Duration::from_secs(30),
            body_rate: 1024,
            write: Duration::from_secs(60),
            connections: 10_000,
            connections_per_address: 1_000,
        }
    }
}
