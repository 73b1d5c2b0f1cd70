//! What is to be expected: how many tickets will come in, be resolved and wait on each day.

mod methods;

use super::asked::{self, Range};
use super::periods::{Cut, Interval};
use crate::answer::Shown;
use crate::problem::Problem;
use crate::request::Reader;
use crate::tickets::Wrong;
use crate::types::{Moment, Nullable};
use jiff::civil::Weekday;
use jiff::{SignedDuration, Timestamp, ToSpan};
use methods::Chosen;
use poem_openapi::types::Example;
use poem_openapi::{Enum, Object};
use projections::{Trend, TrendsQuery};
use serde::{Deserialize, Serialize};

/// Days of history that are learned from.
const HISTORY: i64 = 26 * 7;
/// Days that are foretold unless told otherwise, and at most.
const USUAL: u16 = 14;
const MOST: u16 = 56;

/// What is to be expected.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(example)]
pub(crate) struct Forecast {
    /// Where days begin and end.
    pub time_zone: String,
    /// Days of history that it was learned from, the last one yesterday.
    pub history_days: i64,
    pub arrivals: Judged,
    pub resolutions: Judged,
    /// Today first.
    pub items: Vec<ForecastDay>,
}

/// How a number was foretold, and how far that was off on history.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(rename = "ForecastError", example)]
pub(crate) struct Judged {
    pub method: Method,
    /// The mean distance between what was foretold and what came, in tickets a day, over the last
    /// four weeks, each foretold from what was known before it; null where history is too short.
    pub error: Nullable<f64>,
    /// The same of the baseline: every day as the same weekday a week before.
    pub baseline_error: Nullable<f64>,
}

/// How a number is foretold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Enum)]
#[serde(rename_all = "snake_case")]
#[oai(rename = "ForecastMethod", rename_all = "snake_case")]
pub(crate) enum Method {
    /// Every day as the same weekday a week before: the baseline.
    SeasonalNaive,
    /// Every day as the mean of the same weekday in the weeks before.
    SeasonalMean,
}

/// What is to be expected of one day.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(example)]
pub(crate) struct ForecastDay {
    pub from: Moment,
    /// Excluded.
    pub to: Moment,
    /// Tickets that will be created.
    pub arrivals: f64,
    /// Four in five days lie between these two.
    pub arrivals_low: f64,
    pub arrivals_high: f64,
    /// How often tickets will be resolved.
    pub resolutions: f64,
    /// Tickets that will be neither resolved nor closed at the end, if they come and go like that.
    pub backlog: f64,
}

/// The parameters that no list has.
#[derive(Debug)]
pub(super) struct Form {
    pub days: Option<u16>,
    pub time_zone: Option<String>,
}

pub(super) async fn forecast(
    reader: &Reader,
    form: Form,
    parameters: Vec<(String, String)>,
) -> Result<Shown<Forecast>, Problem> {
    let mut wrong = Wrong::default();
    let days = form.days.unwrap_or(USUAL);
    if !(1..=MOST).contains(&days) {
        wrong.add("days", format!("must be a whole number from 1 to {MOST}"));
    }
    let cut = Cut {
        interval: Interval::Day,
        week_start: Weekday::Monday,
        zone: asked::zone(reader, form.time_zone.as_deref()),
    };
    let now = Range::new(None, None).now;
    let moments = past(&cut, now);
    let tickets = asked::tickets(reader, parameters, None, wrong).await?;
    let history = match tickets {
        None => Vec::new(),
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
    let ahead = ahead(&cut, &moments, days);
    Shown::new(&Forecast::of(&history, &ahead, &cut))
}

/// Where the days of history begin, and where today does.
fn past(cut: &Cut, now: Timestamp) -> Vec<Timestamp> {
    let begin = now - SignedDuration::from_hours(24 * HISTORY);
    let mut moments = cut.moments(begin, now).unwrap_or_default();
    moments.pop(); // today is not over
    moments
}

/// Where the days to come begin, from today on, and where the last one ends.
fn ahead(cut: &Cut, past: &[Timestamp], days: u16) -> Vec<Timestamp> {
    let Some(today) = past.last() else {
        return Vec::new();
    };
    let today = today.to_zoned(cut.zone.clone());
    let begin = |day: i64| {
        let date = today.date().checked_add(day.days()).ok()?;
        Some(date.to_zoned(cut.zone.clone()).ok()?.timestamp())
    };
    (0..=i64::from(days)).filter_map(begin).collect()
}

impl Forecast {
    fn of(history: &[Trend], ahead: &[Timestamp], cut: &Cut) -> Self {
        // days before there was any ticket tell nothing
        let begun = history.iter().position(|day| day.created > 0);
        let history = &history[begun.unwrap_or(history.len())..];
        let days = ahead.len().saturating_sub(1);
        let series = |of: fn(&Trend) -> i64| {
            let values: Vec<f64> = history.iter().map(|day| of(day) as f64).collect();
            Chosen::of(&values, days)
        };
        let arrivals = series(|day| day.created);
        let resolutions = series(|day| day.resolved - day.reopened);
        let mut backlog = history.last().map_or(0.0, |day| day.backlog as f64);
        let mut items = Vec::with_capacity(days);
        for (day, at) in ahead.windows(2).enumerate() {
            let (come, go) = (arrivals.points[day], resolutions.points[day]);
            backlog = (backlog + come - go).max(0.0);
            items.push(ForecastDay {
                from: at[0].into(),
                to: at[1].into(),
                arrivals: rounded(come),
                arrivals_low: rounded((come - arrivals.spread).max(0.0)),
                arrivals_high: rounded(come + arrivals.spread),
                resolutions: rounded(go),
                backlog: rounded(backlog),
            });
        }
        Self {
            time_zone: cut.zone.iana_name().unwrap_or("UTC").to_owned(),
            history_days: i64::try_from(history.len()).unwrap_or_default(),
            arrivals: Judged::of(&arrivals),
            resolutions: Judged::of(&resolutions),
            items,
        }
    }
}

impl Judged {
    fn of(chosen: &Chosen) -> Self {
        Self {
            method: chosen.method,
            error: chosen.error.map(rounded).into(),
            baseline_error: chosen.baseline_error.map(rounded).into(),
        }
    }
}

/// To a hundredth: more would be a pretence.
fn rounded(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}

impl Example for Forecast {
    fn example() -> Self {
        Self {
            time_zone: "Asia/Jerusalem".to_owned(),
            history_days: 182,
            arrivals: Judged::example(),
            resolutions: Judged::example(),
            items: vec![ForecastDay::example()],
        }
    }
}

impl Example for Judged {
    fn example() -> Self {
        Self {
            method: Method::SeasonalMean,
            error: Some(2.9).into(),
            baseline_error: Some(3.8).into(),
        }
    }
}

impl Example for ForecastDay {
    fn example() -> Self {
        let at = |second| Timestamp::from_second(second).unwrap_or_default().into();
        Self {
            from: at(1_774_476_000),
            to: at(1_774_562_400),
            arrivals: 14.2,
            arrivals_low: 9.1,
            arrivals_high: 19.3,
            resolutions: 13.5,
            backlog: 137.7,
        }
    }
}
