//! A fresh, migrated database for one test.

use tokio_postgres::{Client, NoTls};
use uuid::Uuid;

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
        crate::migrate(&url).await.unwrap();
        Self { name, url }
    }

    /// Does something to it behind everybody's back.
    pub(super) async fn run(&self, sql: &str) {
        connect(&self.url).await.batch_execute(sql).await.unwrap();
    }

    /// Cuts every connection to it, as a restart of Postgres would.
    pub(super) async fn cut_connections(&self) {
        let sql = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1";
        let server = connect(&server()).await;
        server.query(sql, &[&self.name]).await.unwrap();
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        let sql = format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name);
        let dropping = async move { connect(&server()).await.batch_execute(&sql).await };
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .unwrap();
            runtime.block_on(dropping)
        });
        let _ = thread.join(); // what stays behind goes with the private cluster
    }
}

pub(super) async fn connect(url: &str) -> Client {
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
