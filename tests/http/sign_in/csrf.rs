//! A cookie that another site makes a browser send changes nothing.

use super::*;
use reqwest::Method;

#[tokio::test]
async fn another_site_changes_nothing_with_the_cookie() {
    let desk = Desk::open().await;
    settled(&desk, "Dana").await;
    let browser = signed_in(&desk, "dana").await;
    let head = desk.head().await;
    let own = desk.docket.url();

    for headers in [
        vec![],
        vec![("X-Docket-CSRF", "1")],
        vec![("Sec-Fetch-Site", "same-origin")],
        vec![("Sec-Fetch-Site", "cross-site"), ("X-Docket-CSRF", "1")],
        vec![("Sec-Fetch-Site", "same-site"), ("X-Docket-CSRF", "1")],
        vec![
            ("Origin", "https://evil.example.net"),
            ("X-Docket-CSRF", "1"),
        ],
        vec![("Origin", "null"), ("X-Docket-CSRF", "1")],
        vec![("Origin", own.as_str())],
    ] {
        for (method, path) in [
            (Method::POST, "/tickets"),
            (Method::DELETE, "/sessions"),
            (Method::PUT, "/password"),
        ] {
            let request = browser.foreign(method, path).json(&json!({"subject": "x"}));
            let with = |request: reqwest::RequestBuilder, (name, value): &(&str, &str)| {
                request.header(*name, *value)
            };
            let reply = browser.sends(headers.iter().fold(request, with)).await;
            assert_eq!(reply.status, 403, "{path} {headers:?} {reply:?}");
        }
    }
    assert_eq!(desk.head().await, head);
}

#[tokio::test]
async fn an_own_page_changes_what_it_may_and_reading_needs_no_header() {
    let desk = Desk::open().await;
    settled(&desk, "Dana").await;
    let browser = signed_in(&desk, "dana").await;
    let ticket = json!({"subject": "printer on fire"});

    browser.posts("/tickets", &ticket).await.ok();
    let by_origin = browser.foreign(Method::POST, "/tickets").json(&ticket);
    let by_origin = by_origin.header("Origin", desk.docket.url());
    browser
        .sends(by_origin.header("X-Docket-CSRF", "1"))
        .await
        .ok();
    let list = format!("/tickets?min_position={}", desk.head().await);
    let read = browser.sends(browser.foreign(Method::GET, &list)).await;

    assert_eq!(read.ok()["items"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn another_site_signs_nobody_in() {
    let desk = Desk::open().await;
    settled(&desk, "Dana").await;
    let browser = Browser::at(&desk.docket);
    let request = browser.foreign(Method::POST, "/session");
    let request = request.header("Sec-Fetch-Site", "cross-site");
    let reply = browser
        .sends(request.json(&credentials("dana", PASSWORD)))
        .await;
    assert_eq!(reply.status, 403);
    assert_eq!(reply.set_cookie, None);
}
