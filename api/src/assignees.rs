//! Who works on a ticket.

use crate::answer::Changed;
use crate::openapi::Tag;
use crate::problem::Problem;
use crate::request::{Body, Writer};
use crate::tickets::{Ticket, run};
use domain::MemberId;
use domain::ticket::TicketCommand;
use poem_openapi::param::Path;
use poem_openapi::{Object, OpenApi};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Whom to assign.
#[derive(Debug, Object, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewAssignee {
    pub member_id: Uuid,
}

pub(crate) struct Assignees;

#[OpenApi(tag = "Tag::Tickets")]
impl Assignees {
    /// Assigns a member; changes nothing when that is so already.
    #[oai(
        path = "/tickets/:id/assignees",
        method = "post",
        operation_id = "assign_member"
    )]
    async fn assign(
        &self,
        writer: Writer,
        /// Id or number.
        id: Path<String>,
        body: Body<NewAssignee>,
    ) -> Result<Changed<Ticket>, Problem> {
        let member = MemberId(body.value.member_id);
        let command = TicketCommand::Assign { member };
        let outcome = run(&writer, &id.0, command, &body.bytes).await;
        outcome.map_err(|problem| problem.renamed(&[("member", "member_id")]))
    }

    /// Unassigns a member; changes nothing when that is so already.
    #[oai(
        path = "/tickets/:id/assignees/:member_id",
        method = "delete",
        operation_id = "unassign_member"
    )]
    async fn unassign(
        &self,
        writer: Writer,
        /// Id or number.
        id: Path<String>,
        member_id: Path<String>,
    ) -> Result<Changed<Ticket>, Problem> {
        let member = Uuid::parse_str(&member_id.0).map(MemberId);
        let member = member.map_err(|_| Problem::not_found("member"))?;
        if writer.catalog.members.get(member.0).is_none() {
            return Err(Problem::not_found("member"));
        }
        let command = TicketCommand::Unassign { member };
        run(&writer, &id.0, command, &bytes::Bytes::new()).await
    }
}
