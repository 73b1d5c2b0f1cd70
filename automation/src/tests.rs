//! Rules at work, on a real log: each test has a database of its own.

mod actions;
mod assignment;
mod bulk;
mod chains;
mod clocks;
mod database;
mod delivery;
mod due;
mod firings;
mod letters;
mod outbox;
mod parking;
mod refusals;
mod running;
mod storm;
mod timers;
mod unreadable;
mod world;

use domain::automation::{Action, Lists, Rule, When};
use domain::macros::MacroAction;
use domain::{MemberId, PriorityId, StatusId};
use uuid::Uuid;

const ANA: MemberId = MemberId(Uuid::from_u128(0xA1));
const BEN: MemberId = MemberId(Uuid::from_u128(0xA2));

/// An active rule on new tickets, whatever they look like.
fn rule(actions: &[Action]) -> Rule {
    Rule {
        name: "A rule".to_owned(),
        position: 0,
        on: vec!["ticket.created".to_owned()],
        timer: None,
        when: When::default(),
        actions: actions.to_vec(),
        stop: false,
        active: true,
        parked: None,
    }
}

/// A rule that leads every ticket from one status to another.
fn leads(from: &str, to: &str) -> Rule {
    Rule {
        name: format!("From {from} to {to}"),
        on: vec!["ticket.status_changed".to_owned()],
        when: in_status(from),
        ..rule(&[set_status(to)])
    }
}

fn note(body: &str) -> Action {
    let body = body.to_owned();
    Action::Common(MacroAction::AddNote { body })
}

fn assign(member: MemberId) -> Action {
    Action::Common(MacroAction::Assign { member })
}

fn set_status(key: &str) -> Action {
    let status = StatusId::from_key(key);
    Action::Common(MacroAction::SetStatus { status })
}

fn in_status(key: &str) -> When {
    When::Lists(Lists {
        status: vec![StatusId::from_key(key)],
        ..Lists::default()
    })
}

fn of_priority(key: &str) -> When {
    When::Lists(Lists {
        priority: vec![PriorityId::from_key(key)],
        ..Lists::default()
    })
}
