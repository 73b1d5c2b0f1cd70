//! How long tickets were in each status, and with each department.

use super::asked::{self, Range};
use super::business::{BUSINESS, Clock};
use super::named;
use crate::answer::Shown;
use crate::problem::Problem;
use crate::request::Reader;
use crate::tickets::Wrong;
use crate::types::{Moment, Nullable};
use poem_openapi::Object;
use poem_openapi::types::Example;
use projections::{Group, GroupCount, Spent, SpentQuery};
use serde::{Deserialize, Serialize};

/// What is asked.
pub(super) struct Form {
    pub by: Option<String>,
    pub range: Range,
    pub clock: Clock,
    pub language: Option<String>,
}

/// How long tickets were where, within a time.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(example)]
pub(crate) struct TicketDurations {
    pub by: String,
    /// Time before it does not count.
    pub from: Moment,
    /// Nor time after it.
    pub to: Moment,
    /// `wall`: nights and holidays count; `business`: only the hours of business calendars do.
    pub time: String,
    /// Key of the calendar that holds where departments name none of their own, or for all when it
    /// was asked for; null for the clock on the wall.
    pub calendar: Nullable<String>,
    /// The longest first.
    pub items: Vec<TicketDuration>,
}

/// How long tickets were in one place.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(example)]
pub(crate) struct TicketDuration {
    /// What the list's filter takes; null for tickets that no department had.
    pub key: Nullable<String>,
    pub name: Nullable<String>,
    /// Tickets that were there at any moment of the time.
    pub tickets: i64,
    /// All their time there together, in seconds by `time`.
    pub seconds: f64,
    /// Of one ticket, on average.
    pub mean: f64,
}

pub(super) async fn durations(
    reader: &Reader,
    form: Form,
    parameters: Vec<(String, String)>,
) -> Result<Shown<TicketDurations>, Problem> {
    let mut wrong = Wrong::default();
    let range = form.range;
    range.check(&mut wrong);
    let by = form.by.unwrap_or_else(|| "status".to_owned());
    let (spent, group) = divided(&by, &mut wrong);
    let language = wrong.language(reader, form.language.as_deref());
    let business = form.clock.business(range.to, reader, &mut wrong);
    let (time, calendar) = (business.time(), business.calendar);
    let tickets = asked::tickets(reader, parameters, None, wrong).await?;
    let (from, to) = (range.from, range.to.min(range.now));
    let mut spent_times = Vec::new();
    if let Some(tickets) = tickets.filter(|_| from < to) {
        reader.wait_for("analytics").await?;
        let query = SpentQuery {
            tickets,
            by: spent,
            from,
            to,
        };
        let read = &reader.state.app.read;
        spent_times = match business.meter {
            Some(meter) => read.business_spent(&query, meter).await?,
            None => read.spent(&query).await?,
        };
    }
    let groups = spent_times.iter().map(|time| GroupCount {
        key: time.value.map(|id| id.to_string()),
        tickets: time.tickets,
    });
    let named = named::named(reader, (group, &language), groups.collect()).await?;
    let items = named.into_iter().zip(spent_times);
    let items = items.map(|(group, time)| TicketDuration {
        key: group.key,
        name: group.name,
        tickets: time.tickets,
        seconds: time.seconds,
        mean: time.seconds / time.tickets.max(1) as f64,
    });
    Shown::new(&TicketDurations {
        by,
        from: from.into(),
        to: to.into(),
        time,
        calendar: calendar.into(),
        items: items.collect(),
    })
}

fn divided(by: &str, wrong: &mut Wrong) -> (Spent, Group) {
    match by {
        "status" => (Spent::Status, Group::Status),
        "department" => (Spent::Department, Group::Department),
        _ => {
            wrong.add("by", "must be status or department");
            (Spent::Status, Group::Status)
        }
    }
}

impl Example for TicketDurations {
    fn example() -> Self {
        let at = |second| {
            jiff::Timestamp::from_second(second)
                .unwrap_or_default()
                .into()
        };
        Self {
            by: "status".to_owned(),
            from: at(1_772_323_200),
            to: at(1_775_001_600),
            time: BUSINESS.to_owned(),
            calendar: Some("support_hours".to_owned()).into(),
            items: vec![TicketDuration::example()],
        }
    }
}

impl Example for TicketDuration {
    fn example() -> Self {
        Self {
            key: Some("pending".to_owned()).into(),
            name: Some("Pending".to_owned()).into(),
            tickets: 41,
            seconds: 1_771_200.0,
            mean: 43_200.0,
        }
    }
}
