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
async fn a_body_that_cannot_be_read_is_refused_by_the_fields_name() {
    let desk = Desk::open().await;
    let ana = desk.hires("Ana").await;
    let ticket = ana.opens("nonsense").await;
    let note = json!({"body": "a", "visibility": "internal"});
    let note = says(&ana, &ticket, note).await;
    let head = desk.head().await;
    let path = format!("{ticket}/messages");

    for (member, value, field) in [
        ("visibility", json!("all"), "visibility"),
        ("format", json!("rtf"), "format"),
        ("mentions", json!([NOBODY]), "mentions"),
        ("mentions", json!({"x": []}), "mentions.x"),
        ("subject", json!("x"), "subject"),
        ("reply_to", note["id"].clone(), "reply_to"),
        ("status", json!("exploded"), "status"),
    ] {
        let mut body = json!({"body": "a", "visibility": "public"});
        body[member] = value;
        let refused = ana.posts(&path, &body).await;
        let wrong = vec![field.to_owned()];
        assert_eq!((refused.status, told(&refused)), (422, wrong), "{body}");
    }
    let refused = ana.posts(&path, &json!({"body": "a"})).await;
    assert_eq!(told(&refused), ["visibility"]);
    assert_eq!(desk.head().await, head);
}

#[tokio::test]
async fn a_query_that_cannot_be_read_is_refused_by_the_parameters_name() {
    let desk = Desk::open().await;
    let ana = desk.hires("Ana").await;
    let path = format!("{}/messages", ana.opens("nonsense").await);

    for query in [
        "order=up",
        "visibility=secret",
        "remote_images=yes",
        "cursor=v3",
        "cursor=",
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
}

#[tokio::test]
async fn a_message_that_is_not_there_can_be_neither_read_nor_changed() {
    let desk = Desk::open().await;
    let ana = desk.hires("Ana").await;
    let path = format!("{}/messages", ana.opens("nonsense").await);
    let head = desk.head().await;

    for missing in [NOBODY.to_owned(), "x".to_owned(), "x/revisions".to_owned()] {
        assert_eq!(
            ana.gets(&format!("{path}/{missing}")).await.status,
            404,
            "{missing}"
        );
    }
    let edit = ana
        .patches(&format!("{path}/{NOBODY}"), &json!({"body": "x"}))
        .await;
    let redact = format!("{path}/{NOBODY}/redact");
    let redact = ana.posts(&redact, &json!({"reason": "x"})).await;

    assert_eq!((edit.status, redact.status), (404, 404));
    assert_eq!(desk.head().await, head);
}
