//! Any settings and any histories.

use super::super::STATUSES;
use super::world::{Choice, History, LIVED, Only, Policy, Step, World};
use crate::business::tests::oracle::{DAYS, calendar};
use crate::setting::StatusCategory;
use crate::sla::{Applies, SlaPolicy, Targets};
use jiff::ToSpan;
use jiff::tz::TimeZone;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

pub fn world() -> impl Strategy<Value = World> {
    let chosen = [0; 3].map(|_| option::of(0..3usize));
    let versions = vec((0..LIVED, option::weighted(0.9, policy())), 1..4);
    (
        select(DAYS.as_slice()),
        vec(calendar(), 3),
        chosen,
        vec(versions, 1..4),
    )
        .prop_map(|(day, calendars, chosen, mut policies)| {
            for versions in &mut policies {
                versions.sort_by_key(|(minute, _)| *minute);
                versions[0].0 /= 8; // most tickets meet it
            }
            let day = (day - 1.days()).to_zoned(TimeZone::UTC).unwrap();
            World {
                begin: day.timestamp(),
                calendars,
                chosen,
                policies,
            }
        })
}

fn only() -> impl Strategy<Value = Only> {
    prop_oneof![
        3 => Just(Only::All),
        1 => (0..3usize).prop_map(Only::Priority),
        1 => Just(Only::Support),
        1 => Just(Only::Tagged),
    ]
}

fn choice() -> impl Strategy<Value = Choice> {
    prop_oneof![
        Just(Choice::Department),
        (0..3usize).prop_map(Choice::Named),
        Just(Choice::AlwaysOpen),
    ]
}

pub fn policy() -> impl Strategy<Value = Policy> {
    let pauses = vec![
        StatusCategory::Pending,
        StatusCategory::OnHold,
        StatusCategory::New,
    ];
    let warnings = (
        subsequence(vec![25, 50, 75, 90], 0..4),
        subsequence(vec![300, 60, 5], 0..3),
        subsequence(vec![1, 30, 240], 0..3),
    );
    let applies = select(vec![
        Applies::New,
        Applies::OpenFromNow,
        Applies::OpenFromStart,
    ]);
    let settings = (
        0..3i32,
        prop::bool::weighted(0.9),
        subsequence(pauses, 0..3),
        applies,
    );
    let what = (only(), choice(), targets(), option::of(targets()));
    (what, warnings, settings).prop_map(
        |(
            (only, calendar, targets, high),
            (warn_at, before, after),
            (position, active, pause, applies),
        )| {
            let policy = SlaPolicy {
                position,
                active,
                targets,
                by_priority: high
                    .map(|high| ("high".to_owned(), high))
                    .into_iter()
                    .collect(),
                pause,
                warn_at,
                warn_before_due: before.into_iter().map(|minutes| minutes * 60).collect(),
                escalate_after: after.into_iter().map(|minutes| minutes * 60).collect(),
                applies,
                ..SlaPolicy::new("Any")
            };
            Policy {
                only,
                calendar,
                policy,
            }
        },
    )
}

/// Of which every percentage asked for is a whole minute.
fn targets() -> impl Strategy<Value = Targets> {
    let one = || option::weighted(0.8, (1..40i64).prop_map(|n| n * 20 * 60));
    (one(), one(), one()).prop_map(|(first_response, next_response, resolution)| Targets {
        first_response,
        next_response,
        resolution,
    })
}

pub fn history() -> impl Strategy<Value = History> {
    let begins = (0..LIVED / 4, 0..4usize, 0..3usize, 0..3usize);
    let steps = vec((0..LIVED, any::<bool>(), step()), 0..10);
    (begins, steps, 0..LIVED).prop_map(|((created, status, priority, department), steps, now)| {
        let mut at = Vec::new();
        for (minute, again, step) in steps {
            // now and then several things happen at once
            let last = at.last().map(|(minute, _): &(i64, Step)| *minute);
            at.push((last.filter(|_| again).unwrap_or(created.max(minute)), step));
        }
        at.sort_by_key(|(minute, _)| *minute);
        History {
            created,
            status,
            priority,
            department,
            steps: at,
            now: now.max(created),
        }
    })
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        5 => (0..STATUSES.len()).prop_map(Step::Status),
        2 => (0..3usize).prop_map(Step::Priority),
        2 => (0..3usize).prop_map(Step::Route),
        1 => any::<bool>().prop_map(Step::Tag),
        2 => option::weighted(0.8, 0..LIVED).prop_map(Step::Due),
        3 => Just(Step::Customer),
        2 => Just(Step::Answer),
        1 => Just(Step::Note),
        1 => Just(Step::Rule),
        1 => any::<bool>().prop_map(Step::Deleted),
        1 => any::<bool>().prop_map(Step::Merged),
    ]
}
