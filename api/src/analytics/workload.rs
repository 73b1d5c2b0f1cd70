//! Who has how much to do, and what is due when.

use super::asked;
use super::periods::{Cut, Interval};
use crate::answer::Shown;
use crate::problem::Problem;
use crate::request::Reader;
use crate::tickets::Wrong;
use crate::types::{Moment, Nullable};
use domain::{Catalog, MemberId, PriorityId};
use jiff::civil::Weekday;
use jiff::{SignedDuration, Timestamp};
use poem_openapi::Object;
use poem_openapi::types::Example;
use projections::{Work, WorkloadQuery};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Days that are told.
const DAYS: i64 = 14;
/// What is due within this time is due soon.
const SOON: SignedDuration = SignedDuration::from_hours(24);

/// Who has how much to do.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(example)]
pub(crate) struct Workload {
    /// The most weighty first.
    pub members: Vec<MemberWorkload>,
    /// What is due on each of the next fourteen days, today first.
    pub days: Vec<DayWorkload>,
    /// Where days begin and end.
    pub time_zone: String,
}

/// What one member has to do: tickets that are neither resolved nor closed.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(example)]
pub(crate) struct MemberWorkload {
    /// Null for tickets that nobody is assigned to.
    pub member_id: Nullable<Uuid>,
    pub name: Nullable<String>,
    pub tickets: i64,
    /// The same, each weighted by its priority: 1 for the lowest, 2 for the next, and so on.
    pub weighted: i64,
    /// Those that were due before now.
    pub overdue: i64,
    /// Those that are due within 24 hours from now.
    pub due_soon: i64,
}

/// What is due on one day.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(example)]
pub(crate) struct DayWorkload {
    pub from: Moment,
    /// Excluded.
    pub to: Moment,
    pub due: i64,
}

pub(super) async fn workload(
    reader: &Reader,
    zone: Option<String>,
    parameters: Vec<(String, String)>,
) -> Result<Shown<Workload>, Problem> {
    let cut = Cut {
        interval: Interval::Day,
        week_start: Weekday::Monday,
        zone: asked::zone(reader, zone.as_deref()),
    };
    let now = Timestamp::now();
    let end = now + SignedDuration::from_hours(24 * (DAYS - 1));
    let moments = cut.moments(now, end).unwrap_or_default();
    let tickets = asked::tickets(reader, parameters, None, Wrong::default()).await?;
    let (mut work, mut due) = (Vec::new(), vec![0; moments.len().saturating_sub(1)]);
    if let Some(mut tickets) = tickets {
        tickets.not_status.extend(asked::done(reader));
        let soon = now + SOON;
        let query = WorkloadQuery { tickets, now, soon };
        let read = &reader.state.app.read;
        work = read.workload(&query).await?;
        due = read.due(&query.tickets, &moments).await?;
    }
    let days = moments.windows(2).zip(due);
    Shown::new(&Workload {
        members: members(&work, &reader.catalog),
        days: days.map(|(at, due)| DayWorkload::of(at, due)).collect(),
        time_zone: cut.zone.iana_name().unwrap_or("UTC").to_owned(),
    })
}

fn members(work: &[Work], catalog: &Catalog) -> Vec<MemberWorkload> {
    let weights = weights(catalog);
    let mut all: BTreeMap<Option<MemberId>, MemberWorkload> = BTreeMap::new();
    for part in work {
        let member = all.entry(part.member);
        let member = member.or_insert_with(|| MemberWorkload::of(part.member, catalog));
        member.tickets += part.tickets;
        member.weighted += part.tickets * weights.get(&part.priority).copied().unwrap_or(1);
        member.overdue += part.overdue;
        member.due_soon += part.due_soon;
    }
    let mut all: Vec<_> = all.into_values().collect();
    all.sort_by_key(|member| -member.weighted);
    all
}

/// Of each priority, retired ones too: its place among all, from 1 for the least urgent.
fn weights(catalog: &Catalog) -> BTreeMap<PriorityId, i64> {
    let known = catalog.priorities.iter();
    let known = known.filter_map(|e| Some((e.setting.value.as_ref()?.order, PriorityId(e.id))));
    let mut known: Vec<_> = known.collect();
    known.sort_unstable();
    (known.into_iter().zip(1..))
        .map(|((_, id), weight)| (id, weight))
        .collect()
}

impl MemberWorkload {
    fn of(member: Option<MemberId>, catalog: &Catalog) -> Self {
        let known = member.and_then(|id| catalog.members.get(id.0)?.setting.value.as_ref());
        Self {
            member_id: member.map(|id| id.0).into(),
            name: known.map(|member| member.name.clone()).into(),
            tickets: 0,
            weighted: 0,
            overdue: 0,
            due_soon: 0,
        }
    }
}

impl DayWorkload {
    fn of(at: &[Timestamp], due: i64) -> Self {
        Self {
            from: at[0].into(),
            to: at[1].into(),
            due,
        }
    }
}

impl Example for Workload {
    fn example() -> Self {
        Self {
            members: vec![MemberWorkload::example()],
            days: vec![DayWorkload::example()],
            time_zone: "Asia/Jerusalem".to_owned(),
        }
    }
}

impl Example for MemberWorkload {
    fn example() -> Self {
        Self {
            member_id: Some(Uuid::nil()).into(),
            name: Some("Dana Levi".to_owned()).into(),
            tickets: 12,
            weighted: 27,
            overdue: 1,
            due_soon: 3,
        }
    }
}

impl Example for DayWorkload {
    fn example() -> Self {
        let at = [1_774_476_000, 1_774_562_400];
        let at = at.map(|second| Timestamp::from_second(second).unwrap_or_default());
        Self::of(&at, 5)
    }
}
