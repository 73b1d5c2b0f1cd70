//! Codes of an authenticator (RFC 6238): enrolling, confirming, giving it up.

use crate::audit::Cause;
use crate::factor::recovery_hash;
use crate::{Accounts, AccountsError, secret};
use data_encoding::BASE32_NOPAD;
use domain::MemberId;
use domain::account::AccountEvent;
use jiff::Timestamp;
use mail::Seal;
use totp_rs::Builder;

/// How many recovery codes a member gets.
const CODES: usize = 10;
/// What authenticators call us.
const ISSUER: &str = "Docket";

/// What an authenticator needs; told once.
#[derive(Clone, Debug)]
pub struct Enrolment {
    /// In Base32, to be typed.
    pub secret: String,
    /// The same as an `otpauth` URL, to be shown as a QR code.
    pub url: String,
}

/// Whether signing in needs a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TotpState {
    pub enabled: bool,
    pub recovery_codes_left: u32,
}

impl Accounts {
    /// Whether signing in needs a code of the member's authenticator.
    pub async fn totp_state(&self, member: MemberId) -> Result<TotpState, AccountsError> {
        let connection = self.pool.get().await?;
        let row = connection.query_one(STATE, &[&member.0]).await?;
        let left: i64 = row.get("left");
        Ok(TotpState {
            enabled: row.get("enabled"),
            recovery_codes_left: u32::try_from(left).unwrap_or_default(),
        })
    }

    /// Makes a secret, which is in force only once a code of it was shown.
    pub async fn begin_totp(
        &self,
        member: MemberId,
        account: &str,
    ) -> Result<Enrolment, AccountsError> {
        let secret = secret::random::<20>()?;
        let sealed = self.vault.seal(member.0.as_bytes(), &secret);
        let connection = self.pool.get().await?;
        let begun = connection.execute(BEGIN, &[&member.0, &sealed]).await?;
        if begun == 0 {
            let there = "signing in needs a code already; disable that first";
            return Err(AccountsError::Conflict(there));
        }
        Ok(Enrolment {
            secret: BASE32_NOPAD.encode(&secret),
            url: Totp::named(&secret, account)?.url()?,
        })
    }

    /// Puts the second factor in force, when `code` shows that the authenticator has the secret;
    /// answers recovery codes, which are told this once.
    pub async fn confirm_totp(
        &self,
        member: MemberId,
        code: &str,
        cause: &Cause,
    ) -> Result<Vec<String>, AccountsError> {
        let Some(secret) = self.totp_secret(member, false).await? else {
            return Err(AccountsError::Conflict(
                "begin to enrol an authenticator first",
            ));
        };
        let wrong = || AccountsError::field("code", "is wrong; send the one that is shown now");
        let step = Totp::of(&secret)?
            .step(code, Timestamp::now())
            .ok_or_else(wrong)?;
        let codes = recovery_codes()?;
        let hashes: Vec<Vec<u8>> = codes.iter().map(|c| recovery_hash(member, c)).collect();
        let mut connection = self.pool.get().await?;
        let transaction = connection.transaction().await?;
        let confirmed = transaction
            .execute(CONFIRM, &[&member.0, &steps_of(step)])
            .await?;
        if confirmed == 0 {
            return Err(AccountsError::Conflict("it was confirmed already"));
        }
        transaction.execute(FORGET_CODES, &[&member.0]).await?;
        transaction
            .execute(KEEP_CODES, &[&member.0, &hashes])
            .await?;
        let event = AccountEvent::TotpEnabled { member };
        self.audit.record(member, vec![event], cause).await?;
        transaction.commit().await?;
        Ok(codes)
    }

    /// Gives the second factor up. The password must have been checked.
    pub(crate) async fn remove_totp(
        &self,
        member: MemberId,
        cause: &Cause,
    ) -> Result<(), AccountsError> {
        let mut connection = self.pool.get().await?;
        let transaction = connection.transaction().await?;
        let removed = transaction.execute(REMOVE, &[&member.0]).await?;
        transaction.execute(FORGET_CODES, &[&member.0]).await?;
        if removed > 0 {
            let event = AccountEvent::TotpDisabled { member };
            self.audit.record(member, vec![event], cause).await?;
        }
        transaction.commit().await?;
        Ok(())
    }
}

/// Codes of six digits, a new one every 30 s; the one before and the one after are taken too, as
/// clocks differ.
pub(crate) struct Totp(totp_rs::Totp);

impl Totp {
    pub fn of(secret: &[u8]) -> Result<Self, AccountsError> {
        Self::named(secret, "account")
    }

    fn named(secret: &[u8], account: &str) -> Result<Self, AccountsError> {
        let account = account.replace(':', " ");
        let built = Builder::new()
            .with_secret(secret)
            .with_issuer(Some(ISSUER))
            .with_account_name(account)
            .build();
        built.map(Self).map_err(|error| damaged(&error))
    }

    /// The step that the code belongs to, if it is right.
    pub fn step(&self, code: &str, now: Timestamp) -> Option<u64> {
        let digits: String = code.chars().filter(|c| !c.is_whitespace()).collect();
        let now = u64::try_from(now.as_second()).ok()?;
        self.0.check(&digits, now)
    }

    fn url(&self) -> Result<String, AccountsError> {
        self.0.to_url().map_err(|error| damaged(&error))
    }
}

fn damaged(error: &dyn std::fmt::Display) -> AccountsError {
    AccountsError::Damaged(error.to_string())
}

/// As Postgres keeps it.
pub(crate) fn steps_of(step: u64) -> i64 {
    i64::try_from(step).unwrap_or(i64::MAX)
}

/// Codes like `k7q2m-x4d9p`, of 50 random bits each.
fn recovery_codes() -> Result<Vec<String>, AccountsError> {
    let code = || {
        let text = BASE32_NOPAD.encode(&secret::random::<7>()?).to_lowercase();
        Ok(format!("{}-{}", &text[..5], &text[5..10]))
    };
    (0..CODES).map(|_| code()).collect()
}

const STATE: &str = "
SELECT
    EXISTS (SELECT FROM accounts.totp WHERE member = $1 AND confirmed_at IS NOT NULL) AS enabled,
    (SELECT count(*) FROM accounts.recovery_codes WHERE member = $1) AS left";

const BEGIN: &str = "
INSERT INTO accounts.totp AS known (member, sealed)
VALUES ($1, $2)
ON CONFLICT (member) DO UPDATE
SET sealed = excluded.sealed, last_step = 0
WHERE known.confirmed_at IS NULL";

const CONFIRM: &str = "
UPDATE accounts.totp
SET confirmed_at = now(), last_step = $2
WHERE member = $1
    AND confirmed_at IS NULL";

const REMOVE: &str = "
DELETE FROM accounts.totp
WHERE member = $1
    AND confirmed_at IS NOT NULL";

const FORGET_CODES: &str = "
DELETE FROM accounts.recovery_codes
WHERE member = $1";

const KEEP_CODES: &str = "
INSERT INTO accounts.recovery_codes (member, hash)
SELECT $1, hash
FROM unnest($2::bytea[]) AS hash";

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    /// The vector of RFC 6238, appendix B, in six digits.
    #[test]
    fn codes_are_those_of_the_rfc() {
        let totp = Totp::of(b"12345678901234567890").unwrap();
        let at = |second| Timestamp::from_second(second).unwrap();
        assert_eq!(totp.step("287082", at(59)), Some(1));
        assert_eq!(totp.step("287 082", at(59 + 30)), Some(1));
        assert_eq!(totp.step("287082", at(59 + 90)), None);
        assert_eq!(totp.step("287083", at(59)), None);
        assert_eq!(totp.step("", at(59)), None);
    }

    #[test]
    fn the_url_names_us_and_the_account() {
        let url = Totp::named(&[7; 20], "dana@example.org")
            .unwrap()
            .url()
            .unwrap();
        assert!(
            url.starts_with("otpauth://totp/Docket:dana%40example.org?secret="),
            "{url}"
        );
        assert!(url.contains("issuer=Docket"), "{url}");
    }

    #[test]
    fn recovery_codes_differ_and_are_known_however_they_are_typed() {
        let codes = recovery_codes().unwrap();
        assert_eq!(codes.iter().collect::<HashSet<_>>().len(), CODES);
        let ana = MemberId(uuid::Uuid::from_u128(1));
        let typed = codes[0].to_uppercase().replace('-', " ");
        assert_eq!(recovery_hash(ana, &codes[0]), recovery_hash(ana, &typed));
        let ben = MemberId(uuid::Uuid::from_u128(2));
        assert_ne!(recovery_hash(ana, &codes[0]), recovery_hash(ben, &codes[0]));
    }
}
