//! Brings the accounts' tables to their newest shape.

use eventstore::{MigrateError, Tables, migrate_tables};

mod embedded {
    refinery::embed_migrations!("sql");
}

/// Applies what is missing and returns how many migrations that was; see [`migrate_tables`].
pub async fn migrate(url: &str) -> Result<usize, MigrateError> {
    let tables = Tables::kept("accounts", embedded::migrations::runner());
    migrate_tables(url, tables).await
}
