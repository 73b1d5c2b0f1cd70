//! A fresh, migrated database for one test.

use tokio_postgres::{Client, NoTls};
use uuid::Uuid;

/// How long the end of a test waits for its database to go.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(1);

/// Dropped with this value.
pub(super) struct Database {
    name: String,
    pub(super) url: String,
}

impl Database {
    pub(super) async fn fresh() -> Self {
        let name = format!("test_{}", Uuid::now_v7().simple());
        let sql = format!("CREATE DATABASE {name}");
        connect(&server()).await.batch_execute(&sql).await.unwrap();
        let url = url_of(&name);
        eventstore::migrate(&url).await.unwrap();
        mail::migrate(&url).await.unwrap();
        crate::migrate(&url).await.unwrap();
        Self { name, url }
    }

    pub(super) async fn session(&self) -> Client {
        connect(&self.url).await
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        let sql = format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name);
        let dropping = async move { connect(&server()).await.batch_execute(&sql).await };
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
        let _ = dropped.recv_timeout(PATIENCE);
    }
}

async fn connect(url: &str) -> Client {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await.unwrap();
    tokio::spawn(connection);
    client
}

fn server() -> String {
    const NAME: &str = "DOCKET_TEST_DATABASE_URL";
    std::env::var(NAME)
        .unwrap_or_else(|_| panic!("{NAME} is not set: run the tests through `make test`"))
}

fn url_of(name: &str) -> String {
    let url = server();
    let (place, options) = url.split_once('?').unwrap_or((&url, ""));
    let (server, _) = place.rsplit_once('/').expect("a URL that names a database");
    format!("{server}/{name}?{options}")
}
