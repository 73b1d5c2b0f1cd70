//! Random settings and random histories, all on whole minutes.

use super::super::STATUSES;
use crate::aggregate::Happened;
use crate::business::{BusinessCalendar, BusinessHours};
use crate::condition::Condition;
use crate::given::{ANA, SALES, SUPPORT, department, priority, put};
use crate::setting::SettingEvent::Saved;
use crate::setting::{Department, Workspace};
use crate::sla::{PolicyHistory, PolicyVersion, SlaCalendar, SlaPolicy};
use crate::ticket::{Created, Posted, TicketEvent, Visibility};
use crate::{Actor, CalendarId, Catalog, CustomerId, MessageId, SlaPolicyId, StatusId, TicketId};
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

/// Minutes in which something happens, and up to which the oracle looks ahead.
pub const LIVED: i64 = 36 * 60;
pub const HORIZON: i64 = 60 * 60;

pub const PRIORITIES: [&str; 3] = ["normal", "high", "urgent"];

#[derive(Clone, Debug)]
pub struct World {
    pub begin: Timestamp,
    pub calendars: Vec<BusinessCalendar>,
    /// Of support, of sales and of the workspace, by their place in `calendars`.
    pub chosen: [Option<usize>; 3],
    /// The versions of each policy, with the minutes since which they hold.
    pub policies: Vec<Vec<(i64, Option<Policy>)>>,
}

#[derive(Clone, Debug)]
pub struct Policy {
    pub only: Only,
    pub calendar: Choice,
    pub policy: SlaPolicy,
}

/// Which tickets a policy is for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Only {
    All,
    Priority(usize),
    Support,
    Tagged,
}

#[derive(Clone, Copy, Debug)]
pub enum Choice {
    Department,
    Named(usize),
    AlwaysOpen,
}

#[derive(Clone, Copy, Debug)]
pub enum Step {
    Status(usize),
    Priority(usize),
    /// 0 support, 1 sales, 2 nobody.
    Route(usize),
    Tag(bool),
    Due(Option<i64>),
    Customer,
    Answer,
    Note,
    Rule,
    Deleted(bool),
    Merged(bool),
}

#[derive(Clone, Debug)]
pub struct History {
    pub created: i64,
    pub status: usize,
    pub priority: usize,
    pub department: usize,
    pub steps: Vec<(i64, Step)>,
    pub now: i64,
}

impl World {
    pub fn at(&self, minute: i64) -> Timestamp {
        self.begin + SignedDuration::from_mins(minute)
    }

    pub fn minute(&self, at: Timestamp) -> i64 {
        let since = at.duration_since(self.begin);
        assert_eq!(since.as_millis() % 60_000, 0, "{at} is no whole minute");
        since.as_mins()
    }

    pub fn catalog(&self) -> Catalog {
        let mut catalog = super::super::settings();
        for (index, calendar) in self.calendars.iter().enumerate() {
            put(
                &mut catalog,
                calendar_id(index).0,
                [Saved(calendar.clone())],
            );
        }
        let [support, sales, all] = self.chosen.map(|own| own.map(calendar_id));
        for (id, calendar) in [(SUPPORT, support), (SALES, sales)] {
            let own = Department {
                calendar,
                ..department("Own")
            };
            put(&mut catalog, id.0, [Saved(own)]);
        }
        let workspace = Workspace {
            calendar: all,
            ..Workspace::default()
        };
        put(&mut catalog, Workspace::id(), [Saved(workspace)]);
        catalog
    }

    pub fn policies(&self) -> PolicyHistory {
        let mut history = PolicyHistory::default();
        for (index, versions) in self.policies.iter().enumerate() {
            for (number, (minute, policy)) in (1..).zip(versions) {
                history.add(PolicyVersion {
                    id: SlaPolicyId(Uuid::from_u128(index as u128)),
                    version: number,
                    since: self.at(*minute),
                    policy: policy.as_ref().map(Policy::stored),
                });
            }
        }
        history
    }

    /// Of each calendar, whether it is open in each minute.
    pub fn open(&self, catalog: &Catalog) -> Vec<Vec<bool>> {
        let ids = (0..self.calendars.len()).map(calendar_id);
        ids.map(|id| {
            let hours = BusinessHours::of(catalog.calendar(id).unwrap()).unwrap();
            let open = hours.within(self.begin, self.at(HORIZON));
            (0..HORIZON)
                .map(|minute| open.is_open(self.at(minute)))
                .collect()
        })
        .collect()
    }
}

impl Policy {
    pub fn stored(&self) -> SlaPolicy {
        let json = match self.only {
            Only::All => None,
            Only::Priority(index) => Some(leaf("priority", "eq", PRIORITIES[index])),
            Only::Support => Some(leaf("department_id", "eq", &SUPPORT.to_string())),
            Only::Tagged => Some(leaf("tags", "contains", "vip")),
        };
        let condition = json.map(|json| serde_json::from_str::<Condition>(&json).unwrap());
        let calendar = match self.calendar {
            Choice::Department => SlaCalendar::Department,
            Choice::Named(index) => SlaCalendar::Named {
                id: calendar_id(index),
            },
            Choice::AlwaysOpen => SlaCalendar::AlwaysOpen,
        };
        SlaPolicy {
            condition,
            calendar,
            ..self.policy.clone()
        }
    }
}

impl History {
    pub fn story(&self, world: &World) -> Vec<(TicketEvent, Happened)> {
        let department = [Some(SUPPORT), Some(SALES), None][self.department];
        let created = Created {
            department,
            ..Created::new(
                7,
                "Any",
                status_id(self.status),
                priority(PRIORITIES[self.priority]).0,
            )
        };
        let first = (
            self.created,
            TicketEvent::Created(Box::new(created)),
            Actor::SYSTEM,
        );
        let steps = self.steps.iter().map(|(minute, step)| {
            let (event, actor) = step.told(world);
            (*minute, event, actor)
        });
        let all = [first].into_iter().chain(steps);
        let until = all.take_while(|(minute, ..)| *minute <= self.now);
        until
            .map(|(minute, event, actor)| {
                let at = world.at(minute);
                (event, Happened { at, actor })
            })
            .collect()
    }
}

impl Step {
    fn told(self, world: &World) -> (TicketEvent, Actor) {
        let other = TicketId(Uuid::from_u128(9));
        let (open, normal) = (status_id(1), priority("normal").0);
        let event = match self {
            Self::Status(index) => TicketEvent::StatusChanged {
                from: open,
                to: status_id(index),
            },
            Self::Priority(index) => TicketEvent::PriorityChanged {
                from: normal,
                to: priority(PRIORITIES[index]).0,
            },
            Self::Route(index) => TicketEvent::Routed {
                from: None,
                to: [Some(SUPPORT), Some(SALES), None][index],
            },
            Self::Tag(true) => TicketEvent::Tagged {
                tag: "vip".to_owned(),
            },
            Self::Tag(false) => TicketEvent::Untagged {
                tag: "vip".to_owned(),
            },
            Self::Due(minute) => TicketEvent::Scheduled {
                due_at: minute.map(|minute| world.at(minute)),
                window_from: None,
                window_to: None,
            },
            Self::Deleted(true) => TicketEvent::Deleted {},
            Self::Deleted(false) => TicketEvent::Restored {},
            Self::Merged(true) => TicketEvent::Merged { into: other },
            Self::Merged(false) => TicketEvent::Unmerged { from: other },
            Self::Customer => return said(Actor::customer(CustomerId(Uuid::from_u128(1))), true),
            Self::Answer => return said(Actor::member(ANA.0), true),
            Self::Note => return said(Actor::member(ANA.0), false),
            Self::Rule => return said(Actor::rule(Uuid::from_u128(2), 1), true),
        };
        (event, Actor::SYSTEM)
    }
}

fn said(actor: Actor, public: bool) -> (TicketEvent, Actor) {
    let visibility = if public {
        Visibility::Public
    } else {
        Visibility::Internal
    };
    let posted = Posted::new(MessageId(Uuid::from_u128(3)), visibility, "Hello");
    (TicketEvent::MessagePosted(Box::new(posted)), actor)
}

fn leaf(path: &str, op: &str, value: &str) -> String {
    format!(r#"{{"path": "{path}", "op": "{op}", "value": "{value}"}}"#)
}

fn calendar_id(index: usize) -> CalendarId {
    CalendarId(Uuid::from_u128(0xCA + index as u128))
}

fn status_id(index: usize) -> StatusId {
    StatusId::from_key(STATUSES[index].0)
}
