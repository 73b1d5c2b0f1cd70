//! How long customers waited for answers and for solutions.

use super::asked::{self, Range};
use super::business::{BUSINESS, Clock};
use crate::answer::Shown;
use crate::problem::Problem;
use crate::request::Reader;
use crate::tickets::Wrong;
use crate::types::{Moment, Nullable};
use poem_openapi::Object;
use poem_openapi::types::Example;
use projections::{Durations, Performance, PerformanceQuery};
use serde::{Deserialize, Serialize};

/// Where the bars of the histograms begin, in seconds: a quarter of an hour, 1, 4, 8 and 24 hours,
/// 3, 7, 14 and 30 days.
const BOUNDS: [i64; 9] = [
    900, 3_600, 14_400, 28_800, 86_400, 259_200, 604_800, 1_209_600, 2_592_000,
];

/// What is asked.
pub(super) struct Form {
    pub range: Range,
    pub clock: Clock,
}

/// How long it took, in seconds.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(example)]
pub(crate) struct TicketPerformance {
    /// What is measured came to its end from then on.
    pub from: Moment,
    /// Where the time ends; excluded.
    pub to: Moment,
    /// `wall`: nights and holidays count; `business`: only the hours of business calendars do.
    pub time: String,
    /// Key of the calendar that holds where departments name none of their own, or for all when it
    /// was asked for; null for the clock on the wall.
    pub calendar: Nullable<String>,
    /// From a ticket's creation to the first public message of the staff.
    pub first_response: Lengths,
    /// From the first message of a customer that stood unanswered to the next public message of the
    /// staff; after the first response.
    pub next_response: Lengths,
    /// From a ticket's creation to when it was last resolved or closed, of those that still are.
    pub resolution: Lengths,
    pub reopening: Reopening,
}

/// Many lengths of time, in seconds.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(example)]
pub(crate) struct Lengths {
    pub count: i64,
    /// Null where there is none to measure, like all below.
    pub mean: Nullable<f64>,
    pub median: Nullable<f64>,
    /// Nine in ten are at most as long.
    pub p90: Nullable<f64>,
    pub histogram: Vec<Bar>,
}

/// One bar of a histogram.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(example)]
pub(crate) struct Bar {
    /// In seconds.
    pub from: i64,
    /// Excluded; null for the last one.
    pub to: Nullable<i64>,
    pub count: i64,
}

/// How often a solution was none.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(example)]
pub(crate) struct Reopening {
    /// Tickets that were resolved or closed in the time, each once.
    pub resolved: i64,
    /// Those of them that were neither again at any moment since.
    pub reopened: i64,
    /// `reopened` by `resolved`; null where none was resolved.
    pub rate: Nullable<f64>,
}

pub(super) async fn performance(
    reader: &Reader,
    form: Form,
    parameters: Vec<(String, String)>,
) -> Result<Shown<TicketPerformance>, Problem> {
    let mut wrong = Wrong::default();
    let range = form.range;
    range.check(&mut wrong);
    let business = form.clock.business(range.to, reader, &mut wrong);
    let (time, calendar) = (business.time(), business.calendar);
    let tickets = asked::tickets(reader, parameters, None, wrong).await?;
    let measured = match tickets {
        None => Performance::default(),
        Some(tickets) => {
            reader.wait_for("analytics").await?;
            let query = PerformanceQuery {
                tickets,
                from: range.from,
                to: range.to,
                done: asked::done(reader),
                bounds: BOUNDS.to_vec(),
            };
            let read = &reader.state.app.read;
            match business.meter {
                Some(meter) => read.business_performance(&query, meter).await?,
                None => read.performance(&query).await?,
            }
        }
    };
    Shown::new(&TicketPerformance {
        from: range.from.into(),
        to: range.to.into(),
        time,
        calendar: calendar.into(),
        first_response: Lengths::of(&measured.first_response),
        next_response: Lengths::of(&measured.next_response),
        resolution: Lengths::of(&measured.resolution),
        reopening: Reopening::of(measured.resolved, measured.reopened),
    })
}

impl Lengths {
    fn of(durations: &Durations) -> Self {
        let there = |value| Some(value).filter(|_| durations.count > 0).into();
        let begins = std::iter::once(0).chain(BOUNDS);
        let ends = BOUNDS.into_iter().map(Some).chain([None]);
        // where nothing was measured there may be no counts
        let counts = durations.histogram.iter().copied();
        let counts = counts.chain(std::iter::repeat(0));
        let bars = begins.zip(ends).zip(counts);
        Self {
            count: durations.count,
            mean: there(durations.mean),
            median: there(durations.median),
            p90: there(durations.p90),
            histogram: bars
                .map(|((from, to), count)| Bar {
                    from,
                    to: to.into(),
                    count,
                })
                .collect(),
        }
    }
}

impl Reopening {
    fn of(resolved: i64, reopened: i64) -> Self {
        let rate = (resolved > 0).then(|| reopened as f64 / resolved as f64);
        Self {
            resolved,
            reopened,
            rate: rate.into(),
        }
    }
}

impl Example for TicketPerformance {
    fn example() -> Self {
        let at = |second| {
            jiff::Timestamp::from_second(second)
                .unwrap_or_default()
                .into()
        };
        Self {
            from: at(1_772_323_200),
            to: at(1_775_001_600),
            time: BUSINESS.to_owned(),
            calendar: Some("support_hours".to_owned()).into(),
            first_response: Lengths::example(),
            next_response: Lengths::example(),
            resolution: Lengths::example(),
            reopening: Reopening::example(),
        }
    }
}

impl Example for Lengths {
    fn example() -> Self {
        Self {
            count: 296,
            mean: Some(5_120.5).into(),
            median: Some(2_700.0).into(),
            p90: Some(14_400.0).into(),
            histogram: vec![Bar::example()],
        }
    }
}

impl Example for Bar {
    fn example() -> Self {
        Self {
            from: 900,
            to: Some(3_600).into(),
            count: 112,
        }
    }
}

impl Example for Reopening {
    fn example() -> Self {
        Self::of(296, 9)
    }
}
