//! Picks free TCP ports on loopback.

use std::net::{Ipv4Addr, TcpListener};

use uuid::Uuid;

use super::EmbeddedError;

/// Below the ports that Linux and macOS hand out to outgoing connections: a client that keeps trying a
/// dead server's port in that range can end up connected to itself, and the server can never bind again.
const RANGE: std::ops::Range<u16> = 17_000..32_000;

/// A port that nobody listens on just now.
pub(crate) fn free_port() -> Result<u16, EmbeddedError> {
    let (_, seed, _, _) = Uuid::new_v4().as_fields();
    let width = RANGE.end - RANGE.start;
    (0..200)
        .map(|step: u16| RANGE.start + (seed % width + step * 7) % width)
        .find(|port| TcpListener::bind((Ipv4Addr::LOCALHOST, *port)).is_ok())
        .ok_or(EmbeddedError::NoPort(RANGE.start, RANGE.end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_free_port_lies_outside_the_range_for_outgoing_connections() {
        for _ in 0..50 {
            assert!(RANGE.contains(&free_port().unwrap()));
        }
    }
}
