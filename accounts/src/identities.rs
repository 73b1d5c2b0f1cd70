//! Accounts at providers, and the members for whom they stand.

use crate::audit::Cause;
use crate::{Accounts, AccountsError, secret};
use domain::MemberId;
use domain::account::AccountEvent;
use tokio_postgres::error::SqlState;

/// An account at a provider.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Identity<'a> {
    pub issuer: &'a str,
    /// Theirs there for ever; addresses are given away again.
    pub subject: &'a str,
}

/// What came of having an account stand for a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Claim {
    Made,
    /// Meanwhile it stands for another than was known.
    Outdated,
    /// Another account of the same issuer stands for the member.
    Taken,
}

impl Accounts {
    /// The member for whom the account stands, who may have left, or may never have been made.
    pub(crate) async fn identified(
        &self,
        identity: Identity<'_>,
    ) -> Result<Option<MemberId>, AccountsError> {
        let connection = self.pool.get().await?;
        let row = connection.query_opt(FIND, &[&identity.hash()]).await?;
        Ok(row.map(|row| MemberId(row.get(0))))
    }

    /// Has the account stand for the member from now on.
    pub(crate) async fn claim(
        &self,
        identity: Identity<'_>,
        member: MemberId,
        known: Option<MemberId>,
    ) -> Result<Claim, AccountsError> {
        let connection = self.pool.get().await?;
        let known = known.map(|member| member.0);
        let claimed = connection
            .execute(
                CLAIM,
                &[&identity.hash(), &identity.issuer, &member.0, &known],
            )
            .await;
        match claimed {
            Ok(0) => Ok(Claim::Outdated),
            Ok(_) => Ok(Claim::Made),
            Err(error) if error.code() == Some(&SqlState::UNIQUE_VIOLATION) => Ok(Claim::Taken),
            Err(error) => Err(error.into()),
        }
    }

    /// Forgets which accounts at providers stand for a member; the next one to come with their
    /// verified address may. Sessions stay. The position in the log.
    pub async fn forget_identities(
        &self,
        member: MemberId,
        cause: &Cause,
    ) -> Result<i64, AccountsError> {
        let connection = self.pool.get().await?;
        connection.execute(FORGET, &[&member.0]).await?;
        let event = AccountEvent::IdentitiesForgotten { member };
        self.audit.record(member, vec![event], cause).await
    }
}

impl Identity<'_> {
    /// Neither can hold the line's end that stands between them.
    fn hash(&self) -> Vec<u8> {
        secret::hash(&format!("{}\n{}", self.issuer, self.subject))
    }
}

const FIND: &str = "
SELECT member
FROM accounts.identities
WHERE identity = $1";

const CLAIM: &str = "
INSERT INTO accounts.identities (identity, issuer, member)
VALUES ($1, $2, $3)
ON CONFLICT (identity)
DO UPDATE SET member = EXCLUDED.member, linked_at = now()
WHERE identities.member = $4";

const FORGET: &str = "
DELETE FROM accounts.identities
WHERE member = $1";
