//! Samples of what happens at the door.

use crate::SessionId;
use crate::account::{AccountEvent, SignInFailure, SignInMethod};
use crate::given::ANA;
use uuid::Uuid;

const SESSION: SessionId = SessionId(Uuid::from_u128(0x5e));

const PROVIDER: &str = "corp";

/// Further samples of a type, by what they are labelled with.
pub fn labelled() -> [(&'static str, AccountEvent); 2] {
    let (member, provider) = (ANA, Some(PROVIDER.to_owned()));
    let signed_in = AccountEvent::SignedIn {
        member,
        method: SignInMethod::Oidc,
        session: SESSION,
        provider: provider.clone(),
    };
    let failed = AccountEvent::SignInFailed {
        member,
        reason: SignInFailure::NoRole,
        provider,
    };
    [(".oidc", signed_in), (".oidc", failed)]
}

pub fn accounts() -> [AccountEvent; 15] {
    let (member, session) = (ANA, SESSION);
    [
        AccountEvent::SignedIn {
            member,
            method: SignInMethod::PasswordAndTotp,
            session,
            provider: None,
        },
        AccountEvent::SignInFailed {
            member,
            reason: SignInFailure::WrongPassword,
            provider: None,
        },
        AccountEvent::Admitted {
            member,
            provider: PROVIDER.to_owned(),
            made: true,
        },
        AccountEvent::IdentityLinked {
            member,
            provider: PROVIDER.to_owned(),
        },
        AccountEvent::IdentitiesForgotten { member },
        AccountEvent::SignedOut { member, session },
        AccountEvent::SessionRevoked { member, session },
        AccountEvent::PasswordSet { member },
        AccountEvent::PasswordResetRequested { member },
        AccountEvent::Invited { member },
        AccountEvent::InvitationAccepted { member },
        AccountEvent::TotpEnabled { member },
        AccountEvent::TotpDisabled { member },
        AccountEvent::RecoveryCodeUsed { member, left: 9 },
        AccountEvent::PasswordRefused { member },
    ]
}
