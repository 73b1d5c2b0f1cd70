//! Failures and what they cost: a delay that doubles, for an account and for an address, in all
//! processes alike. Nobody is locked out for good: delays end, and failures are forgotten.

use crate::{AccountsError, Device};
use deadpool_postgres::Pool;
use sha2::{Digest, Sha256};
use std::time::Duration;

/// How failures add up to a delay.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pace {
    /// Failures that cost nothing: people mistype.
    pub free: f64,
    pub longest: Duration,
    /// After this a failure counts half.
    pub half_life: Duration,
}

impl Pace {
    /// Against one account.
    pub const ACCOUNT: Self = Self {
        free: 5.0,
        longest: Duration::from_mins(15),
        half_life: Duration::from_mins(15),
    };
    /// From one address, which many people may share.
    pub const ADDRESS: Self = Self {
        free: 30.0,
        ..Self::ACCOUNT
    };
    /// Letters to one account.
    pub const LETTERS: Self = Self {
        free: 3.0,
        longest: Duration::from_hours(1),
        half_life: Duration::from_hours(1),
    };

    /// What failures weigh after some time.
    #[must_use]
    pub fn faded(&self, weight: f64, since: Duration) -> f64 {
        weight * 0.5_f64.powf(since.as_secs_f64() / self.half_life.as_secs_f64())
    }

    /// How long to wait with failures of this weight.
    #[must_use]
    pub fn delay(&self, weight: f64) -> Duration {
        if weight < self.free {
            return Duration::ZERO;
        }
        let seconds = 2_f64.powf((weight - self.free).min(30.0));
        Duration::from_secs_f64(seconds).min(self.longest)
    }
}

/// Whom failures are counted against.
#[derive(Clone, Debug)]
pub(crate) struct Subject {
    key: Vec<u8>,
    pace: Pace,
}

impl Subject {
    /// The account that was named, whether or not there is one: unknown ones are no faster.
    pub fn account(email: &str) -> Self {
        Self::new("account", &email.trim().to_lowercase(), Pace::ACCOUNT)
    }

    /// The network that the device is in, unless it is hidden behind somebody else's.
    pub fn address(device: &Device) -> Option<Self> {
        let network = device.network()?;
        Some(Self::new("address", &network, Pace::ADDRESS))
    }

    pub fn letters(email: &str) -> Self {
        Self::new("letters", &email.trim().to_lowercase(), Pace::LETTERS)
    }

    fn new(kind: &str, value: &str, pace: Pace) -> Self {
        let key = Sha256::digest(format!("{kind}:{value}").as_bytes()).to_vec();
        Self { key, pace }
    }
}

#[derive(Clone, Debug)]
pub(crate) struct Attempts(Pool);

impl Attempts {
    pub fn new(pool: Pool) -> Self {
        Self(pool)
    }

    /// Counts a failure against each subject beforehand, so that many tries at once are no way
    /// around; a success takes it back. Refuses while one of them has to wait, and then counts
    /// nothing.
    pub async fn begin(&self, subjects: &[Subject]) -> Result<(), AccountsError> {
        let mut keys: Vec<&[u8]> = subjects.iter().map(|s| s.key.as_slice()).collect();
        keys.sort_unstable(); // one order for all, so that none waits for another in a circle
        let mut connection = self.0.get().await?;
        let transaction = connection.transaction().await?;
        transaction.execute(FORGET, &[]).await?;
        transaction.execute(ENSURE, &[&keys]).await?;
        let rows = transaction.query(LOCK, &[&keys]).await?;
        let waits = rows.iter().map(|row| row.get::<_, f64>("wait"));
        let wait = waits.fold(0.0, f64::max);
        if wait > 0.0 {
            let wait = Duration::from_secs_f64(wait.ceil());
            return Err(AccountsError::Delayed(wait));
        }
        for row in rows {
            let key: Vec<u8> = row.get("subject");
            let Some(pace) = subjects.iter().find(|s| s.key == key).map(|s| s.pace) else {
                continue;
            };
            let since = Duration::from_secs_f64(row.get::<_, f64>("since").max(0.0));
            let weight = pace.faded(row.get("weight"), since) + 1.0;
            let delay = pace.delay(weight).as_secs_f64();
            transaction.execute(COUNT, &[&key, &weight, &delay]).await?;
        }
        transaction.commit().await?;
        Ok(())
    }

    /// Takes back what [`Attempts::begin`] counted.
    pub async fn take_back(&self, subjects: &[Subject]) -> Result<(), AccountsError> {
        let mut keys: Vec<&[u8]> = subjects.iter().map(|s| s.key.as_slice()).collect();
        keys.sort_unstable();
        let connection = self.0.get().await?;
        connection.execute(TAKE_BACK, &[&keys]).await?;
        Ok(())
    }

    /// Forgets all that was counted against one.
    pub async fn forget(&self, subject: &Subject) -> Result<(), AccountsError> {
        let connection = self.0.get().await?;
        connection.execute(FORGET_ONE, &[&subject.key]).await?;
        Ok(())
    }
}

const FORGET: &str = "
DELETE FROM accounts.attempts
WHERE ctid IN (
    SELECT ctid
    FROM accounts.attempts
    WHERE counted_at < now() - interval '1 day'
    FOR UPDATE SKIP LOCKED
    LIMIT 100
)";

const ENSURE: &str = "
INSERT INTO accounts.attempts (subject)
SELECT subject
FROM unnest($1::bytea[]) AS subject
ORDER BY subject
ON CONFLICT (subject) DO NOTHING";

const LOCK: &str = "
SELECT subject,
    weight,
    extract(epoch FROM clock_timestamp() - counted_at)::float8 AS since,
    extract(epoch FROM not_before - clock_timestamp())::float8 AS wait
FROM accounts.attempts
WHERE subject = ANY($1)
ORDER BY subject
FOR UPDATE";

const COUNT: &str = "
UPDATE accounts.attempts
SET weight = $2,
    counted_at = clock_timestamp(),
    not_before = clock_timestamp() + make_interval(secs => $3)
WHERE subject = $1";

const TAKE_BACK: &str = "
UPDATE accounts.attempts
SET weight = greatest(weight - 1, 0), not_before = now()
WHERE subject = ANY($1)";

const FORGET_ONE: &str = "
DELETE FROM accounts.attempts
WHERE subject = $1";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_failures_cost_nothing_and_later_ones_double_up_to_a_limit() {
        let seconds = |weight| Pace::ACCOUNT.delay(weight).as_secs();
        let delays = [1.0, 4.0, 5.0, 6.0, 7.0, 14.0, 15.0, 1e9].map(seconds);
        assert_eq!(delays, [0, 0, 1, 2, 4, 512, 900, 900]);
    }

    #[test]
    fn failures_fade() {
        let pace = Pace::ACCOUNT;
        assert!((pace.faded(8.0, pace.half_life) - 4.0).abs() < 1e-9);
        assert!((pace.faded(8.0, Duration::ZERO) - 8.0).abs() < 1e-9);
        assert!(pace.delay(pace.faded(15.0, pace.half_life * 2)) < Duration::from_secs(1));
    }

    #[test]
    fn an_account_is_the_same_however_its_address_is_typed() {
        let (one, other) = (
            Subject::account(" Dana@X.org"),
            Subject::account("dana@x.org"),
        );
        assert_eq!(one.key, other.key);
        assert_ne!(one.key, Subject::letters("dana@x.org").key);
    }
}
