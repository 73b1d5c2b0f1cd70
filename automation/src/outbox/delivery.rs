//! One delivery, as it is put and as it stands.

use domain::delivery::{DeliveryKind, DeliveryState};
use domain::{DeliveryId, RuleId, TicketId};
use jiff::Timestamp;
use serde_json::Value;
use tokio_postgres::Row;
use uuid::Uuid;

/// Something that is to leave the house.
#[derive(Clone, Debug, PartialEq)]
pub struct NewDelivery {
    /// Derived from the cause and from what is sent for it: the same again changes nothing.
    pub id: DeliveryId,
    pub kind: DeliveryKind,
    /// Whom it reaches: a mail address, a URL, a member's id. What goes to one endpoint goes in
    /// order.
    pub endpoint: String,
    /// What it tells of.
    pub ticket: Option<TicketId>,
    /// The event for which it is sent.
    pub cause: Uuid,
    /// The rule in the version that wanted it.
    pub rule: Option<(RuleId, i32)>,
    /// All that is sent, as it will be sent however late that is.
    pub payload: Value,
}

/// A delivery as it stands in the outbox.
#[derive(Clone, Debug, PartialEq)]
pub struct Delivery {
    pub id: DeliveryId,
    pub kind: DeliveryKind,
    pub endpoint: String,
    pub ticket: Option<TicketId>,
    /// The event for which it is sent.
    pub cause: Uuid,
    pub rule: Option<(RuleId, i32)>,
    /// JSON, the same bytes each time.
    pub payload: String,
    pub created_at: Timestamp,
    pub state: DeliveryState,
    /// 1, and one more each time that it was sent and is to go out again. Id and round tell an
    /// attempt that is repeated from one that is meant anew.
    pub round: i32,
    /// Attempts since it was put, or since somebody wanted it sent.
    pub attempts: i32,
    /// While it waits: not before. While it is being sent: when another worker may take it.
    pub next_at: Option<Timestamp>,
    /// Why the last attempt that failed did.
    pub last_error: Option<String>,
    pub sent_at: Option<Timestamp>,
    pub parked_at: Option<Timestamp>,
    pub cancelled_at: Option<Timestamp>,
    /// Raised by every change.
    pub version: i32,
    /// Up to which version of its stream people's orders were followed.
    pub(crate) orders: i32,
    /// The last of them that came too late.
    pub(crate) late_order: i32,
}

impl Delivery {
    /// Whether the order that is this version of its stream came too late to be followed.
    #[must_use]
    pub fn was_too_late(&self, order: i32) -> bool {
        self.late_order == order
    }

    /// What tells it, in this round, from all others: a receiver that has seen it has it already.
    #[must_use]
    pub fn key(&self) -> String {
        match self.round {
            1 => self.id.to_string(),
            round => format!("{}-{round}", self.id),
        }
    }
}

impl From<&Row> for Delivery {
    fn from(row: &Row) -> Self {
        let rule = row.get::<_, Option<Uuid>>("rule_id").map(RuleId);
        let version = row.get::<_, Option<i32>>("rule_version");
        // the table's checks allow no others
        let kind = DeliveryKind::parse(row.get("kind")).unwrap_or(DeliveryKind::Notification);
        let state = DeliveryState::parse(row.get("state")).unwrap_or(DeliveryState::Parked);
        Self {
            id: DeliveryId(row.get("id")),
            kind,
            endpoint: row.get("endpoint"),
            ticket: row.get::<_, Option<Uuid>>("ticket_id").map(TicketId),
            cause: row.get("cause"),
            rule: rule.zip(version),
            payload: row.get("payload"),
            created_at: row.get("created_at"),
            state,
            round: row.get("round"),
            attempts: row.get("attempts"),
            next_at: row.get("next_at"),
            last_error: row.get("last_error"),
            sent_at: row.get("sent_at"),
            parked_at: row.get("parked_at"),
            cancelled_at: row.get("cancelled_at"),
            version: row.get("version"),
            orders: row.get("orders"),
            late_order: row.get("late_order"),
        }
    }
}

/// What a row is read from.
pub(super) const COLUMNS: &str = "
id, kind, endpoint, ticket_id, cause, rule_id, rule_version, payload::text AS payload, created_at,
state, round, attempts, next_at, last_error, sent_at, parked_at, cancelled_at, version, orders,
late_order";
