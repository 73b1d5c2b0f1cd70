//! What becomes of open tickets when a policy is changed.

use super::super::{Applies, ClockKind as K, SlaPolicy, Targets};
use super::{Told, asked, clock, minutes, version};
use crate::SlaPolicyId;
use crate::sla::PolicyHistory;
use jiff::SignedDuration;
use uuid::Uuid;

const ID: SlaPolicyId = SlaPolicyId(Uuid::from_u128(0x51A));

fn resolved_within(hours: i64, applies: Applies) -> SlaPolicy {
    let resolution = Some(hours * 3600);
    SlaPolicy {
        targets: Targets {
            resolution,
            ..Targets::default()
        },
        applies,
        ..SlaPolicy::new("Everybody")
    }
}

/// Ten hours at first, two since minute 180.
fn changed(applies: Applies) -> PolicyHistory {
    let mut history = PolicyHistory::default();
    history.add(version(ID, 1, -60, Some(resolved_within(10, Applies::New))));
    history.add(version(ID, 2, 180, Some(resolved_within(2, applies))));
    history
}

#[test]
fn a_change_for_new_tickets_leaves_open_ones_alone() {
    let history = changed(Applies::New);
    let sla = asked(&history, &Told::opened(0), 240);
    assert_eq!(sla.policy, Some((ID, 1)));
    assert_eq!(clock(&sla, K::Resolution).due_at, Some(minutes(600)));
    let sla = asked(&history, &Told::opened(180), 240);
    assert_eq!(
        (sla.policy, clock(&sla, K::Resolution).due_at),
        (Some((ID, 2)), Some(minutes(300)))
    );
}

#[test]
fn a_change_from_now_is_reached_when_it_is_made_and_one_from_the_start_was_reached_before() {
    let breached = |applies, told: &Told| {
        let sla = asked(&changed(applies), told, 240);
        clock(&sla, K::Resolution).breached_at()
    };
    let open = Told::opened(0);
    assert_eq!(breached(Applies::OpenFromNow, &open), Some(minutes(180)));
    assert_eq!(breached(Applies::OpenFromStart, &open), Some(minutes(120)));
    let closed = Told::opened(0).status(170, "closed");
    assert_eq!(breached(Applies::OpenFromStart, &closed), None);
}

#[test]
fn before_a_change_nothing_is_known_of_it() {
    let sla = asked(&changed(Applies::OpenFromStart), &Told::opened(0), 179);
    assert_eq!(clock(&sla, K::Resolution).breached_at(), None);
}

#[test]
fn a_retired_policy_holds_for_nothing_any_more() {
    let mut history = changed(Applies::OpenFromNow);
    history.add(version(ID, 3, 200, None));
    let sla = asked(&history, &Told::opened(190), 240);
    assert_eq!((sla.policy, sla.clocks), (None, vec![]));
    let sla = asked(&history, &Told::opened(190), 195);
    assert_eq!(
        clock(&sla, K::Resolution).elapsed,
        SignedDuration::from_mins(5)
    );
}
