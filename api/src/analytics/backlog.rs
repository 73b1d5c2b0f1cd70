//! How much was waiting, day after day.

use super::asked;
use super::trends::Form;
use crate::answer::Shown;
use crate::problem::Problem;
use crate::request::Reader;
use crate::tickets::Wrong;
use crate::types::{AsOf, Moment};
use jiff::Timestamp;
use poem_openapi::Object;
use poem_openapi::types::Example;
use projections::BacklogQuery;
use serde::{Deserialize, Serialize};

/// How much was waiting when.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(example)]
pub(crate) struct TicketBacklog {
    /// Where days begin and end.
    pub time_zone: String,
    /// The oldest first.
    pub items: Vec<BacklogMoment>,
}

/// How much was waiting at a moment.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(example)]
pub(crate) struct BacklogMoment {
    pub at: Moment,
    /// Tickets that were neither resolved nor closed then.
    pub tickets: i64,
}

pub(super) async fn backlog(
    reader: &Reader,
    form: Form,
    parameters: Vec<(String, String)>,
) -> Result<Shown<TicketBacklog>, Problem> {
    let mut wrong = Wrong::default();
    let cut = form.cut(reader, &mut wrong);
    let mut moments = form.moments(&cut, &mut wrong);
    let now = form.range.now;
    if moments.last().is_some_and(|last| *last > now) {
        moments.retain(|at| *at < now);
        moments.push(now); // what is to come nobody knows
    }
    let last = AsOf::Time(Moment::from(now));
    let tickets = asked::tickets(reader, parameters, Some(last), wrong).await?;
    let counts = match tickets {
        None => vec![0; moments.len()],
        Some(mut tickets) => {
            reader.wait_for("intervals").await?;
            reader.wait_for("analytics").await?;
            tickets.not_status.extend(asked::done(reader));
            let query = BacklogQuery {
                tickets: tickets.past(last.moment()),
                moments: moments.clone(),
            };
            reader.state.app.read.backlog(&query).await?
        }
    };
    let items = moments.into_iter().zip(counts);
    Shown::new(&TicketBacklog {
        time_zone: cut.zone.iana_name().unwrap_or("UTC").to_owned(),
        items: items.map(BacklogMoment::from).collect(),
    })
}

impl From<(Timestamp, i64)> for BacklogMoment {
    fn from((at, tickets): (Timestamp, i64)) -> Self {
        let at = at.into();
        Self { at, tickets }
    }
}

impl Example for TicketBacklog {
    fn example() -> Self {
        Self {
            time_zone: "Asia/Jerusalem".to_owned(),
            items: vec![BacklogMoment::example()],
        }
    }
}

impl Example for BacklogMoment {
    fn example() -> Self {
        let at = Timestamp::from_second(1_774_476_000).unwrap_or_default();
        Self::from((at, 137))
    }
}
