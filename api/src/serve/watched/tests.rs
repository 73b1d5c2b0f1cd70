//! Who is hung up on, and who is not.

use super::*;
use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream, duplex};

const SHORT: Duration = Duration::from_millis(20);
const LONG: Duration = Duration::from_secs(3600);

fn pair(limits: Limits) -> (DuplexStream, Watched<DuplexStream>, Arc<UnderWay>) {
    let (caller, ours) = duplex(64);
    let under_way = Arc::new(UnderWay::default());
    let watched = Watched::new(ours, under_way.clone(), limits, true);
    (caller, watched, under_way)
}

fn patient() -> Limits {
    Limits {
        head: LONG,
        idle: LONG,
        write: LONG,
        ..Limits::default()
    }
}

#[tokio::test]
async fn a_head_that_stops_half_way_ends_the_connection() {
    let limits = Limits {
        head: SHORT,
        ..patient()
    };
    let (mut caller, mut watched, _) = pair(limits);
    caller.write_all(b"GET / HT").await.unwrap();
    let mut read = Vec::new();
    let error = watched.read_to_end(&mut read).await.unwrap_err();
    assert_eq!(error.kind(), io::ErrorKind::TimedOut);
    assert_eq!(read, b"GET / HT");
}

#[tokio::test]
async fn silence_between_requests_ends_the_connection() {
    let limits = Limits {
        idle: SHORT,
        ..patient()
    };
    let (mut caller, mut watched, under_way) = pair(limits);
    caller.write_all(b"request").await.unwrap();
    let mut head = [0; 7];
    watched.read_exact(&mut head).await.unwrap();
    let busy = under_way.begin();
    let reading = tokio::spawn(async move { watched.read_u8().await });
    tokio::task::yield_now().await;
    drop(busy);
    let error = reading.await.unwrap().unwrap_err();
    assert_eq!(error.kind(), io::ErrorKind::TimedOut);
}

#[tokio::test(start_paused = true)]
async fn a_request_under_way_is_left_in_peace() {
    let limits = Limits {
        idle: SHORT,
        head: SHORT,
        write: SHORT,
        ..Limits::default()
    };
    let (mut caller, mut watched, under_way) = pair(limits);
    let _busy = under_way.begin();
    let reading = tokio::spawn(async move { watched.read_u8().await });
    tokio::time::advance(LONG).await;
    caller.write_u8(7).await.unwrap();
    assert_eq!(reading.await.unwrap().unwrap(), 7);
}

#[tokio::test]
async fn an_answer_that_nobody_takes_ends_the_connection() {
    let limits = Limits {
        write: SHORT,
        ..patient()
    };
    let (_caller, mut watched, _) = pair(limits);
    let error = watched.write_all(&[0; 1000]).await.unwrap_err();
    assert_eq!(error.kind(), io::ErrorKind::TimedOut);
}
