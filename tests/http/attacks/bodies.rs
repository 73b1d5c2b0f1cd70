//! Bodies that are too long, too slow, or more than they seem.

use super::document::{Caller, operations};
use super::{Raw, SHORT};
use crate::support::{Desk, eventually};
use flate2::{Compression, write::GzEncoder};
use reqwest::Method;
use serde_json::json;
use std::io::Write;

const JSON: &str = "Content-Type: application/json\r\n";

#[tokio::test]
async fn a_body_in_chunks_has_the_limit_of_every_body() {
    let desk = Desk::open().await;
    let head = format!("{JSON}Transfer-Encoding: chunked\r\n");
    for line in ["POST /api/v1/tickets", "PATCH /api/v1/tickets/1"] {
        let mut raw = Raw::begins(&desk, line, &head).await;
        let piece = format!("10000\r\n{}\r\n", " ".repeat(0x10000));
        for _ in 0..17 {
            raw.goes_on(&piece).await;
        }
        raw.goes_on("0\r\n\r\n").await;
        assert!([404, 413].contains(&raw.status().await), "{line}");
    }
    assert!(desk.administrator().sees_in_list("").await.is_empty());
}

/// Whatever an operation does with bodies, or does not: nothing waits for so much of one.
#[tokio::test]
async fn no_operation_takes_a_body_without_end() {
    let desk = Desk::open_set(&[("DOCKET_BODY_TIMEOUT", SHORT)]).await;
    let portal = json!({"portal": {"enabled": true, "form": true}});
    let admin = desk.administrator();
    admin.patches("/workspace", &portal).await.ok();
    let head = desk.head().await;
    let headers = format!("{JSON}Content-Length: 100000000000\r\n");
    let mut asked = 0;
    for operation in operations(&desk).await {
        if !operation.writes() {
            continue;
        }
        let line = format!("{} /api/v1{}", operation.method, operation.path);
        let mut raw = Raw::begins(&desk, &line, &headers).await;
        let status = raw.status().await;
        // who is asked for first, a stranger's body is not even looked at
        let strange = !operation.reads || operation.of == Caller::Customer;
        let refused = [408, 413].contains(&status) || (strange && (400..500).contains(&status));
        assert!(refused, "{} {status}", operation.id);
        asked += 1;
    }
    assert!(asked > 90, "{asked} operations");
    assert_eq!(desk.head().await, head);
}

#[tokio::test]
async fn compressed_bodies_are_refused_unread() {
    let desk = Desk::open().await;
    let ana = desk.administrator();
    let mut bomb = GzEncoder::new(Vec::new(), Compression::best());
    bomb.write_all(&vec![b' '; 10_000_000]).unwrap();
    let bomb = bomb.finish().unwrap();
    for path in ["/tickets", "/attachments?name=x", "/statuses", "/nothing"] {
        for encoding in ["gzip", "br", "deflate", "zstd", "gzip, gzip", "identity"] {
            let request = ana.request(Method::POST, path).body(bomb.clone());
            let answer = ana
                .sends(request.header("Content-Encoding", encoding))
                .await;
            assert_eq!(answer.status, 415, "{path} {encoding} {answer:?}");
        }
    }
}

#[tokio::test]
async fn a_body_that_stops_half_way_is_given_up() {
    let desk = Desk::open_set(&[("DOCKET_BODY_TIMEOUT", SHORT)]).await;
    let head = format!("{JSON}Content-Length: 100\r\n");
    let mut raw = Raw::begins(&desk, "POST /api/v1/tickets", &head).await;
    raw.goes_on("{\"subject\": ").await;
    let answer = raw.hears_out().await;
    assert!(answer.starts_with("HTTP/1.1 408"), "{answer}");
    assert!(answer.contains("/problems/too-slow"), "{answer}");

    let mut raw = Raw::begins(&desk, "POST /api/v1/attachments", "Content-Length: 100\r\n").await;
    raw.goes_on("some of it").await;
    let answer = raw.hears_out().await;
    assert!(answer.starts_with("HTTP/1.1 408"), "{answer}");
    desk.administrator().opens("the desk still works").await;
}

#[tokio::test]
async fn a_body_that_nobody_reads_holds_no_connection() {
    let limits = [
        ("DOCKET_BODY_TIMEOUT", SHORT),
        ("DOCKET_IDLE_TIMEOUT", SHORT),
    ];
    let desk = Desk::open_set(&limits).await;
    for line in ["GET /healthz", "DELETE /api/v1/tickets/1", "POST /nothing"] {
        let raw = Raw::begins(&desk, line, "Content-Length: 1000000\r\n").await;
        let answer = raw.hears_out().await;
        assert!(answer.starts_with("HTTP/1.1 "), "{line} {answer}");
    }
}

#[tokio::test]
async fn what_takes_long_for_good_reason_is_left_alone() {
    let limits = [
        ("DOCKET_HEAD_TIMEOUT", SHORT),
        ("DOCKET_IDLE_TIMEOUT", SHORT),
        ("DOCKET_BODY_TIMEOUT", SHORT),
    ];
    let desk = Desk::open_set(&limits).await;
    let ana = desk.administrator();
    let mut stream = Raw::begins(&desk, "GET /api/v1/events/stream?after=0", "").await;
    assert_eq!(stream.status().await, 200);

    // as long as this takes, at least, the stream says nothing and is told nothing
    let idle = Raw::begins(&desk, "GET /healthz", "").await;
    assert!(idle.hears_out().await.starts_with("HTTP/1.1 200"));
    let ticket = eventually("a ticket", async || {
        let answer = ana.tries(
            ana.request(Method::POST, "/tickets")
                .json(&json!({"subject": "later"})),
        );
        answer.await.ok().filter(|answer| answer.status == 201)
    });
    ticket.await;

    stream.hears("event: ticket.created\n").await;
}
