//! What people say on tickets: written, answered, corrected, taken back.

use crate::support::{Answer, Desk, Person};
use reqwest::Method;
use serde_json::{Value, json};

mod drafts;
mod merged;
mod presence;
mod redaction;
mod refused;
mod together;

async fn says(person: &Person, ticket: &str, message: Value) -> Value {
    let answer = person.posts(&format!("{ticket}/messages"), &message).await;
    assert_eq!(answer.status, 201, "{answer:?}");
    answer.ok().clone()
}

async fn conversation(person: &Person, ticket: &str, query: &str) -> Vec<Value> {
    let list = format!("{ticket}/messages?limit=2{query}");
    person.pages_through(&list).await
}

fn bodies(messages: &[Value]) -> Vec<&str> {
    let bodies = messages.iter().map(|m| m["body"].as_str());
    bodies.map(Option::unwrap_or_default).collect()
}

fn address(ticket: &str, message: &Value) -> String {
    format!("{ticket}/messages/{}", message["id"].as_str().unwrap())
}

fn id_of(ticket: &str) -> &str {
    ticket.trim_start_matches("/tickets/")
}

async fn uploads(person: &Person, name: &str, content: &str) -> Value {
    let request = person.request(Method::POST, &format!("/attachments?name={name}"));
    let answer = person.sends(request.body(content.to_owned())).await;
    answer.ok().clone()
}

#[tokio::test]
async fn a_message_is_read_as_it_was_written_with_all_that_belongs_to_it() {
    let desk = Desk::open().await;
    let (ana, ben) = (desk.hires("Ana").await, desk.hires("Ben").await);
    let sales = desk.department("Sales").await;
    let ticket = ana.opens("where is my invoice?").await;
    let question = says(
        &ana,
        &ticket,
        json!({"body": "Who knows?", "visibility": "internal"}),
    )
    .await;
    let file = uploads(&ben, "invoice.txt", "the invoice").await;

    let posted = says(
        &ben,
        &ticket,
        json!({
            "body": "**Here**, see https://example.org", "visibility": "internal",
            "format": "markdown", "reply_to": question["id"], "attachment_ids": [file["id"]],
            "mentions": {"member_ids": [ana.id, ana.id], "department_ids": [sales]},
        }),
    )
    .await;

    let seen = ana.sees(&address(&ticket, &posted)).await;
    assert_eq!(seen, posted);
    assert_eq!(seen["ticket_id"], id_of(&ticket));
    assert_eq!(seen["ticket_number"], ana.sees(&ticket).await["number"]);
    assert_eq!(
        (&seen["author"]["name"], &seen["format"]),
        (&json!("Ben"), &json!("markdown"))
    );
    assert_eq!(seen["reply_to"], question["id"]);
    assert_eq!(
        seen["mentions"],
        json!({"member_ids": [ana.id], "department_ids": [sales]})
    );
    assert_eq!(
        (&seen["edits"], &seen["edited_at"]),
        (&json!(0), &Value::Null)
    );
    let html = seen["html"].as_str().unwrap();
    assert!(html.contains("<strong>Here</strong>"), "{html}");
    assert!(
        html.contains("rel=\"noopener noreferrer nofollow\""),
        "{html}"
    );
    let attached = &seen["attachments"][0];
    assert_eq!(
        (&attached["name"], &attached["bytes"]),
        (&json!("invoice.txt"), &json!(11))
    );
    let url = attached["url"]
        .as_str()
        .unwrap()
        .trim_start_matches("/api/v1");
    assert_eq!(ana.gets(url).await.body, json!("the invoice"));
    assert_eq!(conversation(&ana, &ticket, "").await[1], posted);
}

#[tokio::test]
async fn html_is_shown_without_what_runs_or_fetches() {
    let desk = Desk::open().await;
    let ana = desk.hires("Ana").await;
    let ticket = ana.opens("a mail with a logo").await;
    let body = "<p onclick=x()>Hi<script>x()</script><img src=\"https://t.example/a.png\"></p>";
    let posted = json!({"body": body, "visibility": "public", "format": "html"});

    let posted = says(&ana, &ticket, posted).await;

    assert_eq!(posted["body"], body);
    assert_eq!(
        posted["html"],
        "<p dir=\"auto\">Hi<img class=\"remote-image\" data-remote-src=\"https://t.example/a.png\"></p>"
    );
    let allowed = format!("{}?remote_images=allow", address(&ticket, &posted));
    let html = ana.sees(&allowed).await["html"]
        .as_str()
        .unwrap()
        .to_owned();
    assert!(html.contains(" src=\"https://t.example/a.png\""), "{html}");
    let list = conversation(&ana, &ticket, "&remote_images=allow").await;
    assert_eq!(list[0]["html"], html.as_str());
}

#[tokio::test]
async fn a_message_says_what_it_was_changed_to_and_its_revisions_what_it_said() {
    let desk = Desk::open().await;
    let (ana, ben) = (desk.hires("Ana").await, desk.hires("Ben").await);
    let ticket = ana.opens("prices").await;
    let new =
        json!({"body": "It is 10", "visibility": "public", "mentions": {"member_ids": [ben.id]}});
    let posted = says(&ana, &ticket, new).await;
    let message = address(&ticket, &posted);

    let edited = ana.patches(&message, &json!({"body": "It is 12"})).await;
    let again = ana
        .patches(&message, &json!({"format": "markdown", "mentions": {}}))
        .await;
    let head = desk.head().await;
    ana.patches(&message, &json!({"body": "It is 12"}))
        .await
        .ok();
    ana.patches(&message, &json!({})).await.ok();

    assert_eq!(
        desk.head().await,
        head,
        "what is so already is recorded again"
    );
    assert_eq!(edited.ok()["mentions"]["member_ids"], json!([ben.id]));
    let now = ana.sees(&message).await;
    assert_eq!(&now, again.ok());
    assert_eq!(
        (&now["body"], &now["edits"]),
        (&json!("It is 12"), &json!(2))
    );
    assert!(now["edited_at"].is_string());
    assert_eq!(now["mentions"]["member_ids"], json!([]));
    let revisions = ana
        .pages_through(&format!("{message}/revisions?limit=1"))
        .await;
    assert_eq!(bodies(&revisions), ["It is 10", "It is 12", "It is 12"]);
    assert_eq!(revisions[2]["format"], "markdown");
    assert_eq!(revisions[0]["created_at"], posted["created_at"]);
}

#[tokio::test]
async fn only_its_author_and_administrators_change_a_message() {
    let desk = Desk::open().await;
    let (ana, ben) = (desk.hires("Ana").await, desk.hires("Ben").await);
    let ticket = ana.opens("mine").await;
    let new = json!({"body": "my words", "visibility": "internal"});
    let message = address(&ticket, &says(&ana, &ticket, new).await);
    let head = desk.head().await;

    let edit = ben.patches(&message, &json!({"body": "other words"})).await;
    let redact = ben
        .posts(&format!("{message}/redact"), &json!({"reason": "x"}))
        .await;
    assert_eq!((edit.status, redact.status), (403, 403));
    assert_eq!(desk.head().await, head);

    let administrator = desk.administrator();
    let edit = administrator
        .patches(&message, &json!({"body": "corrected"}))
        .await;
    assert_eq!(edit.ok()["body"], "corrected");
    let revisions = ana
        .pages_through(&format!("{message}/revisions?limit=5"))
        .await;
    assert_ne!(revisions[1]["author"]["id"], json!(ana.id));
    assert_eq!(edit.ok()["author"]["id"], json!(ana.id));
}

#[tokio::test]
async fn the_conversation_is_read_forwards_backwards_and_by_who_sees_it() {
    let desk = Desk::open().await;
    let ana = desk.hires("Ana").await;
    let ticket = ana.opens("long story").await;
    for n in 0..7 {
        let visibility = if n % 2 == 0 { "public" } else { "internal" };
        says(
            &ana,
            &ticket,
            json!({"body": format!("{n}"), "visibility": visibility}),
        )
        .await;
    }

    let forwards = conversation(&ana, &ticket, "&order=asc").await;
    let backwards = conversation(&ana, &ticket, "&order=desc").await;
    let public = conversation(&ana, &ticket, "&visibility=public").await;

    assert_eq!(bodies(&forwards), ["0", "1", "2", "3", "4", "5", "6"]);
    assert_eq!(bodies(&backwards), ["6", "5", "4", "3", "2", "1", "0"]);
    assert_eq!(bodies(&public), ["0", "2", "4", "6"]);
}

#[tokio::test]
async fn what_is_posted_or_edited_meanwhile_moves_no_page() {
    let desk = Desk::open().await;
    let ana = desk.hires("Ana").await;
    let ticket = ana.opens("lively").await;
    let mut first = Value::Null;
    for n in 0..5 {
        let posted = says(
            &ana,
            &ticket,
            json!({"body": format!("{n}"), "visibility": "public"}),
        )
        .await;
        first = if n == 0 { posted } else { first };
    }
    for (order, rest) in [
        ("asc", vec!["2", "3", "4", "new"]),
        ("desc", vec!["2", "1", "0!"]),
    ] {
        let page = ana
            .gets(&format!("{ticket}/messages?limit=2&order={order}"))
            .await;
        let cursor = page.ok()["next_cursor"].as_str().unwrap().to_owned();
        if order == "asc" {
            says(
                &ana,
                &ticket,
                json!({"body": "new", "visibility": "public"}),
            )
            .await;
            ana.patches(&address(&ticket, &first), &json!({"body": "0!"}))
                .await
                .ok();
        }
        let next = format!("{ticket}/messages?limit=50&order={order}&cursor={cursor}");
        let next = ana.gets(&next).await;
        let items = next.ok()["items"].as_array().unwrap();
        let expected = if order == "asc" {
            rest
        } else {
            vec!["3", "2", "1", "0!"]
        };
        assert_eq!(bodies(items), expected);
    }
}

fn told(answer: &Answer) -> Vec<String> {
    let mut fields = answer.refused_fields();
    fields.sort();
    fields
}
