//! What every answer tells browsers, whichever it is.

use crate::support::person::client;
use crate::support::{Desk, docket::ADMINISTRATOR_KEY};
use reqwest::Response;

async fn asked(desk: &Desk, path: &str) -> Response {
    let url = format!("{}{path}", desk.docket.url());
    let request = client().get(url).bearer_auth(ADMINISTRATOR_KEY);
    request.send().await.unwrap()
}

fn header<'a>(answer: &'a Response, name: &str) -> &'a str {
    let value = answer.headers().get(name);
    value.map_or("", |value| value.to_str().unwrap())
}

#[tokio::test]
async fn every_answer_protects_whoever_opens_it() {
    let desk = Desk::open().await;
    desk.administrator().opens("a ticket").await;
    for path in [
        "/healthz",
        "/readyz",
        "/metrics",
        "/api/docs",
        "/api/openapi.json",
        "/api/v1/tickets",
        "/api/v1/tickets/1",
        "/api/v1/nothing",
        "/nothing",
        "/api/v1/tickets?wrong=1",
    ] {
        let answer = asked(&desk, path).await;
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "no-referrer"),
            ("x-frame-options", "DENY"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
        ] {
            assert_eq!(header(&answer, name), value, "{path}");
        }
        assert_eq!(header(&answer, "server"), "", "{path}");
        let policy = header(&answer, "content-security-policy");
        assert!(policy.starts_with("default-src 'none'"), "{path} {policy}");
        assert!(
            policy.ends_with("frame-ancestors 'none'"),
            "{path} {policy}"
        );
        assert!(header(&answer, "permissions-policy").contains("camera=()"));
        assert_eq!(header(&answer, "strict-transport-security"), "", "{path}");
        let cache = header(&answer, "cache-control");
        assert!(
            ["no-store", "no-cache", "private, no-cache"].contains(&cache),
            "{path} {cache}"
        );
    }
    let ticket = asked(&desk, "/api/v1/tickets/1").await;
    assert_eq!(header(&ticket, "cache-control"), "private, no-cache");
    let list = asked(&desk, "/api/v1/tickets").await;
    assert_eq!(header(&list, "cache-control"), "no-store");
}

#[tokio::test]
async fn where_people_come_over_https_they_are_held_to_it() {
    let desk = Desk::open_set(&[("DOCKET_PUBLIC_URL", "https://desk.example.org")]).await;
    let answer = asked(&desk, "/nothing").await;
    assert_eq!(
        header(&answer, "strict-transport-security"),
        "max-age=63072000"
    );
}

#[tokio::test]
async fn plain_http_for_others_is_warned_of_at_the_start() {
    for (url, warned) in [
        ("http://desk.example.org", true),
        ("http://localhost:8080", false),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let log = folder.path().join("log");
        let desk = Desk::open_set(&[
            ("DOCKET_PUBLIC_URL", url),
            ("DOCKET_TEST_STDERR", log.to_str().unwrap()),
        ])
        .await;
        assert_eq!(asked(&desk, "/healthz").await.status(), 200);
        let said = std::fs::read_to_string(&log).unwrap();
        assert_eq!(said.contains("lack Secure"), warned, "{said}");
    }
}

#[tokio::test]
async fn strangers_learn_nothing_of_how_it_is_doing() {
    let desk = Desk::open_set(&[
        ("DOCKET_METRICS_FROM", "203.0.113.0/24"),
        ("DOCKET_METRICS_TOKEN", "a-watchers-word"),
    ])
    .await;
    assert_eq!(asked(&desk, "/metrics").await.status(), 404);
    let ready = asked(&desk, "/readyz").await;
    assert_eq!(ready.text().await.unwrap(), "{\"status\":\"ready\"}");

    let url = format!("{}/metrics", desk.docket.url());
    let request = client().get(url).bearer_auth("a-watchers-word");
    let metrics = request.send().await.unwrap();
    assert!(
        metrics
            .text()
            .await
            .unwrap()
            .contains("docket_log_position")
    );
}
