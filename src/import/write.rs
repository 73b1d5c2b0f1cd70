//! Writes what was decided: several hundred lines in one append, and anew when tickets changed meanwhile.

mod chunk;

use std::time::Duration;

use eventstore::{Append, EventStore, Outcome, StoreError};
use uuid::Uuid;

use self::chunk::Chunk;
use super::{
    ImportError,
    decide::Decider,
    line::Line,
    plan::Plan,
    report::{Done, Made},
    settings::{Missing, Wanted},
    state::{self, State},
    table::Table,
};

/// How often the same thing is decided anew before the import gives up.
const ATTEMPTS: usize = 20;
/// Pauses before the same append is sent again when the log cannot be reached.
const PAUSES: [Duration; 4] = [
    Duration::from_millis(100),
    Duration::from_secs(1),
    Duration::from_secs(5),
    Duration::from_secs(10),
];
const KEPT_CHANGING: &str = "others kept changing the same things";

/// One import that writes.
pub(super) struct Writer<'a> {
    pub store: &'a EventStore,
    pub plan: &'a Plan<'a>,
    pub table: &'a Table,
    /// The lines to write, in order.
    pub pending: &'a [&'a Line],
    pub progress: &'a (dyn Fn(u64, u64) + Sync),
}

/// How far the writing got.
#[derive(Default)]
struct Progress {
    lines: usize,
    done: Done,
}

impl Writer<'_> {
    /// Makes the people and settings that are missing.
    pub async fn make(
        &self,
        state: &mut State,
        wanted: &Wanted,
        mut missing: Missing,
    ) -> Result<Made, ImportError> {
        let mut made = Made::default();
        for _ in 0..ATTEMPTS {
            if self.send_parts(&missing, &mut made).await? {
                return Ok(made);
            }
            // somebody made one of them meanwhile
            state.catalog = state::catalog(self.store).await?;
            state.look_up(self.store, &wanted.people()).await?;
            missing = wanted.missing(state);
        }
        Err(self.stopped(0, KEPT_CHANGING.to_owned()))
    }

    /// Whether all of it was appended.
    async fn send_parts(&self, missing: &Missing, made: &mut Made) -> Result<bool, StoreError> {
        for part in &missing.parts {
            if !self.send(&part.append).await? {
                return Ok(false);
            }
            *made += part.made;
        }
        Ok(true)
    }

    /// Writes the lines. When it fails, what was written is whole: no ticket has half a line.
    pub async fn write(&self, state: &mut State) -> Result<Done, ImportError> {
        let mut progress = Progress::default();
        match self.write_chunks(state, &mut progress).await {
            Ok(()) => Ok(progress.done),
            Err(reason) => Err(self.stopped(progress.lines, reason)),
        }
    }

    fn stopped(&self, lines: usize, reason: String) -> ImportError {
        ImportError::Stopped {
            done: lines as u64,
            total: self.pending.len() as u64,
            reason,
        }
    }

    async fn write_chunks(&self, state: &mut State, at: &mut Progress) -> Result<(), String> {
        let numbers = self
            .numbers(state)
            .await
            .map_err(|error| error.to_string())?;
        let mut attempts = 0;
        while at.lines < self.pending.len() {
            let chunk = self.next_chunk(state, at.lines, &numbers)?;
            if self
                .send(&chunk.append)
                .await
                .map_err(|error| error.to_string())?
            {
                attempts = 0;
                at.lines += chunk.lines;
                at.done += chunk.done;
                (self.progress)(at.lines as u64, self.pending.len() as u64);
            } else if attempts < ATTEMPTS {
                attempts += 1;
                let ids: Vec<Uuid> = chunk.append.streams.iter().map(|part| part.id).collect();
                state
                    .reload(self.store, &ids)
                    .await
                    .map_err(|error| error.to_string())?;
            } else {
                return Err(KEPT_CHANGING.to_owned());
            }
        }
        Ok(())
    }

    /// A number for each new ticket, by the place of its case, rising in the order of creation.
    async fn numbers(&self, state: &State) -> Result<Vec<i64>, StoreError> {
        let mut places = Vec::new();
        let mut seen = vec![false; state.cases.len()];
        for line in self.pending {
            let first = !std::mem::replace(&mut seen[line.case], true);
            if first && state.cases[line.case].version == 0 {
                places.push(line.case);
            }
        }
        let mut numbers = vec![0; state.cases.len()];
        let drawn = self.store.next_numbers(places.len() as i64).await?;
        for (place, number) in places.into_iter().zip(drawn) {
            numbers[place] = number;
        }
        Ok(numbers)
    }

    /// Decides the lines from `at` on that go into the next append.
    fn next_chunk(&self, state: &mut State, at: usize, numbers: &[i64]) -> Result<Chunk, String> {
        let mut chunk = Chunk::new();
        for line in &self.pending[at..] {
            if chunk.is_full() {
                break;
            }
            if state.has(line) {
                chunk.skip();
                continue;
            }
            let decider = Decider {
                plan: self.plan,
                table: self.table,
                catalog: &state.catalog,
            };
            let case = &mut state.cases[line.case];
            let events = decider
                .decide(line, numbers[line.case], &mut case.ticket)
                .map_err(|reason| format!("line {}: {reason}", line.number))?;
            chunk.add(line, case, &events)?;
        }
        chunk.seal();
        Ok(chunk)
    }

    /// Whether it was appended, now or by an earlier send of ours; if not, something changed meanwhile.
    async fn send(&self, append: &Append) -> Result<bool, StoreError> {
        if append.events.is_empty() {
            return Ok(true);
        }
        let mut pauses = PAUSES.iter();
        let mut sent_before = false;
        loop {
            match self.store.append(append.clone()).await {
                Ok(Outcome::Appended { .. }) => return Ok(true),
                Ok(Outcome::Done { .. }) => return Ok(sent_before),
                Ok(Outcome::Conflict { .. }) => return Ok(false),
                Err(error) if error.is_passing() => match pauses.next() {
                    Some(pause) => tokio::time::sleep(*pause).await,
                    None => return Err(error),
                },
                Err(error) => return Err(error),
            }
            sent_before = true;
        }
    }
}
