//! How long charts take among a hundred thousand tickets, beside counting these, and how fast what
//! they are drawn from is built.

#[path = "analytics/seed.rs"]
mod seed;

use crate::report::{Report, quantile};
use crate::setup::{Failure, Setup, client};
use domain::access::Reach;
use domain::{Access, Actor, Permission};
use jiff::{SignedDuration, Timestamp};
use projections::{
    BacklogQuery, Group, PastMoment, PerformanceQuery, ReadModels, Runner, Spent, SpentQuery,
    SummaryQuery, TicketQuery, TrendsQuery, WorkloadQuery,
};
use std::time::{Duration, Instant};

/// Drawings of each chart.
const TURNS: usize = 20;
const CHARTS: [Chart; 12] = [
    Chart::Summary,
    Chart::Trends,
    Chart::Groups("status", Group::Status),
    Chart::Groups("department", Group::Department),
    Chart::Groups("member", Group::Assignee),
    Chart::Groups("customer", Group::Customer),
    Chart::Groups("tag", Group::Tag),
    Chart::Performance,
    Chart::Durations,
    Chart::Arrivals,
    Chart::Backlog,
    Chart::Workload,
];

#[derive(Clone, Copy)]
enum Chart {
    Summary,
    Trends,
    Groups(&'static str, Group),
    Performance,
    Durations,
    Arrivals,
    Backlog,
    Workload,
}

/// Seeds once, draws each chart for somebody who sees all and somebody who sees one department,
/// with a filter and without one.
pub async fn measure(setup: &Setup, report: &mut Report) -> Result<(), Failure> {
    let (store, url) = setup.store("analytics").await?;
    let events = seed::fill(&store).await?;
    let read = ReadModels::connect(&url, 4).await?;
    let runner = Runner::start(&store, &read).await?;
    for name in ["tickets", "customers", "intervals", "analytics"] {
        let patience = Duration::from_secs(3600);
        read.wait_for(name, store.head().await?, patience).await?;
    }
    let start = Instant::now();
    Runner::rebuild(&store, &read, "analytics", |_, _| {}).await?;
    let rate = events as f64 / start.elapsed().as_secs_f64();
    report.add("analytics: rebuild".to_owned(), "events/s", rate);
    let count = counted(&read, &url, report).await?;
    let member = Access::of(&Actor::member(seed::MEMBER.0), &seed::catalog());
    for (who, reach) in [
        ("all", Reach::EVERYTHING),
        ("a department", member.reach(Permission::ReadTickets)),
    ] {
        for (filtered, priority) in [("", None), (" of a priority", Some(seed::priority(3)))] {
            let tickets = TicketQuery {
                reach: reach.clone(),
                priority: priority.into_iter().collect(),
                ..TicketQuery::default()
            };
            for chart in CHARTS {
                let times = drawn(&read, &tickets, chart).await?;
                let (p50, p95) = (quantile(&times, 0.5), quantile(&times, 0.95));
                let name = format!("analytics by {who}{filtered}: {}", chart.name());
                report.add(format!("{name}, p50"), "ms", p50);
                report.add(format!("{name}, p95"), "ms", p95);
                report.add(format!("{name}, p95 to count(*)"), "times", p95 / count);
            }
        }
    }
    runner.stop().await;
    store.stop().await;
    Ok(())
}

/// What anything that looks at all tickets costs at least.
async fn counted(read: &ReadModels, url: &str, report: &mut Report) -> Result<f64, Failure> {
    let states = read.projections().await?;
    let live = states.iter().find(|state| state.name == "tickets");
    let schema = &live.ok_or("no list")?.schema;
    let session = client(url).await?;
    let mut times = Vec::new();
    for _ in 0..TURNS {
        let start = Instant::now();
        let count = format!("SELECT count(*) FROM {schema}.tickets");
        session.query_one(&count, &[]).await?;
        times.push(start.elapsed());
    }
    times.sort();
    let count = quantile(&times, 0.5);
    report.add("analytics: count(*) of all tickets".to_owned(), "ms", count);
    Ok(count)
}

async fn drawn(
    read: &ReadModels,
    tickets: &TicketQuery,
    chart: Chart,
) -> Result<Vec<Duration>, Failure> {
    let mut times = Vec::new();
    for _ in 0..TURNS {
        let start = Instant::now();
        chart.draw(read, tickets.clone()).await?;
        times.push(start.elapsed());
    }
    times.sort();
    Ok(times)
}

impl Chart {
    fn name(self) -> String {
        match self {
            Self::Summary => "summary".to_owned(),
            Self::Trends => "trends of 90 days".to_owned(),
            Self::Groups(by, _) => format!("distribution by {by}"),
            Self::Performance => "performance of 30 days".to_owned(),
            Self::Durations => "durations of 30 days".to_owned(),
            Self::Arrivals => "arrivals of 90 days".to_owned(),
            Self::Backlog => "backlog of 90 days".to_owned(),
            Self::Workload => "workload".to_owned(),
        }
    }

    async fn draw(self, read: &ReadModels, mut tickets: TicketQuery) -> Result<(), Failure> {
        let now = Timestamp::now();
        let ago = |days: i64| now - SignedDuration::from_hours(24 * days);
        let (from, to, done) = (ago(30), now, vec![seed::done()]);
        match self {
            Self::Summary => {
                let query = SummaryQuery {
                    tickets,
                    from,
                    to,
                    now,
                    done,
                };
                read.summary(&query).await?;
            }
            Self::Trends => {
                let moments = (0..=90).rev().map(ago).collect();
                let query = TrendsQuery {
                    tickets,
                    moments,
                    done,
                };
                read.trends(&query).await?;
            }
            Self::Groups(_, by) => drop(read.groups(&tickets, by, 50).await?),
            Self::Performance | Self::Durations => self.lengths(read, tickets, (from, to)).await?,
            Self::Arrivals => drop(read.arrivals(&tickets, ago(90), now).await?),
            Self::Backlog => {
                tickets.not_status = done;
                let moments = (0..=90).rev().map(ago).collect();
                let tickets = tickets.past(PastMoment::At(now));
                read.backlog(&BacklogQuery { tickets, moments }).await?;
            }
            Self::Workload => {
                tickets.not_status = done;
                let soon = now + SignedDuration::from_hours(24);
                let query = WorkloadQuery { tickets, now, soon };
                read.workload(&query).await?;
            }
        }
        Ok(())
    }

    /// How long things took.
    async fn lengths(
        self,
        read: &ReadModels,
        tickets: TicketQuery,
        (from, to): (Timestamp, Timestamp),
    ) -> Result<(), Failure> {
        if matches!(self, Self::Durations) {
            let by = Spent::Status;
            let query = SpentQuery {
                tickets,
                by,
                from,
                to,
            };
            read.spent(&query).await?;
            return Ok(());
        }
        let query = PerformanceQuery {
            tickets,
            from,
            to,
            done: vec![seed::done()],
            bounds: vec![900, 3_600, 86_400],
        };
        read.performance(&query).await?;
        Ok(())
    }
}
