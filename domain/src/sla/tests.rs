//! What is promised, and how its clocks stand.

mod history;
mod oracle;
mod policies;
mod scenes;
mod told;
mod trial;

use super::{Clock, ClockKind, PolicyHistory, PolicyVersion, SlaPolicy, SlaRules, TicketSla};
use crate::aggregate::Happened;
use crate::given::{catalog, priority, put, status};
use crate::setting::SettingEvent::Saved;
use crate::setting::{Status, StatusCategory};
use crate::ticket::{Created, TicketEvent};
use crate::{Actor, Catalog, SlaPolicyId, StatusId};
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

/// A Monday at noon.
const NOON: Timestamp = Timestamp::constant(1_750_075_200, 0);

const STATUSES: [(&str, StatusCategory); 6] = [
    ("new", StatusCategory::New),
    ("open", StatusCategory::Open),
    ("pending", StatusCategory::Pending),
    ("on_hold", StatusCategory::OnHold),
    ("resolved", StatusCategory::Resolved),
    ("closed", StatusCategory::Closed),
];

fn minutes(minutes: i64) -> Timestamp {
    NOON + SignedDuration::from_mins(minutes)
}

/// A ticket's events so far, each so many minutes after noon.
#[derive(Default)]
struct Told(Vec<(TicketEvent, Happened)>);

impl Told {
    fn opened(at: i64) -> Self {
        let created = Created::new(7, "Printer on fire", status("open").0, priority("normal").0);
        Self::default().then(at, Actor::SYSTEM, TicketEvent::Created(Box::new(created)))
    }

    fn then(mut self, at: i64, actor: Actor, event: TicketEvent) -> Self {
        let happened = Happened {
            at: minutes(at),
            actor,
        };
        self.0.push((event, happened));
        self
    }

    fn by_system(self, at: i64, event: TicketEvent) -> Self {
        self.then(at, Actor::SYSTEM, event)
    }

    fn status(self, at: i64, key: &str) -> Self {
        let (from, to) = (status("open").0, StatusId::from_key(key));
        self.by_system(at, TicketEvent::StatusChanged { from, to })
    }
}

/// Policies by the minutes at which they were saved, each one its own.
fn policies(saved: impl IntoIterator<Item = (i64, SlaPolicy)>) -> PolicyHistory {
    let mut history = PolicyHistory::default();
    for (index, (at, policy)) in saved.into_iter().enumerate() {
        let id = SlaPolicyId(Uuid::from_u128(0x51A + index as u128));
        history.add(version(id, 1, at, Some(policy)));
    }
    history
}

fn version(id: SlaPolicyId, version: i32, at: i64, policy: Option<SlaPolicy>) -> PolicyVersion {
    PolicyVersion {
        id,
        version,
        since: minutes(at),
        policy,
    }
}

fn asked(history: &PolicyHistory, told: &Told, at: i64) -> TicketSla {
    SlaRules::with(&settings(), history).clocks(&told.0, minutes(at))
}

fn clock(sla: &TicketSla, kind: ClockKind) -> &Clock {
    let clock = sla.clocks.iter().find(|clock| clock.kind == kind);
    clock.unwrap_or_else(|| panic!("no {kind:?} in {sla:?}"))
}

/// Those of all tests, with a status of each category.
fn settings() -> Catalog {
    let mut catalog = catalog();
    for (key, category) in STATUSES {
        let kept = Status {
            category,
            ..status(key).1
        };
        put(&mut catalog, StatusId::from_key(key).0, [Saved(kept)]);
    }
    catalog
}
