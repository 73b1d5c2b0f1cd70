//! A gate before the log: whoever wants to append waits in line until it is opened.

use super::{Database, eventually};
use tokio_postgres::Client;

/// The lock that every append takes.
const APPEND: i64 = 7_310_020;

/// Closed from the start.
#[derive(Debug)]
pub struct Gate(Client);

impl Gate {
    pub async fn close(database: &Database) -> Self {
        let session = database.session().await;
        let lock = "SELECT pg_advisory_lock($1)";
        session.execute(lock, &[&APPEND]).await.unwrap();
        Self(session)
    }

    /// Returns when as many wait. They go in the order in which they came.
    pub async fn has_waiting(&self, count: i64) {
        eventually("appends to wait", async || {
            let row = self.0.query_one(WAITING, &[&APPEND]).await.unwrap();
            (row.get::<_, i64>(0) == count).then_some(())
        })
        .await;
    }

    pub async fn open(self) {
        let unlock = "SELECT pg_advisory_unlock($1)";
        self.0.execute(unlock, &[&APPEND]).await.unwrap();
    }
}

const WAITING: &str = "
SELECT count(*)
FROM pg_locks
WHERE locktype = 'advisory'
  AND NOT granted
  AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
  AND (classid::bigint << 32) + objid::bigint = $1";
