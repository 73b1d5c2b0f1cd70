//! The bell: what concerns whoever asks, and what they have read of it.

use crate::support::{Desk, Person, eventually};
use serde_json::{Value, json};

async fn bell(person: &Person, query: &str) -> Value {
    let answer = person.gets(&format!("/me/notifications{query}")).await;
    answer.ok().clone()
}

/// Kind and subject, newest first.
fn told(bell: &Value) -> Vec<(&str, &str)> {
    let items = bell["items"].as_array().unwrap().iter();
    let told = items.map(|item| (item["kind"].as_str(), item["ticket_subject"].as_str()));
    told.map(|(kind, subject)| (kind.unwrap(), subject.unwrap()))
        .collect()
}

async fn reads(person: &Person, body: &Value) -> Value {
    let answer = person.posts("/me/notifications/read", body).await;
    answer.ok().clone()
}

async fn assigns(person: &Person, ticket: &str, to: &Person) {
    let body = json!({"member_id": to.id});
    person
        .posts(&format!("{ticket}/assignees"), &body)
        .await
        .ok();
}

#[tokio::test]
async fn a_bell_tells_what_others_did_and_never_what_one_did_oneself() {
    let desk = Desk::open().await;
    let (ana, ben) = (desk.hires("Ana").await, desk.hires("Ben").await);
    let ticket = ana.opens("printer on fire").await;
    assigns(&ana, &ticket, &ben).await;
    ana.notes(&ticket, "Take care.").await.ok();
    let asks = json!({"body": "@Ana, and then?", "visibility": "internal",
        "mentions": {"member_ids": [ana.id]}});
    let asked = ben.posts(&format!("{ticket}/messages"), &asks).await;

    let bens = bell(&ben, "").await;
    assert_eq!(
        told(&bens),
        [("note", "printer on fire"), ("assigned", "printer on fire")]
    );
    assert_eq!(bens["items"][1]["actor"]["name"], "Ana");
    assert_eq!(
        (&bens["unread"], &bens["next_cursor"]),
        (&json!(2), &Value::Null)
    );
    let anas = bell(&ana, "").await;
    assert_eq!(told(&anas), [("mentioned", "printer on fire")]);
    assert_eq!(anas["items"][0]["message_id"], asked.ok()["id"]);
    assert_eq!(anas["items"][0]["ticket_number"], 1);
}

#[tokio::test]
async fn what_is_read_stays_read_one_by_one_or_up_to_one() {
    let desk = Desk::open().await;
    let (ana, ben) = (desk.hires("Ana").await, desk.hires("Ben").await);
    for n in 0..5 {
        let ticket = ana.opens(&format!("{n}")).await;
        assigns(&ana, &ticket, &ben).await;
    }
    let head = desk.head().await;
    let all = ben.pages_through("/me/notifications?limit=2").await;
    let subjects: Vec<_> = all.iter().map(|item| &item["ticket_subject"]).collect();
    assert_eq!(subjects, ["4", "3", "2", "1", "0"]);

    let ids = json!({"ids": [all[1]["id"], all[4]["id"]]});
    assert_eq!(reads(&ben, &ids).await["unread"], 3);
    let unread = bell(&ben, "?unread=true").await;
    assert_eq!(
        told(&unread),
        [("assigned", "4"), ("assigned", "2"), ("assigned", "1")]
    );
    let up_to = json!({"up_to": all[2]["id"]});
    assert_eq!(reads(&ben, &up_to).await["unread"], 1);
    assert_eq!(reads(&ben, &ids).await["unread"], 1);
    let read: Vec<_> = (bell(&ben, "").await["items"].as_array().unwrap().iter())
        .map(|item| item["read"].as_bool().unwrap())
        .collect();
    assert_eq!(read, [false, true, true, true, true]);
    assert_eq!(desk.head().await, head, "the log tells of it");

    for wrong in [json!({}), json!({"up_to": head + 1}), json!({"ids": [-1]})] {
        let refused = ben.posts("/me/notifications/read", &wrong).await;
        assert_eq!(refused.status, 422, "{wrong}");
    }
    assert_eq!(ben.gets("/me/notifications?cursor=n01").await.status, 400);
}

#[tokio::test]
async fn nothing_is_told_of_tickets_that_are_out_of_reach_now() {
    let desk = Desk::open().await;
    let administrator = desk.administrator();
    let (support, sales) = (
        desk.department("Support").await,
        desk.department("Sales").await,
    );
    let lea = desk.hires_as("Lea", "light_member").await;
    let belongs = json!({"department_ids": [support]});
    let member = format!("/members/{}", lea.id);
    administrator.patches(&member, &belongs).await.ok();
    let wanted = json!({"subject": "moving", "department_id": support});
    let ticket = administrator.opens_with(&wanted).await;
    assigns(&administrator, &ticket, &lea).await;
    assert_eq!(bell(&lea, "").await["unread"], 1);

    let away = json!({"department_id": sales, "assignee_ids": []});
    administrator.patches(&ticket, &away).await.ok();

    let gone = bell(&lea, "").await;
    assert_eq!((told(&gone), &gone["unread"]), (vec![], &json!(0)));
}

#[tokio::test]
async fn a_bell_tells_what_a_rule_says_of_tickets_within_reach() {
    let desk = Desk::open().await;
    let administrator = desk.administrator();
    let (support, sales) = (
        desk.department("Support").await,
        desk.department("Sales").await,
    );
    let lea = desk.hires_as("Lea", "light_member").await;
    let belongs = json!({"department_ids": [support]});
    let member = format!("/members/{}", lea.id);
    administrator.patches(&member, &belongs).await.ok();
    let to = json!([{"type": "member", "id": lea.id}, {"type": "administrators"}]);
    let rule = json!({"name": "Fires", "on": ["ticket.created"],
        "do": [{"type": "notify", "to": to, "text": "{{ticket.subject}} burns"}]});
    administrator.posts("/rules", &rule).await.ok();

    for (subject, department) in [("the bakery", &sales), ("the kitchen", &support)] {
        let wanted = json!({"subject": subject, "department_id": department});
        let ticket = administrator.opens_with(&wanted).await;
        eventually("the ticket to tell", async || {
            let history = administrator.history_of(&ticket).await;
            let told = history.iter().find(|e| e["type"] == "ticket.notified")?;
            Some(told["data"]["members"].clone())
        })
        .await;
    }

    let rung = bell(&lea, "").await;
    assert_eq!(
        (told(&rung), &rung["unread"]),
        (vec![("rule", "the kitchen")], &json!(1))
    );
    assert_eq!(rung["items"][0]["text"], "the kitchen burns");
    assert_eq!(rung["items"][0]["actor"]["name"], "Fires");
}
