//! Who asks too often is told when to come again; others do not notice.

use crate::support::Desk;
use reqwest::Method;
use serde_json::json;

const NO_EXEMPTION: (&str, &str) = ("DOCKET_RATE_EXEMPT", "none");

#[tokio::test]
async fn a_key_that_writes_too_often_waits_and_others_go_on() {
    // readiness is asked for meanwhile, which counts against the address alone
    let desk = Desk::open_set(&[NO_EXEMPTION, ("DOCKET_RATE_WRITE", "5/h")]).await;
    let ana = desk.hires("Ana").await;
    let ben = desk.hires("Ben").await;
    for _ in 0..5 {
        ana.opens("one of many").await;
    }

    let request = ana.request(Method::POST, "/tickets");
    let answer = request.json(&json!({"subject": "x"})).send().await.unwrap();

    assert_eq!(answer.status(), 429);
    let wait: u64 = answer.headers()["retry-after"]
        .to_str()
        .unwrap()
        .parse()
        .unwrap();
    assert!((1..=720).contains(&wait), "{wait}");
    assert_eq!(answer.headers()["content-type"], "application/problem+json");
    let problem: serde_json::Value = answer.json().await.unwrap();
    assert_eq!(problem["type"], "/problems/rate-limited");
    assert_eq!(ana.gets("/tickets").await.status, 200);
    ben.opens("of another").await;
}

#[tokio::test]
async fn an_address_that_guesses_keys_is_stopped_whatever_key_it_shows() {
    let desk = Desk::open_set(&[
        NO_EXEMPTION,
        ("DOCKET_RATE_WRITE", "3/h"),
        ("DOCKET_RATE_ADDRESS_FACTOR", "2"),
    ])
    .await;
    let mut seen = Vec::new();
    for guess in 0..8 {
        let nobody = desk.holder_of(&format!("guess-{guess}"));
        let request = nobody.request(Method::POST, "/tickets").body("{}");
        seen.push(nobody.sends(request).await.status);
    }
    assert_eq!(seen, [401, 401, 401, 401, 401, 401, 429, 429]);
}

#[tokio::test]
async fn a_forged_address_changes_nothing_and_a_trusted_proxys_word_counts() {
    let limits = [
        NO_EXEMPTION,
        ("DOCKET_RATE_WRITE", "1/h"),
        ("DOCKET_RATE_ADDRESS_FACTOR", "1"),
    ];
    let forged = Desk::open_set(&limits).await;
    let statuses = async |desk: &Desk| {
        let mut seen = Vec::new();
        for last in 1..4 {
            let nobody = desk.holder_of("guess");
            let request = nobody.request(Method::POST, "/tickets").body("{}");
            let request = request.header("X-Forwarded-For", format!("203.0.113.{last}"));
            seen.push(nobody.sends(request).await.status);
        }
        seen
    };
    assert_eq!(statuses(&forged).await, [401, 429, 429]);

    let trusting = [
        limits.as_slice(),
        &[("DOCKET_TRUSTED_PROXIES", "127.0.0.0/8")],
    ]
    .concat();
    let behind = Desk::open_set(&trusting).await;
    assert_eq!(statuses(&behind).await, [401, 401, 401]);
}
