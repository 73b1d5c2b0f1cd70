//! Letters that wait: put in with what they tell of, taken out by whichever process sends.

use crate::{Letter, MailError, Seal};
use deadpool_postgres::{Pool, Transaction};
use jiff::Timestamp;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Notify;

/// How long a letter belongs to the process that took it; then another may send it.
const LEASE: Duration = Duration::from_secs(120);
/// The first pause after a failure; each one after it is twice as long.
const FIRST_PAUSE: Duration = Duration::from_secs(2);
const LONGEST_PAUSE: Duration = Duration::from_secs(3600);

/// The letters that wait. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Outbox {
    pool: Pool,
    seal: Arc<dyn Seal>,
    wake: Arc<Notify>,
}

/// A letter to be put into the outbox.
#[derive(Clone, Copy, Debug)]
pub struct Posting<'a> {
    /// What it is sent for. A second letter for the same cause is not taken.
    pub cause: &'a str,
    pub kind: &'static str,
    pub letter: &'a Letter,
    /// After this it is of no use and given up.
    pub expires_at: Timestamp,
}

/// A letter taken out to be sent.
#[derive(Debug)]
pub(crate) struct Taken {
    pub id: i64,
    pub cause: String,
    pub kind: String,
    pub attempts: i32,
    sealed: Vec<u8>,
}

impl Outbox {
    #[must_use]
    pub fn new(pool: Pool, seal: Arc<dyn Seal>) -> Self {
        let wake = Arc::default();
        Self { pool, seal, wake }
    }

    /// Puts a letter in: it goes when the transaction commits. Call [`Outbox::wake`] after that.
    pub async fn post(
        &self,
        transaction: &Transaction<'_>,
        posting: Posting<'_>,
    ) -> Result<(), MailError> {
        let plain = serde_json::to_vec(posting.letter)?;
        let sealed = self.seal.seal(posting.cause.as_bytes(), &plain);
        let Posting {
            cause,
            kind,
            expires_at,
            ..
        } = posting;
        transaction
            .execute(POST, &[&cause, &kind, &sealed, &expires_at])
            .await?;
        Ok(())
    }

    /// Tells this process's worker that there is something to send; others look by themselves.
    pub fn wake(&self) {
        self.wake.notify_one();
    }

    pub(crate) async fn woken(&self) {
        self.wake.notified().await;
    }

    /// The letter that has waited longest, which is this process's for a while.
    pub(crate) async fn take(&self) -> Result<Option<Taken>, MailError> {
        let connection = self.pool.get().await?;
        connection.execute(GIVE_UP_LATE, &[]).await?;
        let row = connection.query_opt(TAKE, &[&LEASE.as_secs_f64()]).await?;
        Ok(row.map(|row| Taken {
            id: row.get("id"),
            cause: row.get("cause"),
            kind: row.get("kind"),
            attempts: row.get("attempts"),
            sealed: row.get("sealed"),
        }))
    }

    pub(crate) fn open(&self, taken: &Taken) -> Result<Letter, MailError> {
        let plain = self.seal.open(taken.cause.as_bytes(), &taken.sealed);
        Ok(serde_json::from_slice(&plain.ok_or(MailError::Sealed)?)?)
    }

    /// It went; what it said is erased.
    pub(crate) async fn sent(&self, id: i64) -> Result<(), MailError> {
        self.done(id, "sent", None).await
    }

    /// It will never go.
    pub(crate) async fn given_up(&self, id: i64, why: &str) -> Result<(), MailError> {
        self.done(id, "given_up", Some(why)).await
    }

    async fn done(&self, id: i64, outcome: &str, error: Option<&str>) -> Result<(), MailError> {
        let connection = self.pool.get().await?;
        connection.execute(DONE, &[&id, &outcome, &error]).await?;
        Ok(())
    }

    /// It did not go this time.
    pub(crate) async fn failed(&self, taken: &Taken, why: &str) -> Result<(), MailError> {
        let connection = self.pool.get().await?;
        let pause = pause(taken.attempts).as_secs_f64();
        connection
            .execute(FAILED, &[&taken.id, &pause, &why])
            .await?;
        Ok(())
    }

    /// Forgets letters that were done long ago; their causes have been forgotten by then too.
    pub(crate) async fn tidy(&self) -> Result<(), MailError> {
        self.pool.get().await?.execute(TIDY, &[]).await?;
        Ok(())
    }
}

/// How long to wait after so many attempts.
fn pause(attempts: i32) -> Duration {
    let doubled = u32::try_from(attempts.clamp(1, 16) - 1).unwrap_or_default();
    (FIRST_PAUSE * 2u32.pow(doubled)).min(LONGEST_PAUSE)
}

const POST: &str = "
INSERT INTO mail.outbox (cause, kind, sealed, expires_at)
VALUES ($1, $2, $3, $4)
ON CONFLICT (cause) DO NOTHING";

const GIVE_UP_LATE: &str = "
UPDATE mail.outbox
SET done_at = now(), outcome = 'given_up', sealed = NULL
WHERE done_at IS NULL
    AND next_at <= now()
    AND expires_at <= now()";

const TAKE: &str = "
UPDATE mail.outbox
SET attempts = attempts + 1, next_at = now() + make_interval(secs => $1)
WHERE id = (
    SELECT id
    FROM mail.outbox
    WHERE done_at IS NULL
        AND next_at <= now()
    ORDER BY next_at
    FOR UPDATE SKIP LOCKED
    LIMIT 1
)
RETURNING id, cause, kind, attempts, sealed";

const DONE: &str = "
UPDATE mail.outbox
SET done_at = now(), outcome = $2, error = $3, sealed = NULL
WHERE id = $1";

const FAILED: &str = "
UPDATE mail.outbox
SET next_at = now() + make_interval(secs => $2), error = $3
WHERE id = $1
    AND done_at IS NULL";

const TIDY: &str = "
DELETE FROM mail.outbox
WHERE done_at < now() - interval '30 days'";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_up_to_an_hour() {
        let seconds = [1, 2, 3, 11, 12, 13, 9999].map(|n| pause(n).as_secs());
        assert_eq!(seconds, [2, 4, 8, 2048, 3600, 3600, 3600]);
    }
}
