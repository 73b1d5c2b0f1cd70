//! Search over HTTP: what is found and shown, and to whom.

mod sight;

use crate::support::{Desk, Person};
use serde_json::{Value, json};

pub async fn finds(person: &Person, q: &str) -> Value {
    finds_with(person, q, "").await
}

async fn finds_with(person: &Person, q: &str, more: &str) -> Value {
    let q = percent_encoding::utf8_percent_encode(q, percent_encoding::NON_ALPHANUMERIC);
    let answer = person.gets(&format!("/search/tickets?q={q}{more}")).await;
    answer.ok().clone()
}

pub fn subjects(found: &Value) -> Vec<&str> {
    let items = found["items"].as_array().unwrap().iter();
    items
        .map(|item| item["ticket"]["subject"].as_str().unwrap())
        .collect()
}

/// The snippets of a hit, each with its part and what was found in brackets.
fn marked(item: &Value) -> Vec<String> {
    let matches = item["matches"].as_array().unwrap().iter();
    let spelled = matches.map(|found| {
        let segments = found["snippet"].as_array().unwrap().iter();
        let text: String = segments
            .map(|segment| match segment["found"].as_bool().unwrap() {
                true => format!("[{}]", segment["text"].as_str().unwrap()),
                false => segment["text"].as_str().unwrap().to_owned(),
            })
            .collect();
        format!("{}: {text}", found["part"].as_str().unwrap())
    });
    spelled.collect()
}

async fn opens_some(ana: &Person) -> [String; 3] {
    let fire = json!({
        "subject": "Printer on fire", "description": "Smoke in tray two", "tags": ["hardware"],
        "requester": {"name": "Dana Levi", "email": "dana@x.org"},
    });
    let fire = ana.opens_with(&fire).await;
    let said = json!({"body": "<p>The <b>printers</b> of <i>room 12</i></p>", "format": "html",
        "visibility": "public"});
    ana.posts(&format!("{fire}/messages"), &said).await.ok();
    ana.notes(&fire, "Ask the insurance").await.ok();
    let paper = ana.opens("لم تصلني الفواتير").await;
    let login = ana.opens("הסיסמאות לא עובדות").await;
    [fire, paper, login]
}

#[tokio::test]
async fn tickets_are_found_with_the_parts_that_tell_why() {
    let desk = Desk::open().await;
    let boss = desk.administrator();
    let [fire, ..] = opens_some(&boss).await;

    let found = finds(&boss, "printing ").await;
    assert_eq!(
        (subjects(&found), &found["total"]),
        (vec!["Printer on fire"], &json!(1))
    );
    assert_eq!(
        marked(&found["items"][0]),
        [
            "subject: [Printer] on fire",
            "message: The [printers] of room 12"
        ]
    );
    let note = finds(&boss, "insurance").await;
    assert_eq!(marked(&note["items"][0]), ["note: Ask the [insurance]"]);
    let from = finds(&boss, "dana@x.org").await;
    assert_eq!(marked(&from["items"][0]), ["customer: [dana@x.org]"]);
    assert_eq!(
        subjects(&finds(&boss, "فاتورة").await),
        ["لم تصلني الفواتير"]
    );
    assert_eq!(
        subjects(&finds(&boss, "סיסמה").await),
        ["הסיסמאות לא עובדות"]
    );
    let mistyped = finds(&boss, "pritner").await;
    assert_eq!(
        mistyped["corrections"],
        json!([{"typed": "pritner", "meant": ["printer"]}])
    );
    let number = boss.sees(&fire).await["reference"]
        .as_str()
        .unwrap()
        .to_owned();
    assert_eq!(subjects(&finds(&boss, &number).await), ["Printer on fire"]);
}

#[tokio::test]
async fn filters_in_the_text_and_beside_it_hold_together() {
    let desk = Desk::open().await;
    let boss = desk.administrator();
    let [fire, ..] = opens_some(&boss).await;
    let number = boss.sees(&fire).await["number"].to_string();
    let of = format!("number:{number}");
    for q in [
        "status:open tag:hardware",
        "from:dana@x.org",
        "from:\"Dana Levi\" printer",
        "in:subject printer",
        "-status:closed fire",
        "assignee:none tag:hardware",
        "after:2020-01-01 fire",
        of.as_str(),
    ] {
        assert_eq!(subjects(&finds(&boss, q).await), ["Printer on fire"], "{q}");
    }
    for q in [
        "in:subject smoke",
        "status:closed fire",
        "before:2020-01-01 fire",
        "-from:dana fire",
    ] {
        assert!(subjects(&finds(&boss, q).await).is_empty(), "{q}");
    }
    let open = finds_with(&boss, "fire", "&status=open&assignee=none").await;
    assert_eq!(open["total"], 1);
    let page = finds_with(&boss, "after:2020-01-01", "&limit=2").await;
    let cursor = page["next_cursor"].as_str().unwrap();
    let next = finds_with(
        &boss,
        "after:2020-01-01",
        &format!("&limit=2&cursor={cursor}"),
    )
    .await;
    assert_eq!(
        (next["total"].clone(), subjects(&next).len()),
        (json!(3), 1)
    );
}

#[tokio::test]
async fn what_cannot_be_understood_is_told_and_never_refused() {
    let desk = Desk::open().await;
    let boss = desk.administrator();
    opens_some(&boss).await;
    let unknown = finds(&boss, "colour:red").await;
    assert_eq!(unknown["hints"][0]["text"], "colour:red");
    assert!(
        unknown["hints"][0]["detail"]
            .as_str()
            .unwrap()
            .contains("status, priority")
    );
    let wrong = finds(&boss, "fire status:opne").await;
    assert_eq!(
        (&wrong["total"], &wrong["hints"][0]["text"]),
        (&json!(0), &json!("status:opne"))
    );
    for q in [
        "",
        " ",
        "\"",
        "-",
        "--",
        "\"\"",
        "OR",
        "a OR",
        "()&|!:*<->",
        "'; DROP",
        "\\",
        "*",
        "!a",
        "a:b:c",
        "in:",
        "in:x",
        "from:\"",
        "\u{202E}",
        "א\"ב",
        "😀",
        "%",
        "-status:open",
        "-fire",
        "number:x",
        "after:soon",
        "<b>",
        "'''",
        ":*",
        "a\u{300}",
    ] {
        finds(&boss, q).await;
    }
    let long = "word ".repeat(100);
    assert!(finds(&boss, &long).await["hints"][0]["detail"].is_string());
}

#[tokio::test]
async fn wrong_parameters_of_a_search_are_named() {
    let desk = Desk::open().await;
    let boss = desk.administrator();
    let parameters = "/search/tickets?q=a&status=x&assignee=nobody&created_from=y";
    let refused = boss.gets(parameters).await;
    assert_eq!(refused.status, 400);
    assert_eq!(
        refused.refused_fields(),
        ["status", "assignee", "created_from"]
    );
    for wrong in ["q=%00", "q=a&limit=0", "q=a&cursor=x"] {
        assert_eq!(
            boss.gets(&format!("/search/tickets?{wrong}")).await.status,
            400,
            "{wrong}"
        );
    }
}
