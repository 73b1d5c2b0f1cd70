//! How customers come into the portal, kept for audit as members' sign-ins are: ids alone, neither
//! addresses nor devices.

use crate::account::AccountError;
use crate::aggregate::{Aggregate, Context, Happened};
use crate::event::{DecodeError, EncodedEvent, EventPayload, decode_tagged, encode_tagged};
use crate::ids::derived;
use crate::reservation::ReservationChange;
use crate::{CustomerId, SessionId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Facts about how one customer signs in. Kept for ever: variants and fields are only added.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(tag = "type", content = "data")]
pub enum PortalAccountEvent {
    /// Somebody asked for a letter with a link, and it was sent to the customer.
    #[serde(rename = "portal_account.link_requested")]
    LinkRequested { customer: CustomerId },
    /// A customer followed a link, or was confirmed by a provider, and is signed in.
    #[serde(rename = "portal_account.signed_in")]
    SignedIn {
        customer: CustomerId,
        session: SessionId,
        /// Key of the provider; none for a link.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        provider: Option<String>,
    },
    /// Somebody followed a customer's link and was not let in.
    #[serde(rename = "portal_account.sign_in_failed")]
    SignInFailed {
        customer: CustomerId,
        reason: PortalFailure,
    },
    /// A customer signed out.
    #[serde(rename = "portal_account.signed_out")]
    SignedOut {
        customer: CustomerId,
        session: SessionId,
    },
}

/// Why a link let nobody in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum PortalFailure {
    /// It was followed too late.
    LinkExpired,
}

impl PortalAccountEvent {
    /// Whom it is about.
    #[must_use]
    pub fn customer(&self) -> CustomerId {
        match self {
            Self::LinkRequested { customer }
            | Self::SignedIn { customer, .. }
            | Self::SignInFailed { customer, .. }
            | Self::SignedOut { customer, .. } => *customer,
        }
    }
}

impl EventPayload for PortalAccountEvent {
    fn encode(&self) -> EncodedEvent {
        encode_tagged(self)
    }

    fn decode(name: &str, schema: i16, data: &str) -> Result<Self, DecodeError> {
        decode_tagged(name, schema, data)
    }
}

/// How one customer has signed in so far.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PortalAccount {
    pub signed_in_at: Option<Timestamp>,
    /// Failures since the last success.
    pub failures: u32,
}

impl PortalAccount {
    /// Id of a customer's stream.
    #[must_use]
    pub fn id(customer: CustomerId) -> Uuid {
        derived(Self::CATEGORY, &customer.to_string())
    }
}

impl Aggregate for PortalAccount {
    const CATEGORY: &'static str = "portal_account";
    const FOLD: i32 = 1;
    /// What happened, to be kept.
    type Command = PortalAccountEvent;
    type Event = PortalAccountEvent;
    type Error = AccountError;

    fn decide(
        &self,
        happened: &PortalAccountEvent,
        _: &Context<'_>,
    ) -> Result<Vec<PortalAccountEvent>, AccountError> {
        Ok(vec![happened.clone()])
    }

    fn evolve(&mut self, event: &PortalAccountEvent, happened: &Happened) {
        match event {
            PortalAccountEvent::SignedIn { .. } => {
                self.signed_in_at = Some(happened.at);
                self.failures = 0;
            }
            PortalAccountEvent::SignInFailed { .. } => {
                self.failures = self.failures.saturating_add(1);
            }
            PortalAccountEvent::LinkRequested { .. } | PortalAccountEvent::SignedOut { .. } => {}
        }
    }

    fn together(mut errors: Vec<AccountError>) -> AccountError {
        errors.swap_remove(0) // never empty
    }

    fn taken(_: &ReservationChange) -> AccountError {
        AccountError::NothingReserved
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::given::HAPPENED;

    const DANA: CustomerId = CustomerId(Uuid::from_u128(0xC1));
    const ELI: CustomerId = CustomerId(Uuid::from_u128(0xC2));

    #[test]
    fn failures_are_counted_until_the_customer_gets_in() {
        let mut account = PortalAccount::default();
        let failed = PortalAccountEvent::SignInFailed {
            customer: DANA,
            reason: PortalFailure::LinkExpired,
        };
        let signed_in = PortalAccountEvent::SignedIn {
            customer: DANA,
            session: SessionId(Uuid::from_u128(1)),
            provider: None,
        };
        account.evolve(&failed, &HAPPENED);
        account.evolve(&failed, &HAPPENED);
        assert_eq!((account.failures, account.signed_in_at), (2, None));
        account.evolve(&signed_in, &HAPPENED);
        let at = Some(HAPPENED.at);
        assert_eq!((account.failures, account.signed_in_at), (0, at));
    }

    #[test]
    fn each_customer_has_a_stream_of_their_own() {
        assert_ne!(PortalAccount::id(DANA), PortalAccount::id(ELI));
        assert_ne!(PortalAccount::id(DANA), DANA.0);
    }
}
