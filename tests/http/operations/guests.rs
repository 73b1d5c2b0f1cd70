//! Who gets copies, and who watches.

use super::{NOBODY, asks, story};
use crate::support::Desk;
use serde_json::{Value, json};

#[tokio::test]
async fn people_get_copies_by_id_or_by_their_address() {
    let desk = Desk::open().await;
    let (ana, ben) = (desk.hires("Ana").await, desk.hires("Ben").await);
    let (ticket, other) = (ana.opens("one").await, ana.opens("two").await);
    let cc = format!("{ticket}/cc");

    ana.posts(&cc, &json!({"kind": "member", "id": ben.id}))
        .await
        .ok();
    let dana = json!({"email": "Dana@Example.org", "name": "Dana"});
    let seen = ana.posts(&cc, &dana).await.ok().clone();
    ana.posts(&cc, &dana).await.ok(); // gets them already

    let customer = seen["cc"][1]["id"].clone();
    assert_eq!(seen["cc"][0], json!({"kind": "member", "id": ben.id}));
    assert_eq!(seen["cc"].as_array().unwrap().len(), 2);
    let known = ana
        .gets(&format!("/customers/{}", customer.as_str().unwrap()))
        .await;
    assert_eq!(known.ok()["name"], "Dana");
    let same = ana
        .posts(
            &format!("{other}/cc"),
            &json!({"email": "dana@example.org"}),
        )
        .await;
    assert_eq!(
        same.ok()["cc"],
        json!([{"kind": "customer", "id": customer}])
    );

    let path = format!("{cc}/{}", customer.as_str().unwrap());
    let left = ana.deletes(&path).await;
    assert_eq!(left.ok()["cc"], json!([{"kind": "member", "id": ben.id}]));
    ana.deletes(&path).await.ok(); // it is so already
    assert_eq!(
        story(&ana, &ticket).await,
        ["cc_added", "cc_added", "cc_removed"]
    );
}

#[tokio::test]
async fn whoever_asks_watches_and_stops() {
    let desk = Desk::open().await;
    let (ana, ben) = (desk.hires("Ana").await, desk.hires("Ben").await);
    let ticket = ana.opens("interesting").await;
    let path = format!("{ticket}/watchers");

    asks(&ben, &path).await.ok();
    let both = ana
        .posts(&path, &json!({"kind": "member", "id": ana.id}))
        .await;

    let member = |id| json!({"kind": "member", "id": id});
    assert_eq!(
        both.ok()["watchers"],
        json!([member(ben.id), member(ana.id)])
    );
    let one = ben.deletes(&path).await;
    assert_eq!(one.ok()["watchers"], json!([member(ana.id)]));
    let none = ben.deletes(&format!("{path}/{}", ana.id)).await;
    assert_eq!(none.ok()["watchers"], json!([]));
}

#[tokio::test]
async fn a_guest_who_is_nobody_is_refused_by_the_field() {
    let desk = Desk::open().await;
    let ana = desk.hires("Ana").await;
    let ticket = ana.opens("one").await;
    let head = desk.head().await;
    let refused: [(Value, &[&str]); 8] = [
        (json!({}), &["email"]),
        (json!({"kind": "member"}), &["id"]),
        (json!({"kind": "member", "id": NOBODY}), &["id"]),
        (json!({"kind": "customer", "id": NOBODY}), &["id"]),
        (json!({"id": NOBODY}), &["kind"]),
        (
            json!({"id": NOBODY, "email": "a@example.org", "name": "A"}),
            &["email", "name", "kind"],
        ),
        (
            json!({"email": "nobody", "name": "x".repeat(201)}),
            &["name", "email"],
        ),
        (json!({"kind": "robot"}), &["kind"]),
    ];
    for circle in ["cc", "watchers"] {
        for (body, fields) in &refused {
            let answer = ana.posts(&format!("{ticket}/{circle}"), body).await;
            assert_eq!(answer.status, 422, "{answer:?}");
            assert_eq!(answer.refused_fields(), *fields, "{body}");
        }
        let path = format!("{ticket}/{circle}/x");
        assert_eq!(ana.deletes(&path).await.status, 404);
    }
    assert_eq!(desk.head().await, head);
}

#[tokio::test]
async fn copies_because_of_a_merge_end_with_the_merge() {
    let desk = Desk::open().await;
    let ana = desk.hires("Ana").await;
    let into = ana.opens("one").await;
    let asked = json!({"subject": "two", "requester": {"email": "dana@example.org"}});
    ana.opens_with(&asked).await;
    let merged = ana
        .posts(&format!("{into}/merge"), &json!({"ticket_ids": ["2"]}))
        .await;
    let dana = merged.ok()["cc"][0]["id"].as_str().unwrap().to_owned();

    let refused = ana.deletes(&format!("{into}/cc/{dana}")).await;

    assert_eq!(
        (refused.status, refused.refused_fields()),
        (422, vec!["participant_id".to_owned()])
    );
}
