//! The desk works on without NATS, and NATS gets everything later.

use crate::support::nats::agree;
use crate::support::{Desk, NatsServer, eventually};
use eventstore::{EventStore, StoreOptions};
use serde_json::{Value, json};

#[tokio::test]
async fn commands_lists_and_rules_go_on_while_nats_is_down_and_all_is_published_later() {
    let mut server = NatsServer::down();
    let desk = Desk::open_with(server.url()).await;
    let ana = desk.hires("Ana").await;
    let rule = json!({
        "name": "greet", "on": ["ticket.created"],
        "do": [{"type": "add_note", "body": "hello"}],
    });
    desk.administrator().posts("/rules", &rule).await.ok();

    for number in 1..=10 {
        let ticket = ana.opens(&format!("ticket {number}")).await;
        assert_eq!(ana.sees_in_list("").await.len(), number);
        eventually("the rule to react", async || {
            let history: Vec<Value> = ana.history_of(&ticket).await;
            (history.len() == 3).then_some(())
        })
        .await;
    }
    server.resume().await;

    let log = EventStore::connect(StoreOptions::new(&desk.database.url))
        .await
        .unwrap();
    agree(&log, &desk.nats).await;
    ana.opens("with NATS again").await;
    assert_eq!(ana.sees_in_list("").await[0], "with NATS again");
    agree(&log, &desk.nats).await;
}
