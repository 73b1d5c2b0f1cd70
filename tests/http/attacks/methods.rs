//! Methods that nobody offered, old versions, and other people's pages.

use super::Raw;
use crate::support::Desk;
use reqwest::Method;
use serde_json::Value;

/// Every address of the document, with ids of nothing.
async fn addresses(desk: &Desk) -> Vec<String> {
    let url = format!("{}/api/openapi.json", desk.docket.url());
    let document = crate::support::person::client()
        .get(url)
        .send()
        .await
        .unwrap();
    let document: Value = document.json().await.unwrap();
    let paths = document["paths"].as_object().unwrap().keys();
    let filled = paths.map(|path| {
        let parts = path.split('/').map(|part| match part.starts_with('{') {
            true => "018f0000-0000-7000-8000-000000000000",
            false => part,
        });
        parts.collect::<Vec<_>>().join("/")
    });
    filled.collect()
}

#[tokio::test]
async fn strange_methods_do_nothing_anywhere() {
    let desk = Desk::open().await;
    let ana = desk.administrator();
    let head = desk.head().await;
    let mut paths = addresses(&desk).await;
    assert!(paths.len() > 50);
    paths.retain(|path| !path.ends_with("/stream"));
    for path in paths {
        for method in ["OPTIONS", "TRACE", "PROPFIND", "QUERY"] {
            let method = Method::from_bytes(method.as_bytes()).unwrap();
            let answer = ana.sends(ana.request(method.clone(), &path)).await;
            assert_eq!(answer.status, 405, "{method} {path} {answer:?}");
        }
        let answer = ana.sends(ana.request(Method::HEAD, &path)).await;
        assert!(
            answer.status < 500 && answer.body == "",
            "HEAD {path} {answer:?}"
        );
        if path.contains("/auth/") {
            continue; // who signs in is nobody yet
        }
        let nobody = desk.holder_of("");
        let answer = nobody.sends(nobody.request(Method::HEAD, &path)).await;
        assert!(
            [401, 404, 405].contains(&answer.status), // what is switched off is not there
            "HEAD {path} {answer:?}"
        );
    }
    assert_eq!(desk.head().await, head);
}

#[tokio::test]
async fn a_method_is_what_it_says() {
    let desk = Desk::open().await;
    let ana = desk.administrator();
    let ticket = ana.opens("stays").await;
    for header in [
        "X-HTTP-Method-Override",
        "X-HTTP-Method",
        "X-Method-Override",
    ] {
        let request = ana.request(Method::POST, &ticket).header(header, "DELETE");
        assert_eq!(ana.sends(request).await.status, 405, "{header}");
        let request = ana.request(Method::GET, &ticket).header(header, "DELETE");
        assert_eq!(ana.sends(request).await.status, 200, "{header}");
    }
    assert_eq!(
        ana.gets(&format!("{ticket}?_method=DELETE")).await.status,
        400
    );
    assert_eq!(ana.sees(&ticket).await["subject"], "stays");
}

#[tokio::test]
async fn pages_of_others_are_told_nothing() {
    let desk = Desk::open().await;
    let ana = desk.administrator();
    for method in [Method::GET, Method::OPTIONS] {
        let request = ana.request(method, "/tickets");
        let request = request.header("Origin", "https://evil.example");
        let request = request.header("Access-Control-Request-Method", "GET");
        let answer = request.send().await.unwrap();
        let names = answer.headers().keys().map(|name| name.as_str());
        let shared: Vec<_> = names.filter(|n| n.starts_with("access-control")).collect();
        assert!(shared.is_empty(), "{shared:?}");
        let policy = &answer.headers()["cross-origin-resource-policy"];
        assert_eq!(policy, "same-origin");
    }
}

#[tokio::test]
async fn the_old_protocol_is_answered_once() {
    let desk = Desk::open().await;
    let old = "GET /healthz HTTP/1.0\r\n\r\nGET /healthz HTTP/1.0\r\n\r\n";
    let heard = Raw::says(&desk, old).await.hears_out().await;
    assert!(heard.starts_with("HTTP/1.0 200"), "{heard}");
    assert_eq!(heard.matches("{\"status\":\"ok\"}").count(), 1, "{heard}");
    let ancient = Raw::says(&desk, "GET /healthz\r\n\r\n")
        .await
        .hears_out()
        .await;
    assert!(!ancient.contains("200"), "{ancient}");
}
