//! Who is signed in: one row a session, found by the hash of its token.

use crate::{AccountsError, Device, SignInMethod, secret};
use deadpool_postgres::Pool;
use domain::{MemberId, SessionId};
use jiff::{SignedDuration, Timestamp};
use tokio_postgres::Row;

/// Most sessions of one member; the oldest ends when there would be more.
const MOST: i64 = 50;

/// How long sessions last.
#[derive(Clone, Copy, Debug)]
pub struct Lifetime {
    /// Without any request.
    pub idle: SignedDuration,
    /// Whatever happens.
    pub longest: SignedDuration,
}

impl Default for Lifetime {
    /// A day without a request, a month in all.
    fn default() -> Self {
        Self {
            idle: SignedDuration::from_hours(24),
            longest: SignedDuration::from_hours(30 * 24),
        }
    }
}

/// A session that somebody has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    pub id: SessionId,
    pub member: MemberId,
    pub method: SignInMethod,
    pub opened_at: Timestamp,
    /// To within a minute.
    pub last_seen_at: Timestamp,
    /// When it ends without another request.
    pub expires_at: Timestamp,
    pub user_agent: String,
    pub address: String,
}

/// A session that has just begun. The token is told this once.
#[derive(Clone, Debug)]
pub struct Opened {
    pub token: String,
    pub session: Session,
    /// The log's position after it was told of.
    pub position: i64,
}

/// Those who are signed in. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Sessions {
    pool: Pool,
    lifetime: Lifetime,
}

impl Sessions {
    pub(crate) fn new(pool: Pool, lifetime: Lifetime) -> Self {
        Self { pool, lifetime }
    }

    /// How long the cookie should be kept.
    #[must_use]
    pub fn lifetime(&self) -> Lifetime {
        self.lifetime
    }

    /// Begins a session under a new token, whatever the caller had before.
    pub(crate) async fn open(
        &self,
        member: MemberId,
        method: SignInMethod,
        device: &Device,
    ) -> Result<(String, Session), AccountsError> {
        let token = secret::token()?;
        let id = SessionId(uuid::Uuid::now_v7());
        let connection = self.pool.get().await?;
        connection.execute(END_EXPIRED, &[]).await?;
        connection
            .execute(END_OLDEST, &[&member.0, &(MOST - 1)])
            .await?;
        let (hash, longest) = (secret::hash(&token), self.lifetime.longest.as_secs_f64());
        let (method, address) = (method.as_str(), device.address_text());
        let idle = self.lifetime.idle.as_secs_f64();
        let row = connection
            .query_one(
                OPEN,
                &[
                    &hash,
                    &id.0,
                    &member.0,
                    &method,
                    &longest,
                    &device.user_agent,
                    &address,
                    &idle,
                ],
            )
            .await?;
        Ok((token, session(&row)?))
    }

    /// The session with this token, which counts as seen now. Whoever asks often should remember
    /// the answer, for a second at most.
    pub async fn find(&self, token: &str) -> Result<Option<Session>, AccountsError> {
        let (hash, idle) = (secret::hash(token), self.lifetime.idle.as_secs_f64());
        let connection = self.pool.get().await?;
        let row = connection.query_opt(FIND, &[&hash, &idle]).await?;
        let Some(row) = row else {
            return Ok(None);
        };
        if row.get("stale") {
            connection.execute(TOUCH, &[&hash]).await?;
        }
        session(&row).map(Some)
    }

    /// Whether the session still is: neither revoked nor expired.
    pub async fn is_open(&self, id: SessionId) -> Result<bool, AccountsError> {
        let idle = self.lifetime.idle.as_secs_f64();
        let connection = self.pool.get().await?;
        Ok(connection.query_one(IS_OPEN, &[&id.0, &idle]).await?.get(0))
    }

    /// A member's sessions, the one seen last first.
    pub async fn list(&self, member: MemberId) -> Result<Vec<Session>, AccountsError> {
        let idle = self.lifetime.idle.as_secs_f64();
        let connection = self.pool.get().await?;
        let rows = connection.query(LIST, &[&member.0, &idle]).await?;
        rows.iter().map(session).collect()
    }

    /// Ends one session of a member; nothing when they have no such session.
    pub(crate) async fn end(
        &self,
        member: MemberId,
        id: SessionId,
    ) -> Result<Option<Session>, AccountsError> {
        let idle = self.lifetime.idle.as_secs_f64();
        let connection = self.pool.get().await?;
        let row = connection
            .query_opt(END, &[&member.0, &id.0, &idle])
            .await?;
        row.as_ref().map(session).transpose()
    }

    /// Ends all of a member's sessions but one.
    pub(crate) async fn end_others(
        &self,
        member: MemberId,
        but: Option<SessionId>,
    ) -> Result<Vec<Session>, AccountsError> {
        let idle = self.lifetime.idle.as_secs_f64();
        let (connection, but) = (self.pool.get().await?, but.map(|id| id.0));
        let rows = connection
            .query(END_OTHERS, &[&member.0, &but, &idle])
            .await?;
        rows.iter().map(session).collect()
    }
}

fn session(row: &Row) -> Result<Session, AccountsError> {
    let method: &str = row.get("method");
    let unknown = || AccountsError::Damaged(format!("a session was opened by {method}"));
    Ok(Session {
        id: SessionId(row.get("id")),
        member: MemberId(row.get("member")),
        method: SignInMethod::parse(method).ok_or_else(unknown)?,
        opened_at: row.get("opened_at"),
        last_seen_at: row.get("last_seen_at"),
        expires_at: row.get("ends_at"),
        user_agent: row.get("user_agent"),
        address: row.get("address"),
    })
}

const OPEN: &str = "
INSERT INTO accounts.sessions (hash, id, member, method, expires_at, user_agent, address)
VALUES ($1, $2, $3, $4, now() + make_interval(secs => $5), $6, $7)
RETURNING *, least(expires_at, last_seen_at + make_interval(secs => $8)) AS ends_at";

const FIND: &str = "
SELECT *,
    least(expires_at, now() + make_interval(secs => $2)) AS ends_at,
    last_seen_at < now() - interval '1 minute' AS stale
FROM accounts.sessions
WHERE hash = $1
    AND expires_at > now()
    AND last_seen_at > now() - make_interval(secs => $2)";

const TOUCH: &str = "
UPDATE accounts.sessions
SET last_seen_at = now()
WHERE hash = $1";

const IS_OPEN: &str = "
SELECT EXISTS (
    SELECT
    FROM accounts.sessions
    WHERE id = $1
        AND expires_at > now()
        AND last_seen_at > now() - make_interval(secs => $2)
)";

const LIST: &str = "
SELECT *, least(expires_at, last_seen_at + make_interval(secs => $2)) AS ends_at
FROM accounts.sessions
WHERE member = $1
    AND expires_at > now()
    AND last_seen_at > now() - make_interval(secs => $2)
ORDER BY last_seen_at DESC, id";

const END: &str = "
DELETE FROM accounts.sessions
WHERE member = $1
    AND id = $2
RETURNING *, least(expires_at, last_seen_at + make_interval(secs => $3)) AS ends_at";

const END_OTHERS: &str = "
DELETE FROM accounts.sessions
WHERE member = $1
    AND id IS DISTINCT FROM $2
RETURNING *, least(expires_at, last_seen_at + make_interval(secs => $3)) AS ends_at";

const END_EXPIRED: &str = "
DELETE FROM accounts.sessions
WHERE expires_at < now()";

const END_OLDEST: &str = "
DELETE FROM accounts.sessions
WHERE id IN (
    SELECT id
    FROM accounts.sessions
    WHERE member = $1
    ORDER BY opened_at DESC
    OFFSET $2
)";
