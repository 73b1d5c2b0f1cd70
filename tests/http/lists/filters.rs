//! What tickets are found by besides their own attributes.

use crate::support::{Desk, Person};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

/// Each filter finds these tickets, in whatever order.
async fn finds(person: &Person, filters: &[(String, &[&str])]) {
    for (filter, subjects) in filters {
        let mut seen = person.sees_in_list(filter).await;
        seen.sort();
        assert_eq!(seen, *subjects, "{filter}");
    }
}

async fn meets(person: &Person, customer: Value) -> String {
    let answer = person.posts("/customers", &customer).await;
    answer.ok()["id"].as_str().unwrap().to_owned()
}

fn id(path: &str) -> &str {
    path.rsplit('/').next().unwrap()
}

#[tokio::test]
async fn tickets_are_found_by_who_asked_who_gets_copies_and_who_watches() {
    let desk = Desk::open().await;
    let (ana, ben) = (desk.hires("Ana").await, desk.hires("Ben").await);
    let acme = json!({"name": "Acme", "domains": ["acme.example"]});
    let acme = ana.posts("/organisations", &acme).await.ok()["id"].clone();
    let dana = meets(
        &ana,
        json!({"name": "Dana", "emails": ["dana@acme.example"], "organisation_id": acme}),
    )
    .await;
    let eli = meets(&ana, json!({"name": "Eli", "emails": ["eli@home.example"]})).await;
    ana.opens_with(&json!({
        "subject": "a", "requester": {"id": dana},
        "cc": [{"kind": "customer", "id": eli}, {"kind": "member", "id": ben.id}],
        "watchers": [{"kind": "member", "id": ana.id}],
    }))
    .await;
    let b = json!({"subject": "b", "requester": {"email": "ELI@home.example"}});
    let b = ana.opens_with(&b).await;
    ana.opens("c").await;
    let acme = acme.as_str().unwrap();

    finds(
        &ana,
        &[
            (format!("requester_id={dana}"), &["a"]),
            (format!("requester_id={dana},{eli}"), &["a", "b"]),
            (format!("requester_id={dana}&sort=-updated_at"), &["a"]),
            (format!("requester_id={eli}&cc={eli}"), &[]),
            (format!("organisation_id={acme}"), &["a"]),
            (format!("organisation_id={acme}&sort=due_at"), &["a"]),
            (format!("cc={eli}"), &["a"]),
            (format!("cc={}", ben.id), &["a"]),
            (format!("watcher={}", ana.id), &["a"]),
            (format!("watcher={}", ben.id), &[]),
        ],
    )
    .await;
    assert_eq!(ben.sees_in_list("cc=me").await, ["a"]);
    assert_eq!(ana.sees_in_list("watcher=me").await, ["a"]);

    let merge = json!({"into": dana});
    ana.posts(&format!("/customers/{eli}/merge"), &merge)
        .await
        .ok();
    let cc = format!("{b}/cc");
    ana.posts(&cc, &json!({"kind": "member", "id": ben.id}))
        .await
        .ok();
    let gone = format!("/tickets/{}/cc/{}", id(&b), ben.id);

    finds(
        &ana,
        &[
            (format!("requester_id={dana}"), &["a", "b"]),
            (format!("cc={dana}"), &["a"]),
            (format!("cc={}", ben.id), &["a", "b"]),
        ],
    )
    .await;
    ana.deletes(&gone).await.ok();
    assert_eq!(ben.sees_in_list("cc=me").await, ["a"]);
}

/// A field of every kind that lists are filtered by.
async fn make_fields(boss: &Person) {
    let choices = |keys: &[&str]| -> Vec<Value> {
        keys.iter()
            .map(|key| json!({"key": key, "name": key}))
            .collect()
    };
    let tree = json!([{"key": "north", "name": "North", "choices": choices(&["haifa", "acre"])}]);
    for (key, kind) in [
        (
            "product",
            json!({"type": "choice", "choices": choices(&["printer", "phone"])}),
        ),
        (
            "extras",
            json!({"type": "multi_choice", "choices": choices(&["cable", "case"])}),
        ),
        (
            "place",
            json!({"type": "cascading_choice", "choices": tree}),
        ),
        ("floor", json!({"type": "integer", "max": 99})),
        ("paid", json!({"type": "yes_no"})),
        ("bought", json!({"type": "date"})),
        ("owner", json!({"type": "member"})),
        ("remark", json!({"type": "text"})),
    ] {
        let field = json!({"key": key, "name": key, "kind": kind});
        boss.posts("/fields", &field).await.ok();
    }
}

#[tokio::test]
async fn tickets_are_found_by_what_their_fields_hold() {
    let desk = Desk::open().await;
    let (boss, ana) = (desk.administrator(), desk.hires("Ana").await);
    make_fields(&boss).await;
    ana.opens_with(&json!({"subject": "a", "fields": {
        "product": "printer", "extras": ["cable", "case"], "place": ["north", "haifa"], "floor": 3,
        "paid": true, "bought": "2030-05-01", "owner": ana.id, "remark": "red, and \"loud\"",
    }}))
    .await;
    let b = json!({"subject": "b", "fields": {"product": "phone", "extras": ["case"], "floor": 4}});
    let b = ana.opens_with(&b).await;
    ana.opens("c").await;

    finds(
        &ana,
        &[
            ("field.product=printer".to_owned(), &["a"]),
            ("field.product=printer,phone".to_owned(), &["a", "b"]),
            ("field.product=phone&sort=-updated_at".to_owned(), &["b"]),
            ("field.extras=case".to_owned(), &["a", "b"]),
            ("field.extras=case&field.extras=cable".to_owned(), &["a"]),
            ("field.place=north/haifa".to_owned(), &["a"]),
            ("field.place=north/acre".to_owned(), &[]),
            ("field.floor=4&field.product=phone".to_owned(), &["b"]),
            ("field.floor=4&field.product=printer".to_owned(), &[]),
            ("field.paid=true".to_owned(), &["a"]),
            ("field.bought=2030-05-01".to_owned(), &["a"]),
            ("field.owner=me".to_owned(), &["a"]),
            ("field.remark=red,%20and%20%22loud%22".to_owned(), &["a"]),
            ("field.remark=red".to_owned(), &[]),
        ],
    )
    .await;
    let change = json!({"fields": {"product": "printer", "floor": null}});
    ana.patches(&b, &change).await.ok();
    finds(
        &ana,
        &[
            ("field.product=printer".to_owned(), &["a", "b"]),
            ("field.floor=4".to_owned(), &[]),
        ],
    )
    .await;
}

#[tokio::test]
async fn every_wrong_filter_is_named_at_once() {
    let desk = Desk::open().await;
    let ana = desk.hires("Ana").await;
    make_fields(&desk.administrator()).await;
    let wrong = "/tickets?field.product=toaster&field.nothing=1&field.floor=100&field.paid=yes\
                 &field.bought=&assignee=x&status_category=gone&q=%00";
    let answer = ana.gets(wrong).await;
    assert_eq!(answer.status, 400, "{answer:?}");
    let mut fields = answer.refused_fields();
    fields.sort();
    let expected = [
        "assignee",
        "field.bought",
        "field.floor",
        "field.nothing",
        "field.paid",
        "field.product",
        "q",
        "status_category",
    ];
    assert_eq!(fields, expected, "{answer:?}");
}

#[tokio::test]
async fn what_is_set_aside_merged_or_in_a_quiet_status_is_shown_when_it_is_asked_for() {
    let desk = Desk::open().await;
    let (boss, ana) = (desk.administrator(), desk.hires("Ana").await);
    let spam = json!({
        "key": "spam", "name": "Spam", "category": "closed", "colour": "#0f766e",
        "in_default_lists": false,
    });
    boss.posts("/statuses", &spam).await.ok();
    ana.opens("a").await;
    let later = ana.opens("later").await;
    let until = Timestamp::now() + SignedDuration::from_hours(24);
    let snooze = json!({"until": until.to_string()});
    ana.posts(&format!("{later}/snooze"), &snooze).await.ok();
    let junk = ana.opens("junk").await;
    ana.sets_status(&junk, "spam").await.ok();
    let part = ana.opens("part").await;
    let merge = json!({"ticket_ids": [id(&part)]});
    ana.posts(&format!("{later}/merge"), &merge).await.ok();

    finds(
        &ana,
        &[
            (String::new(), &["a", "later"]),
            ("snoozed=true".to_owned(), &["later"]),
            ("snoozed=false".to_owned(), &["a"]),
            ("all=true".to_owned(), &["a", "junk", "later"]),
            ("status=spam".to_owned(), &["junk"]),
            ("status_category=closed".to_owned(), &["junk"]),
            ("status_category=open&status=spam".to_owned(), &[]),
            (
                "status_category=open,closed".to_owned(),
                &["a", "junk", "later"],
            ),
            ("q=junk".to_owned(), &["junk"]),
            ("text=junk".to_owned(), &["junk"]),
            ("include_merged=true".to_owned(), &["a", "later", "part"]),
        ],
    )
    .await;
    ana.posts(&format!("{part}/unmerge"), &json!({})).await.ok();
    ana.deletes(&format!("{later}/snooze")).await.ok();
    finds(
        &ana,
        &[
            (String::new(), &["a", "later", "part"]),
            ("snoozed=true".to_owned(), &[]),
        ],
    )
    .await;
}

#[tokio::test]
async fn a_ticket_is_found_by_its_number_as_people_say_it() {
    let desk = Desk::open().await;
    let (boss, ana) = (desk.administrator(), desk.hires("Ana").await);
    let numbers = json!({"number_prefix": "DKT-", "number_padding": 6});
    boss.patches("/workspace", &numbers).await.ok();
    let first = ana.opens("no paper").await;
    let first = ana.sees(&first).await["number"].as_i64().unwrap();
    ana.opens(&format!("like {first} before")).await;
    ana.opens("something else").await;
    let arabic: String = (first.to_string().chars())
        .filter_map(|c| char::from_u32(0x0660 + c.to_digit(10)?))
        .collect();

    let both: String = format!("like {first} before");
    let subjects: &[&str] = &[&both, "no paper"];
    finds(
        &ana,
        &[
            (format!("q={first}"), subjects),
            (format!("q=%23{first}"), &["no paper"]),
            (format!("q=dkt-{first:06}"), &["no paper"]),
            (format!("q={arabic}"), &["no paper"]),
            ("q=PAPER".to_owned(), &["no paper"]),
            ("q=DKT-".to_owned(), &[]),
        ],
    )
    .await;
}
