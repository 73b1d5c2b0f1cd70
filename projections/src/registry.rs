//! Which build of a projection serves, which is being made, who may write to it.

use crate::ReadError;
use deadpool_postgres::GenericClient;
use tokio_postgres::{Error, Row, error::SqlState};
use uuid::Uuid;

/// One build as its writer sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Build {
    pub schema: String,
    pub version: i32,
    pub position: i64,
    /// How often parked events were tried again; whoever writes must know of each time.
    pub retries: i32,
}

fn build(row: &Row) -> Build {
    Build {
        schema: row.get(0),
        version: row.get(1),
        position: row.get(2),
        retries: row.get(3),
    }
}

/// Whether a table or schema that was asked for does not exist, or has another shape.
pub(crate) fn is_gone(error: &Error) -> bool {
    let gone = [
        SqlState::UNDEFINED_TABLE,
        SqlState::INVALID_SCHEMA_NAME,
        SqlState::UNDEFINED_COLUMN,
    ];
    error.code().is_some_and(|code| gone.contains(code))
}

/// The build that serves, if any. The tables themselves may be missing: nothing serves then.
pub(crate) async fn live<C: GenericClient>(
    client: &C,
    name: &str,
) -> Result<Option<Build>, ReadError> {
    let found = async {
        let statement = client.prepare_cached(LIVE).await?;
        client.query_opt(&statement, &[&name]).await
    };
    match found.await {
        Ok(row) => Ok(row.as_ref().map(build)),
        Err(error) if is_gone(&error) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Takes the lock that goes with owning a build, if it is free; it lasts as long as the connection.
pub(crate) async fn lock<C: GenericClient>(client: &C, schema: &str) -> Result<bool, ReadError> {
    Ok(client.query_one(LOCK, &[&schema]).await?.get(0))
}

/// Takes a serving build, unless another owner is alive. `orphaned` says that the owner's
/// connection is known to be gone; where it is not, only silence tells.
pub(crate) async fn claim<C: GenericClient>(
    client: &C,
    live: &Build,
    owner: Uuid,
    orphaned: bool,
) -> Result<Option<Build>, ReadError> {
    let row = client
        .query_opt(CLAIM, &[&live.schema, &owner, &orphaned])
        .await?;
    Ok(row.as_ref().map(build))
}

/// Gives a claim back, so that another may take it at once.
pub(crate) async fn release<C: GenericClient>(client: &C, owner: Uuid) -> Result<(), ReadError> {
    client.execute(RELEASE, &[&owner]).await?;
    Ok(())
}

/// Tells others that the owner is alive; `false` when it no longer owns the build.
pub(crate) async fn beat<C: GenericClient>(
    client: &C,
    build: &Build,
    owner: Uuid,
) -> Result<bool, ReadError> {
    let statement = client.prepare_cached(BEAT).await?;
    let beaten = client
        .execute(&statement, &[&build.schema, &owner, &build.retries])
        .await?;
    Ok(beaten == 1)
}

/// Moves a build's checkpoint within the transaction of the effect; `false` when anything is not
/// as the writer knows it, and the transaction must be given up.
pub(crate) async fn advance<C: GenericClient>(
    client: &C,
    build: &Build,
    owner: Uuid,
    position: i64,
) -> Result<bool, Error> {
    let statement = client.prepare_cached(ADVANCE).await?;
    let moved = client
        .execute(
            &statement,
            &[
                &build.schema,
                &owner,
                &build.position,
                &build.retries,
                &position,
            ],
        )
        .await?;
    Ok(moved == 1)
}

/// Registers a new build and gives it a schema; `None` while another one is being made.
pub(crate) async fn begin<C: GenericClient>(
    client: &C,
    name: &str,
    version: i32,
    owner: Uuid,
) -> Result<Option<Build>, ReadError> {
    if let Some(row) = client.query_opt(UNFINISHED, &[&name]).await? {
        let schema: String = row.get(0);
        if !lock(client, &schema).await? {
            return Ok(None);
        }
        discard(client, &schema).await?;
    }
    let row = client.query_opt(BEGIN, &[&name, &version, &owner]).await?;
    let Some(build) = row.as_ref().map(build) else {
        return Ok(None);
    };
    lock(client, &build.schema).await?;
    // one of that name is left over from a registry that was lost
    let schema = &build.schema;
    let fresh = format!("DROP SCHEMA IF EXISTS {schema} CASCADE; CREATE SCHEMA {schema}");
    client.batch_execute(&fresh).await?;
    Ok(Some(build))
}

/// Drops a build that serves no one. Gives up soon when someone still reads it.
pub(crate) async fn discard<C: GenericClient>(client: &C, schema: &str) -> Result<(), ReadError> {
    let dropped = client
        .batch_execute(&format!(
            "BEGIN;
             SET LOCAL lock_timeout = '500ms';
             DROP SCHEMA IF EXISTS {schema} CASCADE;
             DELETE FROM read.projections WHERE schema = '{schema}';
             COMMIT"
        ))
        .await;
    if dropped.is_err() {
        client.batch_execute("ROLLBACK").await?;
    }
    Ok(dropped?)
}

/// Whether a build's tables are still there.
pub(crate) async fn is_whole<C: GenericClient>(
    client: &C,
    schema: &str,
) -> Result<bool, ReadError> {
    Ok(client.query_one(WHOLE, &[&schema]).await?.get(0))
}

/// Schemas of builds that were replaced long enough ago for all readers to know.
pub(crate) async fn outdated<C: GenericClient>(
    client: &C,
    name: &str,
) -> Result<Vec<String>, ReadError> {
    let rows = client.query(OUTDATED, &[&name]).await?;
    Ok(rows.iter().map(|row| row.get(0)).collect())
}

/// Where the serving build stands; holds it there until the transaction ends.
pub(crate) async fn hold_live<C: GenericClient>(
    tx: &C,
    name: &str,
) -> Result<Option<Build>, ReadError> {
    let row = tx.query_opt(HOLD_LIVE, &[&name]).await?;
    Ok(row.as_ref().map(build))
}

/// Lets a finished build serve in place of `before`; nobody owns it then.
pub(crate) async fn switch<C: GenericClient>(
    tx: &C,
    before: Option<&Build>,
    schema: &str,
) -> Result<(), ReadError> {
    if let Some(before) = before {
        tx.execute(RETIRE, &[&before.schema]).await?;
    }
    tx.execute(SERVE, &[&schema]).await?;
    Ok(())
}

/// Notes that parked events were tried again, so that the writer looks at them anew.
pub(crate) async fn note_retry<C: GenericClient>(tx: &C, schema: &str) -> Result<(), ReadError> {
    tx.execute(RETRIED, &[&schema]).await?;
    Ok(())
}

const LIVE: &str = "
SELECT schema, version, position, retries
FROM read.projections
WHERE name = $1
  AND state = 'live'";

const HOLD_LIVE: &str = "
SELECT schema, version, position, retries
FROM read.projections
WHERE name = $1
  AND state = 'live'
FOR UPDATE";

const LOCK: &str = "SELECT pg_try_advisory_lock(hashtextextended('docket.read.' || $1, 0))";

const CLAIM: &str = "
UPDATE read.projections
SET owner = $2, heartbeat_at = now()
WHERE schema = $1
  AND state = 'live'
  AND ($3 OR owner IS NULL OR owner = $2 OR heartbeat_at < now() - interval '5 seconds')
RETURNING schema, version, position, retries";

const RELEASE: &str = "
UPDATE read.projections
SET owner = NULL
WHERE owner = $1";

const BEAT: &str = "
UPDATE read.projections
SET heartbeat_at = now()
WHERE schema = $1
  AND owner = $2
  AND retries = $3
  AND state = 'live'";

const ADVANCE: &str = "
UPDATE read.projections
SET position = $5, heartbeat_at = now(), updated_at = now()
WHERE schema = $1
  AND owner = $2
  AND position = $3
  AND retries = $4
  AND state <> 'retired'";

const UNFINISHED: &str = "
SELECT schema
FROM read.projections
WHERE name = $1
  AND state = 'building'";

const BEGIN: &str = "
INSERT INTO read.projections (schema, name, version, state, owner)
VALUES ('rm_' || $1 || '_' || nextval('read.builds'), $1, $2, 'building', $3)
ON CONFLICT DO NOTHING
RETURNING schema, version, position, retries";

const WHOLE: &str = "
SELECT count(*) > 0
FROM pg_catalog.pg_tables
WHERE schemaname = $1";

const OUTDATED: &str = "
SELECT schema
FROM read.projections
WHERE name = $1
  AND state = 'retired'
  AND updated_at < now() - interval '5 seconds'";

const RETIRE: &str = "
UPDATE read.projections
SET state = 'retired', owner = NULL, updated_at = now()
WHERE schema = $1";

const SERVE: &str = "
UPDATE read.projections
SET state = 'live', owner = NULL, updated_at = now()
WHERE schema = $1";

const RETRIED: &str = "
UPDATE read.projections
SET retries = retries + 1
WHERE schema = $1";
