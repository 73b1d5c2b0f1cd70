//! Two hundred thousand tickets taken out as a file: how fast, and how much memory the service takes
//! for it, against COPY of the same columns into a file.

use crate::access::seed::{self, ALL_SEEING};

use crate::http::service::Service;
use crate::report::Report;
use crate::setup::{Failure, Setup, client};
use futures_util::TryStreamExt;
use std::io::Write;
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

const TICKETS: usize = 200_000;
const MIB: usize = 1024 * 1024;
/// How often memory is looked at meanwhile.
const LOOK: Duration = Duration::from_millis(20);
const COLUMNS: &str = "id,number,subject,description,status,priority,department,assignees,tags,\
                       due_at,created_at,updated_at";

pub async fn measure(setup: &Setup, report: &mut Report) -> Result<(), Failure> {
    let url = setup.database("export").await?;
    let position = seed::seed(&url, TICKETS).await?;
    let service = Service::start(setup, &url).await?;
    service.wait_for_list_as(ALL_SEEING, position).await?;
    for _ in 0..setup.rounds {
        report.add("export COPY", "rows/s", peer(&url).await?);
        for format in ["csv", "xlsx", "ndjson"] {
            let columns = match format {
                "ndjson" => String::new(),
                _ => format!("&columns={COLUMNS}"),
            };
            let path = format!("/api/v1/tickets/export?format={format}&all=true{columns}");
            take(&service, report, (format, &path)).await?;
        }
    }
    service.stop().await
}

/// Takes a file and forgets it.
async fn take(
    service: &Service,
    report: &mut Report,
    (format, path): (&str, &str),
) -> Result<(), Failure> {
    let before = service.resident_mb()?;
    let (start, mut most) = (Instant::now(), before);
    let mut looks = tokio::time::interval(LOOK);
    let mut fetching = std::pin::pin!(fetch(service, path));
    let bytes = loop {
        tokio::select! {
            done = &mut fetching => break done?,
            _ = looks.tick() => most = most.max(service.resident_mb()?),
        }
    };
    let took = start.elapsed().as_secs_f64();
    report.add(format!("export {format}"), "rows/s", TICKETS as f64 / took);
    let size = bytes as f64 / MIB as f64;
    report.add(format!("export {format}: size"), "MiB", size);
    let name = format!("export {format}: growth of resident memory");
    report.add(name, "MB", most - before);
    Ok(())
}

/// How many bytes came; an answer that was broken off has no last chunk.
async fn fetch(service: &Service, path: &str) -> Result<usize, Failure> {
    let mut stream = TcpStream::connect(service.address).await?;
    let head = format!(
        "GET {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {ALL_SEEING}\r\n\
         Connection: close\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).await?;
    let (mut buffer, mut read, mut last) = (vec![0; MIB], 0, Vec::new());
    loop {
        let n = stream.read(&mut buffer).await?;
        if n == 0 {
            break;
        }
        read += n;
        last.extend_from_slice(&buffer[n.saturating_sub(16)..n]);
        last.drain(..last.len().saturating_sub(16));
    }
    match last.ends_with(b"0\r\n\r\n") && read > TICKETS {
        true => Ok(read),
        false => Err(format!("only {read} bytes of {path} came").into()),
    }
}

/// Rows a second that Postgres itself writes out, into a file.
async fn peer(url: &str) -> Result<f64, Failure> {
    let admin = client(url).await?;
    let schema: String = admin.query_one(SERVING, &[]).await?.get(0);
    let start = Instant::now();
    let copied = admin.copy_out(&COPY.replace("{schema}", &schema)).await?;
    let mut copied = std::pin::pin!(copied);
    let mut file = std::io::BufWriter::new(tempfile::tempfile()?);
    while let Some(part) = copied.try_next().await? {
        file.write_all(&part)?;
    }
    file.flush()?;
    Ok(TICKETS as f64 / start.elapsed().as_secs_f64())
}

const SERVING: &str = "
SELECT schema
FROM read.projections
WHERE name = 'tickets'
  AND state = 'live'";

const COPY: &str = "COPY (
    SELECT id, number, subject, description, status, priority, department, assignees, tags,
           due_at, created_at, updated_at
    FROM {schema}.tickets
    WHERE NOT hidden
    ORDER BY created_at DESC, id DESC
) TO STDOUT (FORMAT csv)";
