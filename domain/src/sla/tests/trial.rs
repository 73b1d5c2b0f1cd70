//! Trying a policy on history gives what saving it before would have given.

use super::super::{Applies, ClockKind as K, ClockState as S, SlaPolicy, Tally, Targets, Trial};
use super::{Told, policies, settings, version};
use crate::SlaPolicyId;
use crate::sla::{PolicyHistory, SlaRules};
use uuid::Uuid;

const ID: SlaPolicyId = SlaPolicyId(Uuid::from_u128(0x51A));

fn within(minutes: i64) -> SlaPolicy {
    SlaPolicy {
        targets: Targets {
            resolution: Some(minutes * 60),
            ..Targets::default()
        },
        ..SlaPolicy::new("Everybody")
    }
}

#[test]
fn a_tried_policy_tells_what_it_would_have_told_had_it_been_saved() {
    let catalog = settings();
    let told = [
        Told::opened(0).status(30, "closed"),
        Told::opened(0).status(100, "closed"),
        Told::opened(0).status(10, "pending"),
        Told::opened(0),
    ];
    let saved = policies([(-10, within(60))]);
    let tried = saved.with_draft(ID, within(20));
    let really = policies([(-10, within(20))]);
    for told in &told {
        let states = |history: &PolicyHistory| {
            let sla = SlaRules::with(&catalog, history).clocks(&told.0, super::minutes(200));
            sla.clocks
                .iter()
                .map(|clock| (clock.kind, clock.state))
                .collect::<Vec<_>>()
        };
        assert_eq!(states(&tried), states(&really));
    }
}

#[test]
fn a_trial_counts_both_sides_and_names_what_differs() {
    let mut catalog = settings();
    catalog
        .sla_history
        .add(version(ID, 1, -10, Some(within(60))));
    let draft = SlaPolicy {
        applies: Applies::OpenFromNow,
        ..within(20)
    };
    let tried = catalog.sla_history.with_draft(ID, draft);
    let mut trial = Trial::new(&catalog, &tried, super::minutes(40));
    let different = trial.add(&Told::opened(0).status(30, "closed").0);
    assert_eq!(different.len(), 1);
    assert_eq!(
        (different[0].before, different[0].after),
        (Some(S::Met), Some(S::Missed))
    );
    assert_eq!(trial.add(&Told::opened(0).status(10, "closed").0), []);

    let (before, after) = trial.tallies()[&(K::Resolution, None)];
    let met = Tally {
        met: 2,
        ..Tally::default()
    };
    assert_eq!(before, met);
    assert_eq!((after.met, after.missed), (1, 1));
}
