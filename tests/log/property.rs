//! Batches of commands against the sequential log: right and wrong versions, several streams,
//! repetitions, all at once.

use super::history;
use crate::support::tally::{Tally, counted};
use crate::support::{Log, log::one_event};
use domain::{Actor, Aggregate};
use eventstore::{Append, Appended, Outcome, Reliance, StreamPart};
use jiff::Timestamp;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseError, TestRunner};
use uuid::Uuid;

/// Streams that the commands of a case contend for.
const STREAMS: usize = 6;

/// One command, before ids and versions are known.
#[derive(Clone, Debug)]
enum Plan {
    Fresh {
        /// One or two of the streams.
        streams: Vec<usize>,
        /// The stream of each event, as an index into `streams`.
        events: Vec<usize>,
        /// How far the expected version is off.
        off: i32,
        /// A stream that it relies on, where it does not append to that one, and how far the version
        /// is off.
        relies_on: Option<(usize, i32)>,
        remember: bool,
    },
    /// An earlier command again; with another fingerprint where it has one.
    Again { index: usize, otherwise: bool },
    /// A command that shares nothing with any other.
    Neighbour,
}

fn plan() -> impl Strategy<Value = Plan> {
    let streams = proptest::sample::subsequence((0..STREAMS).collect::<Vec<_>>(), 1..=2);
    let fresh = (
        streams.prop_shuffle(),
        proptest::collection::vec(0_usize..2, 0..4),
        off(),
        proptest::option::of((0..STREAMS, off())),
        any::<bool>(),
    )
        .prop_map(|(streams, events, off, relies_on, remember)| Plan::Fresh {
            events: events.iter().map(|event| event % streams.len()).collect(),
            relies_on: relies_on.filter(|(stream, _)| !streams.contains(stream)),
            streams,
            off,
            remember,
        });
    let again = (any::<usize>(), proptest::bool::weighted(0.2))
        .prop_map(|(index, otherwise)| Plan::Again { index, otherwise });
    prop_oneof![8 => fresh, 2 => again, 2 => Just(Plan::Neighbour)]
}

/// How far a version is off: mostly not at all.
fn off() -> impl Strategy<Value = i32> {
    prop_oneof![6 => Just(0), 1 => Just(-1), 1 => 1..4]
}

#[test]
fn concurrent_commands_are_answered_as_one_after_the_other() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let log = runtime.block_on(Log::start());
    let config = Config {
        cases: 12,
        failure_persistence: None,
        max_shrink_iters: 60,
        ..Config::default()
    };
    let plans = proptest::collection::vec(plan(), 100..400);
    let verdict = TestRunner::new(config).run(&plans, |plans| {
        runtime
            .block_on(run(&log, &plans))
            .map_err(TestCaseError::fail)
    });
    verdict.unwrap_or_else(|fault| panic!("{fault}"));
}

async fn run(log: &Log, plans: &[Plan]) -> Result<(), String> {
    let head = log.store.head().await.unwrap();
    let sent = commands(plans);
    let sending = sent.iter().map(|append| log.store.append(append.clone()));
    let outcomes = futures_util::future::try_join_all(sending)
        .await
        .map_err(|e| e.to_string())?;
    history::check(head, &sent, &outcomes)?;
    stored(log, head, &sent, &outcomes).await
}

/// The log holds what was answered: no hole, no more, each event where its command was told.
async fn stored(log: &Log, head: i64, sent: &[Append], out: &[Outcome]) -> Result<(), String> {
    let mut expected = Vec::new();
    for (append, outcome) in sent.iter().zip(out) {
        if let Outcome::Appended { appended, .. } = outcome {
            let ids = append.events.iter().map(|event| event.id);
            expected.extend((appended.first_position..).zip(ids));
        }
    }
    expected.sort_unstable();
    let events = log.store.read_after(head, usize::MAX >> 1).await.unwrap();
    let found: Vec<_> = events.iter().map(|e| (e.position, e.id)).collect();
    (found == expected)
        .then_some(())
        .ok_or_else(|| format!("the log holds {found:?} instead of {expected:?}"))
}

/// Fills ids and versions in. Versions are those that hold if every earlier command that expects
/// rightly goes first, so that most can succeed.
fn commands(plans: &[Plan]) -> Vec<Append> {
    let ids: Vec<Uuid> = (0..STREAMS).map(|_| Uuid::now_v7()).collect();
    let mut versions = [0; STREAMS];
    let mut commands: Vec<Append> = Vec::new();
    for plan in plans {
        match plan {
            Plan::Fresh {
                streams,
                events,
                off,
                relies_on,
                remember,
            } => {
                if events.is_empty() && !remember {
                    continue; // there is nothing to send
                }
                let mut append = command(streams, &ids, &versions, *off);
                append
                    .relies_on
                    .extend(relies_on.map(|(stream, off)| Reliance {
                        stream_id: ids[stream],
                        version: (versions[stream] + off).max(0),
                    }));
                let off = off.abs() + relies_on.map_or(0, |(_, off)| off.abs());
                for event in events {
                    let step = counted(0, 1);
                    append.push(*event, Timestamp::now(), &step).unwrap();
                    if off == 0 {
                        versions[streams[*event]] += 1;
                    }
                }
                append.remember = remember.then(|| b"asked".to_vec());
                commands.push(append);
            }
            Plan::Again { index, otherwise } if !commands.is_empty() => {
                let mut append = commands[index % commands.len()].clone();
                if let (Some(fingerprint), true) = (&mut append.remember, otherwise) {
                    fingerprint.push(b'!');
                }
                commands.push(append);
            }
            Plan::Again { .. } | Plan::Neighbour => commands.push(one_event(Uuid::now_v7(), 0)),
        }
    }
    commands
}

fn command(streams: &[usize], ids: &[Uuid], versions: &[i32], off: i32) -> Append {
    let part = |stream: &usize| StreamPart {
        id: ids[*stream],
        category: Tally::CATEGORY,
        expected_version: (versions[*stream] + off).max(0),
    };
    let mut append = Append::new(Uuid::now_v7(), Actor::SYSTEM, part(&streams[0]));
    append.streams = streams.iter().map(part).collect();
    append
}

#[test]
fn the_check_notices_a_lost_update() {
    let stream = Uuid::now_v7();
    let sent = [one_event(stream, 0), one_event(stream, 0)];
    let both = [outcome(stream, 1, 1), outcome(stream, 1, 2)];
    history::check(0, &sent, &both).unwrap_err();
}

#[test]
fn the_check_notices_a_command_that_relied_on_what_was_gone() {
    let (one, other) = (Uuid::now_v7(), Uuid::now_v7());
    let mut relying = one_event(other, 0);
    relying.relies_on.push(Reliance {
        stream_id: one,
        version: 0,
    });
    let sent = [one_event(one, 0), relying];
    let both = [outcome(one, 1, 1), outcome(other, 1, 2)];
    history::check(0, &sent, &both).unwrap_err();
    let before = [outcome(one, 1, 2), outcome(other, 1, 1)];
    history::check(0, &sent, &before).unwrap();
}

#[test]
fn the_check_notices_a_neighbour_that_failed() {
    let (one, other) = (Uuid::now_v7(), Uuid::now_v7());
    let sent = [one_event(one, 0), one_event(other, 0)];
    let failed = Outcome::Conflict {
        stream_id: other,
        actual: 0,
    };
    history::check(0, &sent, &[outcome(one, 1, 1), failed]).unwrap_err();
}

#[test]
fn the_check_notices_a_hole() {
    let (one, other) = (Uuid::now_v7(), Uuid::now_v7());
    let sent = [one_event(one, 0), one_event(other, 0)];
    let holed = [outcome(one, 1, 1), outcome(other, 1, 3)];
    history::check(0, &sent, &holed).unwrap_err();
}

#[test]
fn the_check_notices_a_second_effect() {
    let mut asked = one_event(Uuid::now_v7(), 0);
    asked.remember = Some(b"asked".to_vec());
    let mut again = one_event(Uuid::now_v7(), 0);
    (again.command_id, again.remember) = (asked.command_id, asked.remember.clone());
    let ids = [asked.streams[0].id, again.streams[0].id];
    let both = [outcome(ids[0], 1, 1), outcome(ids[1], 1, 2)];
    history::check(0, &[asked, again], &both).unwrap_err();
}

fn outcome(stream_id: Uuid, version: i32, position: i64) -> Outcome {
    Outcome::Appended {
        recorded_at: Timestamp::UNIX_EPOCH,
        appended: Appended {
            stream_id,
            version,
            first_position: position,
            last_position: position,
        },
    }
}
