//! Samples of what people wanted of deliveries.

use crate::TicketId;
use crate::delivery::{DeliveryEvent, DeliveryRequested};
use uuid::Uuid;

pub fn deliveries() -> [DeliveryEvent; 3] {
    [
        DeliveryEvent::ResendRequested(requested("webhook")),
        DeliveryEvent::ParkRequested(requested("mail")),
        DeliveryEvent::CancelRequested(requested("notification")),
    ]
}

pub fn bare() -> DeliveryEvent {
    DeliveryEvent::ResendRequested(DeliveryRequested {
        ticket: None,
        ..requested("mail")
    })
}

fn requested(kind: &str) -> DeliveryRequested {
    DeliveryRequested {
        kind: kind.to_owned(),
        ticket: Some(TicketId(Uuid::from_u128(0x71))),
    }
}
