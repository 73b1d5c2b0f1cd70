//! Import of history: the real log against an independent reading of it, and small logs for each rule.

mod bad_files;
mod filled;
mod lists;
mod manual;
pub mod oracle;
mod real_log;
mod rerun;
mod sla;

use super::support::{Database, Log};
use docket::import::{ImportError, ImportOptions, ImportReport, import};
use eventstore::EventStore;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use tempfile::TempDir;
use tokio_postgres::Client;

/// A folder with a log and its mapping.
struct Files {
    folder: TempDir,
}

impl Files {
    fn new(log: impl AsRef<[u8]>, mapping: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("log.csv"), log).unwrap();
        std::fs::write(folder.path().join("map.toml"), mapping).unwrap();
        Self { folder }
    }

    fn options(&self) -> ImportOptions {
        ImportOptions {
            file: self.folder.path().join("log.csv"),
            mapping: self.folder.path().join("map.toml"),
            dry_run: false,
        }
    }

    async fn import(&self, store: &EventStore) -> Result<ImportReport, ImportError> {
        import(store, &self.options(), &|_, _| {}).await
    }
}

/// Two columns are named alike, and a case may be handed on.
const MAPPING: &str = r#"
source = "desk"

[columns]
case = "Case"
activity = "What"
resource = "Who"
attributes = ["Note", { column = 6, name = "second note" }]

[time]
column = "When"
format = "%Y-%m-%d %H:%M"
zone = "Asia/Jerusalem"

[ticket]
subject = "Case {Case}"

[activities.take]
do = [{ assign = "{Who}" }, { status = "in_progress" }]

[activities.close]
do = [{ status = "closed" }]
"#;

const HEADER: &str = "Case,What,Who,When,Note,Remark\n";

/// How many rows each text has; the query's columns are the text and the count.
async fn counts(session: &Client, sql: &str) -> BTreeMap<String, i64> {
    let rows = session.query(sql, &[]).await.unwrap();
    rows.iter().map(|row| (row.get(0), row.get(1))).collect()
}

async fn events(session: &Client) -> i64 {
    let sql = "SELECT count(*) FROM es.events";
    session.query_one(sql, &[]).await.unwrap().get(0)
}

/// A file of the repository.
fn in_repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}
