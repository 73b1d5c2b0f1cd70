//! A fresh, migrated database for every test, cloned from a template that is made once.

use super::{service_url, within};
use sha2::{Digest, Sha256};
use std::path::Path;
use std::time::Duration;
use tokio_postgres::{Client, NoTls};
use uuid::Uuid;

/// Serialises the making of the template: every test runs in a process of its own.
const LOCK: i64 = 7_310_900;
/// How long the end of a test waits for its database to go.
const GOING: Duration = Duration::from_secs(1);

/// One test's own database; dropped with this value.
#[derive(Debug)]
pub struct Database {
    pub name: String,
    pub url: String,
}

impl Database {
    /// With the log's tables, and empty.
    pub async fn fresh() -> Self {
        let template = template().await;
        let name = format!("test_{}", Uuid::now_v7().simple());
        let sql = format!("CREATE DATABASE {name} TEMPLATE {template}");
        let made = async { admin().await.batch_execute(&sql).await };
        within("a database of the test's own", made).await.unwrap();
        let url = url_of(&name);
        Self { name, url }
    }

    /// A session of the database's owner.
    pub async fn session(&self) -> Client {
        connect(&self.url).await
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        let sql = format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name);
        let dropping = async move { admin().await.batch_execute(&sql).await };
        let (done, dropped) = std::sync::mpsc::channel();
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .unwrap();
            let _ = done.send(runtime.block_on(dropping));
        });
        // Postgres waits for a connection that this very thread may be opening, and would for a minute;
        // what stays behind goes with the private cluster
        let _ = dropped.recv_timeout(GOING);
    }
}

/// A session that lives as long as the client.
pub async fn connect(url: &str) -> Client {
    let connecting = tokio_postgres::connect(url, NoTls);
    let (client, connection) = within("Postgres to let in", connecting).await.unwrap();
    tokio::spawn(connection);
    client
}

async fn admin() -> Client {
    connect(&service_url("DOCKET_TEST_DATABASE_URL")).await
}

/// Name of a database that has every migration of this checkout.
async fn template() -> String {
    let name = format!("template_{}", migrations_hash());
    let admin = admin().await;
    if exists(&admin, &name).await {
        return name;
    }
    admin
        .execute("SELECT pg_advisory_lock($1)", &[&LOCK])
        .await
        .unwrap();
    if !exists(&admin, &name).await {
        make_template(&admin, &name).await;
    }
    name
}

/// Under another name until it is whole, so that nobody clones a half-made one.
async fn make_template(admin: &Client, name: &str) {
    let draft = format!("{name}_draft");
    let sql = format!("DROP DATABASE IF EXISTS {draft} WITH (FORCE)");
    admin.batch_execute(&sql).await.unwrap();
    let sql = format!("CREATE DATABASE {draft}");
    admin.batch_execute(&sql).await.unwrap();
    eventstore::migrate(&url_of(&draft)).await.unwrap();
    let sql = format!("ALTER DATABASE {draft} RENAME TO {name}");
    admin.batch_execute(&sql).await.unwrap();
}

async fn exists(admin: &Client, name: &str) -> bool {
    let sql = "SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)";
    admin.query_one(sql, &[&name]).await.unwrap().get(0)
}

fn migrations_hash() -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("eventstore/sql");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    let mut hash = Sha256::new();
    for file in files {
        hash.update(std::fs::read(file).unwrap());
    }
    hash.finalize()[..6]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// The services' URL with another database in it.
fn url_of(name: &str) -> String {
    let url = service_url("DOCKET_TEST_DATABASE_URL");
    let (place, options) = url.split_once('?').unwrap_or((&url, ""));
    let (server, _) = place.rsplit_once('/').expect("a URL that names a database");
    format!("{server}/{name}?{options}")
}
