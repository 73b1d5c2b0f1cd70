//! Names become addresses here, and only addresses that may be asked come out: what was checked is
//! what is connected to, since nobody asks again in between.

use crate::{Allow, OutgoingError};
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;
use std::sync::Arc;

/// The addresses of a host.
pub type Lookup = Pin<Box<dyn Future<Output = io::Result<Vec<IpAddr>>> + Send>>;

/// Who knows the addresses of hosts.
pub trait Resolver: Send + Sync + 'static {
    fn lookup(&self, host: &str) -> Lookup;
}

/// As this machine is configured.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemResolver;

impl Resolver for SystemResolver {
    fn lookup(&self, host: &str) -> Lookup {
        let host = host.to_owned();
        Box::pin(async move {
            let found = tokio::net::lookup_host((host, 0)).await?;
            Ok(found.map(|address| address.ip()).collect())
        })
    }
}

/// Refuses a host with any address that may not be asked: a mixture is an attempt.
#[derive(Clone)]
pub(crate) struct Guarded {
    pub resolver: Arc<dyn Resolver>,
    pub allow: Arc<Allow>,
}

impl Guarded {
    pub async fn addresses(&self, host: &str) -> Result<Vec<IpAddr>, OutgoingError> {
        let not_found = |source| OutgoingError::NotFound {
            host: host.to_owned(),
            source,
        };
        let found = self.resolver.lookup(host).await.map_err(not_found)?;
        if found.is_empty() {
            return Err(not_found(io::ErrorKind::NotFound.into()));
        }
        if found
            .iter()
            .all(|address| self.allow.covers(host, *address))
        {
            return Ok(found);
        }
        tracing::debug!(host, ?found, "a request to a private address was refused");
        let host = host.to_owned();
        Err(OutgoingError::Refused { host })
    }
}

impl Resolve for Guarded {
    fn resolve(&self, name: Name) -> Resolving {
        let guarded = self.clone();
        Box::pin(async move {
            let found = guarded.addresses(name.as_str()).await?;
            let sockets = found.into_iter().map(|ip| SocketAddr::new(ip, 0));
            let addresses: Addrs = Box::new(sockets);
            Ok(addresses)
        })
    }
}
