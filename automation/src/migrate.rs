//! Brings automation's tables to the newest shape.

use tokio_postgres::{Client, NoTls};

mod embedded {
    refinery::embed_migrations!("sql");
}

/// Serialises migrations of several processes; any constant not used elsewhere.
const LOCK: i64 = 7_310_051;

const TABLE: &str = "docket_automation_migrations";

/// Why migrations could not run.
#[derive(Debug, thiserror::Error)]
pub enum MigrateError {
    #[error("Postgres cannot be reached: {0}")]
    Connect(#[from] tokio_postgres::Error),
    #[error("a migration failed: {0}")]
    Migration(#[from] refinery::Error),
}

/// Applies what is missing and returns how many migrations that was. Safe to call from several
/// processes at once; a failed migration leaves nothing half done.
pub async fn migrate(url: &str) -> Result<usize, MigrateError> {
    let (mut client, connection) = tokio_postgres::connect(url, NoTls).await?;
    let driver = tokio::spawn(connection);
    client
        .execute("SELECT pg_advisory_lock($1)", &[&LOCK])
        .await?;
    forget_if_lost(&client).await?;
    let mut runner = embedded::migrations::runner();
    runner.set_migration_table_name(TABLE);
    let report = runner.run_async(&mut client).await?;
    drop(client);
    let _ = driver.await;
    Ok(report.applied_migrations().len())
}

/// The tables may be dropped at any moment, while refinery's notes of them stay behind.
async fn forget_if_lost(client: &Client) -> Result<(), MigrateError> {
    let kept: bool = client.query_one(KEPT, &[]).await?.get(0);
    if !kept {
        let sql = format!("DROP SCHEMA IF EXISTS automation CASCADE; DROP TABLE IF EXISTS {TABLE}");
        client.batch_execute(&sql).await?;
    }
    Ok(())
}

const KEPT: &str = "SELECT to_regclass('automation.progress') IS NOT NULL";
