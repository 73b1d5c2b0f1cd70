//! Brings the tables that keep track of projections to the newest shape.

use eventstore::{MigrateError, Tables, migrate_tables};

mod embedded {
    refinery::embed_migrations!("sql");
}

/// Applies what is missing and returns how many migrations that was; see [`migrate_tables`].
pub async fn migrate(read_url: &str) -> Result<usize, MigrateError> {
    let tables = Tables::droppable("read", "projections", embedded::migrations::runner());
    migrate_tables(read_url, tables).await
}
