//! Nobody gets in without a key, and settings belong to administrators.

use crate::support::Desk;
use reqwest::Method;
use serde_json::json;

mod at_once;
mod canary;
mod events;
mod files;
mod ids;
mod keys;
mod leavings;
mod lists;
mod messages;
pub mod office;
mod operations;
mod policy;
mod roles;
mod streams;
mod tickets;
mod ties;

#[tokio::test]
async fn without_a_good_key_every_address_is_closed() {
    let desk = Desk::open().await;
    let ana = desk.hires("Ana").await;
    let ticket = ana.opens("secret").await;
    let head = desk.head().await;

    for key in ["", "wrong", "the-administrators-key-in-test"] {
        let nobody = desk.holder_of(key);
        for (method, path) in [
            (Method::GET, "/tickets"),
            (Method::POST, "/tickets"),
            (Method::GET, ticket.as_str()),
            (Method::PATCH, ticket.as_str()),
            (Method::DELETE, ticket.as_str()),
            (Method::GET, "/events"),
            (Method::GET, "/events/stream"),
            (Method::GET, "/members"),
            (Method::POST, "/rules"),
            (Method::GET, "/system"),
        ] {
            let request = nobody.request(method, path).body("{}");
            let answer = nobody.sends(request).await;
            assert_eq!(answer.status, 401, "{path} {answer:?}");
            assert_eq!(answer.content_type, "application/problem+json");
            assert_eq!(answer.body["type"], "/problems/unauthenticated");
        }
    }
    assert_eq!(desk.head().await, head);
}

#[tokio::test]
async fn settings_are_changed_by_administrators_alone() {
    let desk = Desk::open().await;
    let ana = desk.hires("Ana").await;
    let head = desk.head().await;

    for (path, body) in [
        ("/departments", json!({"name": "Mine"})),
        ("/members", json!({"name": "Friend"})),
        ("/members", json!({"name": "Me", "administrator": true})),
        (
            "/statuses",
            json!({"key": "x", "name": "X", "category": "open", "colour": "#000000"}),
        ),
        (
            "/rules",
            json!({"name": "r", "on": ["ticket.created"], "do": []}),
        ),
    ] {
        let answer = ana.posts(path, &body).await;
        assert_eq!(answer.status, 403, "{path} {answer:?}");
    }
    let me = format!("/members/{}", ana.id);
    let rise = ana.patches(&me, &json!({"administrator": true})).await;
    assert_eq!(rise.status, 403);
    assert_eq!(ana.gets("/system").await.status, 403);
    assert_eq!(ana.gets("/departments").await.status, 200);
    assert_eq!(desk.head().await, head);
}

#[tokio::test]
async fn a_member_who_left_comes_in_no_more() {
    let desk = Desk::open().await;
    let ana = desk.hires("Ana").await;
    assert_eq!(ana.gets("/tickets").await.status, 200);

    let me = format!("/members/{}", ana.id);
    desk.administrator().deletes(&me).await.ok();

    assert_eq!(ana.gets("/tickets").await.status, 401);
}
