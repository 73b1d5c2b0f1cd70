//! Setting passwords: by a mailed link, or by whoever knows the present one.

use crate::attempts::{Attempts, Subject};
use crate::audit::Cause;
use crate::tokens::{self, Purpose};
use crate::{Accounts, AccountsError, Issued, check_password};
use deadpool_postgres::Transaction;
use domain::account::AccountEvent;
use domain::{Actor, FieldError, MemberId, SessionId};
use mail::{Letter, Posting, Recipient, Template, Values};
use uuid::Uuid;

/// Somebody to be written to.
#[derive(Clone, Debug)]
pub struct Who {
    pub member: MemberId,
    pub recipient: Recipient,
}

/// A password to be set, and what shows that it may be.
#[derive(Clone, Copy)]
pub struct NewPassword<'a> {
    pub token: &'a str,
    pub password: &'a str,
}

impl std::fmt::Debug for NewPassword<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("NewPassword")
    }
}

impl Accounts {
    /// Sends a letter with which a member can set another password; none when they were sent some
    /// just now.
    pub async fn request_reset(&self, who: &Who) -> Result<(), AccountsError> {
        let subject = [Subject::letters(&who.recipient.email)];
        match Attempts::new(self.pool.clone()).begin(&subject).await {
            Err(AccountsError::Delayed(_)) => return Ok(()),
            begun => begun?,
        }
        let event = AccountEvent::PasswordResetRequested { member: who.member };
        let nobody = Cause::new(Actor::SYSTEM); // who asked is not known
        self.send_link(who, Purpose::Reset, (event, &nobody))
            .await?;
        Ok(())
    }

    /// Sets another password by a mailed token; all sessions end.
    pub async fn reset_password(&self, new: NewPassword<'_>) -> Result<MemberId, AccountsError> {
        self.set_by_token(new, Purpose::Reset, |member| {
            vec![AccountEvent::PasswordSet { member }]
        })
        .await
    }

    /// Sets another password for whoever knows the present one; their other sessions end.
    pub async fn change_password(
        &self,
        (member, session): (MemberId, Option<SessionId>),
        (current, new): (&str, &str),
        cause: &Cause,
    ) -> Result<i64, AccountsError> {
        let weak = self.weaknesses("new", new);
        if !weak.is_empty() {
            return Err(AccountsError::Invalid(weak));
        }
        let confirmation = (member, cause.actor);
        self.confirm_password(confirmation, "current", current)
            .await?;
        let hash = self.hasher.hash(new).await?;
        let mut connection = self.pool.get().await?;
        let transaction = connection.transaction().await?;
        keep(&transaction, member, &hash).await?;
        tokens::forget_all(&transaction, member).await?;
        end_others(&transaction, member, session).await?;
        let event = AccountEvent::PasswordSet { member };
        let position = self.audit.record(member, vec![event], cause).await?;
        transaction.commit().await?;
        Ok(position)
    }

    /// Gives the second factor up, for whoever knows the password.
    pub async fn disable_totp(
        &self,
        member: MemberId,
        password: &str,
        cause: &Cause,
    ) -> Result<(), AccountsError> {
        let confirmation = (member, cause.actor);
        self.confirm_password(confirmation, "password", password)
            .await?;
        self.remove_totp(member, cause).await
    }

    /// Holds whoever is signed in to the password once more. Guesses are slowed as at the door, and
    /// recorded.
    async fn confirm_password(
        &self,
        (member, actor): (MemberId, Actor),
        field: &str,
        password: &str,
    ) -> Result<(), AccountsError> {
        let attempts = Attempts::new(self.pool.clone());
        let subject = [Subject::account(&member.to_string())];
        attempts.begin(&subject).await?;
        let hash = self.password_hash(member).await?;
        if !self.hasher.verify(password, hash.as_deref()).await? {
            // a command of its own: what was asked for was not done
            let guessed = vec![AccountEvent::PasswordRefused { member }];
            self.audit
                .record(member, guessed, &Cause::new(actor))
                .await?;
            return Err(AccountsError::field(field, "is not your password"));
        }
        attempts.forget(&subject[0]).await
    }

    /// What is wrong with a new password, under the name `field`; nothing when it is taken.
    #[must_use]
    pub fn weaknesses(&self, field: &str, password: &str) -> Vec<FieldError> {
        let checked = check_password(field, password, &self.breached);
        checked.err().unwrap_or_default()
    }

    pub(crate) async fn set_by_token(
        &self,
        new: NewPassword<'_>,
        purpose: Purpose,
        events: impl FnOnce(MemberId) -> Vec<AccountEvent>,
    ) -> Result<MemberId, AccountsError> {
        let mut wrong = self.weaknesses("password", new.password);
        let mut connection = self.pool.get().await?;
        let transaction = connection.transaction().await?;
        let owner = tokens::owner(&transaction, new.token, purpose).await?;
        if owner.is_none() {
            wrong.insert(0, FieldError::new("token", GONE));
        }
        let Some(member) = owner.filter(|_| wrong.is_empty()) else {
            return Err(AccountsError::Invalid(wrong));
        };
        let hash = self.hasher.hash(new.password).await?;
        keep(&transaction, member, &hash).await?;
        tokens::forget_all(&transaction, member).await?;
        end_others(&transaction, member, None).await?;
        let cause = Cause::of(member);
        self.audit.record(member, events(member), &cause).await?;
        transaction.commit().await?;
        Ok(member)
    }

    /// Makes a link and posts it, together with what is told of it.
    pub(crate) async fn send_link(
        &self,
        who: &Who,
        purpose: Purpose,
        (event, cause): (AccountEvent, &Cause),
    ) -> Result<Issued, AccountsError> {
        let template = match purpose {
            Purpose::Invitation => Template::Invitation,
            Purpose::Reset => Template::PasswordReset,
        };
        let mut connection = self.pool.get().await?;
        let transaction = connection.transaction().await?;
        let issued = tokens::issue(&transaction, who.member, purpose, &self.public_url).await?;
        let values = Values {
            link: issued.link.clone(),
            hours: purpose.lifetime().as_hours(),
        };
        let letter = Letter::write(who.recipient.clone(), template, &values)?;
        let posting = Posting {
            cause: &format!("{}:{}", template.as_str(), cause.command_id),
            kind: template.as_str(),
            letter: &letter,
            expires_at: issued.expires_at,
        };
        self.outbox.post(&transaction, posting).await?;
        self.audit.record(who.member, vec![event], cause).await?;
        transaction.commit().await?;
        self.outbox.wake();
        Ok(issued)
    }

    pub(crate) async fn password_hash(
        &self,
        member: MemberId,
    ) -> Result<Option<String>, AccountsError> {
        let connection = self.pool.get().await?;
        let row = connection.query_opt(HASH, &[&member.0]).await?;
        Ok(row.map(|row| row.get(0)))
    }
}

/// What whoever follows a link too late is told.
const GONE: &str = "is not good: it was used, has expired, or a newer letter replaced it; ask for \
    another letter";

async fn keep(
    transaction: &Transaction<'_>,
    member: MemberId,
    hash: &str,
) -> Result<(), AccountsError> {
    transaction.execute(KEEP, &[&member.0, &hash]).await?;
    Ok(())
}

async fn end_others(
    transaction: &Transaction<'_>,
    member: MemberId,
    but: Option<SessionId>,
) -> Result<(), AccountsError> {
    let but: Option<Uuid> = but.map(|id| id.0);
    transaction.execute(END_OTHERS, &[&member.0, &but]).await?;
    Ok(())
}

const HASH: &str = "
SELECT hash
FROM accounts.passwords
WHERE member = $1";

const KEEP: &str = "
INSERT INTO accounts.passwords (member, hash)
VALUES ($1, $2)
ON CONFLICT (member) DO UPDATE
SET hash = excluded.hash, set_at = now()";

const END_OTHERS: &str = "
DELETE FROM accounts.sessions
WHERE member = $1
    AND id IS DISTINCT FROM $2";
