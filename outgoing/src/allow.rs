//! Where requests may go although nobody outside could: on-premises targets.

use crate::address::{is_public, may_be_named};
use ipnet::IpNet;
use std::net::IpAddr;
use std::str::FromStr;

/// Networks and hosts that an operator allows, beyond what is public.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Allow {
    networks: Vec<IpNet>,
    /// In lower case, without a trailing dot; one that begins with a dot stands for all below it.
    hosts: Vec<String>,
}

/// An entry that names neither a network nor a host.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "\"{0}\" is neither a network such as 10.0.0.0/8, nor an address, nor a host such as hooks.example.org or *.example.org"
)]
pub struct AllowError(String);

impl Allow {
    /// Whether `host` may be reached at `address`. By its name a host is allowed whatever its address,
    /// but for the addresses of this very machine's link.
    #[must_use]
    pub fn covers(&self, host: &str, address: IpAddr) -> bool {
        let address = address.to_canonical();
        is_public(address)
            || self
                .networks
                .iter()
                .any(|network| network.contains(&address))
            || (self.names(host) && may_be_named(address))
    }

    fn names(&self, host: &str) -> bool {
        let host = plain(host);
        self.hosts.iter().any(|known| match known.starts_with('.') {
            true => host.ends_with(known),
            false => host == *known,
        })
    }

    fn add(&mut self, entry: &str) -> Result<(), AllowError> {
        if let Ok(network) = entry.parse::<IpNet>() {
            self.networks.push(network);
        } else if let Ok(address) = entry.parse::<IpAddr>() {
            self.networks.push(address.to_canonical().into());
        } else {
            let host = entry.strip_prefix('*').unwrap_or(entry);
            if !is_host(host) {
                return Err(AllowError(entry.to_owned()));
            }
            self.hosts.push(plain(host));
        }
        Ok(())
    }
}

/// Entries with commas between.
impl FromStr for Allow {
    type Err = AllowError;

    fn from_str(text: &str) -> Result<Self, AllowError> {
        let mut allow = Self::default();
        let entries = text.split(',').map(str::trim);
        for entry in entries.filter(|entry| !entry.is_empty()) {
            allow.add(entry)?;
        }
        Ok(allow)
    }
}

fn is_host(host: &str) -> bool {
    let name = host.strip_prefix('.').unwrap_or(host);
    let fits = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    let numbers = name.chars().all(|c| c.is_ascii_digit() || c == '.');
    !numbers
        && name
            .split('.')
            .all(|label| !label.is_empty() && label.chars().all(fits))
}

fn plain(host: &str) -> String {
    let host = host.strip_suffix('.').unwrap_or(host);
    host.to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn covers(allowed: &str, host: &str, address: &str) -> bool {
        let allow: Allow = allowed.parse().unwrap();
        allow.covers(host, address.parse().unwrap())
    }

    #[test]
    fn nothing_is_allowed_but_what_is_public() {
        assert!(covers("", "example.org", "1.1.1.1"));
        assert!(!covers("", "example.org", "10.0.0.1"));
    }

    #[test]
    fn networks_and_addresses_are_allowed_under_any_name() {
        assert!(covers("10.0.0.0/8, ::1", "any", "10.9.9.9"));
        assert!(covers("10.0.0.0/8", "any", "::ffff:10.9.9.9"));
        assert!(covers("169.254.169.254", "any", "169.254.169.254"));
        assert!(covers("::1", "any", "::1"));
        assert!(!covers("10.0.0.0/8", "any", "192.168.0.1"));
    }

    #[test]
    fn hosts_are_allowed_by_name_and_never_onto_the_link() {
        assert!(covers("hooks.internal", "HOOKS.internal.", "10.0.0.1"));
        assert!(covers("*.internal", "a.b.internal", "192.168.0.1"));
        assert!(!covers("*.internal", "internal", "10.0.0.1"));
        assert!(!covers("*.internal", "evilinternal", "10.0.0.1"));
        assert!(!covers("hooks.internal", "other.internal", "10.0.0.1"));
        assert!(!covers(
            "hooks.internal",
            "hooks.internal",
            "169.254.169.254"
        ));
    }

    #[test]
    fn what_is_neither_is_told() {
        for wrong in ["10.0.0.0/33", "a b", "http://x", "*.", "x..y", "1.2.3"] {
            assert!(wrong.parse::<Allow>().is_err(), "{wrong}");
        }
    }
}
