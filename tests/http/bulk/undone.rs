//! A job is undone as one action, as far as nobody changed anything since.

use super::{desk, does_to, id_of, opens, results, undoes};
use serde_json::json;

#[tokio::test]
async fn a_job_is_undone_by_another_and_done_again_by_undoing_that() {
    let (desk, boss) = desk().await;
    let (ana, ben) = (desk.hires("Ana").await, desk.hires("Ben").await);
    let (support, sales) = (
        desk.department("Support").await,
        desk.department("Sales").await,
    );
    let new = json!({
        "subject": "printer", "department_id": support, "assignee_ids": [ana.id],
        "tags": ["old"], "priority": "low",
    });
    let ticket = boss.opens_with(&new).await;
    let before = boss.sees(&ticket).await;
    let actions = json!([
        {"type": "set_status", "status": "pending"},
        {"type": "set_priority", "priority": "urgent"},
        {"type": "route", "department": sales, "keep_assignees": false},
        {"type": "assign", "members": [ben.id]},
        {"type": "add_tags", "tags": ["new"]},
        {"type": "remove_tags", "tags": ["old"]},
    ]);
    let job = does_to(&boss, std::slice::from_ref(&ticket), &actions).await;
    let after = boss.sees(&ticket).await;

    let undo = undoes(&boss, &job).await;

    assert_eq!(undo["undoes"], job["id"]);
    assert_eq!(undo["changed"], 1, "{:?}", results(&boss, &undo).await);
    let back = boss.sees(&ticket).await;
    let same = [
        "status",
        "priority",
        "department_id",
        "assignee_ids",
        "tags",
    ];
    for field in same {
        assert_eq!(back[field], before[field], "{field}");
        assert_ne!(after[field], before[field], "{field}");
    }
    let path = format!("/tickets/bulk/{}", job["id"].as_str().unwrap());
    assert_eq!(boss.sees(&path).await["undone_by"], undo["id"]);
    let twice = boss.posts(&format!("{path}/undo"), &json!({})).await;
    assert_eq!(twice.status, 409, "{twice:?}");

    let again = undoes(&boss, &undo).await;
    assert_eq!(again["changed"], 1);
    let again = boss.sees(&ticket).await;
    for field in same {
        assert_eq!(again[field], after[field], "{field}");
    }
}

#[tokio::test]
async fn what_somebody_changed_since_stays_and_is_told() {
    let (_desk, boss) = desk().await;
    let tickets = opens(&boss, 3).await;
    let actions = json!([
        {"type": "set_status", "status": "pending"},
        {"type": "add_tags", "tags": ["x"]},
    ]);
    let job = does_to(&boss, &tickets, &actions).await;
    boss.sets_status(&tickets[1], "closed").await.ok();
    boss.sets_status(&tickets[2], "closed").await.ok();
    boss.patches(&tickets[2], &json!({"tags": []})).await.ok();

    let undo = undoes(&boss, &job).await;

    let told = [&undo["changed"], &undo["partly"], &undo["refused"]];
    assert_eq!(told, [&json!(1), &json!(1), &json!(1)]);
    let listed = results(&boss, &undo).await;
    let of = |ticket: &str| {
        let found = listed.iter().find(|r| r["ticket_id"] == id_of(ticket));
        found.unwrap().clone()
    };
    assert_eq!(of(&tickets[0])["result"], "changed");
    let partly = of(&tickets[1]);
    assert_eq!(partly["result"], "partly");
    assert!(partly["detail"].as_str().unwrap().contains("status"));
    let refused = of(&tickets[2]);
    assert_eq!(refused["type"], "/problems/conflict");
    assert_eq!(boss.sees(&tickets[1]).await["status"], "closed");
    assert_eq!(boss.sees(&tickets[1]).await["tags"], json!([]));
    assert_eq!(boss.sees(&tickets[0]).await["status"], "open");
}

#[tokio::test]
async fn deleted_tickets_come_back() {
    let (_desk, boss) = desk().await;
    let tickets = opens(&boss, 3).await;
    let job = does_to(&boss, &tickets, &json!([{"type": "delete"}])).await;
    assert!(boss.sees_in_list("").await.is_empty());
    let undo = undoes(&boss, &job).await;
    assert_eq!(undo["changed"], 3);
    assert_eq!(boss.sees_in_list("").await.len(), 3);
}

#[tokio::test]
async fn a_job_that_changed_nothing_has_nothing_to_undo() {
    let (_desk, boss) = desk().await;
    let tickets = opens(&boss, 1).await;
    let job = does_to(&boss, &tickets, &json!([{"type": "restore"}])).await;
    let path = format!("/tickets/bulk/{}/undo", job["id"].as_str().unwrap());
    let refused = boss.posts(&path, &json!({})).await;
    assert_eq!(refused.status, 409, "{refused:?}");
}
