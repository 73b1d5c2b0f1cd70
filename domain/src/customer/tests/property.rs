//! Random commands to a few customers, with reservations as the log holds them: an address
//! belongs to one customer at most, and to whom it belongs is what its customer says.

use super::*;
use crate::Aggregate;
use crate::given::{HAPPENED, catalog, decide};
use crate::reservation::Reservation;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use proptest::strategy::ValueTree;
use std::collections::BTreeMap;

const CUSTOMERS: usize = 4;

/// A log in memory: streams of customers and of reservations.
#[derive(Clone, Default)]
struct World {
    customers: [Customer; CUSTOMERS],
    addresses: BTreeMap<String, Reservation>,
}

#[derive(Clone, Debug)]
enum Step {
    Ask(usize, CustomerCommand),
    Merge(usize, usize),
}

fn id(place: usize) -> CustomerId {
    CustomerId(Uuid::from_u128(0xC0 + place as u128))
}

impl World {
    /// All of the step happens, or nothing, as in one append.
    fn take(&mut self, step: &Step) -> bool {
        let mut next = self.clone();
        let done = match step {
            Step::Ask(place, command) => next.ask(*place, command),
            Step::Merge(from, into) => next.merge(*from, *into),
        };
        if done.is_some() {
            *self = next;
        }
        done.is_some()
    }

    fn merge(&mut self, from: usize, into: usize) -> Option<()> {
        let pair = (&self.customers[from], &self.customers[into]);
        let plan = merge((id(from), pair.0), (id(into), pair.1)).ok()?;
        self.ask(from, &plan.merged)?;
        self.ask(into, &plan.target)
    }

    fn ask(&mut self, place: usize, command: &CustomerCommand) -> Option<()> {
        let events = decide(&self.customers[place], command, &catalog()).ok()?;
        for event in &events {
            for change in self.customers[place].reservations(id(place).0, event) {
                let held = self.addresses.entry(change.value.clone()).or_default();
                if let Some(event) = change.decide(held).ok()? {
                    held.evolve(&event, &HAPPENED);
                }
            }
            self.customers[place].evolve(event, &HAPPENED);
        }
        Some(())
    }

    /// Who says that the address is theirs.
    fn owners(&self, address: &str) -> Vec<Uuid> {
        let has = |customer: &Customer| {
            let profile = customer.active();
            profile.is_ok_and(|p| p.emails.iter().any(|e| email_key(e) == address))
        };
        let places = (0..CUSTOMERS).filter(|place| has(&self.customers[*place]));
        places.map(|place| id(place).0).collect()
    }
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let begun = (0..CUSTOMERS).map(|place| create_at(place).boxed());
    let begun: Vec<_> = begun.collect();
    let step = prop_oneof![
        2 => (0..CUSTOMERS, command()).prop_map(|(place, command)| Step::Ask(place, command)),
        1 => (0..CUSTOMERS, 0..CUSTOMERS).prop_map(|(from, into)| Step::Merge(from, into)),
    ];
    (begun, prop::collection::vec(step, 5..40))
        .prop_map(|(begun, rest)| begun.into_iter().chain(rest).collect())
}

fn create_at(place: usize) -> impl Strategy<Value = Step> {
    emails().prop_map(move |emails| Step::Ask(place, create(Profile { emails, ..dana() })))
}

fn command() -> impl Strategy<Value = CustomerCommand> {
    let emails = emails().prop_map(|emails| {
        change(ProfileChange {
            emails: Some(emails),
            ..ProfileChange::default()
        })
    });
    prop_oneof![4 => emails, 1 => select(vec![Retire, Restore, renaming()])]
}

fn emails() -> impl Strategy<Value = Vec<String>> {
    let addresses = [
        "a@x.org", "A@X.org", "b@x.org", "c@x.org", "C@x.ORG", "d@x.org",
    ];
    subsequence(addresses.map(str::to_owned).to_vec(), 0..=3)
}

proptest! {
    #[test]
    fn an_address_belongs_to_one_customer_at_most(steps in steps()) {
        let mut world = World::default();
        for step in &steps {
            world.take(step);
            for (address, held) in &world.addresses {
                let owners = world.owners(address);
                assert_eq!(owners, Vec::from_iter(held.owner), "{address} after {step:?}");
            }
            let held = |e: &String| world.addresses.contains_key(&email_key(e));
            let active = world.customers.iter().filter_map(|c| c.active().ok());
            assert!(active.flat_map(|p| &p.emails).all(held), "after {step:?}");
        }
    }

    #[test]
    fn whoever_was_merged_leads_to_somebody_who_was_not(steps in steps()) {
        let mut world = World::default();
        for step in &steps {
            world.take(step);
        }
        for place in 0..CUSTOMERS {
            let mut at = id(place);
            let mut hops = 0;
            while let Some(into) = world.customers[(at.0.as_u128() - 0xC0) as usize].merged_into {
                (at, hops) = (into, hops + 1);
                assert!(hops < CUSTOMERS, "a circle");
            }
        }
    }
}

#[test]
fn the_steps_reach_merges_and_refusals() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let (mut merges, mut refusals) = (0, 0);
    for _ in 0..50 {
        let tree = steps().new_tree(&mut runner).expect("steps");
        let mut world = World::default();
        for step in tree.current() {
            match world.take(&step) {
                true => merges += usize::from(matches!(step, Step::Merge(..))),
                false => refusals += 1,
            }
        }
    }
    assert!(
        merges > 20 && refusals > 20,
        "{merges} merges, {refusals} refusals"
    );
}
