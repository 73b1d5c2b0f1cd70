//! Whoever slips fields into a body that are not for them to say is refused, and nothing happens.

use super::document::{Caller, Operation, People, operations};
use crate::support::{Desk, Reply};
use serde_json::{Value, json};

/// What callers would like to say of anything.
const PRIVILEGED: [&str; 12] = [
    "id",
    "number",
    "version",
    "author",
    "actor",
    "created_at",
    "position",
    "roles",
    "administrator",
    "visibility",
    "password_hash",
    "__proto__",
];

/// Those that the body really has.
fn has(operation: &Operation, name: &str) -> bool {
    let schema = operation.schema.as_ref().unwrap();
    assert!(schema["properties"].is_object(), "{operation:?}");
    !schema["properties"][name].is_null()
}

fn names(reply: &Reply, field: &str) -> bool {
    reply.status == 422 && reply.refused_fields().contains(&field)
}

#[tokio::test]
async fn no_body_takes_a_field_that_is_not_its_own() {
    let desk = Desk::open().await;
    let people = People::at(&desk).await;
    let head = desk.head().await;
    let mut asked = 0;
    for operation in operations(&desk).await {
        if operation.schema.is_none() {
            continue;
        }
        let foreign: Vec<_> = PRIVILEGED
            .into_iter()
            .filter(|name| !has(&operation, name))
            .collect();
        let body: Value = foreign
            .iter()
            .map(|name| ((*name).to_owned(), json!(NO_MATTER)))
            .collect::<serde_json::Map<_, _>>()
            .into();
        let browser = people.who(operation.of);
        let reply = browser.sends(people.asks(&operation).json(&body)).await;
        for name in foreign {
            assert!(names(&reply, name), "{} {name} {reply:?}", operation.id);
        }
        asked += 1;
    }
    assert!(asked > 60, "{asked} bodies");
    assert_eq!(desk.head().await, head);
}

const NO_MATTER: &str = "x";

/// Bodies that are whole but for one field too many, at every depth: refused as a whole.
#[tokio::test]
async fn a_body_with_one_field_too_many_is_not_half_taken() {
    let desk = Desk::open().await;
    let people = People::at(&desk).await;
    let admin = desk.administrator();
    let ticket = admin.opens("stays").await;
    let member = desk.hires("Ana").await;
    let before = (desk.head().await, admin.sees(&ticket).await);
    let ana = format!("/members/{}", member.id);
    for (path, body, wrong) in [
        (
            ticket.as_str(),
            json!({"subject": "gone", "number": 1}),
            "number",
        ),
        (
            &ticket,
            json!({"subject": "gone", "version": 99}),
            "version",
        ),
        (
            &ticket,
            json!({"subject": "gone", "created_at": "2020-01-01T00:00:00Z"}),
            "created_at",
        ),
        (
            &ticket,
            json!({"subject": "gone", "requester": {"name": "x", "administrator": true}}),
            "requester.administrator",
        ),
        (
            &ana,
            json!({"name": "Root", "password": "a new password"}),
            "password",
        ),
        (&ana, json!({"name": "Root", "id": member.id}), "id"),
        (
            "/workspace",
            json!({"name": "Mine", "portal": {"enabled": false, "verified": true}}),
            "portal.verified",
        ),
        ("/me", json!({"name": "Root", "roles": []}), "roles"),
    ] {
        let refused = admin.patches(path, &body).await;
        assert_eq!(refused.status, 422, "{path} {body} {refused:?}");
        assert!(
            refused.refused_fields().contains(&wrong.to_owned()),
            "{path} {body} {refused:?}"
        );
    }
    let dana = people.who(Caller::Customer);
    let words =
        json!({"subject": "x", "visibility": "internal", "created_at": "2020-01-01T00:00:00Z"});
    let reply = dana.posts("/portal/tickets", &words).await;
    assert!(names(&reply, "visibility") && names(&reply, "created_at"));
    assert_eq!((desk.head().await, admin.sees(&ticket).await), before);
}

/// The last of two would win where it is read, and the first where it is checked.
#[tokio::test]
async fn a_field_that_is_there_twice_is_refused() {
    let desk = Desk::open().await;
    let ana = desk.administrator();
    let head = desk.head().await;
    for body in [
        "{\"subject\": \"a\", \"subject\": \"b\"}",
        "{\"subject\": \"a\", \"requester\": {\"name\": \"a\", \"name\": \"b\"}}",
    ] {
        let request = ana.request(reqwest::Method::POST, "/tickets");
        let request = request.header("Content-Type", "application/json");
        let answer = ana.sends(request.body(body)).await;
        assert!([400, 422].contains(&answer.status), "{body} {answer:?}");
    }
    assert_eq!(desk.head().await, head);
}
