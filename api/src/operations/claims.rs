//! Taking a ticket that nobody has, and handing one over.

use super::example_id;
use crate::answer::Changed;
use crate::openapi::Tag;
use crate::problem::Problem;
use crate::request::{Body, Writer, present};
use crate::tickets::{Ticket, run, take};
use bytes::Bytes;
use commands::tickets::Step;
use domain::ticket::{NewMessage, TicketCommand, Visibility};
use domain::{MemberId, MessageId};
use poem_openapi::param::Path;
use poem_openapi::types::Example;
use poem_openapi::{Object, OpenApi};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Who shall have a ticket instead.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(example)]
#[serde(deny_unknown_fields)]
pub(crate) struct HandOver {
    /// The member who gets it.
    pub to: Uuid,
    /// The member who has it now; whoever asks unless told otherwise.
    #[serde(default, deserialize_with = "present")]
    pub from: Option<Uuid>,
    /// What the other one should know; becomes an internal note.
    #[serde(default, deserialize_with = "present")]
    pub note: Option<String>,
}

pub(crate) struct Claims;

#[OpenApi(tag = "Tag::Tickets")]
impl Claims {
    /// Takes a ticket that nobody has; 409 when somebody was quicker.
    #[oai(
        path = "/tickets/:id/claim",
        method = "post",
        operation_id = "claim_ticket"
    )]
    async fn claim(
        &self,
        writer: Writer,
        /// Id, number or reference.
        id: Path<String>,
    ) -> Result<Changed<Ticket>, Problem> {
        let member = writer.member()?;
        let command = TicketCommand::Claim { member };
        run(&writer, &id.0, command, &Bytes::new()).await
    }

    /// Puts another member in the place of one who has the ticket, with a note if there is one.
    #[oai(
        path = "/tickets/:id/hand_over",
        method = "post",
        operation_id = "hand_over_ticket"
    )]
    async fn hand_over(
        &self,
        writer: Writer,
        /// Id, number or reference.
        id: Path<String>,
        body: Body<HandOver>,
    ) -> Result<Changed<Ticket>, Problem> {
        let message = MessageId(Uuid::now_v7());
        let steps = steps(&body.value, writer.member()?, message);
        let outcome = take(&writer, &id.0, steps, &body.bytes).await;
        outcome.map_err(|problem| problem.renamed(&[("body", "note")]))
    }
}

fn steps(hand_over: &HandOver, me: MemberId, message: MessageId) -> Vec<Step> {
    let command = TicketCommand::HandOver {
        from: hand_over.from.map_or(me, MemberId),
        to: MemberId(hand_over.to),
    };
    let note = hand_over.note.clone().map(|note| Step::Post {
        message: Box::new(NewMessage::new(message, Visibility::Internal, note)),
        attachments: vec![],
    });
    [Step::from(command)].into_iter().chain(note).collect()
}

impl Example for HandOver {
    fn example() -> Self {
        Self {
            to: example_id(0xb1),
            from: None,
            note: Some("The customer calls again at ten.".to_owned()),
        }
    }
}
