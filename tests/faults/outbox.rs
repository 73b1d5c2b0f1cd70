//! What leaves the house survives kill -9: every delivery arrives, and arrives once.

use super::Site;
use crate::support::eventually;
use automation::{NewDelivery, Outbox};
use domain::DeliveryId;
use domain::delivery::DeliveryKind;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::Path;
use uuid::Uuid;

/// In each of the lines of so many endpoints.
const LENGTH: usize = 40;
const LINES: usize = 20;

fn deliveries() -> Vec<NewDelivery> {
    let delivery = |number: usize| NewDelivery {
        id: DeliveryId(Uuid::now_v7()),
        kind: DeliveryKind::Webhook,
        endpoint: format!("https://example.org/{}", number % LINES),
        ticket: None,
        cause: Uuid::now_v7(),
        rule: None,
        payload: json!({"number": number}),
    };
    (0..LENGTH * LINES).map(delivery).collect()
}

async fn sent(outbox: &tokio_postgres::Client) -> i64 {
    let sql = "SELECT count(*) FROM outbox.deliveries WHERE state = 'sent'";
    outbox.query_one(sql, &[]).await.unwrap().get(0)
}

/// Payloads by the names of their files.
fn arrived(folder: &Path) -> BTreeMap<String, Value> {
    let files = std::fs::read_dir(folder).unwrap();
    let paths = files.map(|file| file.unwrap().path());
    let whole = paths.filter(|path| path.extension().is_some_and(|e| e == "json"));
    let read = whole.map(|path| {
        let file: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        (name, file["payload"].clone())
    });
    read.collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_delivery_arrives_once_whatever_is_killed() {
    let mut site = Site::start().await;
    let all = deliveries();
    let put = async |site: &Site| {
        let outbox = Outbox::connect(&site.docket.running().database_url).unwrap();
        outbox.put(&all).await.unwrap()
    };
    assert_eq!(put(&site).await, all.len());

    let mut cut_off = 0;
    for round in 1..=4_i64 {
        let session = site.docket.session().await;
        let enough = round * 150;
        eventually("some to be sent", async || {
            (sent(&session).await >= enough).then_some(())
        })
        .await;
        site.docket.kill().await;
        let leases = "UPDATE outbox.deliveries SET next_at = now() WHERE state = 'sending'";
        cut_off += session.execute(leases, &[]).await.unwrap(); // nobody will come back with these
        site.starts_again().await;
        assert_eq!(put(&site).await, 0, "the same causes again change nothing");
    }
    assert!(
        cut_off > 0,
        "it was always killed when nothing was on its way"
    );
    let session = site.docket.session().await;
    eventually("all to be sent", async || {
        (sent(&session).await == all.len() as i64).then_some(())
    })
    .await;

    let expected = all.iter().map(|d| (d.id.to_string(), d.payload.clone()));
    let folder = site.data().join("outbox/webhook");
    assert_eq!(arrived(&folder), expected.collect());
}
