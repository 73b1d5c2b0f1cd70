//! A connection that says exactly what it is told to, right or wrong.

use crate::support::docket::ADMINISTRATOR_KEY;
use crate::support::{Desk, within};
use std::net::SocketAddr;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

pub struct Raw(TcpStream);

impl Raw {
    pub async fn to(desk: &Desk) -> Self {
        let address: SocketAddr = desk.docket.url()["http://".len()..].parse().unwrap();
        Self(TcpStream::connect(address).await.unwrap())
    }

    /// One connection with these bytes on it.
    pub async fn says(desk: &Desk, bytes: impl AsRef<[u8]>) -> Self {
        let mut raw = Self::to(desk).await;
        raw.goes_on(bytes).await;
        raw
    }

    /// The head of a request by the administrator.
    pub async fn begins(desk: &Desk, line: &str, headers: &str) -> Self {
        let head = format!(
            "{line} HTTP/1.1\r\nHost: desk\r\nAuthorization: Bearer {ADMINISTRATOR_KEY}\r\n{headers}\r\n"
        );
        Self::says(desk, head).await
    }

    /// More bytes; the other side may be gone already.
    pub async fn goes_on(&mut self, bytes: impl AsRef<[u8]>) {
        let _ = self.0.write_all(bytes.as_ref()).await;
    }

    /// The status of the next answer; 0 when the connection is closed without one.
    pub async fn status(&mut self) -> u16 {
        let mut line = [0; 12];
        match within("a status", self.0.read_exact(&mut line)).await {
            Ok(_) => String::from_utf8_lossy(&line[9..]).parse().unwrap(),
            Err(_) => 0,
        }
    }

    /// Everything until the other side closes.
    pub async fn hears_out(mut self) -> String {
        let (mut all, mut some) = (Vec::new(), [0; 4096]);
        while let Ok(read @ 1..) = within("the end", self.0.read(&mut some)).await {
            all.extend_from_slice(&some[..read]);
        }
        String::from_utf8_lossy(&all).into_owned()
    }

    /// The next bytes, up to and with `end`.
    pub async fn hears(&mut self, end: &str) -> String {
        let mut heard = Vec::new();
        while !heard.ends_with(end.as_bytes()) {
            let byte = within(end, self.0.read_u8()).await;
            heard.push(byte.expect("more to come"));
        }
        String::from_utf8_lossy(&heard).into_owned()
    }
}
