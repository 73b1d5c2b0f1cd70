//! Deliveries: what leaves the house, the states that each goes through, and what people ask of them.
//!
//! What waits and what was sent stands in the outbox, not in the log. The log tells what people did
//! to a delivery: their wish is recorded first, and then followed.

use crate::TicketId;
use crate::access::Permission;
use crate::aggregate::{Aggregate, Context, Happened};
use crate::event::{DecodeError, EncodedEvent, EventPayload, decode_tagged, encode_tagged};
use crate::reservation::ReservationChange;
use serde::{Deserialize, Serialize};

#[cfg(test)]
mod tests;

/// How something leaves the house.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DeliveryKind {
    Mail,
    Webhook,
    Notification,
}

/// How far a delivery is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DeliveryState {
    /// Its turn has not come, or an attempt failed and the next one is some time off.
    Waiting,
    /// A worker has it, for a while.
    Sending,
    Sent,
    /// Set aside: it can never be sent, was tried for days, or somebody wanted it so.
    Parked,
    /// Somebody wanted it not to be sent.
    Cancelled,
}

/// What people may want of a delivery.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeliveryOrder {
    /// Send it, at once; one that was sent goes out anew.
    Resend,
    /// Set it aside.
    Park,
    /// Do not send it.
    Cancel,
}

impl DeliveryKind {
    pub const ALL: [Self; 3] = [Self::Mail, Self::Webhook, Self::Notification];

    /// The spelling used in requests, tables and metrics.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Mail => "mail",
            Self::Webhook => "webhook",
            Self::Notification => "notification",
        }
    }

    /// The kind that is spelled so.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }
}

impl DeliveryState {
    pub const ALL: [Self; 5] = [
        Self::Waiting,
        Self::Sending,
        Self::Sent,
        Self::Parked,
        Self::Cancelled,
    ];

    /// The spelling used in requests and tables.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Sending => "sending",
            Self::Sent => "sent",
            Self::Parked => "parked",
            Self::Cancelled => "cancelled",
        }
    }

    /// The state that is spelled so.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == text)
    }

    /// Whether later deliveries to the same endpoint wait for this one.
    #[must_use]
    pub fn is_open(self) -> bool {
        matches!(self, Self::Waiting | Self::Sending)
    }

    /// Whether the order can be followed now. What is being sent at this moment cannot be called
    /// back, and may have arrived already.
    #[must_use]
    pub fn allows(self, order: DeliveryOrder) -> bool {
        match order {
            DeliveryOrder::Resend => self != Self::Sending,
            DeliveryOrder::Park => self == Self::Waiting,
            DeliveryOrder::Cancel => matches!(self, Self::Waiting | Self::Parked),
        }
    }
}

/// What people wanted of one delivery. Kept for ever: variants and fields are only added.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(tag = "type", content = "data")]
pub enum DeliveryEvent {
    /// Somebody wants it sent now: for the first time, or once more.
    #[serde(rename = "delivery.resend_requested")]
    ResendRequested(DeliveryRequested),
    /// Somebody wants it set aside.
    #[serde(rename = "delivery.park_requested")]
    ParkRequested(DeliveryRequested),
    /// Somebody wants it not to be sent.
    #[serde(rename = "delivery.cancel_requested")]
    CancelRequested(DeliveryRequested),
}

/// What the delivery was when somebody wanted something of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct DeliveryRequested {
    /// `mail`, `webhook` or `notification`.
    pub kind: String,
    /// What it tells of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ticket: Option<TicketId>,
}

impl DeliveryEvent {
    fn new(order: DeliveryOrder, requested: DeliveryRequested) -> Self {
        match order {
            DeliveryOrder::Resend => Self::ResendRequested(requested),
            DeliveryOrder::Park => Self::ParkRequested(requested),
            DeliveryOrder::Cancel => Self::CancelRequested(requested),
        }
    }

    /// What somebody wanted.
    #[must_use]
    pub fn order(&self) -> DeliveryOrder {
        match self {
            Self::ResendRequested(_) => DeliveryOrder::Resend,
            Self::ParkRequested(_) => DeliveryOrder::Park,
            Self::CancelRequested(_) => DeliveryOrder::Cancel,
        }
    }
}

impl EventPayload for DeliveryEvent {
    fn encode(&self) -> EncodedEvent {
        encode_tagged(self)
    }

    fn decode(name: &str, schema: i16, data: &str) -> Result<Self, DecodeError> {
        decode_tagged(name, schema, data)
    }
}

/// What somebody wants of a delivery, and how it stands in the outbox as they want it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DeliveryCommand {
    pub order: DeliveryOrder,
    pub state: DeliveryState,
    pub kind: DeliveryKind,
    pub ticket: Option<TicketId>,
}

/// Why what somebody wanted of a delivery was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DeliveryError {
    #[error("{}", .0.refusal())]
    Forbidden(Permission),
    #[error("{}", told(*.0, *.1))]
    State(DeliveryOrder, DeliveryState),
}

fn told(order: DeliveryOrder, state: DeliveryState) -> &'static str {
    match (state, order) {
        (DeliveryState::Sending, _) => {
            "the delivery is being sent at this moment; look again in a minute"
        }
        (DeliveryState::Sent, _) => "the delivery was sent and cannot be called back",
        (DeliveryState::Parked, _) => "the delivery is parked already",
        (DeliveryState::Cancelled, DeliveryOrder::Park) => {
            "the delivery was cancelled; send it again if it is to go out after all"
        }
        (DeliveryState::Cancelled, _) => "the delivery was cancelled already",
        (DeliveryState::Waiting, _) => "the delivery waits already",
    }
}

/// How often somebody wanted something of one delivery. How it stands, the outbox tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delivery {
    pub orders: u32,
}

impl Aggregate for Delivery {
    const CATEGORY: &'static str = "delivery";
    const FOLD: i32 = 1;
    type Command = DeliveryCommand;
    type Event = DeliveryEvent;
    type Error = DeliveryError;

    fn decide(
        &self,
        command: &DeliveryCommand,
        context: &Context<'_>,
    ) -> Result<Vec<DeliveryEvent>, DeliveryError> {
        let DeliveryCommand {
            order,
            state,
            kind,
            ticket,
        } = *command;
        if !context.access.allows(Permission::ManageOutbox) {
            return Err(DeliveryError::Forbidden(Permission::ManageOutbox));
        }
        if !state.allows(order) {
            return Err(DeliveryError::State(order, state));
        }
        let kind = kind.as_str().to_owned();
        let requested = DeliveryRequested { kind, ticket };
        Ok(vec![DeliveryEvent::new(order, requested)])
    }

    fn evolve(&mut self, _: &DeliveryEvent, _: &Happened) {
        self.orders += 1;
    }

    fn together(mut errors: Vec<DeliveryError>) -> DeliveryError {
        errors.swap_remove(0) // never empty
    }

    fn taken(_: &ReservationChange) -> DeliveryError {
        DeliveryError::Forbidden(Permission::ManageOutbox) // deliveries reserve nothing
    }
}
