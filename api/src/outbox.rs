//! What leaves the house: what waits, what was sent and what was set aside, and orders about it.

mod view;

use crate::answer::{Changed, Shown};
use crate::openapi::Tag;
use crate::page::{Limit, plain};
use crate::problem::Problem;
use crate::request::{Reader, Writer};
use automation::{Delivery, DeliveryQuery};
use bytes::Bytes;
use domain::delivery::{self, DeliveryCommand, DeliveryError, DeliveryOrder};
use domain::{DeliveryId, RuleId, TicketId};
use eventstore::Executed;
use poem_openapi::OpenApi;
use poem_openapi::param::{Path, Query};
use uuid::Uuid;
use view::{DeliveryKind, DeliveryList, DeliveryState, DeliveryView};

/// Deliveries of a page unless told otherwise.
const USUAL: u16 = 100;

pub(crate) struct Outbox;

#[OpenApi(tag = "Tag::Outbox")]
impl Outbox {
    /// Mails, webhook calls and notifications, newest first: those that wait, were sent or were set
    /// aside.
    ///
    /// `payload` is null in lists; `GET /outbox/{id}` shows it.
    #[oai(path = "/outbox", method = "get", operation_id = "list_deliveries")]
    #[expect(
        clippy::too_many_arguments,
        reason = "the document knows each query parameter by an argument of its own"
    )]
    async fn list(
        &self,
        reader: Reader,
        /// Only those that are so far.
        state: Query<Option<DeliveryState>>,
        /// Only these.
        kind: Query<Option<DeliveryKind>>,
        /// Only those about the ticket with this id.
        ticket: Query<Option<Uuid>>,
        /// Only those to this mail address, URL or member.
        endpoint: Query<Option<String>>,
        /// Only those that the rule with this id wanted.
        rule: Query<Option<Uuid>>,
        /// Most items of the page; 100 unless told otherwise.
        limit: Query<Option<Limit>>,
        /// `next_cursor` of the page before, with the same filters.
        cursor: Query<Option<String>>,
    ) -> Result<Shown<DeliveryList>, Problem> {
        if let Some(endpoint) = &endpoint.0 {
            plain("endpoint", endpoint)?;
        }
        let after = cursor.0.as_deref().map(str::parse).transpose();
        let query = DeliveryQuery {
            state: state.0.map(|state| state.0),
            kind: kind.0.map(|kind| kind.0),
            endpoint: endpoint.0,
            ticket: ticket.0.map(TicketId),
            rule: rule.0.map(RuleId),
            after: after.map_err(|()| Problem::bad_cursor())?,
            limit: Limit::or(limit.0, USUAL),
        };
        let page = reader.state.app.outbox.list(&query).await?;
        Shown::new(&DeliveryList {
            items: page.items.iter().map(DeliveryView::listed).collect(),
            next_cursor: page.next.map(|next| next.to_string()).into(),
        })
    }

    /// One delivery.
    ///
    /// `payload` is what is sent, for those who may read the ticket that it is about with what is
    /// said there among the staff; for others it is null.
    #[oai(path = "/outbox/:id", method = "get", operation_id = "get_delivery")]
    async fn get(&self, reader: Reader, id: Path<String>) -> Result<Shown<DeliveryView>, Problem> {
        let delivery = found(&reader, &id.0).await?;
        let view = DeliveryView::of(&delivery, &reader).await?;
        Ok(Shown::new(&view)?.version(delivery.version))
    }

    /// Sends it now: what was parked, cancelled or sent goes to the end of its endpoint's line, what
    /// waits goes without waiting longer.
    ///
    /// What was sent before goes out anew, with `round` one higher, so that whoever receives it can
    /// tell that it is meant. 409 while it is being sent.
    #[oai(
        path = "/outbox/:id/resend",
        method = "post",
        operation_id = "resend_delivery"
    )]
    async fn resend(
        &self,
        writer: Writer,
        id: Path<String>,
    ) -> Result<Changed<DeliveryView>, Problem> {
        order(&writer, &id.0, DeliveryOrder::Resend).await
    }

    /// Sets a delivery that waits aside: later ones to the same endpoint no longer wait for it. 409
    /// when it does not wait.
    #[oai(
        path = "/outbox/:id/park",
        method = "post",
        operation_id = "park_delivery"
    )]
    async fn park(
        &self,
        writer: Writer,
        id: Path<String>,
    ) -> Result<Changed<DeliveryView>, Problem> {
        order(&writer, &id.0, DeliveryOrder::Park).await
    }

    /// Does not send what waits or was parked. 409 when it was sent already, or is being sent.
    #[oai(
        path = "/outbox/:id/cancel",
        method = "post",
        operation_id = "cancel_delivery"
    )]
    async fn cancel(
        &self,
        writer: Writer,
        id: Path<String>,
    ) -> Result<Changed<DeliveryView>, Problem> {
        order(&writer, &id.0, DeliveryOrder::Cancel).await
    }
}

async fn found(reader: &Reader, id: &str) -> Result<Delivery, Problem> {
    let id = Uuid::parse_str(id).map_err(|_| Problem::not_found("delivery"))?;
    let delivery = reader.state.app.outbox.get(DeliveryId(id)).await?;
    delivery.ok_or_else(|| Problem::not_found("delivery"))
}

/// Records the order, then follows it. Whoever is cut off in between has ordered it all the same: the
/// worker follows it then.
async fn order(
    writer: &Writer,
    id: &str,
    order: DeliveryOrder,
) -> Result<Changed<DeliveryView>, Problem> {
    let before = found(writer, id).await?;
    if !writer.was_done().await? {
        writer.check_version(before.version)?;
    }
    let executed = recorded(writer, &before, order).await?;
    let app = &writer.state.app;
    let after = app.outbox.follow(&app.store, before.id).await?;
    let after = after.ok_or_else(|| Problem::not_found("delivery"))?;
    // a worker may have been quicker
    if !executed.repeated && after.was_too_late(executed.loaded.version) {
        return Err(DeliveryError::State(order, after.state).into());
    }
    let view = DeliveryView::of(&after, writer).await?;
    Ok(Changed::after(&executed, &view)?.version(after.version))
}

async fn recorded(
    writer: &Writer,
    delivery: &Delivery,
    order: DeliveryOrder,
) -> Result<Executed<delivery::Delivery>, Problem> {
    let command = DeliveryCommand {
        order,
        state: delivery.state,
        kind: delivery.kind,
        ticket: delivery.ticket,
    };
    // If-Match is about the delivery, not about the stream of what people ordered
    let writer = writer.with_any_version();
    writer
        .execute(delivery.id.0, vec![command], &Bytes::new())
        .await
}
