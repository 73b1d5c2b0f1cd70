//! People who left to sign in elsewhere: remembered for some minutes, let in once.

use crate::{Accounts, AccountsError, secret};
use jiff::SignedDuration;

/// How long somebody may take at a provider.
pub const DEPARTURE: SignedDuration = SignedDuration::from_mins(10);

/// Somebody who leaves for a provider, or says that they are back from it.
#[derive(Clone, Copy)]
pub struct Departure<'a> {
    /// Key of the provider.
    pub provider: &'a str,
    /// What comes back from the provider.
    pub state: &'a str,
    /// What the browser keeps meanwhile.
    pub binding: &'a str,
}

impl std::fmt::Debug for Departure<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Departure({})", self.provider)
    }
}

impl Accounts {
    /// Remembers hashes of who leaves, and where they want to be afterwards.
    pub async fn departs(
        &self,
        departure: Departure<'_>,
        return_to: &str,
    ) -> Result<(), AccountsError> {
        let (state, binding) = (
            secret::hash(departure.state),
            secret::hash(departure.binding),
        );
        let seconds = DEPARTURE.as_secs_f64();
        let connection = self.pool.get().await?;
        connection.execute(END_EXPIRED, &[]).await?;
        connection
            .execute(
                DEPART,
                &[&state, &binding, &departure.provider, &return_to, &seconds],
            )
            .await?;
        Ok(())
    }

    /// Where somebody wants to be who is back in time, in the same browser, from the same provider,
    /// for the first time; for anybody else nothing. The state is used up either way.
    pub async fn returns(&self, departure: Departure<'_>) -> Result<Option<String>, AccountsError> {
        let (state, binding) = (
            secret::hash(departure.state),
            secret::hash(departure.binding),
        );
        let connection = self.pool.get().await?;
        let row = connection
            .query_opt(RETURN, &[&state, &binding, &departure.provider])
            .await?;
        Ok(row
            .filter(|row| row.get("fits"))
            .map(|row| row.get("return_to")))
    }
}

const END_EXPIRED: &str = "
DELETE FROM accounts.departures
WHERE expires_at < now()";

const DEPART: &str = "
INSERT INTO accounts.departures (state, binding, provider, return_to, expires_at)
VALUES ($1, $2, $3, $4, now() + make_interval(secs => $5))";

const RETURN: &str = "
DELETE FROM accounts.departures
WHERE state = $1
RETURNING return_to, (binding = $2 AND provider = $3 AND expires_at > now()) AS fits";
