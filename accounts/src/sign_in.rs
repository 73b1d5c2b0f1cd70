//! Signing in and out.

use crate::attempts::{Attempts, Subject};
use crate::audit::Cause;
use crate::factor::Second;
use crate::{Accounts, AccountsError, Device, Opened, Session, SignInMethod};
use domain::account::{AccountEvent, SignInFailure};
use domain::{MemberId, SessionId};

/// What somebody typed to sign in.
#[derive(Clone, Copy)]
pub struct Credentials<'a> {
    pub email: &'a str,
    pub password: &'a str,
    /// A code of the authenticator, or a recovery code.
    pub code: Option<&'a str>,
}

impl std::fmt::Debug for Credentials<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Credentials")
    }
}

/// The member in service whose address was typed; nobody when it is unknown.
pub type Candidate = Option<MemberId>;

impl Accounts {
    /// Checks who it is and begins a session. An unknown address is refused as a wrong password
    /// is, and takes as long.
    pub async fn sign_in(
        &self,
        candidate: Candidate,
        typed: Credentials<'_>,
        device: &Device,
    ) -> Result<Opened, AccountsError> {
        let attempts = Attempts::new(self.pool.clone());
        let mut subjects = vec![Subject::account(typed.email)];
        subjects.extend(Subject::address(device));
        let begun = attempts.begin(&subjects).await;
        begun.inspect_err(|error| {
            if matches!(error, AccountsError::Delayed(_)) {
                count("delayed");
            }
        })?;
        let member = self.check_password_of(candidate, typed.password).await?;
        let method = match self.check_second(member, typed.code).await {
            Err(AccountsError::TotpRequired) => {
                attempts.take_back(&subjects).await?; // nothing was guessed wrong
                return Err(AccountsError::TotpRequired);
            }
            checked => checked?,
        };
        attempts.forget(&subjects[0]).await?;
        attempts.take_back(&subjects[1..]).await?;
        count("signed_in");
        self.open(member, method, device).await
    }

    /// Begins a session of a member who showed who they are, by whatever method.
    pub async fn open(
        &self,
        member: MemberId,
        method: SignInMethod,
        device: &Device,
    ) -> Result<Opened, AccountsError> {
        let cause = Cause::of(member);
        self.begin(member, (method, None), (device, &cause)).await
    }

    /// The same for whoever a provider may have confirmed.
    pub(crate) async fn begin(
        &self,
        member: MemberId,
        (method, provider): (SignInMethod, Option<&str>),
        (device, cause): (&Device, &Cause),
    ) -> Result<Opened, AccountsError> {
        let (token, session) = self.sessions.open(member, method, device).await?;
        let event = AccountEvent::SignedIn {
            member,
            method,
            session: session.id,
            provider: provider.map(str::to_owned),
        };
        let position = self.audit.record(member, vec![event], cause).await?;
        Ok(Opened {
            token,
            session,
            position,
        })
    }

    /// Ends the session that somebody is using.
    pub async fn sign_out(
        &self,
        member: MemberId,
        session: SessionId,
        cause: &Cause,
    ) -> Result<i64, AccountsError> {
        self.sessions.end(member, session).await?;
        let event = AccountEvent::SignedOut { member, session };
        self.audit.record(member, vec![event], cause).await
    }

    /// Ends one of a member's sessions; every process knows within a second.
    pub async fn revoke(
        &self,
        member: MemberId,
        session: SessionId,
        cause: &Cause,
    ) -> Result<(Session, i64), AccountsError> {
        let ended = self.sessions.end(member, session).await?;
        let ended = ended.ok_or(AccountsError::NoSession)?;
        let event = AccountEvent::SessionRevoked { member, session };
        let position = self.audit.record(member, vec![event], cause).await?;
        Ok((ended, position))
    }

    /// Ends all of a member's sessions but the given one.
    pub async fn revoke_all(
        &self,
        member: MemberId,
        but: Option<SessionId>,
        cause: &Cause,
    ) -> Result<Vec<Session>, AccountsError> {
        let ended = self.sessions.end_others(member, but).await?;
        let revoked = ended.iter().map(|session| AccountEvent::SessionRevoked {
            member,
            session: session.id,
        });
        let events: Vec<_> = revoked.collect();
        if !events.is_empty() {
            self.audit.record(member, events, cause).await?;
        }
        Ok(ended)
    }

    /// Always hashes, so that it takes as long for everybody.
    async fn check_password_of(
        &self,
        candidate: Candidate,
        password: &str,
    ) -> Result<MemberId, AccountsError> {
        let hash = match candidate {
            Some(member) => self.password_hash(member).await?,
            None => None,
        };
        let right = self.hasher.verify(password, hash.as_deref()).await?;
        match candidate {
            Some(member) if right => Ok(member),
            Some(member) => {
                let reason = match hash {
                    Some(_) => SignInFailure::WrongPassword,
                    None => SignInFailure::NoPassword,
                };
                self.failed(member, reason).await?;
                Err(AccountsError::WrongCredentials)
            }
            None => {
                count("unknown_account");
                tracing::info!("somebody tried to sign in to an unknown account");
                Err(AccountsError::WrongCredentials)
            }
        }
    }

    async fn check_second(
        &self,
        member: MemberId,
        code: Option<&str>,
    ) -> Result<SignInMethod, AccountsError> {
        match self.second_factor(member, code).await? {
            Second::NotNeeded => Ok(SignInMethod::Password),
            Second::Missing => Err(AccountsError::TotpRequired),
            Second::Totp => Ok(SignInMethod::PasswordAndTotp),
            Second::RecoveryCode => Ok(SignInMethod::PasswordAndRecoveryCode),
            Second::Wrong => {
                self.failed(member, SignInFailure::WrongCode).await?;
                Err(AccountsError::WrongCode)
            }
        }
    }

    async fn failed(&self, member: MemberId, reason: SignInFailure) -> Result<(), AccountsError> {
        count(reason.as_str());
        let event = AccountEvent::SignInFailed {
            member,
            reason,
            provider: None,
        };
        let nobody = Cause::new(domain::Actor::SYSTEM); // who it was is not known
        self.audit.record(member, vec![event], &nobody).await?;
        Ok(())
    }
}

pub(crate) fn count(outcome: &'static str) {
    metrics::counter!("docket_sign_ins_total", "outcome" => outcome).increment(1);
}
