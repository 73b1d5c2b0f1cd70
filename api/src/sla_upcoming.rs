//! What falls due next: the promises on open tickets that are broken unless somebody does something.

use crate::answer::Shown;
use crate::openapi::Tag;
use crate::page::Limit;
use crate::problem::Problem;
use crate::request::Reader;
use crate::ticket_sla::{Story, stories};
use crate::types::{ClockKind, ClockState, Moment, Nullable};
use domain::condition::{Condition, Filter, Leaf, Op, Path, Viewpoint};
use domain::field::FieldValue;
use domain::sla::{Clock, ClockState as State, SlaRules};
use domain::ticket::Ticket;
use domain::{Aggregate, DepartmentId, Permission, StatusId, TicketId};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use poem_openapi::param::Query;
use poem_openapi::types::Example;
use poem_openapi::{Object, OpenApi};
use projections::TicketQuery;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use uuid::Uuid;

/// How far ahead is looked unless told, and at most.
const USUAL: SignedDuration = SignedDuration::from_hours(8);
const FURTHEST: SignedDuration = SignedDuration::from_hours(31 * 24);
/// Most tickets of which the clocks are looked at.
const MOST: usize = 5_000;
/// Tickets of which the events are held at once.
const PAGE: usize = 200;

/// What falls due next.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(example)]
pub(crate) struct UpcomingSla {
    /// How far ahead was looked.
    pub until: Moment,
    /// How many clocks reach their targets until then.
    pub total: usize,
    /// By when they do.
    pub items: Vec<UpcomingClock>,
}

/// A clock that reaches its target soon.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct UpcomingClock {
    pub ticket_id: Uuid,
    pub number: i64,
    pub subject: String,
    pub department_id: Nullable<Uuid>,
    pub assignee_ids: Vec<Uuid>,
    pub clock: ClockKind,
    pub state: ClockState,
    pub policy_id: Uuid,
    pub due_at: Moment,
    /// Seconds of any time from now on.
    pub due_in_seconds: i64,
}

pub(crate) struct Upcoming;

#[OpenApi(tag = "Tag::SlaPolicies")]
impl Upcoming {
    /// What falls due next: clocks of open tickets within reach that reach their targets soon.
    ///
    /// Those that stand still, and those that were breached already, are left out. Where more than 5,000
    /// tickets are open, those are looked at that lists know to be due by then, again 5,000 at most.
    #[oai(path = "/sla/upcoming", method = "get", operation_id = "upcoming_sla")]
    async fn list(
        &self,
        reader: Reader,
        /// How far ahead to look: eight hours unless told, 31 days at most.
        until: Query<Option<Moment>>,
        /// Only tickets of this department.
        department: Query<Option<Uuid>>,
        /// Most items; 50 unless told otherwise.
        limit: Query<Option<Limit>>,
    ) -> Result<Shown<UpcomingSla>, Problem> {
        let now = Timestamp::now();
        let until = until.0.map_or(now + USUAL, |until| until.0);
        if until <= now || until.duration_since(now) > FURTHEST {
            let detail = "must lie ahead, by 31 days at most";
            return Err(Problem::parameter("until", detail));
        }
        let mut found = found(&reader, department.0.map(DepartmentId), (now, until)).await?;
        found.sort_by_key(|item| (item.due_at.0, item.number));
        let total = found.len();
        found.truncate(usize::from(Limit::or(limit.0, 50)));
        let until = until.into();
        Shown::new(&UpcomingSla {
            until,
            total,
            items: found,
        })
    }
}

async fn found(
    reader: &Reader,
    department: Option<DepartmentId>,
    (now, until): (Timestamp, Timestamp),
) -> Result<Vec<UpcomingClock>, Problem> {
    reader.wait_for_tickets().await?;
    let ids = candidates(reader, department, (now, until)).await?;
    let rules = SlaRules::of(&reader.catalog);
    let mut found = Vec::new();
    for page in ids.chunks(PAGE) {
        for (id, story) in stories(reader, page).await? {
            let clocks = rules.clocks(&story, now).clocks;
            let soon = |clock: &&Clock| is_soon(clock, (now, until));
            let soon: Vec<_> = clocks.iter().filter(soon).collect();
            if !soon.is_empty() {
                found.extend(shown(id, &story, &soon, now));
            }
        }
    }
    Ok(found)
}

/// The tickets whose clocks are looked at: all that are open, or where these are too many those
/// that lists know to be due by then.
async fn candidates(
    reader: &Reader,
    department: Option<DepartmentId>,
    (now, until): (Timestamp, Timestamp),
) -> Result<Vec<TicketId>, Problem> {
    let read = &reader.state.app.read;
    let mut query = open(reader, department);
    let ids = read.found_tickets(&query, MOST + 1).await?;
    if ids.len() <= MOST {
        return Ok(ids);
    }
    let until = FieldValue::Text(until.to_string());
    let due = Leaf::try_new(Path::SlaDueAt, Op::Le, until).map(Condition::Leaf);
    let anybody = Viewpoint::new(now, TimeZone::UTC, None);
    let due = due.and_then(|due| Filter::try_new(&due, &anybody, &reader.catalog));
    let due = due.map_err(|detail| Problem::parameter("until", &detail))?;
    query.condition = Some(Arc::new(due));
    let ids = read.found_tickets(&query, MOST + 1).await?;
    match ids.len() > MOST {
        true => {
            let detail = format!(
                "on more than {MOST} tickets a promise is broken or falls due until then; ask \
                 department by department, or less far ahead"
            );
            Err(Problem::parameter("department", &detail))
        }
        false => Ok(ids),
    }
}

/// Tickets within reach on which something may be expected.
fn open(reader: &Reader, department: Option<DepartmentId>) -> TicketQuery {
    let statuses = reader.catalog.statuses.iter();
    let done = statuses.filter(|entry| {
        let status = entry.setting.value.as_ref();
        status.is_some_and(|status| status.category.is_done())
    });
    TicketQuery {
        reach: reader.access.reach(Permission::ReadTickets),
        not_status: done.map(|entry| StatusId(entry.id)).collect(),
        department: department.into_iter().collect(),
        ..TicketQuery::default()
    }
}

fn is_soon(clock: &Clock, (now, until): (Timestamp, Timestamp)) -> bool {
    let runs = matches!(clock.state, State::Running | State::Warning);
    runs && clock.due_at.is_some_and(|due| due > now && due <= until)
}

fn shown(id: TicketId, story: &Story, soon: &[&Clock], now: Timestamp) -> Vec<UpcomingClock> {
    let mut ticket = Ticket::default();
    for (event, happened) in story {
        ticket.evolve(event, happened);
    }
    let Some(details) = ticket.details else {
        return Vec::new();
    };
    let item = |clock: &&Clock| {
        let due_at = clock.due_at?;
        Some(UpcomingClock {
            ticket_id: id.0,
            number: details.number,
            subject: details.subject.clone(),
            department_id: details.department.map(|id| id.0).into(),
            assignee_ids: details.assignees.iter().map(|id| id.0).collect(),
            clock: ClockKind(clock.kind),
            state: ClockState(clock.state),
            policy_id: clock.policy.0,
            due_at: due_at.into(),
            due_in_seconds: due_at.duration_since(now).as_secs(),
        })
    };
    soon.iter().filter_map(item).collect()
}

impl Example for UpcomingSla {
    fn example() -> Self {
        let moment = |minute: i64| Moment(Timestamp::constant(1_767_603_600 + minute * 60, 0));
        let item = UpcomingClock {
            ticket_id: Uuid::from_u128(0x0192_0000_0000_7000_8000_0000_0000_0071),
            number: 7,
            subject: "Printer on fire".to_owned(),
            department_id: Nullable(None),
            assignee_ids: Vec::new(),
            clock: ClockKind(domain::sla::ClockKind::FirstResponse),
            state: ClockState(State::Warning),
            policy_id: Uuid::from_u128(0x0192_0000_0000_7000_8000_0000_0000_051a),
            due_at: moment(25),
            due_in_seconds: 1_500,
        };
        Self {
            until: moment(480),
            total: 1,
            items: vec![item],
        }
    }
}
