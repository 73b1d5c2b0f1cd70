//! Everything that tables hold, to be compared, and something for each of them to hold.

use super::people::People;
use super::rebuild::some_lives;
use super::world::*;
use crate::{Replay, Replayed, replay};
use domain::MessageId;
use domain::customer::Profile;
use domain::ticket::{NewMessage, TicketCommand as C, Visibility};
use std::collections::BTreeMap;
use tokio_postgres::Client;
use uuid::Uuid;

/// All read models.
pub const NAMES: [&str; 5] = ["tickets", "customers", "messages", "intervals", "search"];

/// How many rows each table has, and the hash of them all.
pub type Contents = BTreeMap<String, (i64, Option<String>)>;

/// Something of every table of every read model.
pub async fn something_of_everything(world: &World, tickets: i64) {
    some_lives(world, tickets).await;
    for number in 0..tickets {
        something_more(world, 1000 + number).await;
    }
}

/// A ticket with a message and a promise, and a customer.
pub async fn something_more(world: &World, number: i64) {
    let ticket = world.create(new(number)).await;
    let message = MessageId(Uuid::now_v7());
    let said = NewMessage::new(message, Visibility::Public, format!("water {number}"));
    world.does(ticket, C::PostMessage(Box::new(said))).await;
    world.stands(ticket, number).await;
    let dana = Profile {
        name: Some(format!("Dana {number}")),
        ..Profile::default()
    };
    People::of(world).meets(dana).await;
}

/// What all tables of a schema hold.
pub async fn of_schema(sql: &Client, schema: &str) -> Contents {
    let mut contents = Contents::new();
    for table in sql.query(TABLES, &[&schema]).await.unwrap() {
        let table: String = table.get(0);
        let mut of = format!("{schema}.{table}");
        if let Some((_, by)) = SUMS.iter().find(|(sums, _)| *sums == table) {
            of = format!(
                "(SELECT {by}, sum(tickets) FROM {of} GROUP BY {by} HAVING sum(tickets) <> 0)"
            );
        }
        let hash = HASH.replace("{table}", &of);
        let row = sql.query_one(&hash, &[]).await.unwrap();
        contents.insert(table, (row.get(0), row.get(1)));
    }
    assert!(!contents.is_empty(), "{schema} has tables");
    contents
}

/// What all serving builds hold.
pub async fn of_all(world: &World) -> Contents {
    let sql = world.sql().await;
    let mut contents = Contents::new();
    for name in NAMES {
        let schema = world.serving(name).await.schema;
        contents.extend(of_schema(&sql, &schema).await);
    }
    contents
}

/// Folds positions into a schema.
pub async fn replayed(world: &World, schema: &str, (from, to): (i64, i64)) -> Replayed {
    let wanted = Replay {
        url: world.url.clone(),
        schema: schema.to_owned(),
        from,
        to,
        since: None,
        until: None,
    };
    replay(&world.store, &wanted, |_, _| {}).await.unwrap()
}

/// Waits until every read model has everything that the log has now.
pub async fn all_have_everything(world: &World) {
    let head = world.store.head().await.unwrap();
    for name in NAMES {
        assert!(world.read.wait_for(name, head, PATIENCE).await.unwrap());
    }
}

/// Tables of which only the sums say something, and what they are sums by.
const SUMS: [(&str, &str); 2] = [
    ("ticket_counts", "status, priority, department, assigned"),
    (
        "ticket_assigned_counts",
        "status, priority, department, member",
    ),
];

const TABLES: &str = "
SELECT tablename::text
FROM pg_catalog.pg_tables
WHERE schemaname = $1
ORDER BY 1";

const HASH: &str = "
SELECT count(*), md5(string_agg(t::text, E'\\n' ORDER BY t::text))
FROM {table} t";
