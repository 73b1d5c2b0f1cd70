//! What all charts are asked: which tickets, in which time.

use crate::problem::Problem;
use crate::request::Reader;
use crate::tickets::{Filter, Wrong};
use crate::types::{AsOf, Moment};
use domain::{Permission, StatusId};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use projections::TicketQuery;

/// How far back a chart looks unless told otherwise.
const USUAL: SignedDuration = SignedDuration::from_hours(30 * 24);

/// From a moment on, up to but not with another.
#[derive(Clone, Copy, Debug)]
pub(super) struct Range {
    pub from: Timestamp,
    pub to: Timestamp,
    pub now: Timestamp,
}

impl Range {
    /// What was asked for, or the time just gone by.
    pub fn new(from: Option<Moment>, to: Option<Moment>) -> Self {
        let now = Timestamp::now();
        let to = to.map_or(now, |at| at.0);
        Self {
            from: from.map_or(to.max(Timestamp::UNIX_EPOCH + USUAL) - USUAL, |at| at.0),
            to,
            now,
        }
    }

    pub fn check(self, wrong: &mut Wrong) {
        if self.from >= self.to {
            wrong.add("from", "must lie before to");
        }
    }
}

/// The tickets that a chart is about: those of the list with the same filters, in any status, as far
/// as the reader may both see them and see statistics of them. `None` where there can be none.
pub(super) async fn tickets(
    reader: &Reader,
    parameters: Vec<(String, String)>,
    as_of: Option<AsOf>,
    mut wrong: Wrong,
) -> Result<Option<TicketQuery>, Problem> {
    let mut filter = Filter::of(parameters, &mut wrong);
    filter.as_of = as_of;
    filter.all = filter.all.or(Some(true));
    let Some(query) = filter.into_checked(reader, wrong).await? else {
        return Ok(None);
    };
    reader.wait_for_tickets().await?;
    if query.asks_customers() {
        reader.wait_for("customers").await?;
    }
    let also = reader.access.reach(Permission::ReadAnalytics);
    Ok(Some(TicketQuery {
        also: (also != query.reach).then_some(also),
        ..query
    }))
}

/// The statuses, retired ones too, in which nothing more is expected of the staff.
pub(super) fn done(reader: &Reader) -> Vec<StatusId> {
    let known = reader.catalog.statuses.iter();
    let done = known.filter(|entry| {
        let status = entry.setting.value.as_ref();
        status.is_some_and(|status| status.category.is_done())
    });
    done.map(|entry| StatusId(entry.id)).collect()
}

/// Where days begin and end. A name that is none is refused with the filters, which have it too.
pub(super) fn zone(reader: &Reader, name: Option<&str>) -> TimeZone {
    reader.time_zone(name).unwrap_or(TimeZone::UTC)
}
