//! The log keeps no secrets, however much it is told to say.

use super::Raw;
use crate::support::docket::ADMINISTRATOR_KEY;
use crate::support::{Desk, eventually};
use reqwest::Method;
use serde_json::json;

#[tokio::test]
async fn nothing_that_people_entrust_to_it_is_in_the_log() {
    let folder = tempfile::tempdir().unwrap();
    let log = folder.path().join("log");
    let desk = Desk::open_set(&[
        ("DOCKET_LOG", "debug"),
        ("DOCKET_TEST_STDERR", log.to_str().unwrap()),
        ("DOCKET_METRICS_TOKEN", "canary-metrics-token"),
    ])
    .await;
    let ana = desk.administrator();
    let guess = desk.holder_of("canary-wrong-key");
    assert_eq!(guess.gets("/tickets").await.status, 401);
    let sign_in = json!({"email": "canary@mail.example", "password": "canary-password"});
    for path in ["/auth/sign_in", "/auth/password", "/sessions", "/members"] {
        let request = ana.request(Method::POST, path).json(&sign_in);
        let request = request.header("Cookie", "__Host-docket=canary-cookie");
        ana.sends(request.header("X-API-Key", "canary-api-key"))
            .await;
    }
    let requester = json!({"name": "canary-name", "email": "canary-who@mail.example"});
    let ticket = json!({"subject": "canary-subject", "requester": requester});
    let ticket = ana.posts("/tickets", &ticket).await.ok().clone();
    let path = format!("/tickets/{}", ticket["id"].as_str().unwrap());
    ana.notes(&path, "canary-message").await.ok();
    ana.gets("/tickets?text=canary-search").await;
    ana.gets("/tickets?cursor=canary-broken").await;
    let bad = ana
        .request(Method::POST, "/tickets")
        .body("{\"subject\": canary-json");
    ana.sends(bad).await;
    let mut raw = Raw::begins(&desk, "POST /api/v1/tickets", "Content-Length: canary\r\n").await;
    raw.status().await;

    let said = eventually("the log of all this", async || {
        let said = std::fs::read_to_string(&log).unwrap();
        // said at debug level, once the last request was turned away
        said.contains("a connection broke off").then_some(said)
    })
    .await;
    for line in said.lines() {
        assert!(!line.contains("canary"), "{line}");
        assert!(!line.contains(ADMINISTRATOR_KEY), "{line}");
    }
}
