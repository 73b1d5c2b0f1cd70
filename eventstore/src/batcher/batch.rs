//! A batch as parallel arrays, and the answer read back.

use crate::append::{Append, Appended, Outcome, leaf};
use domain::Actor;
use jiff::Timestamp;
use tokio_postgres::{Row, types::ToSql};
use uuid::Uuid;

/// The arguments of `es.append`, in its order.
#[derive(Default)]
pub(super) struct Batch<'a> {
    c_id: Vec<Uuid>,
    c_remember: Vec<bool>,
    c_events: Vec<i32>,
    c_stream: Vec<Uuid>,
    c_version: Vec<i32>,
    c_fingerprint: Vec<&'a [u8]>,
    s_command: Vec<i32>,
    s_id: Vec<Uuid>,
    s_expected: Vec<i32>,
    e_command: Vec<i32>,
    e_stream_id: Vec<Uuid>,
    e_version: Vec<i32>,
    e_id: Vec<Uuid>,
    e_category: Vec<&'static str>,
    e_type: Vec<&'a str>,
    e_schema: Vec<i16>,
    e_occurred_at: Vec<Timestamp>,
    e_command_id: Vec<Uuid>,
    e_causation_id: Vec<Option<Uuid>>,
    e_correlation_id: Vec<Uuid>,
    e_actor: Vec<String>,
    e_data: Vec<&'a str>,
    e_leaf: Vec<Vec<u8>>,
}

impl<'a> Batch<'a> {
    pub(super) fn new(appends: impl Iterator<Item = &'a Append>) -> Self {
        let mut batch = Self::default();
        for append in appends {
            batch.push(append);
        }
        batch
    }

    fn push(&mut self, append: &'a Append) {
        let number = self.c_id.len() as i32 + 1;
        for stream in &append.streams {
            self.s_command.push(number);
            self.s_id.push(stream.id);
            self.s_expected.push(stream.expected_version);
        }
        // es.append checks every stream that it is told of, with events or without
        for reliance in &append.relies_on {
            self.s_command.push(number);
            self.s_id.push(reliance.stream_id);
            self.s_expected.push(reliance.version);
        }
        let versions = self.push_events(append, number);
        self.c_id.push(append.command_id);
        self.c_remember.push(append.remember.is_some());
        self.c_events.push(append.events.len() as i32);
        self.c_stream.push(append.streams[0].id);
        self.c_version.push(versions[0]);
        self.c_fingerprint
            .push(append.remember.as_deref().unwrap_or_default());
    }

    /// Returns the version of each stream after the command.
    fn push_events(&mut self, append: &'a Append, number: i32) -> Vec<i32> {
        let mut versions: Vec<i32> = append.streams.iter().map(|s| s.expected_version).collect();
        let own = append.origin();
        let own_actor = spelled(&own.actor);
        for event in &append.events {
            let origin = event.origin.unwrap_or(own);
            let actor = match event.origin {
                Some(origin) => spelled(&origin.actor),
                None => own_actor.clone(),
            };
            versions[event.stream] += 1;
            let version = versions[event.stream];
            let part = &append.streams[event.stream];
            self.e_command.push(number);
            self.e_stream_id.push(part.id);
            self.e_version.push(version);
            self.e_id.push(event.id);
            self.e_category.push(part.category);
            self.e_type.push(&event.name);
            self.e_schema.push(event.schema);
            self.e_occurred_at.push(event.occurred_at);
            self.e_command_id.push(append.command_id);
            self.e_causation_id.push(origin.causation_id);
            self.e_correlation_id.push(origin.correlation_id);
            self.e_data.push(&event.data);
            self.e_leaf
                .push(leaf(append, event, version, &actor).to_vec());
            self.e_actor.push(actor);
        }
        versions
    }

    pub(super) fn arguments(&self) -> [&(dyn ToSql + Sync); 23] {
        [
            &self.c_id,
            &self.c_remember,
            &self.c_events,
            &self.c_stream,
            &self.c_version,
            &self.c_fingerprint,
            &self.s_command,
            &self.s_id,
            &self.s_expected,
            &self.e_command,
            &self.e_stream_id,
            &self.e_version,
            &self.e_id,
            &self.e_category,
            &self.e_type,
            &self.e_schema,
            &self.e_occurred_at,
            &self.e_command_id,
            &self.e_causation_id,
            &self.e_correlation_id,
            &self.e_actor,
            &self.e_data,
            &self.e_leaf,
        ]
    }

    /// One outcome per command, and the last position now committed by this batch.
    pub(super) fn outcomes(&self, row: &Row) -> (Vec<Outcome>, i64) {
        let (base, recorded_at): (i64, Timestamp) = (row.get("base"), row.get("at"));
        let judged: Vec<i16> = row.get("outcomes");
        let actual: Vec<i32> = row.get("actual");
        let done = Done::read(row);
        let mut position = base;
        let mut outcomes = Vec::with_capacity(judged.len());
        for (index, outcome) in judged.into_iter().enumerate() {
            outcomes.push(match outcome {
                0 => {
                    let first_position = position + 1;
                    position += i64::from(self.c_events[index]);
                    let appended = self.appended(index, first_position, position);
                    Outcome::Appended {
                        recorded_at,
                        appended,
                    }
                }
                2 => done.outcome(index),
                _ => self.conflict(index, &actual),
            });
        }
        (outcomes, position)
    }

    fn appended(&self, index: usize, first_position: i64, last_position: i64) -> Appended {
        let (stream_id, version) = (self.c_stream[index], self.c_version[index]);
        Appended {
            stream_id,
            version,
            first_position,
            last_position,
        }
    }

    fn conflict(&self, index: usize, actual: &[i32]) -> Outcome {
        let number = index as i32 + 1;
        let wrong = (0..self.s_id.len())
            .find(|i| self.s_command[*i] == number && self.s_expected[*i] != actual[*i])
            .unwrap_or_default();
        Outcome::Conflict {
            stream_id: self.s_id[wrong],
            actual: actual[wrong],
        }
    }
}

fn spelled(actor: &Actor) -> String {
    serde_json::to_string(actor).unwrap_or_default()
}

/// The commands that were done before.
struct Done {
    command: Vec<i32>,
    stream: Vec<Uuid>,
    version: Vec<i32>,
    first: Vec<i64>,
    last: Vec<i64>,
    fingerprint: Vec<Option<Vec<u8>>>,
}

impl Done {
    fn read(row: &Row) -> Self {
        Self {
            command: row.get::<_, Option<_>>("done_command").unwrap_or_default(),
            stream: row.get::<_, Option<_>>("done_stream").unwrap_or_default(),
            version: row.get::<_, Option<_>>("done_version").unwrap_or_default(),
            first: row.get::<_, Option<_>>("done_first").unwrap_or_default(),
            last: row.get::<_, Option<_>>("done_last").unwrap_or_default(),
            fingerprint: row
                .get::<_, Option<_>>("done_fingerprint")
                .unwrap_or_default(),
        }
    }

    fn outcome(&self, index: usize) -> Outcome {
        let number = index as i32 + 1;
        let i = self
            .command
            .iter()
            .position(|c| *c == number)
            .unwrap_or_default();
        let appended = Appended {
            stream_id: self.stream[i],
            version: self.version[i],
            first_position: self.first[i],
            last_position: self.last[i],
        };
        Outcome::Done {
            appended,
            fingerprint: self.fingerprint[i].clone(),
        }
    }
}
