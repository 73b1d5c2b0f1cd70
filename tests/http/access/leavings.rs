//! What is left behind when a ticket goes out of reach or a department is retired.

use super::office::{Office, Scope, id_of, opens_in};
use crate::support::Person;
use domain::Permission as P;
use reqwest::Method;
use serde_json::{Value, json};

async fn drafts(person: &Person, ticket: &str) {
    let request = person.request(Method::PUT, &format!("{ticket}/draft"));
    let draft = json!({"body": "begun"});
    person.sends(request.json(&draft)).await.ok();
}

/// On which tickets somebody has drafts, page by page.
async fn drafted(person: &Person) -> Vec<Value> {
    let drafts = person.pages_through("/drafts?limit=1").await;
    drafts
        .iter()
        .map(|draft| draft["ticket_id"].clone())
        .collect()
}

#[tokio::test]
async fn drafts_on_tickets_out_of_reach_are_not_shown_but_kept() {
    let office = Office::open().await;
    let boss = office.desk.administrator();
    let mia = office.hires("Mia", &["member"], &[office.support]).await;
    let mut tickets = Vec::new();
    for subject in ["one", "two", "three", "four"] {
        let ticket = opens_in(&boss, subject, office.support).await;
        drafts(&mia, &ticket).await;
        tickets.push(ticket);
    }
    for ticket in &tickets[1..3] {
        let away = json!({"department_id": office.sales.0});
        boss.patches(ticket, &away).await.ok();
    }

    let left = [id_of(&tickets[3]), id_of(&tickets[0])];
    assert_eq!(drafted(&mia).await, left);

    let back = json!({"department_id": office.support.0});
    boss.patches(&tickets[1], &back).await.ok();
    assert_eq!(drafted(&mia).await.len(), 3);
}

#[tokio::test]
async fn a_key_that_is_limited_to_a_department_is_in_the_way_of_retiring_it() {
    let office = Office::open().await;
    let boss = office.desk.administrator();
    let key = json!({"name": "Shop", "department_ids": [office.sales.0]});
    let key = boss.posts("/api_keys", &key).await.ok().clone();
    let department = format!("/departments/{}", office.sales.0);

    let refused = boss.deletes(&department).await;

    assert_eq!(refused.status, 409, "{refused:?}");
    assert_eq!(refused.refused_fields(), ["api_key"]);
    let told = refused.body.to_string();
    assert!(
        told.contains("1 api key") && told.contains("Shop"),
        "{told}"
    );
    let key = format!("/api_keys/{}", key["id"].as_str().unwrap());
    boss.deletes(&key).await.ok();
    assert_eq!(boss.deletes(&department).await.ok()["retired"], true);
}

#[tokio::test]
async fn whoever_may_retire_a_department_leaves_no_ticket_in_it_that_they_cannot_see() {
    let office = Office::open().await;
    let boss = office.desk.administrator();
    let may = [P::ReadTickets, P::ChangeDepartments];
    office
        .makes_role("organiser", &may, Scope::Department)
        .await;
    let olga = office
        .hires("Olga", &["organiser"], &[office.support])
        .await;
    let ticket = opens_in(&boss, "theirs", office.sales).await;
    assert_eq!(olga.gets(&ticket).await.status, 404);
    let (from, to) = (office.sales.0, office.support.0);

    let retired = olga
        .deletes(&format!("/departments/{from}?move_tickets_to={to}"))
        .await;

    assert_eq!(retired.ok()["retired"], true);
    let moved = boss.sees(&ticket).await;
    assert_eq!(moved["department_id"], to.to_string());
    let last = boss.history_of(&ticket).await.pop().unwrap();
    assert_eq!(last["actor"]["id"], olga.id.to_string());
}

#[tokio::test]
async fn a_ticket_that_is_opened_again_after_its_department_was_retired_is_nobodys() {
    let office = Office::open().await;
    let boss = office.desk.administrator();
    let mia = office.hires("Mia", &["member"], &[office.support]).await;
    let closed = opens_in(&boss, "closed", office.sales).await;
    boss.sets_status(&closed, "closed").await.ok();
    let deleted = opens_in(&boss, "deleted", office.sales).await;
    boss.deletes(&deleted).await.ok();
    let part = opens_in(&boss, "part", office.sales).await;
    let whole = opens_in(&boss, "whole", office.support).await;
    let parts = json!({"ticket_ids": [id_of(&part)]});
    boss.posts(&format!("{whole}/merge"), &parts).await.ok();
    let department = format!("/departments/{}", office.sales.0);
    boss.deletes(&department).await.ok();

    boss.sets_status(&closed, "open").await.ok();
    for path in [format!("{deleted}/restore"), format!("{part}/unmerge")] {
        boss.sends(boss.request(Method::POST, &path)).await.ok();
    }

    for ticket in [&closed, &deleted, &part] {
        assert_eq!(mia.sees(ticket).await["department_id"], Value::Null);
        let history = boss.history_of(ticket).await;
        assert_eq!(history.last().unwrap()["type"], "ticket.routed");
    }
}
