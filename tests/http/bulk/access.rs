//! A job does what whoever asked for it may do when a ticket has its turn, and nobody else sees it.

use super::{asks, does_to, ended, id_of, results, undoes};
use crate::http::access::office::{Office, Scope, opens_in};
use domain::{MemberId, Permission};
use reqwest::Method;
use serde_json::json;
use uuid::Uuid;

#[tokio::test]
async fn what_is_out_of_reach_is_as_what_is_not_there() {
    let office = Office::open().await;
    let boss = office.desk.administrator();
    let narrow = [Permission::ReadTickets, Permission::ChangeTickets];
    office
        .makes_role("narrow", &narrow, Scope::Department)
        .await;
    let mia = office.hires("Mia", &["narrow"], &[office.support]).await;
    let ours = opens_in(&boss, "ours", office.support).await;
    let theirs = opens_in(&boss, "theirs", office.sales).await;
    let nowhere = format!("/tickets/{}", Uuid::now_v7());
    let tag = json!([{"type": "add_tags", "tags": ["x"]}]);

    let all = [ours.clone(), theirs.clone(), nowhere.clone()];
    let job = does_to(&mia, &all, &tag).await;

    assert_eq!((&job["changed"], &job["refused"]), (&json!(1), &json!(2)));
    let listed = results(&mia, &job).await;
    let told = |at: usize, ticket: &str| {
        let text = listed[at].to_string();
        text.replace(id_of(ticket), "ID")
    };
    assert_eq!(told(1, &theirs), told(2, &nowhere));
    assert_eq!(listed[1]["type"], "/problems/not-found");
    assert_eq!(boss.sees(&theirs).await["tags"], json!([]));
    // a number is an answer by itself: whether there is such a ticket must not be told either
    let number = boss.sees(&theirs).await["number"].to_string();
    let by = |name: &str| json!({"ticket_ids": [name], "actions": tag});
    let refused = mia.posts("/tickets/bulk", &by(&number)).await;
    let missing = mia.posts("/tickets/bulk", &by("99999999")).await;
    assert_eq!((refused.status, missing.status), (422, 422));
    assert_eq!(refused.body["errors"], missing.body["errors"]);
    // and a filter finds only what the list shows
    let filter = json!({"filter": {}, "actions": tag});
    assert_eq!(mia.posts("/tickets/bulk", &filter).await.ok()["total"], 1);
}

#[tokio::test]
async fn who_may_not_do_it_to_a_ticket_is_told_so_of_that_ticket() {
    let office = Office::open().await;
    let boss = office.desk.administrator();
    let (read, delete) = (Permission::ReadTickets, Permission::DeleteTickets);
    office.makes_role("reader", &[read], Scope::All).await;
    office
        .makes_role("cleaner", &[read, delete], Scope::Department)
        .await;
    let mia = office
        .hires("Mia", &["reader", "cleaner"], &[office.support])
        .await;
    let ours = opens_in(&boss, "ours", office.support).await;
    let theirs = opens_in(&boss, "theirs", office.sales).await;

    let job = does_to(&mia, &[ours, theirs.clone()], &json!([{"type": "delete"}])).await;

    let listed = results(&mia, &job).await;
    assert_eq!(listed[0]["result"], "changed");
    assert_eq!(listed[1]["type"], "/problems/forbidden");
    assert_eq!(boss.gets(&theirs).await.status, 200);
    let tag = json!([{"type": "add_tags", "tags": ["x"]}]);
    let tag = json!({"ticket_ids": [id_of(&theirs)], "actions": tag});
    let refused = mia.posts("/tickets/bulk", &tag).await;
    assert_eq!(refused.status, 403, "nothing that could come of it");
}

#[tokio::test]
async fn a_job_is_its_askers_and_auditors() {
    let office = Office::open().await;
    let boss = office.desk.administrator();
    let mia = office.hires("Mia", &["manager"], &[]).await;
    let max = office.hires("Max", &["manager"], &[]).await;
    let udo = office.hires("Udo", &["auditor"], &[]).await;
    let ticket = opens_in(&mia, "ours", office.support).await;
    let tag = json!([{"type": "add_tags", "tags": ["x"]}]);
    let job = does_to(&mia, &[ticket], &tag).await;
    let path = format!("/tickets/bulk/{}", job["id"].as_str().unwrap());
    let nowhere = format!("/tickets/bulk/{}", Uuid::now_v7());

    for person in [&mia, &boss, &udo] {
        assert_eq!(person.sees(&path).await["id"], job["id"]);
        assert_eq!(results(person, &job).await.len(), 1);
    }
    for place in [&path, &nowhere] {
        assert_eq!(max.gets(place).await.status, 404);
        assert_eq!(max.gets(&format!("{place}/results")).await.status, 404);
        for rest in ["cancel", "undo"] {
            let request = max.request(Method::POST, &format!("{place}/{rest}"));
            let asked = max.sends(request.header("If-Match", "\"1\"")).await;
            assert_eq!(asked.status, 404, "{rest} {asked:?}");
        }
    }
    let older = boss.request(Method::POST, &format!("{path}/undo"));
    let older = boss.sends(older.header("If-Match", "\"1\"")).await;
    assert_eq!(older.status, 412, "{older:?}");
    let undo = undoes(&boss, &job).await;
    assert_eq!(undo["changed"], 1);
    assert_eq!(undo["asked_by"]["name"], "Administrator");
}

#[tokio::test]
async fn rights_that_were_lost_meanwhile_are_lost() {
    let office = Office::open().await;
    let boss = office.desk.administrator();
    let mia = office.hires("Mia", &["manager"], &[]).await;
    let ticket = opens_in(&boss, "ours", office.support).await;
    let tag = json!([{"type": "add_tags", "tags": ["x"]}]);
    let job = does_to(&mia, std::slice::from_ref(&ticket), &tag).await;
    office
        .places(MemberId(mia.id), "Mia", &["auditor"], &[])
        .await;

    // she sees her job still, and may do nothing of the kind any more
    let path = format!("/tickets/bulk/{}", job["id"].as_str().unwrap());
    assert_eq!(mia.sees(&path).await["changed"], 1);
    let undo = mia.posts(&format!("{path}/undo"), &json!({})).await;
    assert_eq!(undo.status, 403);
    let job = json!({"ticket_ids": [id_of(&ticket)], "actions": tag});
    assert_eq!(mia.posts("/tickets/bulk", &job).await.status, 403);
    let boss_job = asks(&boss, &job).await;
    assert_eq!(ended(&boss, &boss_job).await["unchanged"], 1);
}
