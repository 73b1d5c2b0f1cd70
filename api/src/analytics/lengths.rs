//! The charts of how long things took, by the clock on the wall or by the hours of business.

use super::asked::Range;
use super::business::Clock;
use super::durations::{self, TicketDurations};
use super::performance::{self, TicketPerformance};
use crate::answer::Shown;
use crate::openapi::Tag;
use crate::problem::Problem;
use crate::request::Reader;
use crate::tickets::parameters;
use crate::types::Moment;
use poem::Request;
use poem_openapi::OpenApi;
use poem_openapi::param::Query;

pub(crate) struct Lengths;

#[OpenApi(tag = "Tag::Analytics")]
impl Lengths {
    /// How long customers waited for answers and for solutions, and how often a solution was none.
    ///
    /// Takes the filters of `GET /tickets`. With `time=business` only the hours of business calendars
    /// count: of each ticket that of its department, else that of the workspace.
    #[oai(
        path = "/analytics/performance",
        method = "get",
        operation_id = "analytics_performance"
    )]
    async fn performance(
        &self,
        reader: Reader,
        request: &Request,
        /// What is measured came to its end from then on; 30 days ago unless told otherwise.
        from: Query<Option<Moment>>,
        /// And before then; now unless told otherwise.
        to: Query<Option<Moment>>,
        /// `wall` or `business`; `wall` unless told otherwise.
        time: Query<Option<String>>,
        /// Id or key of the calendar that all tickets are measured by, with `time=business`.
        calendar: Query<Option<String>>,
    ) -> Result<Shown<TicketPerformance>, Problem> {
        let form = performance::Form {
            range: Range::new(from.0, to.0),
            clock: Clock {
                time: time.0,
                calendar: calendar.0,
            },
        };
        performance::performance(&reader, form, parameters(request)?).await
    }

    /// How long tickets were in each status, or with each department.
    ///
    /// Takes the filters of `GET /tickets`; a ticket that is there still counts up to now. With
    /// `time=business` only the hours of business calendars count: of each ticket that of the
    /// department that it has now, else that of the workspace.
    #[oai(
        path = "/analytics/durations",
        method = "get",
        operation_id = "analytics_durations"
    )]
    #[expect(clippy::too_many_arguments, reason = "one per parameter of the API")]
    async fn durations(
        &self,
        reader: Reader,
        request: &Request,
        /// `status` or `department`; `status` unless told otherwise.
        by: Query<Option<String>>,
        /// Time before it does not count; 30 days ago unless told otherwise.
        from: Query<Option<Moment>>,
        /// Nor time after it; now unless told otherwise.
        to: Query<Option<Moment>>,
        /// `wall` or `business`; `wall` unless told otherwise.
        time: Query<Option<String>>,
        /// Id or key of the calendar that all tickets are measured by, with `time=business`.
        calendar: Query<Option<String>>,
        /// Of names: `ar`, `he`, `en` or another tag; your own unless told otherwise, else the
        /// workspace's first.
        language: Query<Option<String>>,
    ) -> Result<Shown<TicketDurations>, Problem> {
        let form = durations::Form {
            by: by.0,
            range: Range::new(from.0, to.0),
            clock: Clock {
                time: time.0,
                calendar: calendar.0,
            },
            language: language.0,
        };
        durations::durations(&reader, form, parameters(request)?).await
    }
}
