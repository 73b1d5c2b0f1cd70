//! How customers get into the portal: by a link in a letter, which works once and not for long, or
//! by the word of a provider.

use crate::audit::Audit;
use crate::{Accounts, AccountsError, Lifetime, secret};
use deadpool_postgres::{Pool, Transaction};
use domain::portal_account::{PortalAccountEvent, PortalFailure};
use domain::{Actor, CustomerId, SessionId};
use jiff::{SignedDuration, Timestamp};
use mail::{Letter, Outbox, Posting, Recipient, Template, Values};
use std::sync::Arc;
use tokio_postgres::Row;
use uuid::Uuid;

/// How long a link to the portal is good; the letter says so too.
pub const PORTAL_LINK: SignedDuration = SignedDuration::from_mins(15);
/// Most links of one customer that are good at once: more letters than that are an attack.
const MOST_LINKS: i64 = 3;
/// Most sessions of one customer; the oldest ends when there would be more.
const MOST_SESSIONS: i64 = 20;
/// Who asks for a link or follows one that is good no more is not known.
const NOBODY: Actor = Actor::SYSTEM;
const LIFETIME: Lifetime = Lifetime {
    idle: SignedDuration::from_hours(7 * 24),
    longest: SignedDuration::from_hours(30 * 24),
};

/// Customers who sign in. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Portal {
    pool: Pool,
    audit: Audit,
    outbox: Outbox,
    public_url: Arc<str>,
}

/// A customer's session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PortalSession {
    pub id: SessionId,
    pub customer: CustomerId,
    pub opened_at: Timestamp,
    /// When it ends without another request.
    pub expires_at: Timestamp,
}

/// A session that has just begun. The token is told this once.
#[derive(Clone, Debug)]
pub struct PortalOpened {
    pub token: String,
    pub session: PortalSession,
}

impl Accounts {
    /// How customers get into the portal.
    #[must_use]
    pub fn portal(&self) -> Portal {
        Portal {
            pool: self.pool.clone(),
            audit: self.audit.clone(),
            outbox: self.outbox.clone(),
            public_url: self.public_url.clone(),
        }
    }
}

impl Portal {
    /// How long the cookie should be kept.
    #[must_use]
    pub fn lifetime(&self) -> Lifetime {
        LIFETIME
    }

    /// Sends a customer a letter with a link. One who has several good links already gets no
    /// further one.
    pub async fn send_link(
        &self,
        customer: CustomerId,
        to: Recipient,
    ) -> Result<(), AccountsError> {
        let mut connection = self.pool.get().await?;
        let transaction = connection.transaction().await?;
        let Some((token, expires_at)) = issue(&transaction, customer).await? else {
            return Ok(());
        };
        let template = Template::PortalLink;
        let values = Values {
            // in the fragment, which browsers send nowhere, so that it is in no log of an address
            link: format!("{}/portal/sign-in#{token}", self.public_url),
            hours: 0,
        };
        let letter = Letter::write(to, template, &values)?;
        let posting = Posting {
            cause: &format!("{}:{}", template.as_str(), Uuid::now_v7()),
            kind: template.as_str(),
            letter: &letter,
            expires_at,
        };
        self.outbox.post(&transaction, posting).await?;
        transaction.commit().await?;
        self.outbox.wake();
        let event = PortalAccountEvent::LinkRequested { customer };
        self.audit.record_portal(event, NOBODY).await
    }

    /// Begins a session with a link's token, which is good no more; `None` for one that is not
    /// good.
    pub async fn open(&self, token: &str) -> Result<Option<PortalOpened>, AccountsError> {
        let mut connection = self.pool.get().await?;
        let transaction = connection.transaction().await?;
        let hash = secret::hash(token.trim());
        let Some(used) = transaction.query_opt(USE, &[&hash]).await? else {
            count("unknown_link"); // whose it was, if anybody's, is not known any more
            return Ok(None);
        };
        let customer = CustomerId(used.get("customer"));
        if !used.get::<_, bool>("good") {
            transaction.commit().await?;
            count("expired_link");
            let reason = PortalFailure::LinkExpired;
            let event = PortalAccountEvent::SignInFailed { customer, reason };
            self.audit.record_portal(event, NOBODY).await?;
            return Ok(None);
        }
        let opened = begin(&transaction, customer).await?;
        transaction.commit().await?;
        self.began(&opened.session, None).await?;
        Ok(Some(opened))
    }

    /// Begins a session of a customer whom the provider with this key has confirmed.
    pub async fn enter(
        &self,
        customer: CustomerId,
        provider: &str,
    ) -> Result<PortalOpened, AccountsError> {
        let mut connection = self.pool.get().await?;
        let transaction = connection.transaction().await?;
        let opened = begin(&transaction, customer).await?;
        transaction.commit().await?;
        self.began(&opened.session, Some(provider)).await?;
        Ok(opened)
    }

    /// The session with this token, which counts as seen now.
    pub async fn find(&self, token: &str) -> Result<Option<PortalSession>, AccountsError> {
        let connection = self.pool.get().await?;
        let (hash, (_, idle)) = (secret::hash(token), seconds());
        let Some(row) = connection.query_opt(FIND, &[&hash, &idle]).await? else {
            return Ok(None);
        };
        if row.get("stale") {
            connection.execute(TOUCH, &[&hash]).await?;
        }
        Ok(Some(session(&row)))
    }

    /// Ends the session that a customer is using; nothing when it has ended already.
    pub async fn sign_out(&self, session: &PortalSession) -> Result<(), AccountsError> {
        let connection = self.pool.get().await?;
        if connection.execute(END, &[&session.id.0]).await? == 0 {
            return Ok(());
        }
        let (customer, session) = (session.customer, session.id);
        let event = PortalAccountEvent::SignedOut { customer, session };
        let by = Actor::customer(customer);
        self.audit.record_portal(event, by).await
    }

    async fn began(
        &self,
        session: &PortalSession,
        provider: Option<&str>,
    ) -> Result<(), AccountsError> {
        count("signed_in");
        let event = PortalAccountEvent::SignedIn {
            customer: session.customer,
            session: session.id,
            provider: provider.map(str::to_owned),
        };
        let by = Actor::customer(session.customer);
        self.audit.record_portal(event, by).await
    }
}

/// Makes a token, unless the customer has too many that are good. One at a time for a customer:
/// requests side by side would each count before the other has added its own.
async fn issue(
    transaction: &Transaction<'_>,
    customer: CustomerId,
) -> Result<Option<(String, Timestamp)>, AccountsError> {
    transaction.execute(ONE_AT_A_TIME, &[&customer.0]).await?;
    transaction.execute(FORGET, &[]).await?;
    let token = secret::token()?;
    let (hash, seconds) = (secret::hash(&token), PORTAL_LINK.as_secs_f64());
    let row = transaction
        .query_opt(ISSUE, &[&hash, &customer.0, &seconds, &MOST_LINKS])
        .await?;
    Ok(row.map(|row| (token, row.get(0))))
}

async fn begin(
    transaction: &Transaction<'_>,
    customer: CustomerId,
) -> Result<PortalOpened, AccountsError> {
    transaction.execute(END_EXPIRED, &[]).await?;
    transaction
        .execute(END_OLDEST, &[&customer.0, &(MOST_SESSIONS - 1)])
        .await?;
    let (token, id) = (secret::token()?, Uuid::now_v7());
    let (longest, idle) = seconds();
    let hash = secret::hash(&token);
    let row = transaction
        .query_one(OPEN, &[&hash, &id, &customer.0, &longest, &idle])
        .await?;
    let session = session(&row);
    Ok(PortalOpened { token, session })
}

/// One more who came to the portal, and how it ended.
pub(crate) fn count(outcome: &'static str) {
    metrics::counter!("docket_portal_sign_ins_total", "outcome" => outcome).increment(1);
}

fn seconds() -> (f64, f64) {
    (LIFETIME.longest.as_secs_f64(), LIFETIME.idle.as_secs_f64())
}

fn session(row: &Row) -> PortalSession {
    PortalSession {
        id: SessionId(row.get("id")),
        customer: CustomerId(row.get("customer")),
        opened_at: row.get("opened_at"),
        expires_at: row.get("ends_at"),
    }
}

const ONE_AT_A_TIME: &str = "
SELECT pg_advisory_xact_lock(hashtextextended('portal link ' || $1::uuid, 0))";

const FORGET: &str = "
DELETE FROM accounts.portal_tokens
WHERE expires_at < now()";

const ISSUE: &str = "
INSERT INTO accounts.portal_tokens (hash, customer, expires_at)
SELECT $1, $2, now() + make_interval(secs => $3)
WHERE (
    SELECT count(*)
    FROM accounts.portal_tokens
    WHERE customer = $2
        AND expires_at > now()
) < $4
RETURNING expires_at";

const USE: &str = "
DELETE FROM accounts.portal_tokens
WHERE hash = $1
RETURNING customer, expires_at > now() AS good";

const OPEN: &str = "
INSERT INTO accounts.portal_sessions (hash, id, customer, expires_at)
VALUES ($1, $2, $3, now() + make_interval(secs => $4))
RETURNING *, least(expires_at, last_seen_at + make_interval(secs => $5)) AS ends_at";

const FIND: &str = "
SELECT *,
    least(expires_at, now() + make_interval(secs => $2)) AS ends_at,
    last_seen_at < now() - interval '1 minute' AS stale
FROM accounts.portal_sessions
WHERE hash = $1
    AND expires_at > now()
    AND last_seen_at > now() - make_interval(secs => $2)";

const TOUCH: &str = "
UPDATE accounts.portal_sessions
SET last_seen_at = now()
WHERE hash = $1";

const END: &str = "
DELETE FROM accounts.portal_sessions
WHERE id = $1";

const END_EXPIRED: &str = "
DELETE FROM accounts.portal_sessions
WHERE expires_at < now()";

const END_OLDEST: &str = "
DELETE FROM accounts.portal_sessions
WHERE id IN (
    SELECT id
    FROM accounts.portal_sessions
    WHERE customer = $1
    ORDER BY opened_at DESC
    OFFSET $2
)";
