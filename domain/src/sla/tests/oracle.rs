//! Random policies, calendars and histories: equal to walking through them minute by minute.

mod any;
mod tried;
mod walk;
mod world;

use super::super::{Clock, ClockKind, ClockState, Mark, SlaRules, SlaState, StopReason, TicketSla};
use super::NOON;
use any::{history, world};
use jiff::Timestamp;
use proptest::collection::vec;
use proptest::prelude::*;
use walk::Walk;
use world::{History, World};

/// Histories among each set of settings, and how many such sets: 10,000 in all.
const HISTORIES: usize = 100;
const WORLDS: u32 = 100;

/// A clock as the oracle tells it, in minutes.
#[derive(Clone, Debug, PartialEq)]
struct Shown {
    kind: ClockKind,
    policy: (u128, i32),
    started_at: i64,
    elapsed: i64,
    state: ClockState,
    notes: Vec<(i64, Mark)>,
    ended_at: Option<i64>,
    met_at: Vec<i64>,
    stops: Vec<(i64, Option<i64>, StopReason)>,
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(WORLDS))]

    #[test]
    fn clocks_are_what_a_walk_through_every_minute_tells(
        world in world(),
        histories in vec(history(), HISTORIES),
    ) {
        let catalog = world.catalog();
        let policies = world.policies();
        let rules = SlaRules::with(&catalog, &policies);
        let open = world.open(&catalog);
        for history in histories {
            let told = rules.clocks(&history.story(&world), world.at(history.now));
            let walk = Walk::through(&world, &open, &history);
            prop_assert_eq!(shown(&told, &world), walk.shown(), "{:?}", history);
            prop_assert_eq!(told.policy.map(|(id, version)| (id.0.as_u128(), version)), walk.policy());
            check_what_comes(&told, &walk, &world, &history)?;
            check_standing(&told, &rules, &world, &history)?;
        }
    }
}

fn shown(told: &TicketSla, world: &World) -> Vec<Shown> {
    told.clocks.iter().map(|clock| one(clock, world)).collect()
}

fn one(clock: &Clock, world: &World) -> Shown {
    let minute = |at: Timestamp| world.minute(at);
    let notes = clock.notes.iter().map(|note| (minute(note.at), note.mark));
    let stops = clock.stops.iter();
    let stops = stops.map(|stop| (minute(stop.from), stop.to.map(minute), stop.why));
    Shown {
        kind: clock.kind,
        policy: (clock.policy.0.as_u128(), clock.policy_version),
        started_at: minute(clock.started_at),
        elapsed: clock.elapsed.as_mins(),
        state: clock.state,
        notes: notes.collect(),
        ended_at: clock.ended_at.map(minute),
        met_at: clock.met_at.iter().copied().map(minute).collect(),
        stops: stops.collect(),
    }
}

/// When something is due next, as far as the oracle looks ahead.
fn check_what_comes(
    told: &TicketSla,
    walk: &Walk<'_>,
    world: &World,
    history: &History,
) -> Result<(), TestCaseError> {
    let ahead = walk.next_moment();
    let next = told.next_moment.map(|at| world.minute(at));
    prop_assert_eq!(
        next.filter(|at| *at < world::HORIZON),
        ahead,
        "{:?}",
        history
    );
    for (clock, due) in told.clocks.iter().zip(walk.due()) {
        let told = clock.due_at.map(|at| world.minute(at));
        if clock.ended_at.is_none() {
            let near = told.filter(|at| *at < world::HORIZON);
            prop_assert_eq!(near, due, "{:?} {:?}", clock, history);
        }
    }
    Ok(())
}

/// How it stands is what its clocks say, also later, as long as nothing happens.
fn check_standing(
    told: &TicketSla,
    rules: &SlaRules<'_>,
    world: &World,
    history: &History,
) -> Result<(), TestCaseError> {
    let standing = told.standing();
    let changes = world.policies.iter().flatten().map(|(minute, _)| *minute);
    let changes = changes.filter(|minute| *minute > history.now);
    let horizon = changes.min().unwrap_or(world::HORIZON);
    let story = history.story(world);
    for minutes in [0, 1, 7, 60, 300, 1000] {
        let later = history.now + minutes;
        if later >= horizon {
            break;
        }
        let then = rules.clocks(&story, world.at(later));
        prop_assert_eq!(then.standing(), standing, "{:?} at {}", history, later);
        let worst = then
            .clocks
            .iter()
            .map(|clock| ticket_state(clock.state))
            .max();
        let state = standing.state(world.at(later));
        prop_assert_eq!(
            state,
            worst.unwrap_or_default(),
            "{:?} at {}",
            history,
            later
        );
    }
    Ok(())
}

fn ticket_state(clock: ClockState) -> SlaState {
    match clock {
        ClockState::Running => SlaState::Running,
        ClockState::Warning => SlaState::Warning,
        ClockState::Paused => SlaState::Paused,
        ClockState::Breached => SlaState::Breached,
        ClockState::Met => SlaState::Met,
        ClockState::Missed => SlaState::Missed,
        ClockState::Stopped => SlaState::None,
    }
}

#[test]
fn noon_is_a_whole_minute() {
    assert_eq!(NOON.as_second() % 60, 0);
}
