//! Trying a policy on random histories counts what saving it really gives.

use super::any::{history, policy, world};
use super::world::{LIVED, Policy, World};
use crate::aggregate::Happened;
use crate::setting::StatusCategory;
use crate::sla::{Applies, ClockKind, ClockState, SlaPolicy, SlaRules, Tally, Trial};
use crate::ticket::{Ticket, TicketEvent};
use crate::{Aggregate, Catalog, DepartmentId, SlaPolicyId};
use proptest::collection::vec;
use proptest::prelude::*;
use std::collections::BTreeMap;
use uuid::Uuid;

type Story = Vec<(TicketEvent, Happened)>;
type Counts = BTreeMap<(ClockKind, Option<DepartmentId>), Tally>;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn a_tried_policy_counts_what_really_saving_it_gives(
        world in world(),
        histories in vec(history(), 30),
        draft in policy(),
        replaces in any::<bool>(),
    ) {
        let stories: Vec<_> = histories.iter().map(|history| history.story(&world)).collect();
        let place = if replaces { 0 } else { world.policies.len() };

        let always = saved(&world, place, &draft, true);
        let tried = tried(&world, place, &draft, &stories);
        prop_assert_eq!(tried, counted(&always, &stories), "had it always been there");

        let catalog = world.catalog();
        let open: Vec<_> = (stories.into_iter()).filter(|story| is_open(story, &catalog)).collect();
        let now = saved(&world, place, &draft, false);
        let tried = self::tried(&world, place, &draft, &open);
        prop_assert_eq!(tried, counted(&now, &open), "saved for open tickets from their start");
    }
}

/// The world with the policy saved: before all tickets, or after everything for those that are open.
fn saved(world: &World, place: usize, draft: &Policy, first: bool) -> World {
    let mut saved = world.clone();
    let applies = match first {
        true => Applies::New,
        false => Applies::OpenFromStart,
    };
    let policy = Policy {
        policy: SlaPolicy {
            applies,
            ..draft.policy.clone()
        },
        ..draft.clone()
    };
    saved
        .policies
        .resize(saved.policies.len().max(place + 1), Vec::new());
    match first {
        true => saved.policies[place] = vec![(0, Some(policy))],
        false => saved.policies[place].push((LIVED, Some(policy))),
    }
    saved
}

fn tried(world: &World, place: usize, draft: &Policy, stories: &[Story]) -> Counts {
    let mut catalog = world.catalog();
    catalog.sla_history = world.policies();
    let id = SlaPolicyId(Uuid::from_u128(place as u128));
    let tried = catalog.sla_history.with_draft(id, draft.stored());
    let mut trial = Trial::new(&catalog, &tried, world.at(LIVED + 1));
    for story in stories {
        trial.add(story);
    }
    let counts = trial.tallies().iter().map(|(of, (_, after))| (*of, *after));
    counts
        .filter(|(_, tally)| *tally != Tally::default())
        .collect()
}

fn counted(world: &World, stories: &[Story]) -> Counts {
    let (catalog, policies) = (world.catalog(), world.policies());
    let rules = SlaRules::with(&catalog, &policies);
    let mut counts = Counts::new();
    for story in stories {
        let department = folded(story).details.and_then(|details| details.department);
        for clock in rules.clocks(story, world.at(LIVED + 1)).clocks {
            let tally = counts.entry((clock.kind, department)).or_default();
            match clock.state {
                ClockState::Met => tally.met += 1,
                ClockState::Missed | ClockState::Breached => tally.missed += 1,
                ClockState::Stopped => tally.stopped += 1,
                ClockState::Running | ClockState::Warning | ClockState::Paused => tally.open += 1,
            }
        }
    }
    counts
}

fn folded(story: &Story) -> Ticket {
    let mut ticket = Ticket::default();
    for (event, happened) in story {
        ticket.evolve(event, happened);
    }
    ticket
}

fn is_open(story: &Story, catalog: &Catalog) -> bool {
    let ticket = folded(story);
    let status = ticket
        .open()
        .ok()
        .and_then(|details| catalog.status(details.status));
    status.is_some_and(|status| {
        !matches!(
            status.category,
            StatusCategory::Resolved | StatusCategory::Closed
        )
    })
}
