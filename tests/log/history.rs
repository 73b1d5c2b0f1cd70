//! The oracle: a log that does one command after the other, and the question whether what several
//! writers answered could have been its answers.

use eventstore::{Append, Appended, Outcome, StreamPart};
use std::collections::HashMap;
use uuid::Uuid;

/// What the sequential log knows.
#[derive(Debug, Default)]
struct Model {
    /// Remembered commands.
    done: HashMap<Uuid, (Appended, Vec<u8>)>,
    /// Command and position of each event, stream by stream.
    events: HashMap<Uuid, Vec<(Uuid, i64)>>,
}

/// Checks the outcomes of commands that were all sent at once, to streams that were empty, when
/// the log ended at `head`. Commands without positions of their own may have gone at any moment.
pub fn check(head: i64, sent: &[Append], outcomes: &[Outcome]) -> Result<(), String> {
    let mut model = Model::default();
    let mut waiting: Vec<usize> = Vec::new();
    let mut in_order: Vec<(i64, usize)> = Vec::new();
    for (index, outcome) in outcomes.iter().enumerate() {
        match outcome {
            Outcome::Appended { appended, .. } if !sent[index].events.is_empty() => {
                in_order.push((appended.first_position, index));
            }
            _ => waiting.push(index),
        }
    }
    in_order.sort_unstable();
    let mut position = head;
    model.explain(position, sent, outcomes, &mut waiting);
    for (_, index) in in_order {
        position = model.append(position, &sent[index], &outcomes[index])?;
        model.explain(position, sent, outcomes, &mut waiting);
    }
    match waiting.first() {
        None => Ok(()),
        Some(index) => Err(format!(
            "no order explains {:?} of {:?}",
            outcomes[*index], sent[*index]
        )),
    }
}

impl Model {
    /// Drops from `waiting` what would be answered just so now. Remembering an empty command
    /// changes the model, which may explain others.
    fn explain(
        &mut self,
        position: i64,
        sent: &[Append],
        outcomes: &[Outcome],
        waiting: &mut Vec<usize>,
    ) {
        loop {
            let before = waiting.len();
            waiting.retain(|index| {
                let (append, outcome) = (&sent[*index], &outcomes[*index]);
                if !self.would_answer(position, append, outcome) {
                    return true;
                }
                if let Outcome::Appended { appended, .. } = outcome {
                    self.remember(append, appended);
                }
                false
            });
            if waiting.len() == before {
                return;
            }
        }
    }

    fn would_answer(&self, position: i64, append: &Append, outcome: &Outcome) -> bool {
        let before = self.done_before(append);
        match outcome {
            Outcome::Done {
                appended,
                fingerprint,
            } => before.is_some_and(|(known, print)| known == *appended && print == *fingerprint),
            Outcome::Conflict { stream_id, actual } => {
                before.is_none()
                    && expected(append)
                        .find(|(id, version)| *version != self.version(*id))
                        .is_some_and(|(id, _)| id == *stream_id && self.version(id) == *actual)
            }
            Outcome::Appended { appended, .. } => {
                before.is_none()
                    && self.expects_rightly(append)
                    && (appended.first_position, appended.last_position) == (position + 1, position)
            }
        }
    }

    fn append(&mut self, head: i64, append: &Append, outcome: &Outcome) -> Result<i64, String> {
        let Outcome::Appended { appended, .. } = outcome else {
            return Err("only appended commands have positions".to_owned());
        };
        let last = head + append.events.len() as i64;
        if (appended.first_position, appended.last_position) != (head + 1, last) {
            return Err(format!("a hole or an overlap after {head}: {appended:?}"));
        }
        if !self.expects_rightly(append) || self.done_before(append).is_some() {
            return Err(format!("appended against the rules: {append:?}"));
        }
        for (position, event) in (head + 1..).zip(&append.events) {
            let stream = append.streams[event.stream].id;
            let events = self.events.entry(stream).or_default();
            events.push((append.command_id, position));
        }
        if appended.version != self.version(append.streams[0].id) {
            return Err(format!("a wrong version: {appended:?}"));
        }
        self.remember(append, appended);
        Ok(last)
    }

    fn remember(&mut self, append: &Append, appended: &Appended) {
        if let Some(fingerprint) = &append.remember {
            let done = (appended.clone(), fingerprint.clone());
            self.done.insert(append.command_id, done);
        }
    }

    fn version(&self, stream: Uuid) -> i32 {
        self.events.get(&stream).map_or(0, Vec::len) as i32
    }

    fn expects_rightly(&self, append: &Append) -> bool {
        expected(append).all(|(id, version)| version == self.version(id))
    }

    /// The answer to a repetition, if it is one. Without `remember`, a send is recognised by its
    /// own events after the versions that it expects.
    fn done_before(&self, append: &Append) -> Option<(Appended, Option<Vec<u8>>)> {
        if append.remember.is_some() {
            let (appended, fingerprint) = self.done.get(&append.command_id)?;
            return Some((appended.clone(), Some(fingerprint.clone())));
        }
        let own: Vec<_> = append
            .streams
            .iter()
            .map(|s| self.own(s, append.command_id))
            .collect();
        let positions = own.iter().flatten().map(|(_, position)| *position);
        let first = &append.streams[0];
        let appended = Appended {
            stream_id: first.id,
            version: own[0]
                .last()
                .map_or(first.expected_version, |(version, _)| *version),
            first_position: positions.clone().min()?,
            last_position: positions.max()?,
        };
        Some((appended, None))
    }

    /// Version and position of what `command` appended after the version that it expects.
    fn own(&self, part: &StreamPart, command: Uuid) -> Vec<(i32, i64)> {
        let events = self.events.get(&part.id).map_or(&[][..], Vec::as_slice);
        (1..)
            .zip(events)
            .filter(|(version, (by, _))| *version > part.expected_version && *by == command)
            .map(|(version, (_, position))| (version, *position))
            .collect()
    }
}

/// The streams that the command appends to, then those that it relies on, each with its version.
fn expected(append: &Append) -> impl Iterator<Item = (Uuid, i32)> {
    let streams = append.streams.iter();
    let relied_on = append.relies_on.iter();
    streams
        .map(|part| (part.id, part.expected_version))
        .chain(relied_on.map(|r| (r.stream_id, r.version)))
}
