//! The second factor when somebody signs in: a code of the authenticator, or a recovery code.

use crate::audit::Cause;
use crate::totp::{Totp, steps_of};
use crate::{Accounts, AccountsError, secret};
use domain::MemberId;
use domain::account::AccountEvent;
use jiff::Timestamp;
use mail::Seal;

/// What came of the second factor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Second {
    /// The member has none.
    NotNeeded,
    Missing,
    Totp,
    RecoveryCode,
    Wrong,
}

impl Accounts {
    pub(crate) async fn second_factor(
        &self,
        member: MemberId,
        code: Option<&str>,
    ) -> Result<Second, AccountsError> {
        let Some(secret) = self.totp_secret(member, true).await? else {
            return Ok(Second::NotNeeded);
        };
        let Some(code) = code.map(str::trim).filter(|code| !code.is_empty()) else {
            return Ok(Second::Missing);
        };
        let now = Timestamp::now();
        match Totp::of(&secret)?.step(code, now) {
            Some(step) if self.take_step(member, step).await? => Ok(Second::Totp),
            Some(_) => Ok(Second::Wrong), // seen before
            None if self.use_recovery_code(member, code).await? => Ok(Second::RecoveryCode),
            None => Ok(Second::Wrong),
        }
    }

    /// The secret of a member's authenticator; with `confirmed` only when it is in force.
    pub(crate) async fn totp_secret(
        &self,
        member: MemberId,
        confirmed: bool,
    ) -> Result<Option<Vec<u8>>, AccountsError> {
        let connection = self.pool.get().await?;
        let row = connection
            .query_opt(SECRET, &[&member.0, &confirmed])
            .await?;
        let Some(row) = row else {
            return Ok(None);
        };
        let opened = self.vault.open(member.0.as_bytes(), row.get(0));
        let lost = "a second factor cannot be unsealed; was the secret key changed?";
        opened
            .map(Some)
            .ok_or_else(|| AccountsError::Damaged(lost.to_owned()))
    }

    /// Whether no code of this step or a later one was taken before; from now on it was.
    pub(crate) async fn take_step(
        &self,
        member: MemberId,
        step: u64,
    ) -> Result<bool, AccountsError> {
        let connection = self.pool.get().await?;
        let taken = connection
            .execute(TAKE_STEP, &[&member.0, &steps_of(step)])
            .await?;
        Ok(taken == 1)
    }

    async fn use_recovery_code(&self, member: MemberId, code: &str) -> Result<bool, AccountsError> {
        let hash = recovery_hash(member, code);
        let connection = self.pool.get().await?;
        let used = connection.execute(USE_CODE, &[&member.0, &hash]).await?;
        if used == 0 {
            return Ok(false);
        }
        let left: i64 = connection.query_one(CODES_LEFT, &[&member.0]).await?.get(0);
        let left = u32::try_from(left).unwrap_or_default();
        let event = AccountEvent::RecoveryCodeUsed { member, left };
        self.audit
            .record(member, vec![event], &Cause::of(member))
            .await?;
        Ok(true)
    }
}

/// What is kept of a recovery code. Dashes, spaces and case do not count.
pub(crate) fn recovery_hash(member: MemberId, code: &str) -> Vec<u8> {
    let code: String = (code.chars().filter(char::is_ascii_alphanumeric))
        .map(|c| c.to_ascii_lowercase())
        .collect();
    secret::hash(&format!("{member}:{code}"))
}

const SECRET: &str = "
SELECT sealed
FROM accounts.totp
WHERE member = $1
    AND (confirmed_at IS NOT NULL) = $2";

const TAKE_STEP: &str = "
UPDATE accounts.totp
SET last_step = $2
WHERE member = $1
    AND last_step < $2";

const USE_CODE: &str = "
DELETE FROM accounts.recovery_codes
WHERE member = $1
    AND hash = $2";

const CODES_LEFT: &str = "
SELECT count(*)
FROM accounts.recovery_codes
WHERE member = $1";
