//! What was redacted is read nowhere any more.

use super::*;

const WORDS: &str = "canary-hunter2";
const EDITED: &str = "canary-swordfish";
const FILE: &str = "canary-passwords.txt";
const CONTENT: &str = "canary-content";

/// Everything that can be read of a ticket and of its message.
async fn everything(person: &Person, ticket: &str, message: &str, file: &Value) -> String {
    let id = id_of(ticket);
    let mut text = String::new();
    for path in [
        ticket.to_owned(),
        format!("{ticket}/messages"),
        format!("{ticket}/messages?order=desc&remote_images=allow"),
        message.to_owned(),
        format!("{message}/revisions"),
        format!("{ticket}/history?limit=200"),
        format!("{ticket}/attachments"),
        "/tickets".to_owned(),
        format!("/events?stream_id={id}&limit=200"),
        "/events?types=ticket.message_posted,ticket.message_edited".to_owned(),
        "/events?types=attachment.uploaded".to_owned(),
        format!("/attachments/{}", file["id"].as_str().unwrap()),
        format!("/attachments/{}/content", file["id"].as_str().unwrap()),
    ] {
        let answer = person.gets(&path).await;
        assert!(answer.status < 500, "{path}: {answer:?}");
        text += &format!("{path} {}\n{}\n", answer.status, answer.body);
    }
    text + &streamed(person, id).await
}

/// What a follower from the beginning is sent, up to the redaction.
async fn streamed(person: &Person, id: &str) -> String {
    let path = format!("/events/stream?stream_id={id}");
    let request = person
        .request(Method::GET, &path)
        .header("Last-Event-ID", 0);
    let mut response = request.send().await.unwrap();
    let mut text = String::new();
    while !text.contains("event: end") && !text.contains("ticket.subject_changed") {
        let chunk = crate::support::within("the stream", response.chunk()).await;
        text += std::str::from_utf8(&chunk.unwrap().unwrap()).unwrap();
    }
    text
}

/// By somebody who may read the events of files too.
async fn told_and_taken_back(desk: &Desk) -> (Person, String, String, Value) {
    let ana = desk.hires("Ana").await;
    let me = format!("/members/{}", ana.id);
    desk.administrator()
        .patches(&me, &json!({"administrator": true}))
        .await
        .ok();
    let ticket = ana.opens("password").await;
    let file = uploads(&ana, FILE, CONTENT).await;
    let new = json!({"body": WORDS, "visibility": "public", "attachment_ids": [file["id"]]});
    let message = address(&ticket, &says(&ana, &ticket, new).await);
    ana.patches(&message, &json!({"body": EDITED})).await.ok();
    ana.patches(&ticket, &json!({"subject": "the end"}))
        .await
        .ok();
    (ana, ticket, message, file)
}

#[tokio::test]
async fn a_redacted_message_is_there_without_its_content_wherever_it_is_read() {
    let desk = Desk::open().await;
    let (ana, ticket, message, file) = told_and_taken_back(&desk).await;
    let before = everything(&ana, &ticket, &message, &file).await;
    for secret in [WORDS, EDITED, FILE, CONTENT] {
        assert!(
            before.contains(secret),
            "{secret} is not found even before: {before}"
        );
    }

    let reason = json!({"reason": "holds a password"});
    let redacted = ana.posts(&format!("{message}/redact"), &reason).await;

    let redacted = redacted.ok();
    assert_eq!(redacted["redacted"]["reason"], "holds a password");
    assert_eq!(redacted["redacted"]["by"]["name"], "Ana");
    assert_eq!(
        (&redacted["body"], &redacted["html"]),
        (&Value::Null, &Value::Null)
    );
    assert_eq!(redacted["attachments"], json!([]));
    let after = everything(&ana, &ticket, &message, &file).await;
    assert!(!after.contains("canary"), "{after}");
    assert!(after.contains("ticket.message_redacted"));
    let content = format!("/attachments/{}/content", file["id"].as_str().unwrap());
    assert_eq!(ana.gets(&content).await.status, 404);
}

#[tokio::test]
async fn redacting_twice_records_it_once_and_nothing_can_be_changed_any_more() {
    let desk = Desk::open().await;
    let (ana, ticket, message, _) = told_and_taken_back(&desk).await;
    let redact = format!("{message}/redact");
    ana.posts(&redact, &json!({"reason": "once"})).await.ok();
    let head = desk.head().await;

    let again = ana.posts(&redact, &json!({"reason": "twice"})).await;
    let edit = ana.patches(&message, &json!({"body": "back again"})).await;

    assert_eq!(again.ok()["redacted"]["reason"], "once");
    assert_eq!(
        (edit.status, told(&edit)),
        (422, vec!["message_id".to_owned()])
    );
    assert_eq!(desk.head().await, head);
    assert_eq!(ana.sees(&ticket).await["subject"], "the end");
}

#[tokio::test]
async fn a_repeated_request_does_not_bring_the_words_back() {
    let desk = Desk::open().await;
    let ana = desk.hires_as("Ana", "manager").await;
    let ticket = ana.opens("password").await;
    let path = format!("{ticket}/messages");
    let new = json!({"body": WORDS, "visibility": "public"});
    let once = || {
        ana.request(Method::POST, &path)
            .json(&new)
            .header("Idempotency-Key", "k")
    };
    let posted = ana.sends(once()).await;
    let message = address(&ticket, posted.ok());
    let edit = json!({"body": EDITED});
    let edits = || {
        ana.request(Method::PATCH, &message)
            .json(&edit)
            .header("Idempotency-Key", "e")
    };
    ana.sends(edits()).await.ok();
    assert_eq!(ana.sends(once()).await.ok()["body"], WORDS);

    ana.posts(&format!("{message}/redact"), &json!({"reason": "oh"}))
        .await
        .ok();

    for request in [once(), edits()] {
        let again = ana.sends(request).await;
        assert!(again.replayed);
        assert_eq!(again.ok()["id"], posted.body["id"]);
        assert_eq!(again.ok()["body"], Value::Null);
    }
}

#[tokio::test]
async fn messages_of_deleted_tickets_can_be_redacted() {
    let desk = Desk::open().await;
    let (ana, ticket, message, file) = told_and_taken_back(&desk).await;
    ana.deletes(&ticket).await.ok();

    ana.posts(&format!("{message}/redact"), &json!({"reason": "oh"}))
        .await
        .ok();

    assert!(
        !everything(&ana, &ticket, &message, &file)
            .await
            .contains("canary")
    );
}

#[tokio::test]
async fn a_reason_must_be_given() {
    let desk = Desk::open().await;
    let (ana, _, message, _) = told_and_taken_back(&desk).await;
    let redact = format!("{message}/redact");
    for body in [json!({"reason": " "}), json!({}), json!({"reason": "a\nb"})] {
        let refused = ana.posts(&redact, &body).await;
        assert_eq!(
            (refused.status, told(&refused)),
            (422, vec!["reason".to_owned()])
        );
    }
}
