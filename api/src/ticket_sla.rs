//! What is promised on a ticket, and how the clocks of it stand.

mod story;
mod view;

pub(crate) use story::{Story, stories};

use crate::answer::Shown;
use crate::openapi::Tag;
use crate::problem::{Kind, Problem};
use crate::request::Reader;
use crate::tickets::{TicketPath, loaded};
use crate::types::{AsOf, Moment};
use domain::sla::SlaRules;
use jiff::Timestamp;
use poem_openapi::OpenApi;
use poem_openapi::param::{Path, Query};
use story::story;
use view::TicketSla;

pub(crate) struct TicketSlas;

#[OpenApi(tag = "Tag::Tickets")]
impl TicketSlas {
    /// What is promised on a ticket, and how its clocks stand.
    ///
    /// Computed from the ticket's events and the policies of their times, and therefore never late.
    #[oai(path = "/tickets/:id/sla", method = "get", operation_id = "ticket_sla")]
    async fn get(
        &self,
        reader: Reader,
        /// Id, number or reference.
        id: Path<String>,
        /// How they stood at that moment: a time, or a position in the log. At a time to come: how
        /// they will stand if nothing happens before.
        as_of: Query<Option<AsOf>>,
    ) -> Result<Shown<TicketSla>, Problem> {
        let id = TicketPath::parse(&id.0)?.resolve(&reader).await?;
        loaded(&reader, id).await?;
        let moment = as_of.0.unwrap_or_else(|| AsOf::Time(Moment::now()));
        let now = time_of(&reader, moment).await?;
        let story = story(&reader, id, moment).await?;
        if story.is_empty() {
            let detail = "There was no such ticket at that moment.";
            return Err(Problem::new(Kind::NotFound, detail));
        }
        let sla = SlaRules::of(&reader.catalog).clocks(&story, now);
        Shown::new(&TicketSla::of(&sla, now, &reader.catalog))
    }
}

/// When the log ended at a position: as its event was recorded.
async fn time_of(reader: &Reader, at: AsOf) -> Result<Timestamp, Problem> {
    let position = match at {
        AsOf::Time(at) => return Ok(at.0),
        AsOf::Position(position) => position.0,
    };
    let events = reader.state.app.store.read_at(&[position]).await?;
    let last = events.first().map(|event| event.recorded_at);
    Ok(last.unwrap_or_else(Timestamp::now)) // the log has not come so far
}
