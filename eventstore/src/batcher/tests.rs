//! Which commands go to Postgres together.

use super::*;
use crate::append::{Reliance, StreamPart};
use domain::Actor;

const HOT: Uuid = Uuid::from_u128(1);

/// A command that begins a stream of its own.
fn begins() -> Append {
    let part = StreamPart {
        id: Uuid::now_v7(),
        category: "tally",
        expected_version: 0,
    };
    Append::new(Uuid::now_v7(), Actor::SYSTEM, part)
}

fn relies_on_hot() -> Append {
    let mut append = begins();
    append.relies_on.push(Reliance {
        stream_id: HOT,
        version: 1,
    });
    append
}

fn appends_to_hot() -> Append {
    let mut append = begins();
    append.streams[0].id = HOT;
    append
}

/// The batches in which the commands go that wait in this order, by their places.
fn batches<const N: usize>(waiting: [Append; N]) -> Vec<Vec<usize>> {
    let ids = waiting.each_ref().map(|append| append.command_id);
    let (sender, incoming) = mpsc::channel(N);
    for append in waiting {
        let (answer, _) = oneshot::channel();
        assert!(sender.try_send(Waiting { append, answer }).is_ok());
    }
    let mut line = Line {
        incoming,
        deferred: VecDeque::new(),
    };
    let mut batches = Vec::new();
    while let Some(first) = line
        .deferred
        .pop_front()
        .or_else(|| line.incoming.try_recv().ok())
    {
        let batch = line.gather(first);
        let place = |w: &Waiting| ids.iter().position(|id| *id == w.append.command_id);
        batches.push(batch.iter().filter_map(place).collect());
    }
    batches
}

#[test]
fn commands_that_rely_on_one_stream_go_together() {
    let waiting = [relies_on_hot(), relies_on_hot(), begins(), relies_on_hot()];
    assert_eq!(batches(waiting), [[0, 1, 2, 3]]);
}

#[test]
fn commands_that_append_to_one_stream_go_one_after_the_other() {
    let waiting = [appends_to_hot(), begins(), appends_to_hot()];
    assert_eq!(batches(waiting), [vec![0, 1], vec![2]]);
}

#[test]
fn a_command_that_changes_a_stream_goes_behind_those_that_rely_on_it() {
    let waiting = [relies_on_hot(), relies_on_hot(), appends_to_hot()];
    assert_eq!(batches(waiting), [[0, 1, 2]]);
}

#[test]
fn a_command_that_relies_on_a_stream_waits_for_the_one_that_changes_it() {
    let waiting = [appends_to_hot(), relies_on_hot(), begins(), relies_on_hot()];
    assert_eq!(batches(waiting), [vec![0, 2], vec![1, 3]]);
}

#[test]
fn nothing_that_waits_is_overtaken_by_a_change_of_its_stream() {
    let waiting = [
        appends_to_hot(),
        appends_to_hot(),
        relies_on_hot(),
        appends_to_hot(),
    ];
    assert_eq!(batches(waiting), [vec![0], vec![1], vec![2, 3]]);
}
