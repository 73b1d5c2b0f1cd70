//! Messages that make no sense: every wrong field is named at once, and nothing is recorded.

use super::*;

const NOBODY: &str = "018f0000-0000-7000-8000-000000000000";

#[tokio::test]
async fn every_wrong_field_of_a_message_is_named_at_once() {
    let desk = Desk::open().await;
    let ana = desk.hires("Ana").await;
    let ticket = ana.opens("nonsense").await;
    let head = desk.head().await;
    let path = format!("{ticket}/messages");

    let refused = ana
        .posts(
            &path,
            &json!({
                "body": "a\u{0}b", "visibility": "internal", "reply_to": NOBODY,
                "mentions": {"member_ids": [NOBODY]}, "attachment_ids": [NOBODY],
                "customer_id": NOBODY, "status": "exploded",
            }),
        )
        .await;

    let wrong = [
        "attachment_ids",
        "body",
        "customer_id",
        "mentions",
        "reply_to",
        "status",
        "visibility",
    ];
    assert_eq!(
        (refused.status, told(&refused)),
        (422, wrong.map(str::to_owned).to_vec())
    );
    let errors = refused.body["errors"].as_array().unwrap();
    let status = errors.iter().find(|e| e["field"] == "status").unwrap();
    let detail = status["detail"].as_str().unwrap();
    assert!(detail.contains("use one of open"), "{detail}");
    assert_eq!(desk.head().await, head);
}

#[tokio::test]
async fn what_cannot_be_read_is_refused_by_its_name() {
    let desk = Desk::open().await;
    let ana = desk.hires("Ana").await;
    let ticket = ana.opens("nonsense").await;
    let note = json!({"body": "a", "visibility": "internal"});
    let note = says(&ana, &ticket, note).await;
    let head = desk.head().await;
    let path = format!("{ticket}/messages");

    for (body, field) in [
        (json!({"body": "a"}), "visibility"),
        (
            json!({"body": "a", "visibility": "public", "format": "rtf"}),
            "format",
        ),
        (
            json!({"body": "a", "visibility": "public", "mentions": [NOBODY]}),
            "mentions",
        ),
        (
            json!({"body": "a", "visibility": "public", "mentions": {"x": []}}),
            "mentions.x",
        ),
        (
            json!({"body": "a", "visibility": "public", "subject": "x"}),
            "subject",
        ),
        (
            json!({"body": "a", "visibility": "public", "reply_to": note["id"]}),
            "reply_to",
        ),
        (
            json!({"body": "a", "visibility": "public", "status": "exploded"}),
            "status",
        ),
    ] {
        let refused = ana.posts(&path, &body).await;
        assert_eq!(
            (refused.status, told(&refused)),
            (422, vec![field.to_owned()]),
            "{body}"
        );
    }
    for query in [
        "order=up",
        "visibility=secret",
        "remote_images=yes",
        "cursor=v3",
        "limit=0",
    ] {
        let refused = ana.gets(&format!("{path}?{query}")).await;
        let name = query.split('=').next().unwrap().to_owned();
        assert_eq!(
            (refused.status, told(&refused)),
            (400, vec![name]),
            "{query}"
        );
    }
    for missing in [
        format!("{path}/{NOBODY}"),
        format!("{path}/x"),
        format!("{path}/x/revisions"),
    ] {
        assert_eq!(ana.gets(&missing).await.status, 404, "{missing}");
    }
    assert_eq!(
        ana.patches(&format!("{path}/{NOBODY}"), &json!({"body": "x"}))
            .await
            .status,
        404
    );
    let redact = format!("{path}/{NOBODY}/redact");
    assert_eq!(
        ana.posts(&redact, &json!({"reason": "x"})).await.status,
        404
    );
    assert_eq!(desk.head().await, head);
}
