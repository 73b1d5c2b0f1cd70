//! A file is seen by whoever may see what it is attached to.

use super::office::{Office, opens_in, uploads};
use crate::support::Person;
use serde_json::{Value, json};

async fn statuses(person: &Person, file: &str) -> Vec<u16> {
    let mut statuses = Vec::new();
    for path in ["", "/content", "/thumbnail"] {
        let answer = person.gets(&format!("/attachments/{file}{path}")).await;
        statuses.push(answer.status);
    }
    statuses
}

/// Told of a text, which has no thumbnail.
const SEEN: [u16; 3] = [200, 200, 404];
const UNSEEN: [u16; 3] = [404; 3];

#[tokio::test]
async fn a_file_that_is_attached_nowhere_is_seen_by_its_uploader_alone() {
    let office = Office::open().await;
    let mia = office.hires("Mia", &["member"], &[office.support]).await;
    let max = office.hires("Max", &["manager"], &[office.support]).await;
    let through_key = office.limits(&mia, "mias key", office.sales).await;

    let file = uploads(&mia, "plan.txt", "the plan").await;

    assert_eq!(statuses(&mia, &file).await, SEEN);
    assert_eq!(statuses(&through_key, &file).await, SEEN);
    assert_eq!(statuses(&max, &file).await, UNSEEN);
}

#[tokio::test]
async fn a_file_on_a_ticket_is_seen_by_whoever_may_read_that() {
    let office = Office::open().await;
    let boss = office.desk.administrator();
    let mia = office.hires("Mia", &["member"], &[office.support]).await;
    let max = office.hires("Max", &["member"], &[office.sales]).await;
    let audit = office.hires("Ada", &["auditor"], &[]).await;
    let ours = opens_in(&boss, "ours", office.support).await;
    let theirs = opens_in(&boss, "theirs", office.sales).await;
    let file = uploads(&mia, "plan.txt", "the plan").await;

    let attach = json!({"attachment_ids": [file]});
    mia.posts(&format!("{ours}/attachments"), &attach)
        .await
        .ok();
    assert_eq!(statuses(&mia, &file).await, SEEN);
    assert_eq!(statuses(&audit, &file).await, SEEN);
    assert_eq!(statuses(&max, &file).await, UNSEEN);

    boss.posts(&format!("{theirs}/attachments"), &attach)
        .await
        .ok();
    let seen = max.gets(&format!("/attachments/{file}")).await;
    let there = theirs.trim_start_matches("/tickets/");
    assert_eq!(seen.ok()["ticket_ids"], json!([there]));

    let away = json!({"department_id": office.sales.0});
    boss.patches(&ours, &away).await.ok();
    assert_eq!(statuses(&mia, &file).await, UNSEEN);
}

#[tokio::test]
async fn somebody_elses_file_cannot_be_attached_by_its_id() {
    let office = Office::open().await;
    let boss = office.desk.administrator();
    let mia = office.hires("Mia", &["member"], &[office.support]).await;
    let max = office.hires("Max", &["member"], &[office.sales]).await;
    let ours = opens_in(&mia, "ours", office.support).await;
    let theirs = opens_in(&boss, "theirs", office.sales).await;
    let loose = uploads(&max, "loose.txt", "not yet attached").await;
    let hung = uploads(&max, "hung.txt", "attached out of reach").await;
    let attach = json!({"attachment_ids": [hung]});
    max.posts(&format!("{theirs}/attachments"), &attach)
        .await
        .ok();
    let missing = uuid::Uuid::now_v7().to_string();

    let head = office.desk.head().await;
    let mut told: Vec<Vec<Value>> = Vec::new();
    for file in [&missing, &loose, &hung] {
        let ids = json!([file]);
        let mut answers = Vec::new();
        for (path, body) in [
            (
                format!("{ours}/attachments"),
                json!({"attachment_ids": ids}),
            ),
            (
                format!("{ours}/messages"),
                json!({"attachment_ids": ids, "visibility": "public"}),
            ),
            (
                "/tickets".to_owned(),
                json!({"subject": "x", "attachment_ids": ids}),
            ),
        ] {
            let answer = mia.posts(&path, &body).await;
            assert_eq!(answer.status, 422, "{answer:?}");
            let errors = answer.body["errors"]
                .to_string()
                .replace(file.as_str(), "ID");
            answers.push(errors.into());
        }
        told.push(answers);
    }
    assert_eq!(told[0], told[1]);
    assert_eq!(told[0], told[2]);
    assert_eq!(office.desk.head().await, head);
}
