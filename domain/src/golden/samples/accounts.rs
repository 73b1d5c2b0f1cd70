//! Samples of what happens at the door.

use crate::SessionId;
use crate::account::{AccountEvent, SignInFailure, SignInMethod};
use crate::given::ANA;
use uuid::Uuid;

const SESSION: SessionId = SessionId(Uuid::from_u128(0x5e));

pub fn accounts() -> [AccountEvent; 12] {
    let (member, session) = (ANA, SESSION);
    [
        AccountEvent::SignedIn {
            member,
            method: SignInMethod::PasswordAndTotp,
            session,
        },
        AccountEvent::SignInFailed {
            member,
            reason: SignInFailure::WrongPassword,
        },
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
