//! Connections that want nothing, and too many of them.

use super::{Raw, SHORT};
use crate::support::{Desk, eventually};
use rustix::process::{Pid, Resource, Rlimit, prlimit};

const REQUEST: &str = "GET /healthz HTTP/1.1\r\nHost: desk\r\n\r\n";

#[tokio::test]
async fn a_head_that_does_not_come_ends_the_connection() {
    let desk = Desk::open_set(&[("DOCKET_HEAD_TIMEOUT", SHORT)]).await;
    for beginning in [
        "",
        "G",
        "GET / HTTP/1.1\r\nHost: desk\r\nX-Slow: ",
        "PRI * HTTP/2.0\r\n\r\nSM",
    ] {
        let raw = Raw::says(&desk, beginning).await;
        assert_eq!(raw.hears_out().await, "", "{beginning}");
    }
    let second = Raw::says(&desk, format!("{REQUEST}GET / HT")).await;
    let heard = second.hears_out().await;
    assert_eq!(heard.matches("HTTP/1.1").count(), 1, "{heard}");
}

#[tokio::test]
async fn a_connection_between_requests_is_closed_in_time() {
    let desk = Desk::open_set(&[("DOCKET_IDLE_TIMEOUT", SHORT)]).await;
    let mut raw = Raw::says(&desk, REQUEST).await;
    assert_eq!(raw.status().await, 200);
    raw.hears_out().await;
}

#[tokio::test]
async fn silent_connections_do_not_keep_others_out_for_long() {
    let limits = [("DOCKET_HEAD_TIMEOUT", SHORT), ("DOCKET_CONNECTIONS", "10")];
    let desk = Desk::open_set(&limits).await;
    let mut silent = Vec::new();
    for _ in 0..50 {
        silent.push(Raw::to(&desk).await);
    }
    let mut raw = Raw::says(&desk, REQUEST).await;
    assert_eq!(raw.status().await, 200);
}

#[tokio::test]
async fn one_address_does_not_take_all_the_room() {
    let limits = [
        ("DOCKET_CONNECTIONS_PER_ADDRESS", "10"),
        ("DOCKET_RATE_EXEMPT", "none"),
    ];
    let desk = Desk::open_set(&limits).await;
    let mut inside = Vec::new();
    loop {
        let mut raw = Raw::says(&desk, REQUEST).await;
        if raw.status().await != 200 {
            break;
        }
        inside.push(raw);
        assert!(inside.len() <= 10);
    }
    inside.clear();
    eventually("room again", async || {
        let mut raw = Raw::says(&desk, REQUEST).await;
        (raw.status().await == 200).then_some(())
    })
    .await;
}

#[tokio::test]
async fn without_file_descriptors_it_waits_and_comes_back() {
    let folder = tempfile::tempdir().unwrap();
    let log = folder.path().join("log");
    let desk = Desk::open_set(&[
        ("DOCKET_HEAD_TIMEOUT", SHORT),
        ("DOCKET_TEST_STDERR", log.to_str().unwrap()),
    ])
    .await;
    let id = desk.docket.process_id();
    let open = std::fs::read_dir(format!("/proc/{id}/fd")).unwrap().count() as u64;
    let few = Rlimit {
        current: Some(open + 3),
        maximum: Some(open + 3),
    };
    let pid = Pid::from_raw(i32::try_from(id).unwrap());
    prlimit(pid, Resource::Nofile, few).unwrap();

    let mut silent = Vec::new();
    for _ in 0..20 {
        silent.push(Raw::to(&desk).await);
    }
    let refused = || {
        let log = std::fs::read_to_string(&log).unwrap();
        log.matches("a connection could not be accepted").count()
    };
    eventually("accepting to fail", async || (refused() > 0).then_some(())).await;
    let mut raw = Raw::says(&desk, REQUEST).await;
    assert_eq!(raw.status().await, 200);
    assert!(refused() < 1000, "it did not rest between attempts");
}
