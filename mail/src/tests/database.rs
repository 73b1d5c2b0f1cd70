//! A fresh, migrated database for one test.

use deadpool_postgres::{Manager, Pool};
use std::time::Duration;
use tokio_postgres::{Client, NoTls};
use uuid::Uuid;

/// How long the end of a test waits for its database to go.
const PATIENCE: Duration = Duration::from_secs(1);

/// Dropped with this value.
pub(super) struct Database {
    name: String,
    pub(super) pool: Pool,
}

impl Database {
    pub(super) async fn fresh() -> Self {
        let name = format!("test_{}", Uuid::now_v7().simple());
        let sql = format!("CREATE DATABASE {name}");
        connect(&server()).await.batch_execute(&sql).await.unwrap();
        let url = url_of(&name);
        crate::migrate(&url).await.unwrap();
        let pool = pool(&url);
        Self { name, pool }
    }

    pub(super) async fn run(&self, sql: &str) {
        self.pool
            .get()
            .await
            .unwrap()
            .batch_execute(sql)
            .await
            .unwrap();
    }

    /// What a question with one answer is answered.
    pub(super) async fn is(&self, sql: &str) -> bool {
        let client = self.pool.get().await.unwrap();
        let answer = client.query_one(sql, &[]).await.unwrap();
        answer.get::<_, Option<bool>>(0).unwrap_or(false)
    }

    /// Waits until the answer is yes.
    pub(super) async fn until(&self, sql: &str) {
        let waiting = async {
            let mut look = tokio::time::interval(Duration::from_millis(20));
            while !self.is(sql).await {
                look.tick().await;
            }
        };
        let waited = tokio::time::timeout(Duration::from_secs(60), waiting).await;
        waited.unwrap_or_else(|_| panic!("waited in vain: {sql}"));
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

fn pool(url: &str) -> Pool {
    let manager = Manager::new(url.parse().unwrap(), NoTls);
    Pool::builder(manager).max_size(4).build().unwrap()
}
