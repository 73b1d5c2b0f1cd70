//! Trying a policy on tickets of the past before it is saved.

use super::view::NewSlaPolicy;
use crate::problem::Problem;
use crate::request::Reader;
use crate::ticket_sla::{Story, stories};
use crate::types::{ClockKind, ClockState, Moment, Nullable};
use domain::limits::Checks;
use domain::setting::SettingKind;
use domain::sla::{self, Difference, Tally, Trial};
use domain::ticket::TicketEvent;
use domain::{Context, FieldError, Permission, SlaPolicyId, TicketId};
use jiff::Timestamp;
use poem_openapi::Object;
use poem_openapi::types::Example;
use projections::TicketQuery;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Most tickets of one simulation.
const MOST: usize = 50_000;
/// Tickets of which the events are held at once.
const PAGE: usize = 200;
/// Most clocks that are told one by one.
const TOLD: usize = 1_000;

/// A policy to try, and on which tickets.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(example)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewSlaSimulation {
    /// The policy as it would be saved; `applies` is of no account, since it is tried as if it had
    /// always been there.
    pub policy: NewSlaPolicy,
    /// Id of the policy that it would replace; one more unless told.
    #[serde(default)]
    pub instead_of: Option<Uuid>,
    /// Tickets created at or after.
    pub created_from: Moment,
    /// Tickets created before; now unless told.
    #[serde(default)]
    pub created_to: Option<Moment>,
}

/// What would have become of tickets, beside what became of them.
#[derive(Debug, Default, Object, Serialize, Deserialize)]
pub(crate) struct SlaSimulation {
    /// How many tickets were looked at: those within the caller's reach.
    pub tickets: usize,
    /// By clock and by the department that a ticket is in now.
    pub counts: Vec<SlaSimulationCount>,
    /// How many clocks would have come to something else.
    pub changed_count: usize,
    /// The first 1,000 of them.
    pub changed: Vec<SlaSimulationChange>,
}

/// The clocks of one kind in one department.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct SlaSimulationCount {
    pub clock: ClockKind,
    pub department_id: Nullable<Uuid>,
    /// By the policies as they were.
    pub before: ClockCounts,
    /// With the policy that is tried.
    pub after: ClockCounts,
}

/// How many clocks came to what.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct ClockCounts {
    pub met: u64,
    /// Done too late, or not done and too late already.
    pub missed: u64,
    /// Not decided yet.
    pub open: u64,
    /// Nothing is expected any more, and nothing was late.
    pub stopped: u64,
}

/// A clock that would have come to something else.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct SlaSimulationChange {
    pub ticket_id: Uuid,
    pub number: i64,
    pub clock: ClockKind,
    pub started_at: Moment,
    /// Null where nothing was promised.
    pub before: Nullable<ClockState>,
    /// Null where nothing would have been promised.
    pub after: Nullable<ClockState>,
}

impl NewSlaSimulation {
    /// Nothing is recorded.
    pub async fn run(&self, reader: &Reader) -> Result<SlaSimulation, Problem> {
        let (policy, instead_of) = self.draft(reader)?;
        let tried = reader.catalog.sla_history.with_draft(instead_of, policy);
        let mut trial = Trial::new(&reader.catalog, &tried, Timestamp::now());
        let mut told = SlaSimulation::default();
        reader.wait_for_tickets_at(reader.min_position).await?;
        let read = &reader.state.app.read;
        let ids = read.found_tickets(&self.query(reader), MOST + 1).await?;
        if ids.len() > MOST {
            let detail = format!("takes in more than {MOST} tickets; try a shorter time");
            return Err(Problem::field("created_from", detail));
        }
        told.tickets = ids.len();
        for page in ids.chunks(PAGE) {
            for (id, story) in stories(reader, page).await? {
                told.add(id, &story, &trial.add(&story));
            }
        }
        told.counts = trial.tallies().iter().map(SlaSimulationCount::of).collect();
        Ok(told)
    }

    /// The policy as it would be saved: everything that is wrong is told, as saving would tell it.
    fn draft(&self, reader: &Reader) -> Result<(sla::SlaPolicy, SlaPolicyId), Problem> {
        let at = |mut wrong: FieldError| {
            wrong.field = format!("policy.{}", wrong.field);
            wrong
        };
        let mut errors = Vec::new();
        let policy = self.policy.to_policy(reader);
        let policy = policy.map_err(|problem| errors.extend(problem.errors.into_iter().map(at)));
        if let Ok(policy) = &policy {
            let mut checks = Checks::default();
            let context = Context {
                now: Timestamp::now(),
                actor: reader.principal.actor(),
                access: &reader.access,
                catalog: &reader.catalog,
            };
            policy.check(&mut checks, &context);
            errors.extend(
                checks
                    .finish()
                    .err()
                    .unwrap_or_default()
                    .into_iter()
                    .map(at),
            );
        }
        let known = |id: &Uuid| reader.catalog.sla_policies.get(*id).is_some();
        if self.instead_of.as_ref().is_some_and(|id| !known(id)) {
            let detail = "there is no such SLA policy; leave it out to try one more";
            errors.push(FieldError::new("instead_of", detail));
        }
        if self
            .created_to
            .is_some_and(|to| to.0 <= self.created_from.0)
        {
            errors.push(FieldError::new("created_to", "must lie after created_from"));
        }
        let instead_of = self.instead_of.unwrap_or_else(Uuid::now_v7);
        match policy {
            Ok(policy) if errors.is_empty() => Ok((policy, SlaPolicyId(instead_of))),
            _ => Err(Problem::fields(errors)),
        }
    }

    fn query(&self, reader: &Reader) -> TicketQuery {
        TicketQuery {
            reach: reader.access.reach(Permission::ReadTickets),
            created_from: Some(self.created_from.0),
            created_to: self.created_to.map(|to| to.0),
            ..TicketQuery::default()
        }
    }
}

impl SlaSimulation {
    fn add(&mut self, id: TicketId, story: &Story, different: &[Difference]) {
        let number = match story.first() {
            Some((TicketEvent::Created(created), _)) => created.number,
            _ => 0, // every ticket begins so
        };
        self.changed_count += different.len();
        let room = TOLD.saturating_sub(self.changed.len());
        let told = different.iter().take(room);
        self.changed
            .extend(told.map(|difference| SlaSimulationChange {
                ticket_id: id.0,
                number,
                clock: ClockKind(difference.kind),
                started_at: difference.started_at.into(),
                before: difference.before.map(ClockState).into(),
                after: difference.after.map(ClockState).into(),
            }));
    }
}

impl SlaSimulationCount {
    fn of(
        (key, tallies): (
            &(sla::ClockKind, Option<domain::DepartmentId>),
            &(Tally, Tally),
        ),
    ) -> Self {
        let ((kind, department), (before, after)) = (key, tallies);
        Self {
            clock: ClockKind(*kind),
            department_id: department.map(|id| id.0).into(),
            before: before.into(),
            after: after.into(),
        }
    }
}

impl From<&Tally> for ClockCounts {
    fn from(tally: &Tally) -> Self {
        Self {
            met: tally.met,
            missed: tally.missed,
            open: tally.open,
            stopped: tally.stopped,
        }
    }
}

impl Example for NewSlaSimulation {
    fn example() -> Self {
        Self {
            policy: NewSlaPolicy::example(),
            instead_of: None,
            created_from: Moment(Timestamp::constant(1_767_225_600, 0)),
            created_to: None,
        }
    }
}
