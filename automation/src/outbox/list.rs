//! Deliveries as they are listed, newest first.

use super::Outbox;
use super::delivery::{COLUMNS, Delivery};
use domain::delivery::{DeliveryKind, DeliveryState};
use domain::{RuleId, TicketId};
use eventstore::StoreError;
use jiff::Timestamp;
use std::fmt;
use std::str::FromStr;
use tokio_postgres::types::ToSql;
use uuid::Uuid;

/// Which deliveries are wanted. Of what is `None` nothing is asked.
#[derive(Clone, Debug, Default)]
pub struct DeliveryQuery {
    pub state: Option<DeliveryState>,
    pub kind: Option<DeliveryKind>,
    pub endpoint: Option<String>,
    pub ticket: Option<TicketId>,
    pub rule: Option<RuleId>,
    /// Where the page before this one ended.
    pub after: Option<DeliveryCursor>,
    pub limit: u16,
}

/// One page.
#[derive(Clone, Debug)]
pub struct DeliveryPage {
    pub items: Vec<Delivery>,
    /// Where it ended; `None` on the last.
    pub next: Option<DeliveryCursor>,
}

/// The place of a delivery in lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DeliveryCursor(Timestamp, Uuid);

impl fmt::Display for DeliveryCursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}_{}", self.0.as_microsecond(), self.1.simple())
    }
}

impl FromStr for DeliveryCursor {
    type Err = ();

    /// Fails on what no page gave out.
    fn from_str(text: &str) -> Result<Self, ()> {
        let (at, id) = text.split_once('_').ok_or(())?;
        let at = Timestamp::from_microsecond(at.parse().map_err(|_| ())?).map_err(|_| ())?;
        let cursor = Self(at, Uuid::try_parse(id).map_err(|_| ())?);
        (cursor.to_string() == text).then_some(cursor).ok_or(())
    }
}

impl Outbox {
    /// A page of deliveries.
    pub async fn list(&self, query: &DeliveryQuery) -> Result<DeliveryPage, StoreError> {
        let asked = Asked::of(query);
        let limit = i64::from(query.limit);
        let sql = asked.sql(limit + 1);
        let client = self.pool.get().await?;
        let statement = client.prepare_cached(&sql).await?;
        let values: Vec<&(dyn ToSql + Sync)> =
            asked.values.iter().map(|v| v.as_ref() as _).collect();
        let rows = client.query(&statement, &values).await?;
        let mut items: Vec<_> = rows.iter().map(Delivery::from).collect();
        let more = items.len() > usize::from(query.limit);
        items.truncate(query.limit.into());
        let last = items.last().filter(|_| more);
        let next = last.map(|d| DeliveryCursor(d.created_at, d.id.0));
        Ok(DeliveryPage { items, next })
    }
}

/// What is asked as conditions, so that each set of filters has a plan of its own.
#[derive(Default)]
struct Asked {
    conditions: Vec<String>,
    values: Vec<Box<dyn ToSql + Sync + Send>>,
}

impl Asked {
    fn of(query: &DeliveryQuery) -> Self {
        let mut asked = Self::default();
        asked.equals("state", query.state.map(DeliveryState::as_str));
        asked.equals("kind", query.kind.map(DeliveryKind::as_str));
        asked.equals("endpoint", query.endpoint.clone());
        asked.equals("ticket_id", query.ticket.map(|id| id.0));
        asked.equals("rule_id", query.rule.map(|id| id.0));
        if let Some(DeliveryCursor(at, id)) = query.after {
            let (at, id) = (asked.value(at), asked.value(id));
            let earlier = format!("(created_at, id) < (${at}, ${id})");
            asked.conditions.push(earlier);
        }
        asked
    }

    fn equals<T: ToSql + Sync + Send + 'static>(&mut self, column: &str, value: Option<T>) {
        if let Some(value) = value {
            let place = self.value(value);
            self.conditions.push(format!("{column} = ${place}"));
        }
    }

    fn value<T: ToSql + Sync + Send + 'static>(&mut self, value: T) -> usize {
        self.values.push(Box::new(value));
        self.values.len()
    }

    fn sql(&self, limit: i64) -> String {
        let conditions = match self.conditions.as_slice() {
            [] => "true".to_owned(),
            some => some.join("\n    AND "),
        };
        format!(
            "
SELECT {COLUMNS}
FROM outbox.deliveries
WHERE {conditions}
ORDER BY created_at DESC, id DESC
LIMIT {limit}"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_is_read_back_and_others_are_refused() {
        let cursor = DeliveryCursor(Timestamp::UNIX_EPOCH, Uuid::from_u128(7));
        assert_eq!(cursor.to_string().parse(), Ok(cursor));
        for text in [
            "",
            "_",
            "7",
            "x_7",
            "+0_00000000000000000000000000000007",
            "9_zz",
        ] {
            assert!(text.parse::<DeliveryCursor>().is_err(), "{text}");
        }
    }
}
