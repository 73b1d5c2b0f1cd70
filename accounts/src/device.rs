//! From where somebody signs in, as far as that can be told.

use std::net::IpAddr;

/// Longest user agent that is kept, in characters.
const AGENT_CHARS: usize = 300;

/// A browser or program, and where it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Device {
    pub user_agent: String,
    pub address: Option<IpAddr>,
}

impl Device {
    #[must_use]
    pub fn new(user_agent: &str, address: Option<IpAddr>) -> Self {
        let shown = user_agent.chars().filter(|c| !c.is_control());
        Self {
            user_agent: shown.take(AGENT_CHARS).collect(),
            address,
        }
    }

    /// The address as people read it; empty where it is unknown.
    #[must_use]
    pub fn address_text(&self) -> String {
        let address = self.address.map(|address| address.to_canonical());
        address
            .map(|address| address.to_string())
            .unwrap_or_default()
    }

    /// Whom failures are counted against: an IPv6 customer has a whole network to try from.
    pub(crate) fn network(&self) -> Option<String> {
        Some(match self.address?.to_canonical() {
            IpAddr::V6(address) => format!("{:x?}", &address.segments()[..4]),
            address => address.to_string(),
        })
    }

    /// "Firefox on Linux", as far as a user agent tells; empty where it tells nothing.
    #[must_use]
    pub fn name(user_agent: &str) -> String {
        let find = |known: &[(&'static str, &'static str)]| {
            let found = known.iter().find(|(sign, _)| user_agent.contains(sign));
            found.map(|(_, name)| *name)
        };
        match (find(&PROGRAMS), find(&SYSTEMS)) {
            (Some(program), Some(system)) => format!("{program} on {system}"),
            (Some(one), None) | (None, Some(one)) => one.to_owned(),
            (None, None) => user_agent
                .split(['/', ' '])
                .next()
                .unwrap_or_default()
                .to_owned(),
        }
    }
}

/// The first that fits: most browsers also name those that they imitate.
const PROGRAMS: [(&str, &str); 7] = [
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("CriOS/", "Chrome"),
    ("Safari/", "Safari"),
];

const SYSTEMS: [(&str, &str); 7] = [
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_device_has_a_name_that_people_know() {
        let chrome = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/130.0 Safari/537.36";
        assert_eq!(Device::name(chrome), "Chrome on Windows");
        let firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0";
        assert_eq!(Device::name(firefox), "Firefox on Linux");
        assert_eq!(Device::name("curl/8.5.0"), "curl");
        assert_eq!(Device::name(""), "");
    }

    #[test]
    fn an_ipv6_network_counts_as_one_and_a_mapped_address_as_ipv4() {
        let network = |text: &str| Device::new("", Some(text.parse().unwrap())).network();
        assert_eq!(network("2001:db8:1:2::3"), network("2001:db8:1:2:ffff::9"));
        assert_ne!(network("2001:db8:1:2::3"), network("2001:db8:1:3::3"));
        assert_eq!(network("::ffff:192.0.2.1").unwrap(), "192.0.2.1");
        assert_eq!(Device::new("", None).network(), None);
    }

    #[test]
    fn a_long_or_odd_user_agent_is_cut() {
        let device = Device::new(&format!("a\u{0}\n{}", "b".repeat(999)), None);
        assert_eq!(device.user_agent.chars().count(), AGENT_CHARS);
        assert!(device.user_agent.starts_with("ab"));
    }
}
