//! Promises twice as strict, tried on the real log, against having had them from the start.

use super::end;
use domain::aggregate::Happened;
use domain::sla::{
    ClockState, PolicyHistory, PolicyVersion, SlaPolicy, SlaRules, Tally, Targets, Trial,
};
use domain::ticket::TicketEvent;
use domain::{Catalog, SlaPolicyId};
use std::collections::BTreeMap;
use uuid::Uuid;

type Stories = BTreeMap<String, Vec<(TicketEvent, Happened)>>;

pub fn a_tried_policy_counts_what_having_had_it_gives(catalog: &Catalog, stories: &Stories) {
    let id = SlaPolicyId(Uuid::from_u128(1));
    let versions = catalog.sla_history.policies().flatten();
    let versions: Vec<_> = versions.collect();
    let first = versions.iter().find(|version| version.id == id).unwrap();
    let stricter = halved(first.policy.clone().unwrap());

    let tried = catalog.sla_history.with_draft(id, stricter.clone());
    let mut trial = Trial::new(catalog, &tried, end());
    let changed: usize = stories.values().map(|story| trial.add(story).len()).sum();
    let mut counted = [Tally::default(); 2];
    for (before, after) in trial.tallies().values() {
        add(&mut counted[0], before);
        add(&mut counted[1], after);
    }

    let mut really = PolicyHistory::default();
    for version in versions {
        let policy = match version.id == id {
            true => Some(stricter.clone()),
            false => version.policy.clone(),
        };
        really.add(PolicyVersion {
            policy,
            ..version.clone()
        });
    }
    let real = [&catalog.sla_history, &really].map(|history| {
        let rules = SlaRules::with(catalog, history);
        stories.values().fold(Tally::default(), |mut tally, story| {
            for clock in rules.clocks(story, end()).clocks {
                add(&mut tally, &one(clock.state));
            }
            tally
        })
    });
    eprintln!("{counted:?}, {changed} changed");
    assert_eq!(counted, real);
    assert!(changed > 0 && counted[0] != counted[1]);
}

fn halved(policy: SlaPolicy) -> SlaPolicy {
    let half = |targets: &Targets| Targets {
        first_response: targets.first_response.map(|seconds| seconds / 2),
        resolution: targets.resolution.map(|seconds| seconds / 2),
        ..*targets
    };
    let by_priority = policy.by_priority.iter();
    SlaPolicy {
        by_priority: by_priority
            .map(|(key, own)| (key.clone(), half(own)))
            .collect(),
        ..policy
    }
}

fn one(state: ClockState) -> Tally {
    let mut tally = Tally::default();
    match state {
        ClockState::Met => tally.met = 1,
        ClockState::Missed | ClockState::Breached => tally.missed = 1,
        ClockState::Stopped => tally.stopped = 1,
        ClockState::Running | ClockState::Warning | ClockState::Paused => tally.open = 1,
    }
    tally
}

fn add(sum: &mut Tally, more: &Tally) {
    sum.met += more.met;
    sum.missed += more.missed;
    sum.open += more.open;
    sum.stopped += more.stopped;
}
