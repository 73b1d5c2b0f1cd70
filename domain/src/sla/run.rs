//! One clock while a ticket's events are folded.

use super::term::{Place, Term};
use super::{Clock, ClockKind, ClockState, Mark, Note, Stop, StopReason};
use jiff::{SignedDuration, Timestamp};

/// One clock while a ticket's events are folded.
#[derive(Clone, Debug)]
pub(super) struct Run<'r> {
    pub kind: ClockKind,
    pub started_at: Timestamp,
    pub ended_at: Option<Timestamp>,
    elapsed: SignedDuration,
    notes: Vec<Note>,
    met_at: Vec<Timestamp>,
    stops: Vec<Stop>,
    /// Under what it was judged when it ended.
    judged: Option<Term<'r>>,
}

impl<'r> Run<'r> {
    pub fn new(kind: ClockKind, started_at: Timestamp) -> Self {
        Self {
            kind,
            started_at,
            ended_at: None,
            elapsed: SignedDuration::ZERO,
            notes: Vec::new(),
            met_at: Vec::new(),
            stops: Vec::new(),
            judged: None,
        }
    }

    /// What is promised was done.
    pub fn end(&mut self, at: Timestamp) {
        self.ended_at.get_or_insert(at);
    }

    /// It is to be done once more.
    pub fn resume(&mut self) {
        self.ended_at = None;
        self.judged = None;
    }

    /// Whether it waits for something still, be it that it stands still.
    fn is_pending(&self) -> bool {
        let stopped = self.stopped();
        self.ended_at.is_none() && matches!(stopped, None | Some(StopReason::Paused))
    }

    /// Why it does not run at the moment.
    fn stopped(&self) -> Option<StopReason> {
        let last = self.stops.last().filter(|stop| stop.to.is_none());
        last.map(|stop| stop.why)
    }

    /// It stands still from `at` on, or runs where there is no reason.
    pub fn hold(&mut self, why: Option<StopReason>, at: Timestamp) {
        if self.stopped() == why {
            return;
        }
        if let Some(open) = self.stops.last_mut().filter(|stop| stop.to.is_none()) {
            open.to = Some(at);
            if open.from == at {
                self.stops.pop();
            }
        }
        let Some(why) = why else { return };
        match self.stops.last_mut() {
            Some(last) if last.to == Some(at) && last.why == why => last.to = None,
            _ => self.stops.push(Stop {
                from: at,
                to: None,
                why,
            }),
        }
    }

    /// Looks at what was reached once all that happened at `at` is told.
    pub fn settle(&mut self, term: Option<&Term<'r>>, at: Timestamp) {
        if let (Some(ended_at), None, Some(term)) = (self.ended_at, &self.judged, term) {
            self.judged = Some(term.clone());
            if term.promises(self.kind) && !self.is_late() {
                self.met_at.push(ended_at);
            }
        }
        let Some(term) = term.filter(|_| self.is_pending()) else {
            return;
        };
        let marks = term.marks(self.kind);
        let reached: Vec<_> = (marks.into_iter())
            .filter(|(_, place)| self.has_reached(*place, at))
            .map(|(mark, _)| mark)
            .collect();
        self.notes.retain(|note| reached.contains(&note.mark));
        for mark in reached {
            self.note(mark, at);
        }
    }

    /// Lets time go by from `last` to `to`, up to but not with what is reached at `to`.
    pub fn pass(&mut self, term: Option<&Term<'r>>, (last, to): (Timestamp, Timestamp)) {
        let Some(term) = term.filter(|_| self.is_pending()) else {
            return;
        };
        let before = self.elapsed;
        if self.stopped().is_none() {
            self.elapsed += match self.kind {
                ClockKind::DueDate => to.duration_since(last),
                _ => term.hours.between(last, to),
            };
        }
        for (mark, place) in term.marks(self.kind) {
            let at = match place {
                _ if self.notes.iter().any(|note| note.mark == mark) => None,
                Place::At(at) => Some(at),
                Place::Elapsed(length) if length <= self.elapsed => {
                    term.hours.after(last, length - before)
                }
                Place::Elapsed(_) => None,
            };
            if let Some(at) = at.filter(|at| *at < to) {
                self.note(mark, at);
            }
        }
    }

    /// When it reaches a mark next, if nothing happens before.
    pub fn next_moment(&self, term: Option<&Term<'r>>, at: Timestamp) -> Option<Timestamp> {
        let term = term.filter(|_| self.is_pending())?;
        let marks = term.marks(self.kind).into_iter();
        let open = marks.filter(|(mark, _)| !self.notes.iter().any(|note| note.mark == *mark));
        open.filter_map(|(_, place)| self.reaches(place, term, at))
            .min()
    }

    fn reaches(&self, place: Place, term: &Term<'r>, at: Timestamp) -> Option<Timestamp> {
        match place {
            Place::At(moment) => Some(moment),
            Place::Elapsed(_) if self.stopped().is_some() => None,
            Place::Elapsed(length) => term.hours.after(at, length - self.elapsed),
        }
    }

    /// How it stands at `at`; `None` where nothing is promised.
    pub fn shown(&self, term: Option<&Term<'r>>, at: Timestamp) -> Option<Clock> {
        let term = self.judged.as_ref().or(term)?;
        if !term.promises(self.kind) {
            return None;
        }
        let mut notes = self.notes.clone();
        notes.sort_by_key(|note| (note.at, note.mark));
        let mut clock = Clock {
            kind: self.kind,
            policy: term.version.id,
            policy_version: term.version.version,
            started_at: self.started_at,
            target: term.target(self.kind),
            elapsed: self.elapsed,
            due_at: None,
            state: self.state(),
            notes,
            warn_at: self.warn_at(term, at),
            met_at: self.met_at.clone(),
            ended_at: self.ended_at,
            stops: self.stops.clone(),
        };
        clock.due_at = clock.breached_at().or_else(|| self.due_at(term, at));
        Some(clock)
    }

    /// When the target will be reached, or would have been had it gone on.
    fn due_at(&self, term: &Term<'r>, at: Timestamp) -> Option<Timestamp> {
        let stopped = self.stopped().is_some() && self.ended_at.is_none();
        let mut marks = term.marks(self.kind).into_iter();
        let (_, place) = marks.find(|(mark, _)| *mark == Mark::Breach)?;
        match place {
            Place::At(due_at) => Some(due_at),
            Place::Elapsed(_) if stopped => None,
            Place::Elapsed(length) => {
                let at = self.ended_at.unwrap_or(at);
                term.hours.after(at, length - self.elapsed)
            }
        }
    }

    /// When its first warning was or will be reached, while it runs.
    fn warn_at(&self, term: &Term<'r>, at: Timestamp) -> Option<Timestamp> {
        if self.ended_at.is_some() || self.stopped().is_some() {
            return None;
        }
        let marks = term.marks(self.kind).into_iter();
        let warnings = marks.filter(|(mark, _)| mark.is_warning());
        let moments = warnings.filter_map(|(mark, place)| {
            let note = self.notes.iter().find(|note| note.mark == mark);
            note.map_or_else(|| self.reaches(place, term, at), |note| Some(note.at))
        });
        moments.min()
    }

    fn is_late(&self) -> bool {
        self.notes.iter().any(|note| note.mark == Mark::Breach)
    }

    fn state(&self) -> ClockState {
        let late = self.is_late();
        match (self.ended_at, self.stopped()) {
            (Some(_), _) if late => ClockState::Missed,
            (Some(_), _) => ClockState::Met,
            (None, None | Some(StopReason::Paused)) if late => ClockState::Breached,
            (None, None) if self.notes.is_empty() => ClockState::Running,
            (None, None) => ClockState::Warning,
            (None, Some(StopReason::Paused)) => ClockState::Paused,
            (None, Some(_)) if late => ClockState::Missed,
            (None, Some(_)) => ClockState::Stopped,
        }
    }

    fn has_reached(&self, place: Place, at: Timestamp) -> bool {
        match place {
            Place::Elapsed(length) => self.elapsed >= length,
            Place::At(moment) => moment <= at,
        }
    }

    fn note(&mut self, mark: Mark, at: Timestamp) {
        if !self.notes.iter().any(|note| note.mark == mark) {
            self.notes.push(Note { mark, at });
        }
    }
}
