//! Which version of each policy holds for one ticket, and from when on.

use super::openness::Openness;
use super::{Applies, PolicyHistory, PolicyVersion};
use jiff::Timestamp;

/// Which version of each policy holds for one ticket, and from when on.
#[derive(Clone, Debug)]
pub(super) struct Plan<'r> {
    /// Of each policy, oldest first; the first holds since the ticket was created.
    lines: Vec<Vec<(Timestamp, &'r PolicyVersion)>>,
    /// The moments after its creation at which another version began to hold, rising.
    changes: Vec<Timestamp>,
}

impl<'r> Plan<'r> {
    /// As it is known at `now`.
    pub fn of(history: &'r PolicyHistory, ticket: &Openness, now: Timestamp) -> Self {
        let lines = history.policies().map(|all| line(all, ticket, now));
        let lines: Vec<_> = lines.filter(|line| !line.is_empty()).collect();
        let later = lines.iter().flatten().map(|(since, _)| *since);
        let mut changes: Vec<_> = later.filter(|since| *since > ticket.created_at).collect();
        changes.sort_unstable();
        changes.dedup();
        Self { lines, changes }
    }

    /// The moments after `from` and up to `to` at which another version began to hold.
    pub fn changes(&self, from: Timestamp, to: Timestamp) -> Vec<Timestamp> {
        let within = |at: &&Timestamp| **at > from && **at <= to;
        self.changes.iter().filter(within).copied().collect()
    }

    /// The versions that hold at a moment, in the order in which they are tried.
    pub fn at(&self, at: Timestamp) -> Vec<&'r PolicyVersion> {
        let held = self.lines.iter().filter_map(|line| {
            let index = line.partition_point(|(since, _)| *since <= at);
            Some(line[index.checked_sub(1)?].1)
        });
        let active = |version: &&PolicyVersion| version.policy.as_ref().is_some_and(|p| p.active);
        let mut held: Vec<_> = held.filter(active).collect();
        held.sort_by_key(|v| (v.policy.as_ref().map_or(0, |p| p.position), v.id));
        held
    }
}

/// The versions of one policy that hold for the ticket, each with the moment since which.
fn line<'r>(
    versions: &'r [PolicyVersion],
    ticket: &Openness,
    now: Timestamp,
) -> Vec<(Timestamp, &'r PolicyVersion)> {
    let created = ticket.created_at;
    let mut line: Vec<(Timestamp, &'r PolicyVersion)> = Vec::new();
    for version in versions.iter().filter(|version| version.since <= now) {
        let (since, old) = (version.since, version.since <= created);
        match version.applies() {
            _ if old => line = vec![(created, version)],
            Applies::OpenFromStart if ticket.before(since) => line = vec![(created, version)],
            Applies::OpenFromNow if ticket.before(since) => line.push((since, version)),
            _ => {}
        }
    }
    line
}
