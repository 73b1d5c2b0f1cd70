//! A ticket full of what is internal: not a trace of it in anything that its customer is answered.

use super::*;
use reqwest::RequestBuilder;

/// What must never be read outside.
const CANARY: &str = "canary";

#[tokio::test]
async fn nothing_internal_is_in_any_answer() {
    let desk = open_desk().await;
    let dana_id = customer(&desk, "Dana").await;
    let (dana, _) = signed_in(&desk, "Dana", None).await;
    let (place, id) = opens(&dana, "printer on fire").await;
    let internal = fill(&desk, (&id, &dana_id)).await;
    answers(&desk.administrator(), &id, "A word for you").await;

    let answers = everything(&dana, &place, &internal).await;

    assert!(answers.len() >= 10, "{} answers", answers.len());
    for (what, text) in &answers {
        let told = text.to_lowercase();
        assert!(!told.contains(CANARY), "{what}: {text}");
        assert!(!told.contains("staff.example"), "{what}: {text}");
        for id in &internal.ids {
            assert!(!told.contains(id.as_str()), "{what}: {text}");
        }
    }
    let whole: String = answers.into_iter().map(|(_, text)| text).collect();
    assert!(
        whole.contains("A word for you"),
        "what is for them is there"
    );
    assert!(
        whole.contains("In our hands"),
        "the status is in words for customers"
    );
}

#[tokio::test]
async fn a_ticket_in_a_hidden_status_is_not_there() {
    let desk = open_desk().await;
    customer(&desk, "Dana").await;
    let (dana, _) = signed_in(&desk, "Dana", None).await;
    let (place, id) = opens(&dana, "printer on fire").await;
    assert_eq!(listed(&dana, "", 1).await.len(), 1);
    let admin = desk.administrator();
    let hidden = json!({
        "key": "canary_hidden", "name": "Canary", "category": "on_hold", "colour": "#0f766e",
        "order": 90, "visible_to_customer": false,
    });
    admin.posts("/statuses", &hidden).await.ok();
    let moved = json!({"status": "canary_hidden"});
    admin.patches(&format!("/tickets/{id}"), &moved).await.ok();

    assert!(listed(&dana, "", 0).await.is_empty());
    for reply in [
        dana.gets(&place).await,
        dana.gets(&format!("{place}/messages")).await,
        dana.posts(&format!("{place}/messages"), &json!({"body": "x"}))
            .await,
        dana.posts(&format!("{place}/close"), &json!({})).await,
    ] {
        assert_eq!(reply.status, 404, "{reply:?}");
    }
}

#[tokio::test]
async fn a_deleted_ticket_is_not_there() {
    let desk = open_desk().await;
    customer(&desk, "Dana").await;
    let (dana, _) = signed_in(&desk, "Dana", None).await;
    let (place, id) = opens(&dana, "printer on fire").await;
    desk.administrator()
        .deletes(&format!("/tickets/{id}"))
        .await
        .ok();
    assert_eq!(dana.gets(&place).await.status, 404);
    assert_eq!(dana.gets(&format!("{place}/messages")).await.status, 404);
}

/// What was put on the ticket.
struct Internal {
    /// Of people, departments and notes.
    ids: Vec<String>,
    /// Of files that the customer must not get.
    files: Vec<String>,
}

/// Fills the ticket with all that is internal.
async fn fill(desk: &Desk, (id, customer): (&str, &str)) -> Internal {
    let admin = desk.administrator();
    let address = format!("/tickets/{id}");
    let member = json!({"name": "Ben", "email": "ben@staff.example"});
    let ben = id_of(&admin.posts("/members", &member).await);
    let department = id_of(
        &admin
            .posts("/departments", &json!({"name": "Canary dept"}))
            .await,
    );
    define(&admin).await;
    let change = json!({
        "tags": ["canary-tag"], "department_id": department, "assignee_ids": [ben],
        "status": "canary_step", "priority": "urgent",
        "fields": {"canary_hidden": "canary value", "shown": "for all"},
    });
    admin.patches(&address, &change).await.ok();
    let notes_file = staff_file(&admin, "canary-note.txt").await;
    let ticket_file = staff_file(&admin, "canary-ticket.txt").await;
    let note = json!({
        "body": "canary note @Ben", "visibility": "internal",
        "mentions": {"member_ids": [ben]}, "attachment_ids": [notes_file],
    });
    let note = id_of(&admin.posts(&format!("{address}/messages"), &note).await);
    let files = json!({"attachment_ids": [ticket_file]});
    admin
        .posts(&format!("{address}/attachments"), &files)
        .await
        .ok();
    redacted(&admin, &address).await;
    admin
        .patches(
            &format!("/customers/{customer}"),
            &json!({"notes": "canary of a customer"}),
        )
        .await
        .ok();
    for (path, body) in [
        ("checklist", json!({"text": "canary item"})),
        ("watchers", json!({"member_id": ben})),
        ("time_entries", json!({"minutes": 5, "note": "canary time"})),
    ] {
        let answer = admin.posts(&format!("{address}/{path}"), &body).await;
        assert!(
            answer.status < 300 || path == "watchers",
            "{path} {answer:?}"
        );
    }
    Internal {
        ids: vec![ben, department, note],
        files: vec![notes_file, ticket_file],
    }
}

/// A field and a status that customers do not see, and such that they do.
async fn define(admin: &Person) {
    for (key, portal) in [("canary_hidden", "hidden"), ("shown", "visible")] {
        let field = json!({
            "key": key, "name": format!("Field {key}"), "kind": {"type": "text"},
            "access": {"portal": portal}, "order": 1,
        });
        admin.posts("/fields", &field).await.ok();
    }
    let status = json!({
        "key": "canary_step", "name": "Canary step", "category": "open", "colour": "#0f766e",
        "order": 80, "customer_label": "In our hands",
    });
    admin.posts("/statuses", &status).await.ok();
}

/// A public message that was taken back, for a reason that is for the staff.
async fn redacted(admin: &Person, address: &str) {
    let said = json!({"body": "canary slip", "visibility": "public"});
    let said = id_of(&admin.posts(&format!("{address}/messages"), &said).await);
    let reason = json!({"reason": "canary reason"});
    let path = format!("{address}/messages/{said}/redact");
    admin.posts(&path, &reason).await.ok();
}

fn id_of(answer: &crate::support::Answer) -> String {
    answer.ok()["id"].as_str().unwrap().to_owned()
}

async fn staff_file(admin: &Person, name: &str) -> String {
    let request = admin.request(Method::POST, &format!("/attachments?name={name}"));
    id_of(&admin.sends(request.body("canary content")).await)
}

/// Every answer that the customer can get out of the ticket, headers and all, by what was asked.
async fn everything(dana: &Browser, place: &str, internal: &Internal) -> Vec<(String, String)> {
    let mut asked = vec![
        (Method::GET, "/portal/me".to_owned(), None),
        (Method::GET, "/portal/form".to_owned(), None),
        (Method::GET, "/portal/tickets".to_owned(), None),
        (Method::GET, place.to_owned(), None),
        (Method::GET, format!("{place}/messages"), None),
        (
            Method::POST,
            format!("{place}/messages"),
            Some(json!({"body": "thank you"})),
        ),
        (
            Method::PUT,
            format!("{place}/rating"),
            Some(json!({"score": 9})),
        ),
        (Method::POST, format!("{place}/close"), Some(json!({}))),
        (
            Method::PUT,
            format!("{place}/rating"),
            Some(json!({"score": 5})),
        ),
        (
            Method::POST,
            "/portal/tickets".to_owned(),
            Some(json!({"subject": "x", "fields": {"nothing": 1}})),
        ),
        (Method::GET, format!("{place}/messages?limit=1"), None),
    ];
    for file in &internal.files {
        for part in ["content", "thumbnail"] {
            let path = format!("/portal/attachments/{file}/{part}");
            asked.push((Method::GET, path, None));
        }
    }
    let mut answers = Vec::new();
    for (method, path, body) in asked {
        let request = dana.request(method.clone(), &path);
        let request = match &body {
            Some(body) => request.json(body),
            None => request,
        };
        answers.push((format!("{method} {path}"), raw(request).await));
    }
    answers
}

/// The answer as it came over the line.
async fn raw(request: RequestBuilder) -> String {
    let response = request.send().await.unwrap();
    let head = format!("{} {:?}", response.status(), response.headers());
    format!("{head}\n{}", response.text().await.unwrap())
}
