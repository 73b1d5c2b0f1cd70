//! A delivery as the API shows it.

use crate::problem::Problem;
use crate::request::Reader;
use crate::types::{Moment, Nullable, RawJson, described, parameter};
use automation::Delivery;
use domain::delivery;
use domain::ticket::{Ticket, Visibility};
use poem_openapi::Object;
use poem_openapi::registry::MetaSchema;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::str::FromStr;
use uuid::Uuid;

/// Something that leaves the house.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(rename = "Delivery")]
pub(crate) struct DeliveryView {
    pub id: Uuid,
    pub kind: DeliveryKind,
    /// Whom it reaches: a mail address, a URL, a member's id.
    pub endpoint: String,
    /// What it tells of.
    pub ticket_id: Nullable<Uuid>,
    /// The event for which it is sent.
    pub causation_id: Uuid,
    /// The rule that wanted it.
    pub rule_id: Nullable<Uuid>,
    /// In this version.
    pub rule_version: Nullable<i32>,
    pub state: DeliveryState,
    /// 1, and one more each time that it was sent and somebody had it sent again.
    pub round: i32,
    /// Attempts since it was put or somebody had it sent again.
    pub attempts: i32,
    /// `waiting`: not before then; `sending`: from then on another worker may take it.
    pub next_at: Nullable<Moment>,
    /// Why the last attempt that failed did.
    pub last_error: Nullable<String>,
    pub created_at: Moment,
    /// When it was sent last.
    pub sent_at: Nullable<Moment>,
    /// When it was parked last.
    pub parked_at: Nullable<Moment>,
    /// When it was cancelled last.
    pub cancelled_at: Nullable<Moment>,
    /// What is sent; null in lists, and for those who may not read it.
    pub payload: Nullable<RawJson>,
    pub version: i32,
}

/// A page of deliveries.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct DeliveryList {
    pub items: Vec<DeliveryView>,
    /// Send it as `cursor` for the next page; null on the last.
    pub next_cursor: Nullable<String>,
}

/// How something leaves the house.
#[derive(Clone, Copy, Debug)]
pub(crate) struct DeliveryKind(pub delivery::DeliveryKind);

/// How far a delivery is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct DeliveryState(pub delivery::DeliveryState);

impl DeliveryView {
    /// The delivery with what is sent, as far as the reader may see that: it may tell of all that
    /// is on the ticket.
    pub async fn of(delivery: &Delivery, reader: &Reader) -> Result<Self, Problem> {
        let mut view = Self::listed(delivery);
        if sees_payload(delivery, reader).await? {
            view.payload = Some(RawJson::new(delivery.payload.clone())).into();
        }
        Ok(view)
    }

    /// Without what is sent.
    pub fn listed(delivery: &Delivery) -> Self {
        let moment = |at: Option<jiff::Timestamp>| at.map(Moment::from).into();
        Self {
            id: delivery.id.0,
            kind: DeliveryKind(delivery.kind),
            endpoint: delivery.endpoint.clone(),
            ticket_id: delivery.ticket.map(|id| id.0).into(),
            causation_id: delivery.cause,
            rule_id: delivery.rule.map(|(id, _)| id.0).into(),
            rule_version: delivery.rule.map(|(_, version)| version).into(),
            state: DeliveryState(delivery.state),
            round: delivery.round,
            attempts: delivery.attempts,
            next_at: moment(delivery.next_at),
            last_error: delivery.last_error.clone().into(),
            created_at: delivery.created_at.into(),
            sent_at: moment(delivery.sent_at),
            parked_at: moment(delivery.parked_at),
            cancelled_at: moment(delivery.cancelled_at),
            payload: None.into(),
            version: delivery.version,
        }
    }
}

async fn sees_payload(delivery: &Delivery, reader: &Reader) -> Result<bool, Problem> {
    let Some(id) = delivery.ticket else {
        return Ok(true);
    };
    let store = &reader.state.app.store;
    let loaded = store.load_since::<Ticket>(id.0, store.known_head()).await?;
    let seen = reader.access.seen(&loaded.state);
    Ok(seen.is_some_and(|ticket| reader.access.hears(Visibility::Internal, ticket)))
}

macro_rules! words {
    ($($name:ident = $label:literal, $said:literal;)+) => {$(
        impl FromStr for $name {
            type Err = String;

            fn from_str(text: &str) -> Result<Self, String> {
                let known = delivery::$name::parse(text).map(Self);
                known.ok_or_else(|| concat!("must be ", $said).to_owned())
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.0.as_str())
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                text.parse().map_err(D::Error::custom)
            }
        }

        described!(
            $name,
            $label,
            MetaSchema {
                enum_items: delivery::$name::ALL.map(|word| word.as_str().into()).into(),
                ..MetaSchema::new("string")
            }
        );
        parameter!($name);
    )+};
}

words! {
    DeliveryKind = "DeliveryKind", "mail, webhook or notification";
    DeliveryState = "DeliveryState", "waiting, sending, sent, parked or cancelled";
}
