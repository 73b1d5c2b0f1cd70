//! Warnings and breaches are told once each, whenever somebody looks.

use super::super::{SlaPolicy, SlaRules, Targets};
use super::{Told, minutes, policies, settings};
use crate::TicketId;
use crate::ticket::TicketEvent;
use std::collections::BTreeSet;
use uuid::Uuid;

const TICKET: TicketId = TicketId(Uuid::from_u128(7));

/// An hour to resolve, with warnings on the way.
fn promised() -> SlaPolicy {
    SlaPolicy {
        targets: Targets {
            resolution: Some(3600),
            ..Targets::default()
        },
        warn_at: vec![50, 90],
        ..SlaPolicy::new("Everybody")
    }
}

#[test]
fn what_was_told_is_not_told_again_and_has_the_same_id_for_ever() {
    let history = policies([(-10, promised())]);
    let catalog = settings();
    let rules = SlaRules::with(&catalog, &history);
    let untold = |told: &Told, at: i64| {
        let sla = rules.clocks(&told.0, minutes(at));
        sla.untold(&told.0)
    };
    let mut told = Told::opened(0);
    assert_eq!(untold(&told, 29), []);
    let found = untold(&told, 100);
    let at: Vec<_> = found.iter().map(|found| found.at).collect();
    assert_eq!(at, [minutes(30), minutes(54), minutes(60)]);
    let later: Vec<_> = untold(&told, 5000);
    let ids = |found: &[super::super::ToTell]| -> BTreeSet<Uuid> {
        found.iter().map(|found| found.command_id(TICKET)).collect()
    };
    assert_eq!(ids(&found), ids(&later));
    assert_eq!(ids(&found).len(), 3);

    let first = found[0].event.clone();
    assert!(matches!(&first, TicketEvent::SlaWarned(warned) if warned.percent == Some(50)));
    told = told.by_system(100, first);
    assert_eq!(untold(&told, 101), found[1..]);
    for found in &found[1..] {
        told = told.by_system(101, found.event.clone());
    }
    assert_eq!(untold(&told, 5000), []);
}

#[test]
fn what_was_reached_before_it_was_done_is_told_also_afterwards() {
    let history = policies([(-10, promised())]);
    let catalog = settings();
    let told = Told::opened(0).status(40, "closed");
    let sla = SlaRules::with(&catalog, &history).clocks(&told.0, minutes(500));
    let untold = sla.untold(&told.0);
    assert_eq!(
        untold.iter().map(|found| found.at).collect::<Vec<_>>(),
        [minutes(30), minutes(40)]
    );
    assert!(matches!(untold[1].event, TicketEvent::SlaMet(_)));
}
