//! Brings the log's tables to the newest shape.

use tokio_postgres::NoTls;

mod embedded {
    refinery::embed_migrations!("sql");
}

/// Serialises migrations of several processes; any constant not used elsewhere.
const LOCK: i64 = 7_310_021;

/// Why migrations could not run.
#[derive(Debug, thiserror::Error)]
pub enum MigrateError {
    #[error("Postgres cannot be reached: {0}")]
    Connect(#[from] tokio_postgres::Error),
    #[error("a migration failed: {0}")]
    Migration(#[from] refinery::Error),
    #[error("Postgres {0} is too old; Docket needs 15 or newer")]
    TooOld(String),
}

/// Applies what is missing and returns how many migrations that was. Safe to call from several
/// processes at once; a failed migration leaves nothing half done.
pub async fn migrate(url: &str) -> Result<usize, MigrateError> {
    let (mut client, connection) = tokio_postgres::connect(url, NoTls).await?;
    let driver = tokio::spawn(connection);
    let version: i32 = client
        .query_one("SELECT current_setting('server_version_num')::int", &[])
        .await?
        .get(0);
    if version < 150_000 {
        return Err(MigrateError::TooOld(format!("{}", version / 10_000)));
    }
    client
        .execute("SELECT pg_advisory_lock($1)", &[&LOCK])
        .await?;
    let mut runner = embedded::migrations::runner();
    runner.set_migration_table_name("docket_es_migrations");
    let report = runner.run_async(&mut client).await?;
    drop(client);
    let _ = driver.await;
    Ok(report.applied_migrations().len())
}
