//! What goes along with a message in the same append: a status, and what a customer's words do.

use super::*;

async fn customer(person: &Person, name: &str) -> Value {
    let new = json!({"name": name, "emails": [format!("{name}@example.org")]});
    person.posts("/customers", &new).await.ok()["id"].clone()
}

#[tokio::test]
async fn a_message_and_a_status_are_one_append() {
    let desk = Desk::open().await;
    let ana = desk.hires("Ana").await;
    let ticket = ana.opens("done soon").await;

    let new = json!({"body": "Fixed.", "visibility": "public", "status": "resolved"});
    says(&ana, &ticket, new).await;

    let seen = ana.sees(&ticket).await;
    assert_eq!(seen["status"], "resolved");
    let history = ana.history_of(&ticket).await;
    assert_eq!(history[1]["correlation_id"], history[2]["correlation_id"]);
    assert!(seen["first_response_at"].is_string());
    let note = json!({"body": "", "visibility": "public", "status": "closed"});
    let refused = ana.posts(&format!("{ticket}/messages"), &note).await;
    assert_eq!(
        (refused.status, told(&refused)),
        (422, vec!["body".to_owned()])
    );
    assert_eq!(ana.sees(&ticket).await["status"], "resolved");
}

#[tokio::test]
async fn a_customers_words_open_a_resolved_ticket_again() {
    let desk = Desk::open().await;
    let ana = desk.hires("Ana").await;
    let dana = customer(&ana, "dana").await;
    let ticket = ana
        .opens_with(&json!({"subject": "phone", "requester": {"id": dana}}))
        .await;
    ana.sets_status(&ticket, "resolved").await.ok();
    let note = json!({"body": "She will call.", "visibility": "internal"});
    says(&ana, &ticket, note).await;
    assert_eq!(ana.sees(&ticket).await["status"], "resolved");

    let words = json!({"body": "It broke again", "visibility": "public", "customer_id": dana});
    let posted = says(&ana, &ticket, words).await;

    let seen = ana.sees(&ticket).await;
    assert_eq!(seen["status"], "open");
    assert_eq!(seen["last_customer_message_at"], posted["created_at"]);
    assert_eq!(seen["first_response_at"], Value::Null);
    assert_eq!(
        (&posted["customer_id"], &posted["author"]["name"]),
        (&dana, &json!("Ana"))
    );
}

#[tokio::test]
async fn the_same_key_posts_one_message_whatever_followed() {
    let desk = Desk::open().await;
    let ana = desk.hires("Ana").await;
    let ticket = ana.opens("twice").await;
    let path = format!("{ticket}/messages");
    let new = json!({"body": "Once", "visibility": "public", "status": "pending"});
    let once = || {
        ana.request(Method::POST, &path)
            .json(&new)
            .header("Idempotency-Key", "k")
    };

    let first = ana.sends(once()).await;
    says(
        &ana,
        &ticket,
        json!({"body": "Later", "visibility": "public"}),
    )
    .await;
    let again = ana.sends(once()).await;

    assert_eq!((first.replayed, again.replayed), (false, true));
    assert_eq!((&first.body, &first.etag), (&again.body, &again.etag));
    assert_eq!(
        bodies(&conversation(&ana, &ticket, "").await),
        ["Once", "Later"]
    );
}

#[tokio::test]
async fn a_change_over_somebody_elses_is_refused_with_the_version_that_is_there() {
    let desk = Desk::open().await;
    let ana = desk.hires("Ana").await;
    let ticket = ana.opens("race").await;
    let posted = says(&ana, &ticket, json!({"body": "a", "visibility": "public"})).await;
    let message = address(&ticket, &posted);
    let edit = |etag: &str| {
        let request = ana
            .request(Method::PATCH, &message)
            .json(&json!({"body": "b"}));
        request.header("If-Match", etag.to_owned())
    };

    assert_eq!(ana.sends(edit("\"1\"")).await.status, 412);
    let edited = ana.sends(edit("\"2\"")).await;
    assert_eq!(
        (edited.status, edited.etag.as_deref()),
        (200, Some("\"3\""))
    );
}
