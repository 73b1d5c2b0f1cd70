//! Decides every line without writing, to find what the rules refuse and what will come of it.

use std::collections::HashMap;

use domain::ticket::Ticket;

use super::{
    BadLines, decide::Decider, line::Line, plan::Plan, report::Done, state::State, table::Table,
};

/// What an import would do.
#[derive(Debug, Default)]
pub(super) struct Rehearsal {
    pub done: Done,
    /// Tickets as they would be, by the place of their case.
    tickets: HashMap<usize, Ticket>,
    bad: BadLines,
}

impl Rehearsal {
    pub fn run(plan: &Plan<'_>, table: &Table, pending: &[&Line], state: &State) -> Self {
        let mut rehearsal = Self::default();
        let decider = Decider {
            plan,
            table,
            catalog: &state.catalog,
        };
        for line in pending {
            rehearsal.decide(decider, line, state);
        }
        rehearsal.tickets = HashMap::new();
        rehearsal
    }

    pub fn bad(&self) -> &BadLines {
        &self.bad
    }

    fn decide(&mut self, decider: Decider<'_>, line: &Line, state: &State) {
        let ticket = self.tickets.entry(line.case).or_insert_with(|| {
            let known = &state.cases[line.case];
            self.done.tickets += u64::from(known.version == 0);
            known.ticket.clone()
        });
        match decider.decide(line, 0, ticket) {
            Ok(events) => self.done.events += events.len() as u64,
            Err(reason) => self.bad.add(line.number, reason),
        }
    }
}
