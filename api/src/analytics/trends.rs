//! What came and went, stretch by stretch.

use super::asked::{self, Range};
use super::periods::{Cut, Interval, MOST, week_start};
use crate::answer::Shown;
use crate::problem::Problem;
use crate::request::Reader;
use crate::tickets::Wrong;
use crate::types::Moment;
use jiff::Timestamp;
use jiff::civil::Weekday;
use poem_openapi::Object;
use poem_openapi::types::Example;
use projections::{Trend, TrendsQuery};
use serde::{Deserialize, Serialize};

/// The parameters that no list has.
#[derive(Debug)]
pub(super) struct Form {
    pub range: Range,
    pub interval: Option<String>,
    pub week_starts: Option<String>,
    pub time_zone: Option<String>,
}

/// What came and went.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(example)]
pub(crate) struct TicketTrends {
    pub interval: Interval,
    /// Where days begin and end.
    pub time_zone: String,
    /// Without holes, the oldest first.
    pub items: Vec<TicketTrend>,
}

/// What came and went in one stretch of time.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(example)]
pub(crate) struct TicketTrend {
    /// Where it begins.
    pub from: Moment,
    /// Where it ends; excluded.
    pub to: Moment,
    /// Tickets that were created.
    pub created: i64,
    /// How often a ticket was resolved or closed that was neither before.
    pub resolved: i64,
    /// How often a ticket that was resolved or closed was neither any more.
    pub reopened: i64,
    /// Tickets that were neither at the end.
    pub backlog: i64,
}

pub(super) async fn trends(
    reader: &Reader,
    form: Form,
    parameters: Vec<(String, String)>,
) -> Result<Shown<TicketTrends>, Problem> {
    let mut wrong = Wrong::default();
    let cut = form.cut(reader, &mut wrong);
    let moments = form.moments(&cut, &mut wrong);
    let tickets = asked::tickets(reader, parameters, None, wrong).await?;
    let found = match tickets {
        None => vec![Trend::default(); moments.len().saturating_sub(1)],
        Some(tickets) => {
            reader.wait_for("analytics").await?;
            let query = TrendsQuery {
                tickets,
                moments: moments.clone(),
                done: asked::done(reader),
            };
            reader.state.app.read.trends(&query).await?
        }
    };
    let items = moments.windows(2).zip(found);
    Shown::new(&TicketTrends {
        interval: cut.interval,
        time_zone: cut.zone.iana_name().unwrap_or("UTC").to_owned(),
        items: items
            .map(|(at, trend)| TicketTrend::of(at, trend))
            .collect(),
    })
}

impl Form {
    /// The time zone is checked with the filters, which have it too.
    pub fn cut(&self, reader: &Reader, wrong: &mut Wrong) -> Cut {
        let interval = self.interval.as_deref().map(Interval::parse);
        if interval == Some(None) {
            wrong.add("interval", "must be hour, day, week or month");
        }
        let start = self.week_starts.as_deref().map(week_start);
        if start == Some(None) {
            wrong.add("week_starts", "must be monday, sunday or saturday");
        }
        Cut {
            interval: interval.flatten().unwrap_or(Interval::Day),
            week_start: start.flatten().unwrap_or(Weekday::Monday),
            zone: asked::zone(reader, self.time_zone.as_deref()),
        }
    }

    pub fn moments(&self, cut: &Cut, wrong: &mut Wrong) -> Vec<Timestamp> {
        self.range.check(wrong);
        let moments = cut.moments(self.range.from, self.range.to);
        moments.unwrap_or_else(|| {
            let most = format!("must be longer: from and to are more than {MOST} of these apart");
            wrong.add("interval", most);
            Vec::new()
        })
    }
}

impl TicketTrend {
    fn of(at: &[Timestamp], trend: Trend) -> Self {
        Self {
            from: at[0].into(),
            to: at[1].into(),
            created: trend.created,
            resolved: trend.resolved,
            reopened: trend.reopened,
            backlog: trend.backlog,
        }
    }
}

impl Example for TicketTrends {
    fn example() -> Self {
        Self {
            interval: Interval::Day,
            time_zone: "Asia/Jerusalem".to_owned(),
            items: vec![TicketTrend::example()],
        }
    }
}

impl Example for TicketTrend {
    fn example() -> Self {
        let day = |at: i64| Timestamp::from_second(at).unwrap_or_default().into();
        Self {
            from: day(1_774_476_000),
            to: day(1_774_562_400),
            created: 14,
            resolved: 11,
            reopened: 1,
            backlog: 137,
        }
    }
}
