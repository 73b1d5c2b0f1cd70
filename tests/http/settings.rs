//! Departments, statuses, priorities and members.

use crate::support::Desk;
use serde_json::{Value, json};

mod administrators;
mod calendars;
mod departments;
mod history;
mod macros;
mod members;
mod retiring;
mod retiring_at_once;
mod roles;
mod statuses;
mod workspace;

#[tokio::test]
async fn the_usual_statuses_and_priorities_are_there_from_the_start() {
    let desk = Desk::open().await;
    let administrator = desk.administrator();

    let keys = |items: Vec<Value>| -> Vec<String> {
        let keys = items.iter().map(|item| item["key"].as_str().unwrap());
        keys.map(str::to_owned).collect()
    };
    let statuses = keys(administrator.pages_through("/statuses?limit=2").await);
    let priorities = keys(administrator.pages_through("/priorities?limit=200").await);

    assert_eq!(
        statuses,
        ["open", "in_progress", "pending", "resolved", "closed"]
    );
    assert_eq!(priorities, ["low", "normal", "high", "urgent"]);
}

#[tokio::test]
async fn what_was_just_defined_can_be_used_at_once() {
    let desk = Desk::open().await;
    let administrator = desk.administrator();
    for number in 0..10 {
        let key = format!("waiting_{number}");
        let status = json!({"key": key, "name": key, "category": "pending", "colour": "#123456"});
        administrator.posts("/statuses", &status).await.ok();

        let ticket = administrator
            .opens_with(&json!({"subject": "s", "status": key}))
            .await;

        assert_eq!(administrator.sees(&ticket).await["status"], key.as_str());
    }
}

#[tokio::test]
async fn a_status_that_was_retired_stays_readable_and_is_not_given_again() {
    let desk = Desk::open().await;
    let administrator = desk.administrator();
    let ticket = administrator.opens("old ways").await;
    administrator.sets_status(&ticket, "resolved").await.ok();

    administrator.deletes("/statuses/resolved").await.ok();

    assert_eq!(administrator.sees(&ticket).await["status"], "resolved");
    let other = administrator.opens("new ways").await;
    let refused = administrator.sets_status(&other, "resolved").await;
    assert_eq!(refused.status, 422, "{refused:?}");
    assert_eq!(refused.refused_fields(), ["status"]);
}

#[tokio::test]
async fn an_address_belongs_to_one_member_however_it_is_spelled() {
    let desk = Desk::open().await;
    let administrator = desk.administrator();
    let ana = json!({"name": "Ana", "email": "ana@example.org"});
    let created = administrator.posts("/members", &ana).await;
    let other = json!({"name": "Anna", "email": "ANA@example.org"});

    let refused = administrator.posts("/members", &other).await;
    assert_eq!(refused.status, 422, "{refused:?}");
    assert_eq!(refused.refused_fields(), ["email"]);

    let path = format!("/members/{}", created.ok()["id"].as_str().unwrap());
    administrator.deletes(&path).await.ok();
    administrator.posts("/members", &other).await.ok();
}

#[tokio::test]
async fn settings_survive_a_restart_and_are_not_made_again() {
    let desk = Desk::open().await;
    let administrator = desk.administrator();
    administrator
        .patches("/statuses/open", &json!({"name": "New"}))
        .await
        .ok();
    let head = desk.head().await;

    let desk = desk.reopens().await;

    let again = desk.administrator();
    assert_eq!(again.gets("/statuses/open").await.ok()["name"], "New");
    let events = again.gets(&format!("/events?after={head}")).await;
    assert_eq!(events.ok()["items"], json!([]));
}
