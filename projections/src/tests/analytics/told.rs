//! What the log tells of tickets' lives, counted one by one.

use super::*;

/// An hour of the tickets' lives.
pub fn hour(hours: i64) -> Timestamp {
    NOW + SignedDuration::from_hours(hours)
}

/// A length of time, and the department of its ticket.
#[derive(Clone, Copy, Debug)]
pub struct Took {
    pub department: Option<DepartmentId>,
    pub since: Timestamp,
    pub at: Timestamp,
}

impl Took {
    pub fn seconds(self) -> i64 {
        self.at.duration_since(self.since).as_secs()
    }
}

/// What became of each ticket, in order.
pub struct Lives(BTreeMap<TicketId, Vec<(Timestamp, Recorded)>>);

impl Lives {
    pub async fn of(world: &World) -> Self {
        let all = EventFilter::categories(&["ticket"]);
        let events = world.store.read_filtered(0, 1_000_000, &all).await.unwrap();
        let mut lives: BTreeMap<TicketId, Vec<(Timestamp, Recorded)>> = BTreeMap::new();
        for event in events {
            let life = lives.entry(event.stream_id.into()).or_default();
            let reached = life.last().map_or(event.occurred_at, |(at, _)| *at);
            life.push((reached.max(event.occurred_at), event));
        }
        Self(lives)
    }

    /// What a ticket had from when on.
    fn values(&self, id: TicketId, by: Spent) -> Vec<(Timestamp, Option<Uuid>)> {
        let mut values: Vec<(Timestamp, Option<Uuid>)> = Vec::new();
        for (at, event) in &self.0[&id] {
            let value = match (event.decode().unwrap(), by) {
                (TicketEvent::Created(c), Spent::Status) => Some(c.status.0),
                (TicketEvent::Created(c), Spent::Department) => c.department.map(|id| id.0),
                (TicketEvent::StatusChanged { to, .. }, Spent::Status) => Some(to.0),
                (TicketEvent::Routed { to, .. }, Spent::Department) => to.map(|id| id.0),
                _ => continue,
            };
            values.push((*at, value));
        }
        values
    }

    /// When a ticket began and ceased to be done, oldest first.
    fn turns(&self, id: TicketId) -> Vec<(Timestamp, bool)> {
        let mut turns: Vec<(Timestamp, bool)> = Vec::new();
        for (at, status) in self.values(id, Spent::Status) {
            let done = is_done(StatusId(status.unwrap()));
            if done != turns.last().is_some_and(|(_, done)| *done) {
                turns.push((at, done));
            }
        }
        turns
    }

    /// How often one was resolved, and opened again.
    pub fn steps(&self, rows: &[TicketRow], from: Timestamp, to: Timestamp) -> (i64, i64) {
        let turns = rows.iter().flat_map(|row| self.turns(row.id));
        let turns: Vec<_> = turns.filter(|(at, _)| *at >= from && *at < to).collect();
        let resolved = turns.iter().filter(|(_, done)| *done).count();
        (resolved as i64, (turns.len() - resolved) as i64)
    }

    /// How many were there just before `to` and not done.
    pub fn waiting(&self, rows: &[TicketRow], to: Timestamp) -> i64 {
        let waiting = rows.iter().filter(|row| {
            let values = self.values(row.id, Spent::Status);
            let last = values.iter().rev().find(|(at, _)| *at < to);
            last.is_some_and(|(_, status)| !is_done(StatusId(status.unwrap())))
        });
        waiting.count() as i64
    }

    /// Since when customers had waited for answers, and when they came.
    pub fn answers(
        &self,
        rows: &[TicketRow],
        first: bool,
        from: Timestamp,
        to: Timestamp,
    ) -> Vec<Took> {
        let mut all = Vec::new();
        for row in rows {
            let waits = self.waits(row);
            let wanted = waits.iter().enumerate().filter(|(i, _)| (*i == 0) == first);
            let within = wanted.filter(|(_, (_, at))| *at >= from && *at < to);
            all.extend(within.filter_map(|(_, (since, at))| {
                let (since, department) = ((*since)?, row.department);
                Some(Took {
                    department,
                    since: since.min(*at),
                    at: *at,
                })
            }));
        }
        all
    }

    /// Every public message of the staff, and since when the customer waited for it if they did.
    fn waits(&self, row: &TicketRow) -> Vec<(Option<Timestamp>, Timestamp)> {
        let (mut waits, mut since) = (Vec::new(), Some(row.created_at));
        for (_, event) in &self.0[&row.id] {
            let TicketEvent::MessagePosted(posted) = event.decode().unwrap() else {
                continue;
            };
            let said = Said::of(&posted, &event.happened());
            let at = posted.said_at(&event.happened()).max(row.created_at);
            if said.customer.is_some() {
                since = since.or(Some(at));
            } else if said.visibility == Visibility::Public && said.is_by_staff() {
                waits.push((since.take(), at));
            }
        }
        waits
    }

    /// How long solutions took that still stand; how many tickets were resolved, and how
    /// many of these were waited for again.
    pub fn solved(
        &self,
        rows: &[TicketRow],
        from: Timestamp,
        to: Timestamp,
    ) -> (Vec<Took>, (i64, i64)) {
        let (mut took, mut resolved, mut reopened) = (Vec::new(), 0, 0);
        let within = |at: Timestamp| at >= from && at < to;
        for row in rows {
            let turns = self.turns(row.id);
            if let Some((at, true)) = turns.last()
                && within(*at)
            {
                let (department, since) = (row.department, row.created_at);
                took.push(Took {
                    department,
                    since,
                    at: *at,
                });
            }
            if let Some(first) = turns.iter().position(|(at, done)| *done && within(*at)) {
                resolved += 1;
                reopened += i64::from(turns.len() > first + 1);
            }
        }
        (took, (resolved, reopened))
    }

    /// How many tickets had each value, and for how many seconds by this clock.
    pub fn spent(
        &self,
        rows: &[TicketRow],
        by: Spent,
        (from, to): (Timestamp, Timestamp),
        seconds: impl Fn(Took) -> i64,
    ) -> BTreeMap<Option<Uuid>, (i64, i64)> {
        let mut times: BTreeMap<Option<Uuid>, (BTreeSet<TicketId>, i64)> = BTreeMap::new();
        for row in rows {
            let values = self.values(row.id, by);
            let ends = values
                .iter()
                .skip(1)
                .map(|(at, _)| *at)
                .chain([Timestamp::MAX]);
            for ((begin, value), end) in values.iter().zip(ends) {
                let (begin, end) = ((*begin).max(from), end.min(to));
                if begin < end {
                    let (tickets, sum) = times.entry(*value).or_default();
                    tickets.insert(row.id);
                    *sum += seconds(Took {
                        since: begin,
                        at: end,
                        department: row.department,
                    });
                }
            }
        }
        let times = times.into_iter();
        times
            .map(|(value, (tickets, s))| (value, (tickets.len() as i64, s)))
            .collect()
    }
}
