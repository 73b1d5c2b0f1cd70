//! The HTTP interface: where it listens, who is believed, how much is taken and how long is waited.

use std::{
    net::{IpAddr, Ipv4Addr, SocketAddr},
    path::PathBuf,
    time::Duration,
};

use api::{EdgeOptions, ForwardedHeader, Limits, MetricsAccess, Networks, Proxies, TlsFiles};
use jiff::SignedDuration;
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Deserializer, de::Error};

/// The HTTP interface.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Http {
    /// Address and port. `DOCKET_LISTEN`, `127.0.0.1:8080`; port 0 lets `docket up` pick one.
    #[serde(deserialize_with = "address")]
    pub listen: SocketAddr,
    /// Where people find this service, for links in mails. `DOCKET_PUBLIC_URL`; unset, what it listens on.
    public_url: Option<String>,
    /// A certificate chain, PEM. `DOCKET_TLS_CERT`; unset, nothing is encrypted here.
    tls_cert: Option<PathBuf>,
    /// Its private key, PEM. `DOCKET_TLS_KEY`.
    tls_key: Option<PathBuf>,
    /// Networks of proxies whose word about the caller's address counts. `DOCKET_TRUSTED_PROXIES`, none.
    #[serde(deserialize_with = "networks")]
    trusted_proxies: Networks,
    /// The header in which they tell it: `x-forwarded-for` or `forwarded`. `DOCKET_FORWARDED_HEADER`.
    #[serde(deserialize_with = "header")]
    forwarded_header: ForwardedHeader,
    /// Who may read /metrics and the details of /readyz. `DOCKET_METRICS_FROM`, loopback.
    #[serde(deserialize_with = "networks")]
    metrics_from: Networks,
    /// Opens them to whoever sends it. `DOCKET_METRICS_TOKEN`, none.
    metrics_token: Option<SecretString>,
    /// Until a request's head is there. `DOCKET_HEAD_TIMEOUT`, 10s.
    #[serde(deserialize_with = "duration")]
    head_timeout: Duration,
    /// Between the requests of a connection. `DOCKET_IDLE_TIMEOUT`, 60s.
    #[serde(deserialize_with = "duration")]
    idle_timeout: Duration,
    /// How long a body may keep us waiting beyond what its length earns. `DOCKET_BODY_TIMEOUT`, 30s.
    #[serde(deserialize_with = "duration")]
    body_timeout: Duration,
    /// Bytes of a body that earn one more second. `DOCKET_BODY_RATE`, 1024.
    body_rate: u32,
    /// Until a caller takes some of an answer. `DOCKET_WRITE_TIMEOUT`, 60s.
    #[serde(deserialize_with = "duration")]
    write_timeout: Duration,
    /// Connections at once. `DOCKET_CONNECTIONS`, 10000.
    pub connections: usize,
    /// Connections at once from one address. `DOCKET_CONNECTIONS_PER_ADDRESS`, 1000.
    connections_per_address: usize,
}

impl Http {
    /// Where people find this service; without a slash at the end.
    pub fn public_url(&self) -> String {
        let scheme = if self.tls_cert.is_some() {
            "https"
        } else {
            "http"
        };
        let own = self.public_url.as_ref();
        let own = own.map(|url| url.trim_end_matches('/').to_owned());
        own.unwrap_or_else(|| format!("{scheme}://{}", self.listen))
    }

    /// What is wrong with plain http where others than this machine's users come by it.
    pub fn warning(&self) -> Option<String> {
        let url = self.public_url();
        let host = url.strip_prefix("http://")?.split(['/', '?', '#']).next()?;
        let host = match host.strip_prefix('[') {
            Some(rest) => rest.split(']').next()?,
            None => host.split(':').next()?,
        };
        let address = host.parse::<IpAddr>();
        let own = host == "localhost"
            || host.ends_with(".localhost")
            || address.is_ok_and(|address| address.is_loopback());
        (!own).then(|| {
            format!(
                "people come to {url} unencrypted: anybody on the way reads their passwords, and \
                 their cookies lack Secure. Set DOCKET_TLS_CERT and DOCKET_TLS_KEY, or put a \
                 proxy that encrypts in front, and let DOCKET_PUBLIC_URL begin with https://"
            )
        })
    }

    pub(super) fn edge(&self) -> EdgeOptions {
        EdgeOptions {
            https: self.public_url().starts_with("https://"),
            tls: self.tls(),
            proxies: Proxies {
                trusted: self.trusted_proxies.clone(),
                header: self.forwarded_header,
            },
            metrics: MetricsAccess {
                from: self.metrics_from.clone(),
                token: self
                    .metrics_token
                    .as_ref()
                    .map(|t| t.expose_secret().to_owned()),
            },
            limits: Limits {
                head: self.head_timeout,
                idle: self.idle_timeout,
                body: self.body_timeout,
                body_rate: self.body_rate,
                write: self.write_timeout,
                connections: self.connections,
                connections_per_address: self.connections_per_address,
            },
            ..EdgeOptions::default()
        }
    }

    /// Key and problem of what the types cannot say.
    pub(super) fn check(&self) -> Result<(), (&'static str, String)> {
        let needs = |what: &str| format!("needs {what} too");
        match (&self.tls_cert, &self.tls_key) {
            (Some(_), None) => return Err(("http.tls_cert", needs("tls_key (DOCKET_TLS_KEY)"))),
            (None, Some(_)) => return Err(("http.tls_key", needs("tls_cert (DOCKET_TLS_CERT)"))),
            _ => {}
        }
        let url = self.public_url.as_deref().unwrap_or("https://");
        if !url.starts_with("https://") && !url.starts_with("http://") {
            let problem = "must begin with https:// or http://".to_owned();
            return Err(("http.public_url", problem));
        }
        let numbers = [
            ("http.body_rate", u64::from(self.body_rate)),
            ("http.connections", self.connections as u64),
            (
                "http.connections_per_address",
                self.connections_per_address as u64,
            ),
        ];
        let zero = numbers.into_iter().find(|(_, number)| *number == 0);
        zero.map_or(Ok(()), |(key, _)| {
            Err((key, "must be at least 1".to_owned()))
        })
    }

    pub(super) fn effective(&self) -> Vec<(&'static str, String)> {
        vec![
            ("listen", self.listen.to_string()),
            ("public_url", self.public_url()),
            ("tls", self.tls_cert.is_some().to_string()),
            ("trusted_proxies", listed(&self.trusted_proxies)),
            ("metrics_from", listed(&self.metrics_from)),
            ("connections", self.connections.to_string()),
        ]
    }

    fn tls(&self) -> Option<TlsFiles> {
        let (certificate, key) = (self.tls_cert.clone()?, self.tls_key.clone()?);
        Some(TlsFiles { certificate, key })
    }
}

impl Default for Http {
    fn default() -> Self {
        let limits = Limits::default();
        Self {
            listen: (Ipv4Addr::LOCALHOST, 8080).into(),
            public_url: None,
            tls_cert: None,
            tls_key: None,
            trusted_proxies: Networks::default(),
            forwarded_header: ForwardedHeader::default(),
            metrics_from: Networks::loopback(),
            metrics_token: None,
            head_timeout: limits.head,
            idle_timeout: limits.idle,
            body_timeout: limits.body,
            body_rate: limits.body_rate,
            write_timeout: limits.write,
            connections: limits.connections,
            connections_per_address: limits.connections_per_address,
        }
    }
}

fn address<'de, D: Deserializer<'de>>(deserializer: D) -> Result<SocketAddr, D::Error> {
    let text = String::deserialize(deserializer)?;
    text.parse().map_err(|_| {
        D::Error::custom(format!(
            "\"{text}\" is not an address and port such as 127.0.0.1:8080 or [::1]:8080"
        ))
    })
}

/// From "10.0.0.0/8, ::1", or "none".
pub(super) fn networks<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Networks, D::Error> {
    let text = String::deserialize(deserializer)?;
    let entries = text
        .split(',')
        .map(str::trim)
        .filter(|entry| !entry.is_empty());
    let networks = entries.filter(|entry| *entry != "none").map(|entry| {
        Networks::parse_one(entry).ok_or_else(|| {
            D::Error::custom(format!(
                "\"{entry}\" is not a network such as 10.0.0.0/8, nor an address, nor \"none\""
            ))
        })
    });
    networks.collect::<Result<_, _>>().map(Networks)
}

fn header<'de, D: Deserializer<'de>>(deserializer: D) -> Result<ForwardedHeader, D::Error> {
    let text = String::deserialize(deserializer)?;
    match text.to_ascii_lowercase().as_str() {
        "x-forwarded-for" => Ok(ForwardedHeader::XForwardedFor),
        "forwarded" => Ok(ForwardedHeader::Forwarded),
        _ => Err(D::Error::custom(format!(
            "\"{text}\" is neither x-forwarded-for nor forwarded"
        ))),
    }
}

/// From "10s", "500ms" or "1m 30s".
fn duration<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Duration, D::Error> {
    let text = String::deserialize(deserializer)?;
    let parsed = text.parse::<SignedDuration>().ok();
    let parsed = parsed.and_then(|duration| Duration::try_from(duration).ok());
    let positive = parsed.filter(|duration| !duration.is_zero());
    positive.ok_or_else(|| {
        D::Error::custom(format!("\"{text}\" is not a time such as 10s, 500ms or 2m"))
    })
}

pub(super) fn listed(networks: &Networks) -> String {
    let listed: Vec<_> = networks.0.iter().map(ToString::to_string).collect();
    match listed.is_empty() {
        true => "none".to_owned(),
        false => listed.join(","),
    }
}
