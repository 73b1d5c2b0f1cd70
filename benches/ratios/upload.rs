//! A file of 1 GiB on its way in and out: how fast, and how much memory the service takes for it.

use crate::http::connection::KEY;
use crate::http::service::Service;
use crate::report::Report;
use crate::setup::{Failure, Setup};
use sha2::{Digest, Sha256};
use std::io::Write;
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

const MIB: usize = 1024 * 1024;
const FILE: usize = 1024 * MIB;
/// How often memory is looked at meanwhile.
const LOOK: Duration = Duration::from_millis(20);

const FORM: &str = "--b0\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f\"\r\n\r\n";
const END: &str = "\r\n--b0--\r\n";

/// The peer hashes the same bytes and writes them to the same disk, flushed, in one thread.
pub async fn measure(setup: &Setup, report: &mut Report) -> Result<(), Failure> {
    let piece = noise();
    for _ in 0..setup.rounds {
        report.add(
            "upload peer",
            "MB/s",
            tokio::task::block_in_place(|| peer(&piece))?,
        );
        let url = setup.database("upload").await?;
        let service = Service::start(setup, &url).await?;
        send(&service, &piece, (16 * MIB, "", "")).await?; // so that everything is there once
        for (name, before, after) in [("upload raw", "", ""), ("upload form", FORM, END)] {
            let sending = send(&service, &piece, (FILE, before, after));
            let file = watched(&service, report, name).during(sending).await?;
            let fetching = fetch(&service, &file);
            let download = watched(&service, report, "download");
            download.during(fetching).await?;
        }
        service.stop().await?;
    }
    Ok(())
}

/// A transfer whose time and memory are written down.
struct Watched<'a> {
    service: &'a Service,
    report: &'a mut Report,
    name: &'a str,
}

fn watched<'a>(service: &'a Service, report: &'a mut Report, name: &'a str) -> Watched<'a> {
    Watched {
        service,
        report,
        name,
    }
}

impl Watched<'_> {
    async fn during<T>(
        self,
        transfer: impl Future<Output = Result<T, Failure>>,
    ) -> Result<T, Failure> {
        let before = self.service.resident_mb()?;
        let (start, mut most) = (Instant::now(), before);
        let mut looks = tokio::time::interval(LOOK);
        let mut transfer = std::pin::pin!(transfer);
        let done = loop {
            tokio::select! {
                done = &mut transfer => break done?,
                _ = looks.tick() => most = most.max(self.service.resident_mb()?),
            }
        };
        let rate = FILE as f64 / 1e6 / start.elapsed().as_secs_f64();
        let (name, growth) = (self.name, most - before);
        self.report.add(name, "MB/s", rate);
        let label = format!("{name}: growth of resident memory");
        self.report.add(label, "MB", growth);
        Ok(done)
    }
}

/// Sends a file; the id that it gets.
async fn send(
    service: &Service,
    piece: &[u8],
    (bytes, before, after): (usize, &str, &str),
) -> Result<String, Failure> {
    let mut stream = TcpStream::connect(service.address).await?;
    let kind = if before.is_empty() {
        "application/octet-stream"
    } else {
        "multipart/form-data; boundary=b0"
    };
    let length = before.len() + bytes + after.len();
    let head = format!(
        "POST /api/v1/attachments HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {KEY}\r\n\
         Content-Type: {kind}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{before}"
    );
    stream.write_all(head.as_bytes()).await?;
    for _ in 0..bytes / piece.len() {
        stream.write_all(piece).await?;
    }
    stream.write_all(after.as_bytes()).await?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await?;
    let id = answer
        .split("\"id\":\"")
        .nth(1)
        .and_then(|rest| rest.get(..36));
    match id {
        Some(id) if answer.starts_with("HTTP/1.1 201") => Ok(id.to_owned()),
        _ => Err(format!("answered {answer}").into()),
    }
}

/// Reads a file and counts its bytes.
async fn fetch(service: &Service, id: &str) -> Result<(), Failure> {
    let mut stream = TcpStream::connect(service.address).await?;
    let head = format!(
        "GET /api/v1/attachments/{id}/content HTTP/1.1\r\nHost: localhost\r\n\
         Authorization: Bearer {KEY}\r\nConnection: close\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).await?;
    let (mut buffer, mut read) = (vec![0; MIB], 0);
    loop {
        match stream.read(&mut buffer).await? {
            0 if read > FILE => return Ok(()),
            0 => return Err(format!("only {read} bytes came back").into()),
            n => read += n,
        }
    }
}

fn peer(piece: &[u8]) -> Result<f64, Failure> {
    let start = Instant::now();
    let (mut file, mut hash) = (tempfile::tempfile()?, Sha256::new());
    for _ in 0..FILE / piece.len() {
        hash.update(piece);
        file.write_all(piece)?;
    }
    file.sync_all()?;
    std::hint::black_box(hash.finalize());
    Ok(FILE as f64 / 1e6 / start.elapsed().as_secs_f64())
}

/// A MiB that does not compress.
fn noise() -> Vec<u8> {
    let mut state = 1_u64;
    let mut next = || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (state >> 56) as u8
    };
    (0..MIB).map(|_| next()).collect()
}
