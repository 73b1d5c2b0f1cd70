//! How long it takes from a change's answer until whoever follows the charts is told of it.

use super::people::{ASKERS, WRITER};
use crate::http::connection::{Connection, request_as};
use crate::http::service::Service;
use crate::report::{Report, quantile};
use crate::setup::Failure;
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

const TURNS: usize = 20;
const PATIENCE: Duration = Duration::from_secs(10);

/// An administrator opens tickets, the one who sees all follows.
pub async fn measure(service: &Service, size: &str, report: &mut Report) -> Result<(), Failure> {
    let mut follower = TcpStream::connect(service.address).await?;
    let follow = request_as(ASKERS[0].1, "GET", "/api/v1/analytics/stream", "");
    follower.write_all(&follow).await?;
    told(&mut follower, |text| text.contains("retry:")).await?;
    let mut writer = Connection::open(service.address).await?;
    let mut times = Vec::new();
    for turn in 0..TURNS {
        let body = format!(r#"{{"subject": "ticket {turn} to be told of"}}"#);
        let open = request_as(WRITER, "POST", "/api/v1/tickets", &body);
        let answer = writer.ask(&open).await?.expect_success()?;
        let start = Instant::now();
        let position = answer.position.ok_or("no position")?;
        told(&mut follower, |text| latest(text) >= Some(position)).await?;
        times.push(start.elapsed());
    }
    times.sort();
    for (name, share) in [("p50", 0.5), ("p95", 0.95)] {
        let name = format!("change to channel, {size}, {name}");
        report.add(name, "ms", quantile(&times, share));
    }
    Ok(())
}

/// Reads until what came since is enough.
async fn told(stream: &mut TcpStream, is_enough: impl Fn(&str) -> bool) -> Result<(), Failure> {
    let mut read = Vec::new();
    let reading = async {
        while !is_enough(&String::from_utf8_lossy(&read)) {
            if stream.read_buf(&mut read).await? == 0 {
                return Err("the stream ended".into());
            }
        }
        Ok(())
    };
    tokio::time::timeout(PATIENCE, reading).await?
}

/// Up to which position changes were told.
fn latest(text: &str) -> Option<i64> {
    let ids = text.lines().filter_map(|line| line.strip_prefix("id:"));
    ids.filter_map(|id| id.trim().parse().ok()).max()
}
