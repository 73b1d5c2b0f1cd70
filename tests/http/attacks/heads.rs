//! Heads that are too long, ambiguous, or made to be misread.

use super::{Raw, SHORT};
use crate::support::Desk;
use reqwest::Method;

#[tokio::test]
async fn long_heads_are_refused() {
    // a refused head leaves the connection to its idle end
    let desk = Desk::open_set(&[("DOCKET_IDLE_TIMEOUT", SHORT)]).await;
    let headers = |count: usize, bytes: usize| {
        let one = |n| format!("X-{n}: {}\r\n", "x".repeat(bytes));
        (0..count).map(one).collect::<String>()
    };
    for (what, headers) in [
        ("many", headers(300, 1)),
        ("one long", headers(1, 40_000)),
        ("far too long", headers(1, 1_000_000)),
        ("many long", headers(90, 1_000)),
    ] {
        let raw = Raw::begins(&desk, "GET /healthz", &headers).await;
        let answer = raw.hears_out().await;
        // where the rest could not be read, the answer may be lost with the connection
        let told = answer.starts_with("HTTP/1.1 431") || answer.is_empty();
        assert!(told, "{what}: {answer:.100}");
    }
    let mut raw = Raw::begins(&desk, "GET /healthz", &headers(90, 10)).await;
    assert_eq!(raw.status().await, 200);
}

#[tokio::test]
async fn long_addresses_are_refused() {
    let desk = Desk::open().await;
    for bytes in [9_000, 30_000] {
        let line = format!("GET /api/v1/tickets?text={}", "x".repeat(bytes));
        let mut raw = Raw::begins(&desk, &line, "Connection: close\r\n").await;
        assert_eq!(raw.status().await, 414, "{bytes}");
    }
}

#[tokio::test]
async fn a_second_request_cannot_hide_behind_a_first_one() {
    let desk = Desk::open().await;
    let hidden = "GET /api/openapi.json HTTP/1.1\r\nHost: desk\r\n\r\n";
    for framing in [
        "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
        "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n",
        "Transfer-Encoding: chunked\r\nContent-Length: 5\r\nConnection: keep-alive\r\n",
    ] {
        let mut raw = Raw::begins(&desk, "POST /api/v1/tickets", framing).await;
        raw.goes_on(format!("0\r\n\r\n{hidden}")).await;
        let heard = raw.hears_out().await;
        assert_eq!(
            heard.matches("HTTP/1.1 ").count(),
            1,
            "{framing} {heard:.300}"
        );
        assert!(!heard.contains("\"openapi\""), "{framing}");
    }
}

#[tokio::test]
async fn ambiguous_framing_is_refused() {
    let desk = Desk::open().await;
    for framing in [
        "Content-Length: 5\r\nContent-Length: 6\r\n",
        "Content-Length: 5, 6\r\n",
        "Content-Length: +5\r\n",
        "Content-Length: -1\r\n",
        "Content-Length: 0x5\r\n",
        "Content-Length: 99999999999999999999\r\n",
        "Content-Length : 5\r\n",
        "Transfer-Encoding: chunked, identity\r\n",
        "Transfer-Encoding: xchunked\r\n",
        "Transfer-Encoding: chunked\r\n , identity\r\n",
        "Bad Name: x\r\n",
        "X-Control: a\x01b\r\n",
        "X-Null: a\0b\r\n",
    ] {
        let raw = Raw::begins(&desk, "POST /api/v1/tickets", framing).await;
        let answer = raw.hears_out().await;
        assert!(
            answer.starts_with("HTTP/1.1 400"),
            "{framing:?} {answer:.200}"
        );
    }
    let old = "POST /api/v1/tickets HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n";
    let answer = Raw::says(&desk, old).await.hears_out().await;
    assert!(
        answer.starts_with("HTTP/1.0 400") || answer.starts_with("HTTP/1.1 400"),
        "{answer}"
    );
    assert!(desk.administrator().sees_in_list("").await.is_empty());
}

#[tokio::test]
async fn what_a_caller_calls_a_request_does_not_reach_answers_as_it_is() {
    let desk = Desk::open().await;
    let ana = desk.administrator();
    for id in ["\u{202e}evil", "a\tb", "<script>", &"x".repeat(200)] {
        let request = ana
            .request(Method::GET, "/tickets")
            .header("X-Request-Id", id);
        let answer = request.send().await.unwrap();
        assert_eq!(answer.status(), 200);
        let told = answer.headers()["x-request-id"].to_str().unwrap();
        assert!(
            told.len() == 32 && told.chars().all(|c| c.is_ascii_hexdigit()),
            "{told}"
        );
    }
}
