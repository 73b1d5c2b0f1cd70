//! A preview tells what a job would do, and does nothing.

use super::{desk, does, id_of, opens};
use crate::http::access::office::{Office, Scope, opens_in};
use domain::Permission;
use serde_json::json;
use uuid::Uuid;

#[tokio::test]
async fn a_preview_is_what_the_job_does_then() {
    let (desk, boss) = desk().await;
    let tickets = opens(&boss, 3).await;
    boss.sets_status(&tickets[1], "pending").await.ok();
    boss.deletes(&tickets[2]).await.ok();
    let ids: Vec<_> = tickets.iter().map(|ticket| id_of(ticket)).collect();
    let job = json!({"ticket_ids": ids, "actions": [{"type": "set_status", "status": "pending"}]});
    let before = desk.head().await;

    let preview = boss.posts("/tickets/bulk/preview", &job).await.ok().clone();

    assert_eq!(desk.head().await, before, "nothing was written");
    assert_eq!(boss.sees(&tickets[0]).await["status"], "open");
    assert_eq!(
        (&preview["total"], &preview["looked_at"]),
        (&json!(3), &json!(3))
    );
    let done = does(&boss, &job).await;
    for count in ["changed", "unchanged", "refused"] {
        assert_eq!(preview[count], 1, "{count}");
        assert_eq!(preview[count], done[count], "{count}");
    }
    let results = super::results(&boss, &done).await;
    assert_eq!(preview["results"], json!(results));
}

#[tokio::test]
async fn a_preview_tells_the_number_that_a_filter_is_expected_to_find() {
    let (_desk, boss) = desk().await;
    opens(&boss, 3).await;
    let mut job = json!({"filter": {"status": "open"}, "actions": [{"type": "delete"}]});
    assert_eq!(boss.posts("/tickets/bulk", &job).await.status, 422);

    let preview = boss.posts("/tickets/bulk/preview", &job).await.ok().clone();

    assert_eq!(
        (&preview["total"], &preview["changed"]),
        (&json!(3), &json!(3))
    );
    job["expected"] = preview["total"].clone();
    assert_eq!(does(&boss, &job).await["changed"], 3);
    let nothing = boss.posts("/tickets/bulk/preview", &job).await;
    assert_eq!(nothing.status, 422, "{nothing:?}");
    assert_eq!(nothing.body["errors"][0]["field"], "filter");
    let wrong = json!({"ticket_ids": ["nope"], "actions": []});
    let told = boss.posts("/tickets/bulk/preview", &wrong).await;
    assert_eq!(told.status, 422);
    assert_eq!(told.body["errors"].as_array().unwrap().len(), 2, "{told:?}");
}

#[tokio::test]
async fn a_preview_tells_of_strangers_tickets_as_of_none() {
    let office = Office::open().await;
    let boss = office.desk.administrator();
    let narrow = [Permission::ReadTickets, Permission::ChangeTickets];
    office
        .makes_role("narrow", &narrow, Scope::Department)
        .await;
    let mia = office.hires("Mia", &["narrow"], &[office.support]).await;
    let theirs = opens_in(&boss, "theirs", office.sales).await;
    let nowhere = Uuid::now_v7().to_string();
    let job = json!({
        "ticket_ids": [id_of(&theirs), &nowhere],
        "actions": [{"type": "add_tags", "tags": ["x"]}],
    });

    let preview = mia.posts("/tickets/bulk/preview", &job).await.ok().clone();

    let told = |at: usize, id: &str| preview["results"][at].to_string().replace(id, "ID");
    assert_eq!(told(0, id_of(&theirs)), told(1, &nowhere));
    assert_eq!(preview["results"][0]["type"], "/problems/not-found");
    let route = json!([{"type": "route", "department": null}]);
    let route = json!({"ticket_ids": [nowhere], "actions": route});
    let refused = mia.posts("/tickets/bulk/preview", &route).await;
    assert_eq!(refused.status, 403, "{refused:?}");
}
