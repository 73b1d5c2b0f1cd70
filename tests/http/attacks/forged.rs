//! What another site can make a browser send, with the visitor's cookie on it.

use super::document::{Caller, People, operations};
use crate::support::Desk;
use reqwest::header::CONTENT_TYPE;
use serde_json::json;

/// What a page elsewhere, or of a neighbour, makes a browser say; it cannot say more.
const FOREIGN: [&[(&str, &str)]; 6] = [
    &[],
    &[
        ("Sec-Fetch-Site", "cross-site"),
        ("Origin", "https://evil.example"),
    ],
    &[
        ("Sec-Fetch-Site", "same-site"),
        ("Origin", "https://other.desk.example"),
    ],
    &[("Origin", "null")],
    // as if the header that pages of ours send had got through somehow
    &[("Sec-Fetch-Site", "cross-site"), ("X-Docket-CSRF", "1")],
    &[("Origin", "https://evil.example"), ("X-Docket-CSRF", "1")],
];

/// Sites may well send it: it is a form for everybody, and takes no cookie.
const FOR_ALL: &str = "send_form";

#[tokio::test]
async fn no_writing_operation_is_carried_out_for_another_site() {
    let desk = Desk::open().await;
    let people = People::at(&desk).await;
    let head = desk.head().await;
    let mut asked = 0;
    for operation in operations(&desk).await {
        if !operation.writes() || operation.id == FOR_ALL {
            continue;
        }
        let browser = people.who(operation.of);
        for headers in FOREIGN {
            if operation.of == Caller::Anybody && headers.is_empty() {
                continue; // no page of a browser is as silent, and programs may sign in
            }
            let request = browser.foreign(operation.method.clone(), &operation.path);
            let with = |request: reqwest::RequestBuilder, (name, value): &(&str, &str)| {
                request.header(*name, *value)
            };
            let request = headers.iter().fold(request.json(&json!({})), with);
            let reply = browser.sends(request).await;
            assert_eq!(reply.status, 403, "{} {headers:?} {reply:?}", operation.id);
            assert_eq!(reply.set_cookie, None, "{}", operation.id);
        }
        asked += 1;
    }
    assert!(asked > 90, "{asked} operations");
    assert_eq!(desk.head().await, head);
}

/// The types that a form of any page can send without asking first.
#[tokio::test]
async fn no_body_is_taken_from_a_plain_form() {
    let desk = Desk::open().await;
    let people = People::at(&desk).await;
    let head = desk.head().await;
    let mut asked = 0;
    for operation in operations(&desk).await {
        if operation.schema.is_none() {
            continue;
        }
        for media_type in [
            "text/plain",
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=x",
        ] {
            let request = people.asks(&operation).header(CONTENT_TYPE, media_type);
            let browser = people.who(operation.of);
            let reply = browser.sends(request.body("{\"subject\": \"x\"}")).await;
            assert_eq!(reply.status, 415, "{} {media_type} {reply:?}", operation.id);
        }
        asked += 1;
    }
    assert!(asked > 60, "{asked} bodies");
    assert_eq!(desk.head().await, head);
}
