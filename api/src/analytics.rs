//! Analytics: how many tickets there are, came and went, how long they took, and who has how much.

mod arrivals;
mod asked;
mod backlog;
mod business;
mod changes;
mod distribution;
mod durations;
mod forecast;
mod group;
mod lengths;
mod named;
mod performance;
mod periods;
mod stream;
mod summary;
mod trends;
mod workload;

use crate::answer::Shown;
use crate::openapi::Tag;
use crate::page::Limit;
use crate::problem::Problem;
use crate::request::{Reader, headers};
use crate::tickets::parameters;
use crate::types::{AsOf, Moment, Position};
use arrivals::TicketArrivals;
use asked::Range;
use backlog::TicketBacklog;
use distribution::Distribution;
use forecast::Forecast;
pub(crate) use lengths::Lengths;
use poem::Request;
use poem_openapi::OpenApi;
use poem_openapi::param::{Header, Query};
use stream::ChangeStream;
use summary::TicketSummary;
use trends::TicketTrends;
use workload::Workload;

/// How the ids of operations begin that take the filters of the list.
pub(crate) const CHART: &str = "analytics_";

pub(crate) struct Analytics;

#[OpenApi(tag = "Tag::Analytics")]
impl Analytics {
    /// How many tickets there are of which kind now, and how many came and went.
    ///
    /// Takes the filters of `GET /tickets` and counts what that list shows with `all=true`.
    #[oai(
        path = "/analytics/summary",
        method = "get",
        operation_id = "analytics_summary"
    )]
    async fn summary(
        &self,
        reader: Reader,
        request: &Request,
        /// Where the time begins in which tickets came and went; 30 days ago unless told otherwise.
        from: Query<Option<Moment>>,
        /// Where it ends; now unless told otherwise.
        to: Query<Option<Moment>>,
    ) -> Result<Shown<TicketSummary>, Problem> {
        let range = Range::new(from.0, to.0);
        summary::summary(&reader, range, parameters(request)?).await
    }

    /// How many tickets came, were resolved, came back and waited, hour by hour or month by month.
    ///
    /// Takes the filters of `GET /tickets` and counts what that list shows with `all=true`.
    /// `backlog` is of the end of each stretch; that of now is what the list finds.
    #[oai(
        path = "/analytics/trends",
        method = "get",
        operation_id = "analytics_trends"
    )]
    #[expect(clippy::too_many_arguments, reason = "one per parameter of the API")]
    async fn trends(
        &self,
        reader: Reader,
        request: &Request,
        /// Where the first stretch lies; 30 days ago unless told otherwise.
        from: Query<Option<Moment>>,
        /// Where the last one lies; now unless told otherwise.
        to: Query<Option<Moment>>,
        /// `hour`, `day`, `week` or `month` of the time zone; `day` unless told otherwise.
        interval: Query<Option<String>>,
        /// `monday`, `sunday` or `saturday`; `monday` unless told otherwise.
        week_starts: Query<Option<String>>,
        /// Where days begin and end; the caller's own unless told otherwise.
        time_zone: Query<Option<String>>,
    ) -> Result<Shown<TicketTrends>, Problem> {
        let form = trends::Form {
            range: Range::new(from.0, to.0),
            interval: interval.0,
            week_starts: week_starts.0,
            time_zone: time_zone.0,
        };
        trends::trends(&reader, form, parameters(request)?).await
    }

    /// How tickets are divided by something that they have, now or as of a moment.
    ///
    /// Takes the filters of `GET /tickets` and counts what that list shows with `all=true`. By
    /// member, by tag and by a field of several choices a ticket counts once for each.
    #[oai(
        path = "/analytics/distribution",
        method = "get",
        operation_id = "analytics_distribution"
    )]
    async fn distribution(
        &self,
        reader: Reader,
        request: &Request,
        /// `status`, `department`, `member`, `priority`, `customer`, `organisation`, `channel`, `tag`,
        /// or `fields.<key>` of a field with choices, or of yes and no.
        by: Query<Option<String>>,
        /// The tickets as they were then: a time, or a position in the log.
        as_of: Query<Option<AsOf>>,
        /// Most groups; 50 unless told otherwise.
        limit: Query<Option<Limit>>,
        /// Of names: `ar`, `he`, `en` or another tag; your own unless told otherwise, else the
        /// workspace's first.
        language: Query<Option<String>>,
    ) -> Result<Shown<Distribution>, Problem> {
        let form = distribution::Form {
            by: by.0,
            as_of: as_of.0,
            limit: limit.0,
            language: language.0,
        };
        distribution::distribution(&reader, form, parameters(request)?).await
    }

    /// On which weekdays and at which hours tickets come in.
    ///
    /// Takes the filters of `GET /tickets`.
    #[oai(
        path = "/analytics/arrivals",
        method = "get",
        operation_id = "analytics_arrivals"
    )]
    async fn arrivals(
        &self,
        reader: Reader,
        request: &Request,
        /// Created at or after; 30 days ago unless told otherwise.
        from: Query<Option<Moment>>,
        /// Created before; now unless told otherwise.
        to: Query<Option<Moment>>,
        /// Of the weekdays and hours; the caller's own unless told otherwise.
        time_zone: Query<Option<String>>,
    ) -> Result<Shown<TicketArrivals>, Problem> {
        let range = Range::new(from.0, to.0);
        arrivals::arrivals(&reader, (range, time_zone.0), parameters(request)?).await
    }

    /// How many tickets were waiting at the beginning of each day, as they were then.
    ///
    /// Takes those filters of `GET /tickets` that can be asked of the past, and tells at each moment
    /// how many tickets that list finds with `as_of` there that were neither resolved nor closed. The
    /// last one is now, unless `to` lies before.
    #[oai(
        path = "/analytics/backlog",
        method = "get",
        operation_id = "analytics_backlog"
    )]
    #[expect(clippy::too_many_arguments, reason = "one per parameter of the API")]
    async fn backlog(
        &self,
        reader: Reader,
        request: &Request,
        /// Where the first stretch lies; 30 days ago unless told otherwise.
        from: Query<Option<Moment>>,
        /// Where the last one lies; now unless told otherwise.
        to: Query<Option<Moment>>,
        /// `hour`, `day`, `week` or `month` of the time zone; `day` unless told otherwise.
        interval: Query<Option<String>>,
        /// `monday`, `sunday` or `saturday`; `monday` unless told otherwise.
        week_starts: Query<Option<String>>,
        /// Where days begin and end; the caller's own unless told otherwise.
        time_zone: Query<Option<String>>,
    ) -> Result<Shown<TicketBacklog>, Problem> {
        let form = trends::Form {
            range: Range::new(from.0, to.0),
            interval: interval.0,
            week_starts: week_starts.0,
            time_zone: time_zone.0,
        };
        backlog::backlog(&reader, form, parameters(request)?).await
    }

    /// Who has how much to do, and what is due on each of the next days.
    ///
    /// Takes the filters of `GET /tickets` and counts what that list shows with `all=true` and is
    /// neither resolved nor closed. A ticket counts for each of its assignees.
    #[oai(
        path = "/analytics/workload",
        method = "get",
        operation_id = "analytics_workload"
    )]
    async fn workload(
        &self,
        reader: Reader,
        request: &Request,
        /// Where days begin and end; the caller's own unless told otherwise.
        time_zone: Query<Option<String>>,
    ) -> Result<Shown<Workload>, Problem> {
        workload::workload(&reader, time_zone.0, parameters(request)?).await
    }

    /// What is to be expected of the next days, and how far such forecasts were off.
    ///
    /// Takes the filters of `GET /tickets`. Several methods are judged on the last four weeks; the
    /// baseline, every day as a week before, is used unless another is better.
    #[oai(
        path = "/analytics/forecast",
        method = "get",
        operation_id = "analytics_forecast"
    )]
    async fn forecast(
        &self,
        reader: Reader,
        request: &Request,
        /// How many days, today first: 1 to 56; 14 unless told otherwise.
        days: Query<Option<u16>>,
        /// Where days begin and end; the caller's own unless told otherwise.
        time_zone: Query<Option<String>>,
    ) -> Result<Shown<Forecast>, Problem> {
        let form = forecast::Form {
            days: days.0,
            time_zone: time_zone.0,
        };
        forecast::forecast(&reader, form, parameters(request)?).await
    }

    /// Tells which lists and charts changed, as server-sent events named `changed`: `id` is the
    /// position, `data` says which.
    ///
    /// What changes within a quarter of a second is told together. Only changes of tickets count
    /// that the caller may see, or might until that change. Begins after `Last-Event-ID`, else after
    /// `after`, else with what happens from now on; it ends when the right to see statistics ends.
    /// Ask again for what you show with `min_position` of the position that you were told.
    #[oai(
        path = "/analytics/stream",
        method = "get",
        operation_id = "follow_analytics"
    )]
    async fn follow(
        &self,
        reader: Reader,
        /// The position after which to begin.
        after: Query<Option<Position>>,
        /// The last position that was received; goes before `after`.
        #[oai(name = "Last-Event-ID")]
        last_event_id: Header<Option<String>>,
    ) -> Result<ChangeStream, Problem> {
        let text = last_event_id.0.filter(|text| !text.is_empty());
        let last = text.map(|text| headers::position("Last-Event-ID", &text));
        let begin = last.transpose()?.or(after.0.map(|position| position.0));
        let begin = match begin {
            Some(position) => position,
            None => reader.state.app.store.head().await?,
        };
        Ok(ChangeStream::begin(&reader, begin))
    }
}
