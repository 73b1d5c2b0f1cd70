//! Ids of what belongs to somebody else name nothing, wherever an operation takes one.

use super::office::{Office, id_of, opens_in, says, uploads};
use crate::http::attacks::document::operations;
use crate::support::{Answer, Person};
use reqwest::Method;
use serde_json::{Value, json};
use uuid::Uuid;

mod elsewhere;

/// What an operation's address may name, by how it begins, and where it is held that strangers get
/// nothing: an operation that fits none of these is new, and whoever added it says so here.
const HELD: [(&str, &str); 23] = [
    (
        "/tickets/",
        "access::tickets, and the parts of tickets here",
    ),
    ("/attachments/", "access::files"),
    ("/api_keys/", "here"),
    ("/sessions/", "here"),
    ("/macros/", "here"),
    ("/views/", "here"),
    ("/members/", "people.manage"),
    ("/roles/", "people.manage"),
    ("/customers/", "customers.read, customers.change"),
    ("/organisations/", "customers.read, customers.change"),
    ("/departments/", "seen by all, settings.departments"),
    ("/statuses/", "seen by all, settings.statuses"),
    ("/priorities/", "seen by all, settings.priorities"),
    ("/calendars/", "seen by all, settings.calendars"),
    ("/sla_policies/", "seen by all, settings.sla"),
    ("/fields/", "seen by all, settings.fields"),
    ("/field_groups/", "seen by all, settings.fields"),
    ("/outbox/", "settings.outbox"),
    ("/rules/", "automation.read, automation.change"),
    ("/portal/tickets/", "portal::strangers"),
    ("/portal/attachments/", "portal::strangers"),
    ("/auth/", "open: a provider's key is on the sign-in page"),
    ("/workspace/", "seen by all, settings.workspace"),
];

#[tokio::test]
async fn every_id_in_an_address_is_somebodys_to_hold() {
    let office = Office::open().await;
    let all = operations(&office.desk).await;
    let named = all.iter().filter(|o| o.path.contains(NOWHERE));
    let open: Vec<_> = named
        .filter(|o| !HELD.iter().any(|(begins, _)| o.path.starts_with(begins)))
        .map(|operation| &operation.id)
        .collect();
    assert!(open.is_empty(), "say what holds the ids of {open:?}");
}

const NOWHERE: &str = crate::http::attacks::document::NOWHERE;

/// What is asked of an id: method, what follows the id, and a body.
type Ask = (Method, &'static str, Value);

/// Each is answered for what is somebody else's as for what is not there.
async fn are_alike(person: &Person, place: &str, id: &str, asked: &[Ask]) {
    for (method, rest, body) in asked {
        let ask = async |id: &str| {
            let path = format!("{place}{id}{rest}");
            let request = person.request(method.clone(), &path);
            told(&person.sends(request.json(body)).await, id)
        };
        let (theirs, none) = (ask(id).await, ask(NOWHERE).await);
        // taking away what is not there is no fault, and changes nothing
        let nothing = [404, 422].contains(&theirs.0) || (*method == Method::DELETE);
        assert!(nothing, "{method} {place}{rest} {theirs:?}");
        assert_eq!(theirs, none, "{method} {place}{rest}");
    }
}

/// An answer without what tells one request from another.
fn told(answer: &Answer, id: &str) -> (u16, String) {
    let mut body = answer.body.clone();
    if let Some(problem) = body.as_object_mut() {
        problem.remove("request_id");
    }
    (answer.status, body.to_string().replace(id, "ID"))
}

fn id(answer: &Answer) -> String {
    answer.ok()["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn keys_macros_and_views_of_others_are_not_there() {
    let office = Office::open().await;
    let mia = office.hires("Mia", &["member"], &[office.support]).await;
    let max = office.hires("Max", &["member"], &[office.sales]).await;
    let key = max.posts("/api_keys", &json!({"name": "Script"})).await;
    let text = json!({"body": "Hello", "visibility": "public"});
    let own = json!({
        "name": "Mine", "scope": {"type": "member", "id": max.id}, "text": text,
    });
    let own = id(&max.posts("/macros", &own).await);
    let view = json!({"name": "Mine", "scope": {"type": "private"}});
    let view = id(&max.posts("/views", &view).await);
    let ours = opens_in(&mia, "ours", office.support).await;
    let head = office.desk.head().await;

    let read = || (Method::GET, "", json!({}));
    let history = || (Method::GET, "/history", json!({}));
    let name = || (Method::PATCH, "", json!({"name": "Taken"}));
    let gone = || (Method::DELETE, "", json!({}));
    let rotate = (Method::POST, "/rotate", json!({}));
    let keys = [read(), history(), name(), gone(), rotate];
    are_alike(&mia, "/api_keys/", &id(&key), &keys).await;
    let macros = [read(), history(), name(), gone()];
    are_alike(&mia, "/macros/", &own, &macros).await;
    let apply = [(Method::POST, "", json!({}))];
    are_alike(&mia, &format!("{ours}/macros/"), &own, &apply).await;
    for (place, theirs) in [
        ("/api_keys/", id(&key)),
        ("/macros/", own),
        ("/views/", view.clone()),
    ] {
        for (method, wanted) in [
            (Method::PATCH, json!({"name": "Taken"})),
            (Method::DELETE, json!({})),
        ] {
            for (at, version) in [(&*theirs, "\"1\""), (&*theirs, "\"7\""), (NOWHERE, "\"7\"")] {
                let request = mia.request(method.clone(), &format!("{place}{at}"));
                let request = request.header("If-Match", version).json(&wanted);
                let answer = mia.sends(request).await;
                assert_eq!(
                    answer.status, 404,
                    "{method} {place}{at} {version} {answer:?}"
                );
            }
        }
    }
    are_alike(&mia, "/views/", &view, &macros).await;
    let through = mia.gets(&format!("/tickets?view={view}")).await;
    assert_eq!(through.refused_fields(), ["view"]);

    assert_eq!(office.desk.head().await, head);
}

#[tokio::test]
async fn a_draft_is_its_authors_even_before_an_administrator() {
    let office = Office::open().await;
    let boss = office.desk.administrator();
    let mia = office.hires("Mia", &["member"], &[office.support]).await;
    let ticket = opens_in(&mia, "ours", office.support).await;
    let draft = format!("{ticket}/draft");
    let put = mia.request(Method::PUT, &draft);
    mia.sends(put.json(&json!({"body": "not yet said"})))
        .await
        .ok();

    assert_eq!(boss.gets(&draft).await.status, 404);
    assert_eq!(boss.deletes(&draft).await.status, 404);
    assert_eq!(boss.gets("/drafts").await.ok()["items"], json!([]));
    let other = boss.request(Method::PUT, &draft);
    boss.sends(other.json(&json!({"body": "mine"}))).await.ok();
    assert_eq!(mia.gets(&draft).await.ok()["body"], "not yet said");
}

/// Parts of a ticket out of reach, named under a ticket within reach.
#[tokio::test]
async fn parts_of_another_ticket_are_not_there_under_ones_own() {
    let office = Office::open().await;
    let boss = office.desk.administrator();
    let mia = office.hires("Mia", &["manager"], &[]).await;
    let mia = office.limits(&mia, "narrow", office.support).await;
    let ours = opens_in(&boss, "ours", office.support).await;
    let theirs = opens_in(&boss, "theirs", office.sales).await;
    let message = says(&boss, &theirs, "public", "hello").await;
    let message = message["id"].as_str().unwrap();
    let item = json!({"text": "to do"});
    let item = id(&boss.posts(&format!("{theirs}/checklist"), &item).await);
    let time = json!({"minutes": 5});
    let time = id(&boss.posts(&format!("{theirs}/time_entries"), &time).await);
    let file = uploads(&boss, "plan.txt", "the plan").await;
    let files = json!({"attachment_ids": [file]});
    boss.posts(&format!("{theirs}/attachments"), &files)
        .await
        .ok();
    let head = office.desk.head().await;

    let words = json!({"body": "mine now"});
    let messages = [
        (Method::GET, "", json!({})),
        (Method::GET, "/revisions", json!({})),
        (Method::PATCH, "", words),
        (Method::POST, "/redact", json!({"reason": "x"})),
        (Method::POST, "/split", json!({})),
    ];
    are_alike(&mia, &format!("{ours}/messages/"), message, &messages).await;
    let items = [
        (Method::PATCH, "", json!({"done": true})),
        (Method::DELETE, "", json!({})),
    ];
    are_alike(&mia, &format!("{ours}/checklist/"), &item, &items).await;
    let gone = [(Method::DELETE, "", json!({}))];
    are_alike(&mia, &format!("{ours}/time_entries/"), &time, &gone).await;
    are_alike(&mia, &format!("{ours}/attachments/"), &file, &gone).await;

    assert_eq!(office.desk.head().await, head);
}
