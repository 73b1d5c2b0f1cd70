//! Several hundred lines as one append.

use std::collections::HashMap;

use domain::ids::derived;
use domain::ticket::{Ticket, TicketEvent};
use domain::{Actor, Aggregate};
use eventstore::{Append, Origin, StreamPart};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::import::{line::Line, report::Done, state::Case};

/// Most lines in one append.
const LINES: usize = 300;
/// Bytes of events after which no line is added; a batch of the log takes 1 MiB.
const BYTES: usize = 600 * 1024;
/// What an event takes besides its payload, roughly.
const ENVELOPE: usize = 300;

/// Lines that go into the log together, or not at all.
pub(super) struct Chunk {
    pub append: Append,
    /// Lines taken, those counted that the log had already.
    pub lines: usize,
    pub done: Done,
    bytes: usize,
    /// Which of the append's streams a case is.
    streams: HashMap<usize, usize>,
    told: Sha256,
}

impl Chunk {
    pub fn new() -> Self {
        let append = Append {
            command_id: Uuid::nil(),
            causation_id: None,
            correlation_id: Uuid::nil(),
            actor: Actor::IMPORT,
            streams: Vec::new(),
            events: Vec::new(),
            relies_on: Vec::new(),
            remember: None,
        };
        Self {
            append,
            lines: 0,
            done: Done::default(),
            bytes: 0,
            streams: HashMap::new(),
            told: Sha256::new(),
        }
    }

    pub fn is_full(&self) -> bool {
        self.lines >= LINES || self.bytes >= BYTES
    }

    /// Passes over a line that the log has.
    pub fn skip(&mut self) {
        self.lines += 1;
        self.done.skipped += 1;
    }

    /// Adds a line's events, which `case` has folded in already; its version follows here.
    pub fn add(
        &mut self,
        line: &Line,
        case: &mut Case,
        events: &[TicketEvent],
    ) -> Result<(), String> {
        let stream = self.stream(line.case, case);
        let mut origin = Origin {
            actor: line.happened().actor,
            causation_id: None,
            correlation_id: line.id(),
        };
        for event in events {
            let pushed = self.append.push_from(stream, line.at, origin, event);
            let id = pushed.map_err(|error| error.to_string())?;
            if let TicketEvent::ActivityRecorded { .. } = event {
                origin.causation_id = Some(id); // of what the line changes
            }
            self.bytes += ENVELOPE + self.append.events.last().map_or(0, |e| e.data.len());
        }
        self.done.tickets += u64::from(case.version == 0);
        self.done.events += events.len() as u64;
        case.version += events.len() as i32;
        self.lines += 1;
        self.told.update(line.id());
        Ok(())
    }

    /// Gives the append an id by what it holds, so that sending it twice appends it once.
    pub fn seal(&mut self) {
        let told = self.told.finalize_reset();
        let id = Uuid::new_v5(&derived("import", "chunk"), &told);
        self.append.command_id = id;
        self.append.correlation_id = id;
        self.append.remember = Some(told.to_vec());
    }

    fn stream(&mut self, place: usize, case: &Case) -> usize {
        *self.streams.entry(place).or_insert_with(|| {
            self.append.streams.push(StreamPart {
                id: case.stream,
                category: Ticket::CATEGORY,
                expected_version: case.version,
            });
            self.append.streams.len() - 1
        })
    }
}
