//! Setting a ticket aside until a moment.

use crate::answer::Changed;
use crate::openapi::Tag;
use crate::problem::Problem;
use crate::request::{Body, Writer};
use crate::tickets::{Ticket, run};
use crate::types::Moment;
use bytes::Bytes;
use domain::ticket::TicketCommand;
use jiff::Timestamp;
use poem_openapi::param::Path;
use poem_openapi::types::Example;
use poem_openapi::{Object, OpenApi};
use serde::{Deserialize, Serialize};

/// How long a ticket shall be set aside.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(example)]
#[serde(deny_unknown_fields)]
pub(crate) struct Snooze {
    /// When it comes back by itself; within a year.
    pub until: Moment,
}

pub(crate) struct Snoozes;

#[OpenApi(tag = "Tag::Tickets")]
impl Snoozes {
    /// Sets a ticket aside until a moment, or until the customer writes.
    #[oai(
        path = "/tickets/:id/snooze",
        method = "post",
        operation_id = "snooze_ticket"
    )]
    async fn snooze(
        &self,
        writer: Writer,
        /// Id, number or reference.
        id: Path<String>,
        body: Body<Snooze>,
    ) -> Result<Changed<Ticket>, Problem> {
        let until = body.value.until.0;
        run(&writer, &id.0, TicketCommand::Snooze { until }, &body.bytes).await
    }

    /// Brings a ticket back before its moment; changes nothing when it is not set aside.
    #[oai(
        path = "/tickets/:id/snooze",
        method = "delete",
        operation_id = "wake_ticket"
    )]
    async fn wake(
        &self,
        writer: Writer,
        /// Id, number or reference.
        id: Path<String>,
    ) -> Result<Changed<Ticket>, Problem> {
        run(&writer, &id.0, TicketCommand::Wake, &Bytes::new()).await
    }
}

impl Example for Snooze {
    fn example() -> Self {
        let until = Timestamp::constant(1_798_797_600, 0);
        Self {
            until: until.into(),
        }
    }
}
