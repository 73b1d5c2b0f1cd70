//! Who hears of a ticket: those who get copies, and those who watch it.

use super::guests::Guest;
use super::{change, id_in_path};
use crate::answer::Changed;
use crate::openapi::Tag;
use crate::problem::{Kind, Problem};
use crate::request::{Body, OptionalBody, Writer};
use crate::tickets::{Ticket, answer, take};
use bytes::Bytes;
use commands::tickets::Circle;
use domain::ticket::{Details, Participant, TicketError};
use domain::{FieldError, MemberId};
use poem_openapi::OpenApi;
use poem_openapi::param::Path;
use uuid::Uuid;

pub(crate) struct Participants;

#[OpenApi(tag = "Tag::Tickets")]
impl Participants {
    /// Gives somebody copies of what is said to the requester.
    #[oai(path = "/tickets/:id/cc", method = "post", operation_id = "add_cc")]
    async fn add_cc(
        &self,
        writer: Writer,
        /// Id, number or reference.
        id: Path<String>,
        body: Body<Guest>,
    ) -> Result<Changed<Ticket>, Problem> {
        let step = body.value.step(Circle::Cc)?;
        let outcome = take(&writer, &id.0, vec![step], &body.bytes).await;
        outcome.map_err(at_id)
    }

    /// Gives somebody no more copies; changes nothing when they get none.
    #[oai(
        path = "/tickets/:id/cc/:participant_id",
        method = "delete",
        operation_id = "remove_cc"
    )]
    async fn remove_cc(
        &self,
        writer: Writer,
        /// Id, number or reference.
        id: Path<String>,
        /// Id of a member or customer.
        participant_id: Path<String>,
    ) -> Result<Changed<Ticket>, Problem> {
        let who = id_in_path(&participant_id.0, "participant")?;
        leave(&writer, &id.0, Circle::Cc, who).await
    }

    /// Lets somebody watch the ticket; without a body, whoever asks.
    #[oai(
        path = "/tickets/:id/watchers",
        method = "post",
        operation_id = "add_watcher"
    )]
    async fn add_watcher(
        &self,
        writer: Writer,
        /// Id, number or reference.
        id: Path<String>,
        body: OptionalBody<Guest>,
    ) -> Result<Changed<Ticket>, Problem> {
        let step = match body.value {
            Some(guest) => guest.step(Circle::Watchers)?,
            None => {
                let me = Participant::Member(writer.member()?);
                Circle::Watchers.join(me).into()
            }
        };
        let outcome = take(&writer, &id.0, vec![step], &body.bytes).await;
        outcome.map_err(at_id)
    }

    /// Whoever asks watches no more; changes nothing when they do not.
    #[oai(
        path = "/tickets/:id/watchers",
        method = "delete",
        operation_id = "stop_watching"
    )]
    async fn stop_watching(
        &self,
        writer: Writer,
        /// Id, number or reference.
        id: Path<String>,
    ) -> Result<Changed<Ticket>, Problem> {
        let me = writer.principal.me();
        leave(&writer, &id.0, Circle::Watchers, me).await
    }

    /// Somebody watches no more; changes nothing when they do not.
    #[oai(
        path = "/tickets/:id/watchers/:participant_id",
        method = "delete",
        operation_id = "remove_watcher"
    )]
    async fn remove_watcher(
        &self,
        writer: Writer,
        /// Id, number or reference.
        id: Path<String>,
        /// Id of a member or customer.
        participant_id: Path<String>,
    ) -> Result<Changed<Ticket>, Problem> {
        let who = id_in_path(&participant_id.0, "participant")?;
        leave(&writer, &id.0, Circle::Watchers, who).await
    }
}

/// The rules name the list; where they mean one whom nobody knows, the caller spelled it `id`.
fn at_id(mut problem: Problem) -> Problem {
    if problem.kind != Kind::Validation {
        return problem; // the ticket itself is not there
    }
    let unknown = problem.errors.iter_mut();
    let unknown = unknown.filter(|e| e.detail.starts_with("there is no "));
    for error in unknown.filter(|e| ["cc", "watchers"].contains(&e.field.as_str())) {
        "id".clone_into(&mut error.field);
    }
    match problem.errors.as_slice() {
        [_] => Problem::fields(problem.errors),
        _ => problem,
    }
}

async fn leave(
    writer: &Writer,
    path: &str,
    circle: Circle,
    who: Uuid,
) -> Result<Changed<Ticket>, Problem> {
    let lead = |now: &Details| {
        let there = match circle {
            Circle::Cc => &now.cc,
            Circle::Watchers => &now.watchers,
        };
        match there.iter().find(|p| id_of(**p) == who) {
            Some(found) => Ok(vec![circle.leave(*found).into()]),
            None => {
                if circle == Circle::Cc {
                    check_brought(now, who)?;
                }
                // changes nothing, but asks for what leaving asks for
                let nobody = Participant::Member(MemberId(who));
                Ok(vec![circle.leave(nobody).into()])
            }
        }
    };
    let executed = change(writer, path, lead, &Bytes::new()).await?;
    answer(writer, &executed).await
}

fn check_brought(now: &Details, who: Uuid) -> Result<(), TicketError> {
    let brought = now.copies().iter().any(|p| id_of(*p) == who);
    if brought {
        let detail = "gets copies because of a merged ticket; take that merge back first";
        let wrong = FieldError::new("participant_id", detail);
        return Err(TicketError::Invalid(vec![wrong]));
    }
    Ok(())
}

fn id_of(who: Participant) -> Uuid {
    match who {
        Participant::Member(id) => id.0,
        Participant::Customer(id) => id.0,
    }
}
