//! The calendar: what is due, and what is to be done, when.

mod feed;
mod view;

use crate::answer::Shown;
use crate::openapi::Tag;
use crate::problem::Problem;
use crate::request::Reader;
use crate::tickets::{Filter, Wrong, parameters};
use crate::types::Moment;
use feed::CalendarFeed;
use jiff::{SignedDuration, Timestamp};
use poem::Request;
use poem_openapi::OpenApi;
use poem_openapi::param::Query;
use projections::ScheduledTicket;
use view::CalendarPage;

/// The operations, which take the filters of the list.
pub(crate) const CALENDAR: [&str; 2] = ["list_calendar", "export_calendar"];
/// Most tickets of one answer.
const MOST: u16 = 1000;
/// How far it looks back and ahead unless told otherwise.
const USUAL: (i64, i64) = (7 * 24, 31 * 24);

pub(crate) struct Calendar;

#[OpenApi(tag = "Tag::Tickets")]
impl Calendar {
    /// Tickets that are due, or whose window lies, in a stretch of time.
    ///
    /// Takes the filters of `GET /tickets`; the earliest first, at most 1,000 of them.
    #[oai(path = "/calendar", method = "get", operation_id = "list_calendar")]
    async fn list(
        &self,
        reader: Reader,
        request: &Request,
        /// Due at or after, or with a window that ends then or after; a week ago unless told
        /// otherwise.
        from: Query<Option<Moment>>,
        /// Due before, or with a window that begins before; in 31 days unless told otherwise.
        to: Query<Option<Moment>>,
    ) -> Result<Shown<CalendarPage>, Problem> {
        let found = found(&reader, (from.0, to.0), request).await?;
        Shown::new(&CalendarPage::of(&reader, found))
    }

    /// The same as an iCalendar file (RFC 5545): an event for each due date and each window.
    ///
    /// Programs that show calendars read it again by themselves; they must send the API key.
    #[oai(
        path = "/calendar.ics",
        method = "get",
        operation_id = "export_calendar"
    )]
    async fn export(
        &self,
        reader: Reader,
        request: &Request,
        /// Due at or after, or with a window that ends then or after; a week ago unless told
        /// otherwise.
        from: Query<Option<Moment>>,
        /// Due before, or with a window that begins before; in 31 days unless told otherwise.
        to: Query<Option<Moment>>,
    ) -> Result<CalendarFeed, Problem> {
        let found = found(&reader, (from.0, to.0), request).await?;
        Ok(CalendarFeed::of(&reader, &found))
    }
}

async fn found(
    reader: &Reader,
    (from, to): (Option<Moment>, Option<Moment>),
    request: &Request,
) -> Result<Vec<ScheduledTicket>, Problem> {
    let now = Timestamp::now();
    let from = from.map_or(now - SignedDuration::from_hours(USUAL.0), |at| at.0);
    let to = to.map_or(now + SignedDuration::from_hours(USUAL.1), |at| at.0);
    let mut wrong = Wrong::default();
    if from >= to {
        wrong.add("from", "must lie before to");
    }
    let filter = Filter::of(parameters(request)?, &mut wrong);
    let Some(query) = filter.into_checked(reader, wrong).await? else {
        return Ok(Vec::new());
    };
    reader.wait_for_tickets().await?;
    if query.asks_customers() {
        reader.wait_for("customers").await?;
    }
    let read = &reader.state.app.read;
    Ok(read.scheduled(&query, (from, to), MOST + 1).await?)
}
