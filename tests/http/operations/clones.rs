//! A ticket made after the pattern of another one.

use super::{asks, id, story, twice, with_version};
use crate::support::Desk;
use serde_json::json;

#[tokio::test]
async fn a_copy_asks_the_same_but_has_a_life_of_its_own() {
    let desk = Desk::open().await;
    let (ana, ben) = (desk.hires("Ana").await, desk.hires("Ben").await);
    let support = desk.department("Support").await;
    let new = json!({
        "subject": "monthly backup", "description": "Check the tapes.", "priority": "high",
        "department_id": support, "tags": ["backup"], "assignee_ids": [ben.id],
        "requester": {"name": "Dana", "email": "dana@example.org"},
        "watchers": [{"kind": "member", "id": ben.id}],
    });
    let ticket = ana.opens_with(&new).await;
    ana.notes(&ticket, "Done for May.").await.ok();
    ana.sets_status(&ticket, "closed").await.ok();
    let before = ana.sees(&ticket).await;

    let copy = asks(&ana, &format!("{ticket}/clone")).await;

    assert_eq!(copy.status, 201);
    let copy = copy.ok();
    for same in [
        "subject",
        "description",
        "priority",
        "department_id",
        "tags",
        "requester",
        "watchers",
    ] {
        assert_eq!(copy[same], before[same], "{same}");
    }
    assert_eq!(
        (&copy["status"], &copy["number"]),
        (&json!("open"), &json!(2))
    );
    assert_eq!(copy["assignee_ids"], json!([]));
    assert_eq!(copy["source"]["kind"], "clone");
    assert_eq!(
        copy["links"],
        json!([{"kind": "relates_to", "ticket_id": id(&ticket)}])
    );
    assert_eq!(story(&ana, &ticket).await.last().unwrap(), "linked");
}

#[tokio::test]
async fn what_was_retired_meanwhile_is_left_out_of_a_copy() {
    let desk = Desk::open().await;
    let (ana, ben) = (desk.hires("Ana").await, desk.hires("Ben").await);
    let administrator = desk.administrator();
    let closing = desk.department("Closing down").await;
    let new = json!({
        "subject": "old", "department_id": closing,
        "watchers": [{"kind": "member", "id": ben.id}, {"kind": "member", "id": ana.id}],
    });
    let ticket = ana.opens_with(&new).await;
    ana.patches(&ticket, &json!({"department_id": null}))
        .await
        .ok();
    administrator
        .deletes(&format!("/departments/{closing}"))
        .await
        .ok();
    administrator
        .deletes(&format!("/members/{}", ben.id))
        .await
        .ok();

    let copy = asks(&ana, &format!("{ticket}/clone")).await;

    let watchers = json!([{"kind": "member", "id": ana.id}]);
    assert_eq!(copy.ok()["watchers"], watchers);
    assert_eq!(copy.ok()["department_id"], json!(null));
}

#[tokio::test]
async fn a_ticket_is_copied_once_and_as_it_was_seen() {
    let desk = Desk::open().await;
    let ana = desk.hires("Ana").await;
    let ticket = ana.opens("once").await;
    let path = format!("{ticket}/clone");
    assert_eq!(with_version(&ana, &path, 3).await.status, 412);

    let (first, again) = twice(&ana, &path, &json!({})).await;

    assert_eq!(first.ok(), again.ok());
    assert_eq!(ana.sees_in_list("").await.len(), 2);
    assert_eq!(asks(&ana, "/tickets/4711/clone").await.status, 404);
}
