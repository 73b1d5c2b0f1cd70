//! The schema of a replay: made under another name, and given its own once all is there.

use super::{Replay, Replayed};
use crate::ReadError;
use crate::runner::writer;
use deadpool_postgres::{Client, GenericClient};

/// By which schemas that replays made are known.
const MARK: &str = "made by docket replay";
/// What other schemas of this database and of Postgres are called, or begin with.
const OTHERS: [&str; 10] = [
    "pg_",
    "rm_",
    "es",
    "read",
    "public",
    "information_schema",
    "mail",
    "accounts",
    "attachments",
    "automation",
];

/// Makes the draft of a schema and enters it. What stands under the name stays until the end.
pub(super) async fn begin(client: &Client, schema: &str) -> Result<String, ReadError> {
    if !is_name(schema) || is_another(schema) {
        return Err(ReadError::BadSchema(schema.to_owned()));
    }
    client.execute(LOCK, &[&schema]).await?;
    check(client, schema).await?;
    let draft = format!("{schema}_draft");
    check(client, &draft).await?;
    let begin = format!(
        "DROP SCHEMA IF EXISTS {draft} CASCADE;
         CREATE SCHEMA {draft};
         COMMENT ON SCHEMA {draft} IS '{MARK}'"
    );
    client.batch_execute(&begin).await?;
    writer::enter(client, &draft).await?;
    Ok(draft)
}

/// Puts the draft in the place of what stands under the name, in one transaction.
pub(super) async fn finish(
    client: &mut Client,
    draft: &str,
    wanted: &Replay,
    replayed: &Replayed,
) -> Result<(), ReadError> {
    let tx = client.transaction().await?;
    let schema = &wanted.schema;
    check(&tx, schema).await?;
    tx.batch_execute(REPLAYED).await?;
    let (events, left_out) = (replayed.events as i64, replayed.left_out as i64);
    tx.execute(NOTE, &[&wanted.from, &replayed.to, &events, &left_out])
        .await?;
    let switch = format!(
        "DROP SCHEMA IF EXISTS {schema} CASCADE;
         ALTER SCHEMA {draft} RENAME TO {schema}"
    );
    tx.batch_execute(&switch).await?;
    tx.commit().await?;
    Ok(())
}

pub(super) async fn give_up(client: &Client, draft: &str) -> Result<(), ReadError> {
    let drop = format!("DROP SCHEMA IF EXISTS {draft} CASCADE");
    Ok(client.batch_execute(&drop).await?)
}

/// A schema of somebody else's is left alone.
async fn check<C: GenericClient>(client: &C, schema: &str) -> Result<(), ReadError> {
    match client.query_opt(FIND, &[&schema]).await? {
        Some(row) if row.get::<_, Option<&str>>(0) != Some(MARK) => {
            Err(ReadError::Taken(schema.to_owned()))
        }
        _ => Ok(()),
    }
}

/// Letters, digits and underscores, so that it needs no quotes; short enough for a draft's name.
fn is_name(schema: &str) -> bool {
    let small = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    let begins = schema.starts_with(|c: char| c.is_ascii_lowercase() || c == '_');
    begins && schema.len() <= 50 && schema.chars().all(small)
}

fn is_another(schema: &str) -> bool {
    OTHERS.iter().any(|other| match other.ends_with('_') {
        true => schema.starts_with(other),
        false => schema == *other,
    })
}

/// Of two replays into one schema the second waits; the lock lasts as long as the connection.
const LOCK: &str = "SELECT pg_advisory_lock(hashtextextended('docket.replay.' || $1, 0))";

const FIND: &str = "
SELECT obj_description(oid, 'pg_namespace')
FROM pg_catalog.pg_namespace
WHERE nspname = $1";

const REPLAYED: &str = "
CREATE TABLE replayed (
    from_position bigint      NOT NULL,
    to_position   bigint      NOT NULL,
    events        bigint      NOT NULL,
    left_out      bigint      NOT NULL,
    made_at       timestamptz NOT NULL DEFAULT now()
)";

const NOTE: &str = "
INSERT INTO replayed (from_position, to_position, events, left_out)
VALUES ($1, $2, $3, $4)";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_need_quotes_or_are_others_are_refused() {
        for good in ["replay", "_x1", "what_if"] {
            assert!(is_name(good) && !is_another(good), "{good}");
        }
        for bad in ["", "1x", "Replay", "a b", "x;drop", "ä"] {
            assert!(!is_name(bad), "{bad}");
        }
        for other in ["es", "read", "public", "rm_tickets_1", "pg_catalog"] {
            assert!(is_another(other), "{other}");
        }
    }
}
