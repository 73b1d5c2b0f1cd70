//! Other tickets that a ticket's events and refusals name, and that whoever reads may not see.

use super::office::{Office, id_of, opens_in, says};
use crate::support::Person;
use reqwest::Method;
use serde_json::json;

/// A desk with a ticket in Support that is tied to tickets in Sales in every way.
struct Tied {
    office: Office,
    boss: Person,
    /// Of Support alone.
    mia: Person,
    ours: String,
    /// A tie that Mia sees.
    near: String,
    /// Ids of tickets in Sales.
    far: Vec<String>,
}

impl Tied {
    async fn of_all_kinds() -> Self {
        let office = Office::open().await;
        let boss = office.desk.administrator();
        let mia = office.hires("Mia", &["member"], &[office.support]).await;
        let ours = opens_in(&boss, "ours", office.support).await;
        let near = opens_in(&boss, "near", office.support).await;
        let mut far = Vec::new();
        for subject in ["linked", "untied", "part", "released"] {
            far.push(opens_in(&boss, subject, office.sales).await);
        }
        for other in [&far[0], &far[1], &near] {
            let link = json!({"kind": "relates_to", "ticket_id": id_of(other)});
            boss.posts(&format!("{ours}/links"), &link).await.ok();
        }
        let untied = format!("{ours}/links/relates_to/{}", id_of(&far[1]));
        boss.deletes(&untied).await.ok();
        let parts = json!({"ticket_ids": [id_of(&far[2]), id_of(&far[3])]});
        boss.posts(&format!("{ours}/merge"), &parts).await.ok();
        asks(&boss, &format!("{}/unmerge", far[3])).await;
        let split = says(&boss, &ours, "public", "and another thing").await;
        let split = split["id"].as_str().unwrap();
        let split = asks(&boss, &format!("{ours}/messages/{split}/split")).await;
        let away = json!({"department_id": office.sales.0});
        boss.patches(&split, &away).await.ok();
        far.push(split);
        Self {
            office,
            boss,
            mia,
            ours,
            near,
            far,
        }
    }

    /// Everything that somebody reads about our ticket.
    async fn read_by(&self, person: &Person) -> String {
        let ours = &self.ours;
        let mut told = String::new();
        for path in [
            ours.clone(),
            format!("{ours}/history"),
            format!("{ours}/difference?from=0"),
            format!("{ours}/messages"),
            format!("{ours}/links"),
            format!("/events?stream_id={}&limit=200", id_of(ours)),
            "/tickets?all=true&include_merged=true".to_owned(),
        ] {
            told.push_str(&person.gets(&path).await.ok().to_string());
        }
        told
    }
}

/// Asks for something without a body; the address of the ticket that is answered.
async fn asks(person: &Person, path: &str) -> String {
    let answer = person.sends(person.request(Method::POST, path)).await;
    format!("/tickets/{}", answer.ok()["id"].as_str().unwrap())
}

#[tokio::test]
async fn no_event_names_a_ticket_that_is_out_of_reach() {
    let tied = Tied::of_all_kinds().await;
    let boss = tied.read_by(&tied.boss).await;
    let mia = tied.read_by(&tied.mia).await;

    for other in &tied.far {
        assert!(boss.contains(id_of(other)), "the test ties {other}");
        assert!(!mia.contains(id_of(other)), "{other} in {mia}");
    }
    assert!(mia.contains(id_of(&tied.near)));
    let history = tied.mia.history_of(&tied.ours).await;
    let merged = history.iter().find(|e| e["type"] == "ticket.absorbed");
    assert_eq!(merged.unwrap()["data"]["ticket"], json!(null));
    assert_eq!(merged.unwrap()["changes"], json!([]));
}

#[tokio::test]
async fn a_ticket_that_came_within_reach_is_named_in_what_happened_before() {
    let tied = Tied::of_all_kinds().await;
    let here = json!({"department_id": tied.office.support.0});
    tied.boss.patches(&tied.far[0], &here).await.ok();

    let mia = tied.read_by(&tied.mia).await;

    assert!(mia.contains(id_of(&tied.far[0])));
    assert!(!mia.contains(id_of(&tied.far[1])));
}

#[tokio::test]
async fn what_a_copy_was_made_from_is_not_told_where_that_is_out_of_reach() {
    let office = Office::open().await;
    let boss = office.desk.administrator();
    let mia = office.hires("Mia", &["member"], &[office.support]).await;
    let far = opens_in(&boss, "far", office.sales).await;
    let said = says(&boss, &far, "public", "hello").await;
    let said = said["id"].as_str().unwrap();
    let here = json!({"department_id": office.support.0});
    for path in [
        format!("{far}/clone"),
        format!("{far}/messages/{said}/split"),
    ] {
        let made = asks(&boss, &path).await;
        boss.patches(&made, &here).await.ok();
        for read in ["", "/history", "/messages", "/links"] {
            let answer = mia.gets(&format!("{made}{read}")).await;
            let told = answer.ok().to_string();
            assert!(!told.contains(id_of(&far)), "{path} {read}: {told}");
            assert!(!told.contains(said), "{path} {read}: {told}");
        }
    }
}

#[tokio::test]
async fn no_refusal_names_a_ticket_that_is_out_of_reach() {
    let office = Office::open().await;
    let boss = office.desk.administrator();
    let mia = office.hires("Mia", &["member"], &[office.support]).await;
    let part = opens_in(&boss, "part", office.support).await;
    let ours = opens_in(&boss, "ours", office.support).await;
    let whole = opens_in(&boss, "whole", office.sales).await;
    let merge = json!({"ticket_ids": [id_of(&part)]});
    boss.posts(&format!("{whole}/merge"), &merge).await.ok();

    let link = json!({"kind": "relates_to", "ticket_id": id_of(&part)});
    let tried = [
        mia.patches(&part, &json!({"subject": "mine"})).await,
        mia.sets_status(&part, "pending").await,
        mia.notes(&part, "hello").await,
        mia.posts(&format!("{ours}/links"), &link).await,
        mia.posts(&format!("{ours}/merge"), &merge).await,
        mia.deletes(&format!("{part}/snooze")).await,
        mia.sends(mia.request(Method::POST, &format!("{part}/clone")))
            .await,
    ];

    for answer in tried {
        assert!([409, 422].contains(&answer.status), "{answer:?}");
        let told = answer.body.to_string();
        assert!(!told.contains(id_of(&whole)), "{told}");
        assert!(told.contains("may not see"), "{told}");
    }
    let known = boss.patches(&part, &json!({"subject": "mine"})).await;
    assert!(known.body.to_string().contains(id_of(&whole)), "{known:?}");
}
