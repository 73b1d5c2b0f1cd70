//! Brings automation's tables and those of the outbox to the newest shape.

use eventstore::{MigrateError, Tables, migrate_tables};

mod embedded {
    refinery::embed_migrations!("sql");
}

mod outbox {
    refinery::embed_migrations!("outbox_sql");
}

/// Applies what is missing and returns how many migrations that was; see [`migrate_tables`].
pub async fn migrate(url: &str) -> Result<usize, MigrateError> {
    let derived = Tables::droppable("automation", "progress", embedded::migrations::runner());
    // where it is lost, what was sent would be sent again
    let outbox = Tables::kept("outbox", outbox::migrations::runner());
    Ok(migrate_tables(url, derived).await? + migrate_tables(url, outbox).await?)
}
