//! Brings tables to their newest shape: the log's own, and those that others keep beside it.

use crate::store::config;
use refinery::{Migration, Runner, error::Kind};
use tokio_postgres::{Client, NoTls};

mod embedded {
    refinery::embed_migrations!("sql");
}

/// Serialises migrations of several processes, whichever tables they are for; any constant not
/// used elsewhere.
const LOCK: i64 = 7_310_021;

/// The oldest Postgres that has all that is used, as `server_version_num` spells it.
const OLDEST: i32 = 150_000;

/// Tables that one crate keeps in a schema of its own, as numbered files make them.
pub struct Tables {
    schema: &'static str,
    /// A table of the schema: where it is gone, all are.
    sign: Option<&'static str>,
    runner: Runner,
}

impl std::fmt::Debug for Tables {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Tables")
            .field("schema", &self.schema)
            .finish_non_exhaustive()
    }
}

impl Tables {
    /// Tables that hold what is nowhere else. Where they are lost, nothing makes them anew.
    #[must_use]
    pub fn kept(schema: &'static str, runner: Runner) -> Self {
        Self {
            schema,
            sign: None,
            runner,
        }
    }

    /// Tables whose rows can be had again from the log, so that they may be dropped at any moment:
    /// where the table `sign` is missing, the schema is made anew.
    #[must_use]
    pub fn droppable(schema: &'static str, sign: &'static str, runner: Runner) -> Self {
        Self {
            schema,
            sign: Some(sign),
            runner,
        }
    }
}

/// Why migrations could not run.
#[derive(Debug, thiserror::Error)]
pub enum MigrateError {
    #[error("Postgres cannot be reached: {0}")]
    Connect(#[from] tokio_postgres::Error),
    #[error("a migration of schema {schema} failed: {error}")]
    Migration {
        schema: &'static str,
        error: refinery::Error,
    },
    #[error(
        "schema {schema} was made by another {migration} than this program has; run the version \
         of Docket that made it, or one that was released after it"
    )]
    Changed {
        schema: &'static str,
        migration: Box<Migration>,
    },
    #[error(
        "schema {schema} has {migration} already, which this program does not know; run a newer \
         version of Docket"
    )]
    TooNew {
        schema: &'static str,
        migration: Box<Migration>,
    },
    #[error("Postgres {0} is too old; Docket needs 15 or newer")]
    TooOld(String),
}

/// Brings the log's own tables up to date; see [`migrate_tables`].
pub async fn migrate(url: &str) -> Result<usize, MigrateError> {
    let tables = Tables::kept("es", embedded::migrations::runner());
    migrate_tables(url, tables).await
}

/// Applies what is missing and returns how many migrations that was. Safe to call from several
/// processes at once; a failed migration leaves nothing half done. Those before it stay.
pub async fn migrate_tables(url: &str, tables: Tables) -> Result<usize, MigrateError> {
    let (mut client, connection) = config(url)?.connect(NoTls).await?;
    let driver = tokio::spawn(connection);
    let applied = tables.migrate(&mut client).await;
    drop(client);
    let _ = driver.await; // the session has ended, and the lock with it
    applied
}

impl Tables {
    async fn migrate(mut self, client: &mut Client) -> Result<usize, MigrateError> {
        let version: i32 = client.query_one(VERSION, &[]).await?.get(0);
        if version < OLDEST {
            return Err(MigrateError::TooOld(format!("{}", version / 10_000)));
        }
        client.execute(TAKE_LOCK, &[&LOCK]).await?;
        self.forget_if_lost(client).await?;
        self.runner.set_migration_table_name(self.notes());
        let report = self.runner.run_async(client).await;
        let report = report.map_err(|error| told(self.schema, error))?;
        Ok(report.applied_migrations().len())
    }

    /// The table in which refinery notes what it applied. It lies outside the schema, so that it
    /// stays behind where that is dropped.
    fn notes(&self) -> String {
        format!("docket_{}_migrations", self.schema)
    }

    async fn forget_if_lost(&self, client: &Client) -> Result<(), MigrateError> {
        let Some(sign) = self.sign else {
            return Ok(());
        };
        let sign = format!("{}.{sign}", self.schema);
        let there: bool = client.query_one(IS_THERE, &[&sign]).await?.get(0);
        if !there {
            let (schema, notes) = (self.schema, self.notes());
            let sql =
                format!("DROP SCHEMA IF EXISTS {schema} CASCADE; DROP TABLE IF EXISTS {notes}");
            client.batch_execute(&sql).await?;
        }
        Ok(())
    }
}

/// What refinery found, in words that say what to do.
fn told(schema: &'static str, error: refinery::Error) -> MigrateError {
    match error.kind() {
        Kind::DivergentVersion(applied, _) => MigrateError::Changed {
            schema,
            migration: Box::new(applied.clone()),
        },
        Kind::MissingVersion(applied) => MigrateError::TooNew {
            schema,
            migration: Box::new(applied.clone()),
        },
        _ => MigrateError::Migration { schema, error },
    }
}

const VERSION: &str = "SELECT current_setting('server_version_num')::int";

const TAKE_LOCK: &str = "SELECT pg_advisory_lock($1)";

const IS_THERE: &str = "SELECT to_regclass($1) IS NOT NULL";
