//! Samples of how customers come into the portal.

use crate::portal_account::{PortalAccountEvent, PortalFailure};
use crate::{CustomerId, SessionId};
use uuid::Uuid;

const DANA: CustomerId = CustomerId(Uuid::from_u128(0xC1));
const SESSION: SessionId = SessionId(Uuid::from_u128(0x5f));

pub fn accounts() -> [PortalAccountEvent; 4] {
    let (customer, session) = (DANA, SESSION);
    [
        PortalAccountEvent::LinkRequested { customer },
        PortalAccountEvent::SignedIn {
            customer,
            session,
            provider: None,
        },
        PortalAccountEvent::SignInFailed {
            customer,
            reason: PortalFailure::LinkExpired,
        },
        PortalAccountEvent::SignedOut { customer, session },
    ]
}
