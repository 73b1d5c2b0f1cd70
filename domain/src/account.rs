//! What happens at the door: sign-ins and all that concerns them, kept for audit.
//!
//! The events name a member and a session by their ids alone. Addresses, devices and what was typed
//! are personal data and stay out of the log.

use crate::aggregate::{Aggregate, Context, Happened};
use crate::event::{DecodeError, EncodedEvent, EventPayload, decode_tagged, encode_tagged};
use crate::ids::derived;
use crate::reservation::ReservationChange;
use crate::{MemberId, SessionId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

#[cfg(test)]
mod tests;

/// Facts about how one member signs in. Kept for ever: variants and fields are only added.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(tag = "type", content = "data")]
pub enum AccountEvent {
    /// A member signed in.
    #[serde(rename = "account.signed_in")]
    SignedIn {
        member: MemberId,
        method: SignInMethod,
        session: SessionId,
        /// Key of the provider that confirmed them; none where they typed a password here.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        provider: Option<String>,
    },
    /// Somebody tried to sign in as a member and could not.
    #[serde(rename = "account.sign_in_failed")]
    SignInFailed {
        member: MemberId,
        reason: SignInFailure,
        /// Key of the provider that they came from; none where they typed a password here.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        provider: Option<String>,
    },
    /// A provider's word made somebody a member, or changed their roles: what it changed is the
    /// `member.saved` with the same correlation.
    #[serde(rename = "account.admitted")]
    Admitted {
        member: MemberId,
        /// Key of the provider.
        provider: String,
        /// Whether they were no member before.
        made: bool,
    },
    /// From now on, an account at a provider stands for this member.
    #[serde(rename = "account.identity_linked")]
    IdentityLinked { member: MemberId, provider: String },
    /// No account at any provider stands for this member any more.
    #[serde(rename = "account.identities_forgotten")]
    IdentitiesForgotten { member: MemberId },
    /// A member signed out.
    #[serde(rename = "account.signed_out")]
    SignedOut {
        member: MemberId,
        session: SessionId,
    },
    /// A member ended one of their sessions from elsewhere.
    #[serde(rename = "account.session_revoked")]
    SessionRevoked {
        member: MemberId,
        session: SessionId,
    },
    /// A member has a new password; their other sessions ended with it.
    #[serde(rename = "account.password_set")]
    PasswordSet { member: MemberId },
    /// Somebody asked for a letter with which a member can set a new password.
    #[serde(rename = "account.password_reset_requested")]
    PasswordResetRequested { member: MemberId },
    /// A member was sent a letter with which they can set their first password.
    #[serde(rename = "account.invited")]
    Invited { member: MemberId },
    /// A member followed their invitation.
    #[serde(rename = "account.invitation_accepted")]
    InvitationAccepted { member: MemberId },
    /// Signing in now needs a code of the member's authenticator too.
    #[serde(rename = "account.totp_enabled")]
    TotpEnabled { member: MemberId },
    /// Signing in needs no code any more.
    #[serde(rename = "account.totp_disabled")]
    TotpDisabled { member: MemberId },
    /// A recovery code stood in for the authenticator; it is good no more.
    #[serde(rename = "account.recovery_code_used")]
    RecoveryCodeUsed {
        member: MemberId,
        /// How many the member has left.
        left: u32,
    },
    /// Somebody who was signed in as a member was asked for the password once more and told a wrong
    /// one.
    #[serde(rename = "account.password_refused")]
    PasswordRefused { member: MemberId },
}

/// How somebody showed who they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum SignInMethod {
    Password,
    PasswordAndTotp,
    PasswordAndRecoveryCode,
    /// An OpenID Connect provider confirmed them, by as many factors as it asks for.
    Oidc,
}

/// Why somebody could not sign in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum SignInFailure {
    WrongPassword,
    /// They have not set one yet.
    NoPassword,
    WrongCode,
    /// They are in service no more.
    Retired,
    /// None of their groups at the provider stands for a role here.
    NoRole,
    /// The provider may not say by an address whose account it is.
    NotLinked,
    /// Another account at the provider stands for this member.
    OtherIdentity,
}

impl SignInMethod {
    /// The spelling used in events and answers.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::PasswordAndTotp => "password_and_totp",
            Self::PasswordAndRecoveryCode => "password_and_recovery_code",
            Self::Oidc => "oidc",
        }
    }

    /// The method that is spelled so.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [
            Self::Password,
            Self::PasswordAndTotp,
            Self::PasswordAndRecoveryCode,
            Self::Oidc,
        ]
        .into_iter()
        .find(|method| method.as_str() == text)
    }
}

impl SignInFailure {
    /// The spelling used in events and metrics.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::WrongPassword => "wrong_password",
            Self::NoPassword => "no_password",
            Self::WrongCode => "wrong_code",
            Self::Retired => "retired",
            Self::NoRole => "no_role",
            Self::NotLinked => "not_linked",
            Self::OtherIdentity => "other_identity",
        }
    }
}

impl EventPayload for AccountEvent {
    fn encode(&self) -> EncodedEvent {
        encode_tagged(self)
    }

    fn decode(name: &str, schema: i16, data: &str) -> Result<Self, DecodeError> {
        decode_tagged(name, schema, data)
    }
}

/// Why what happened was not recorded. Nothing that happened is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AccountError {
    #[error("accounts hold no unique values")]
    NothingReserved,
}

/// How one member has signed in so far.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    pub signed_in_at: Option<Timestamp>,
    pub invited_at: Option<Timestamp>,
    /// Failures since the last success.
    pub failures: u32,
}

impl Account {
    /// Id of a member's stream.
    #[must_use]
    pub fn id(member: MemberId) -> Uuid {
        derived(Self::CATEGORY, &member.to_string())
    }
}

impl Aggregate for Account {
    const CATEGORY: &'static str = "account";
    const FOLD: i32 = 1;
    /// What happened, to be kept.
    type Command = AccountEvent;
    type Event = AccountEvent;
    type Error = AccountError;

    fn decide(
        &self,
        happened: &AccountEvent,
        _: &Context<'_>,
    ) -> Result<Vec<AccountEvent>, AccountError> {
        Ok(vec![happened.clone()])
    }

    fn evolve(&mut self, event: &AccountEvent, happened: &Happened) {
        match event {
            AccountEvent::SignedIn { .. } => {
                self.signed_in_at = Some(happened.at);
                self.failures = 0;
            }
            AccountEvent::SignInFailed { .. } => self.failures = self.failures.saturating_add(1),
            AccountEvent::Invited { .. } => self.invited_at = Some(happened.at),
            AccountEvent::Admitted { .. }
            | AccountEvent::IdentityLinked { .. }
            | AccountEvent::IdentitiesForgotten { .. }
            | AccountEvent::SignedOut { .. }
            | AccountEvent::SessionRevoked { .. }
            | AccountEvent::PasswordSet { .. }
            | AccountEvent::PasswordResetRequested { .. }
            | AccountEvent::InvitationAccepted { .. }
            | AccountEvent::TotpEnabled { .. }
            | AccountEvent::TotpDisabled { .. }
            | AccountEvent::RecoveryCodeUsed { .. }
            | AccountEvent::PasswordRefused { .. } => {}
        }
    }

    fn together(mut errors: Vec<AccountError>) -> AccountError {
        errors.swap_remove(0) // never empty
    }

    fn taken(_: &ReservationChange) -> AccountError {
        AccountError::NothingReserved
    }
}
