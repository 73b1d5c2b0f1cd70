//! A ticket that is out of reach is as one that is not there.

use super::office::{Office, id_of, opens_in, says};
use domain::setting::Role;
use reqwest::Method;
use serde_json::{Value, json};
use uuid::Uuid;

/// Everything that can be read below a ticket.
const READS: [&str; 8] = [
    "",
    "?as_of=2100-01-01T00:00:00Z",
    "/history",
    "/messages",
    "/links",
    "/attachments",
    "/time_entries",
    "/checklist",
];

#[tokio::test]
async fn what_is_out_of_reach_is_answered_like_what_is_not_there() {
    let office = Office::open().await;
    let boss = office.desk.administrator();
    let lia = office
        .hires("Lia", &[Role::LIGHT_MEMBER], &[office.support])
        .await;
    let mia = office.hires("Mia", &["member"], &[office.support]).await;
    let narrow = office
        .limits(&boss_of(&office).await, "narrow", office.support)
        .await;
    let theirs = opens_in(&boss, "secret", office.sales).await;
    let message = says(&boss, &theirs, "public", "hello").await;
    let message = message["id"].as_str().unwrap();
    let number = boss.sees(&theirs).await["number"].clone();
    let nowhere = format!("/tickets/{}", Uuid::now_v7());

    for who in [&lia, &mia, &narrow] {
        for read in READS {
            let (out, none) = (
                who.gets(&format!("{theirs}{read}")).await,
                who.gets(&format!("{nowhere}{read}")).await,
            );
            assert_eq!(
                (out.status, &out.body["errors"]),
                (404, &none.body["errors"])
            );
            assert_eq!(out.body["detail"], none.body["detail"], "{read}");
        }
        for path in [
            format!("/tickets/{number}"),
            format!("/tickets/{number}/history"),
            format!("{theirs}/messages/{message}"),
            format!("{theirs}/messages/{message}/revisions"),
        ] {
            assert_eq!(who.gets(&path).await.status, 404, "{path}");
        }
    }
}

/// Somebody of the staff who may do everything.
async fn boss_of(office: &Office) -> crate::support::Person {
    office.hires("Bo", &["administrator"], &[]).await
}

#[tokio::test]
async fn whoever_may_read_a_ticket_today_may_read_its_past() {
    let office = Office::open().await;
    let boss = office.desk.administrator();
    let mia = office.hires("Mia", &["member"], &[office.support]).await;
    let ticket = opens_in(&boss, "moves", office.sales).await;
    let before = boss.sees(&ticket).await["created_at"].clone();
    let before = before.as_str().unwrap().to_owned();
    let then = format!("{ticket}?as_of={before}");
    assert_eq!(mia.gets(&then).await.status, 404);

    let to = |id: Uuid| json!({"department_id": id});
    boss.patches(&ticket, &to(office.support.0)).await.ok();
    assert_eq!(
        mia.gets(&then).await.ok()["department_id"],
        office.sales.0.to_string()
    );
    assert_eq!(mia.history_of(&ticket).await.len(), 2);

    boss.patches(&ticket, &to(office.sales.0)).await.ok();
    assert_eq!(mia.gets(&then).await.status, 404);
    assert_eq!(mia.gets(&format!("{ticket}/history")).await.status, 404);
}

#[tokio::test]
async fn ties_to_tickets_out_of_reach_are_left_out() {
    let office = Office::open().await;
    let boss = office.desk.administrator();
    let mia = office.hires("Mia", &["member"], &[office.support]).await;
    let ours = opens_in(&boss, "ours", office.support).await;
    let near = opens_in(&boss, "near", office.support).await;
    let far = opens_in(&boss, "far", office.sales).await;
    let part = opens_in(&boss, "part", office.sales).await;
    says(&boss, &part, "public", "said far away").await;
    for other in [&near, &far] {
        let link = json!({"kind": "parent_of", "ticket_id": id_of(other)});
        boss.posts(&format!("{ours}/links"), &link).await.ok();
    }
    let merge = json!({"ticket_ids": [id_of(&part)]});
    boss.posts(&format!("{ours}/merge"), &merge).await.ok();
    boss.sets_status(&ours, "closed").await.ok();

    let seen = mia.sees(&ours).await;
    let listed = mia.gets("/tickets?all=true").await.ok().clone();
    let row = |items: &Value| {
        let rows = items["items"].as_array().unwrap().clone();
        rows.into_iter()
            .find(|row| row["subject"] == "ours")
            .unwrap()
    };
    for ticket in [&seen, &row(&listed)] {
        let links = ticket["links"].as_array().unwrap();
        let ids: Vec<_> = links.iter().map(|link| link["ticket_id"].clone()).collect();
        assert_eq!(ids, [id_of(&near)]);
        assert_eq!(ticket["merged_ticket_ids"], json!([]));
    }
    assert_eq!(seen["warnings"][0]["ticket_ids"], json!([id_of(&near)]));
    let links = mia.gets(&format!("{ours}/links")).await;
    assert_eq!(links.ok()["items"].as_array().unwrap().len(), 1);
    let said = mia.gets(&format!("{ours}/messages")).await;
    assert_eq!(said.ok()["items"], json!([]));
    let all = boss.sees(&ours).await;
    assert_eq!(all["links"].as_array().unwrap().len(), 2);
    assert_eq!(
        all["warnings"][0]["ticket_ids"].as_array().unwrap().len(),
        2
    );
}

#[tokio::test]
async fn naming_a_ticket_out_of_reach_is_naming_none() {
    let office = Office::open().await;
    let boss = office.desk.administrator();
    let mia = office.hires("Mia", &["member"], &[office.support]).await;
    let ours = opens_in(&mia, "ours", office.support).await;
    let far = opens_in(&boss, "far", office.sales).await;
    let nowhere = format!("/tickets/{}", Uuid::now_v7());
    let head = office.desk.head().await;

    let (mut out, mut none) = (Vec::new(), Vec::new());
    for (other, told) in [(&far, &mut out), (&nowhere, &mut none)] {
        let id = id_of(other);
        let link = json!({"kind": "relates_to", "ticket_id": id});
        let merge = json!({"ticket_ids": [id]});
        for (method, path, body) in [
            (Method::POST, format!("{ours}/links"), link.clone()),
            (
                Method::DELETE,
                format!("{ours}/links/relates_to/{id}"),
                json!({}),
            ),
            (Method::POST, format!("{ours}/merge"), merge.clone()),
            (Method::POST, format!("{other}/links"), link.clone()),
            (Method::POST, format!("{other}/merge"), merge.clone()),
            (Method::POST, format!("{other}/unmerge"), json!({})),
            (Method::POST, format!("{other}/clone"), json!({})),
            (Method::PATCH, (*other).clone(), json!({"subject": "mine"})),
            (
                Method::POST,
                format!("{other}/messages"),
                json!({"body": "x", "visibility": "public"}),
            ),
            (Method::PUT, format!("{other}/draft"), json!({"body": "x"})),
        ] {
            let request = mia.request(method, &path).json(&body);
            let answer = mia.sends(request.header("If-Match", "\"7\"")).await;
            assert!([404, 422].contains(&answer.status), "{path} {answer:?}");
            let text = answer.body.to_string().replace(id, "ID");
            told.push((answer.status, without_request(&text)));
        }
    }
    assert_eq!(out, none);
    assert_eq!(office.desk.head().await, head);
}

/// The text of a problem without what tells one request from the other.
fn without_request(text: &str) -> String {
    let mut problem: Value = serde_json::from_str(text).unwrap();
    for own in ["request_id", "instance"] {
        problem.as_object_mut().unwrap().remove(own);
    }
    problem.to_string()
}

#[tokio::test]
async fn a_repeated_request_is_answered_although_it_took_the_ticket_out_of_reach() {
    let office = Office::open().await;
    let mia = office.hires("Mia", &["member"], &[office.support]).await;
    let boss = office.desk.administrator();
    let ticket = opens_in(&boss, "goes away", office.support).await;
    let away = || {
        let body = json!({"department_id": office.sales.0});
        let request = mia.request(Method::PATCH, &ticket).json(&body);
        request.header("Idempotency-Key", "k")
    };

    let first = mia.sends(away()).await;
    let again = mia.sends(away()).await;

    assert_eq!(first.ok()["department_id"], office.sales.0.to_string());
    assert!(again.replayed, "{again:?}");
    assert_eq!(again.ok()["version"], first.body["version"]);
    assert_eq!(mia.gets(&ticket).await.status, 404);
}
