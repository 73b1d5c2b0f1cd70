//! A client that costs next to nothing: one HTTP/1.1 connection, one request at a time.

use crate::setup::Failure;
use std::net::SocketAddr;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// The administrator's key of the measured service.
pub const KEY: &str = "bench-key-of-the-administrator";

/// One connection, kept alive.
pub struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
}

/// What is looked at in an answer.
pub struct Answer {
    status: u16,
    pub position: Option<i64>,
    body: String,
}

impl Answer {
    /// Whether there is no such thing.
    pub fn is_missing(&self) -> bool {
        self.status == 404
    }

    /// The answer, unless it is an error.
    pub fn expect_success(self) -> Result<Self, Failure> {
        match self.status {
            200..300 => Ok(self),
            status => Err(format!("answered {status}: {}", self.body).into()),
        }
    }
}

impl Connection {
    pub async fn open(address: SocketAddr) -> Result<Self, Failure> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self {
            stream,
            buffer: Vec::with_capacity(64 * 1024),
        })
    }

    /// Sends a request and reads its whole answer.
    pub async fn ask(&mut self, request: &[u8]) -> Result<Answer, Failure> {
        self.stream.write_all(request).await?;
        self.buffer.clear();
        let head = loop {
            if let Some(end) = find(&self.buffer, b"\r\n\r\n") {
                break end + 4;
            }
            self.read().await?;
        };
        let text = std::str::from_utf8(&self.buffer[..head])?.to_ascii_lowercase();
        let header = |name: &str| {
            text.lines()
                .find_map(|l| l.strip_prefix(name)?.strip_prefix(':'))
                .map(str::trim)
        };
        let length: usize = header("content-length")
            .ok_or("no content-length")?
            .parse()?;
        let status = text.split(' ').nth(1).ok_or("no status")?.parse()?;
        let position = header("docket-position").and_then(|p| p.parse().ok());
        while self.buffer.len() < head + length {
            self.read().await?;
        }
        let body = if status < 300 {
            &[]
        } else {
            &self.buffer[head..]
        };
        Ok(Answer {
            status,
            position,
            body: String::from_utf8_lossy(body).into_owned(),
        })
    }

    /// The body of the last answer.
    pub fn body(&self) -> Result<&[u8], Failure> {
        let end = find(&self.buffer, b"\r\n\r\n").ok_or("no answer yet")?;
        Ok(&self.buffer[end + 4..])
    }

    async fn read(&mut self) -> Result<(), Failure> {
        match self.stream.read_buf(&mut self.buffer).await? {
            0 => Err("the connection was closed".into()),
            _ => Ok(()),
        }
    }
}

/// A request with our key.
pub fn request(method: &str, path: &str, body: &str) -> Vec<u8> {
    request_as(KEY, method, path, body)
}

/// A request with somebody's key.
pub fn request_as(key: &str, method: &str, path: &str, body: &str) -> Vec<u8> {
    format!(
        "{method} {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {key}\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
    .into_bytes()
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack
        .windows(needle.len())
        .position(|window| window == needle)
}
