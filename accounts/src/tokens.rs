//! What mailed links carry: tokens that work once and not for long.

use crate::{AccountsError, secret};
use deadpool_postgres::Transaction;
use domain::MemberId;
use jiff::{SignedDuration, Timestamp};

/// How long an invitation is good.
pub const INVITATION: SignedDuration = SignedDuration::from_hours(72);
/// How long a letter for a new password is good.
pub const RESET: SignedDuration = SignedDuration::from_hours(2);

/// What a token lets its holder do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Set a first password.
    Invitation,
    /// Set another password.
    Reset,
}

/// A token that was made, in a link to be told once.
#[derive(Clone, Debug)]
pub struct Issued {
    pub link: String,
    pub expires_at: Timestamp,
}

impl Purpose {
    fn as_str(self) -> &'static str {
        match self {
            Self::Invitation => "invitation",
            Self::Reset => "reset",
        }
    }

    pub(crate) fn lifetime(self) -> SignedDuration {
        match self {
            Self::Invitation => INVITATION,
            Self::Reset => RESET,
        }
    }

    /// The page that a link leads to. The token follows in the fragment, which browsers send
    /// nowhere, so that it is in no log of an address.
    fn page(self) -> &'static str {
        match self {
            Self::Invitation => "invitation",
            Self::Reset => "reset",
        }
    }
}

/// Makes a token; those that the member was sent before for the same purpose are good no more.
pub(crate) async fn issue(
    transaction: &Transaction<'_>,
    member: MemberId,
    purpose: Purpose,
    public_url: &str,
) -> Result<Issued, AccountsError> {
    let token = secret::token()?;
    let lifetime = purpose.lifetime();
    let kind = purpose.as_str();
    transaction.execute(FORGET, &[&member.0, &kind]).await?;
    let (hash, seconds) = (secret::hash(&token), lifetime.as_secs_f64());
    let row = transaction
        .query_one(ISSUE, &[&hash, &member.0, &kind, &seconds])
        .await?;
    Ok(Issued {
        link: format!("{public_url}/{}#{token}", purpose.page()),
        expires_at: row.get(0),
    })
}

/// Whose token it is; nobody else can use it until the transaction ends.
pub(crate) async fn owner(
    transaction: &Transaction<'_>,
    token: &str,
    purpose: Purpose,
) -> Result<Option<MemberId>, AccountsError> {
    let hash = secret::hash(token.trim());
    let row = transaction
        .query_opt(OWNER, &[&hash, &purpose.as_str()])
        .await?;
    Ok(row.map(|row| MemberId(row.get(0))))
}

/// Every link that the member was sent is good no more.
pub(crate) async fn forget_all(
    transaction: &Transaction<'_>,
    member: MemberId,
) -> Result<(), AccountsError> {
    transaction.execute(FORGET_ALL, &[&member.0]).await?;
    Ok(())
}

const FORGET: &str = "
DELETE FROM accounts.tokens
WHERE (member = $1 AND purpose = $2)
    OR expires_at < now()";

const FORGET_ALL: &str = "
DELETE FROM accounts.tokens
WHERE member = $1";

const ISSUE: &str = "
INSERT INTO accounts.tokens (hash, member, purpose, expires_at)
VALUES ($1, $2, $3, now() + make_interval(secs => $4))
RETURNING expires_at";

const OWNER: &str = "
SELECT member
FROM accounts.tokens
WHERE hash = $1
    AND purpose = $2
    AND expires_at > now()
FOR UPDATE";
