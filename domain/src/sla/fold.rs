//! A ticket's clocks folded from its events, one after the other.

use super::plan::Plan;
use super::run::Run;
use super::term::Term;
use super::{ClockKind, SlaRules, StopReason, TicketSla};
use crate::Aggregate;
use crate::aggregate::Happened;
use crate::setting::StatusCategory;
use crate::ticket::{Details, Posted, Said, Ticket, TicketEvent, Visibility};
use jiff::Timestamp;

/// A ticket's clocks, as far as its events were folded.
#[derive(Clone, Debug)]
pub(super) struct Fold<'r> {
    rules: &'r SlaRules<'r>,
    plan: Plan<'r>,
    ticket: Ticket,
    /// Everything up to here is told.
    last: Timestamp,
    term: Option<Term<'r>>,
    runs: Vec<Run<'r>>,
    responded: bool,
    /// Whether a customer wrote since they were last answered.
    waits: bool,
}

impl<'r> Fold<'r> {
    pub fn new(rules: &'r SlaRules<'r>, plan: Plan<'r>, created_at: Timestamp) -> Self {
        Self {
            rules,
            plan,
            ticket: Ticket::default(),
            last: created_at,
            term: None,
            runs: Vec::new(),
            responded: false,
            waits: false,
        }
    }

    /// Folds the next event in.
    pub fn apply(&mut self, event: &TicketEvent, happened: &Happened) {
        let at = self.last.max(happened.at);
        self.advance(at);
        self.ticket.evolve(event, happened);
        match event {
            TicketEvent::Created(_) => {
                for kind in [ClockKind::FirstResponse, ClockKind::Resolution] {
                    self.runs.push(Run::new(kind, at));
                }
            }
            TicketEvent::MessagePosted(posted) => self.hear(posted, happened, at),
            _ => {}
        }
        self.look(at);
    }

    /// How the clocks stand at `now`, or when its events end if that is later.
    pub fn shown(mut self, now: Timestamp) -> TicketSla {
        self.advance(now);
        let (at, term) = (self.last, self.term.take());
        let term = term.as_ref();
        for run in &mut self.runs {
            run.settle(term, at);
        }
        // one that was judged stays, unless its due date was taken away, be it while it was deleted
        let details = self.ticket.details.as_deref();
        let has_due = details.is_some_and(|details| details.due_at.is_some());
        let mut clocks: Vec<_> = (self.runs.iter())
            .filter(|run| has_due || run.kind != ClockKind::DueDate)
            .filter_map(|run| run.shown(term, at))
            .collect();
        clocks.sort_by_key(|clock| (clock.started_at, clock.kind));
        TicketSla {
            policy: term.map(|term| (term.version.id, term.version.version)),
            clocks,
            next_moment: (self.runs.iter())
                .filter_map(|run| run.next_moment(term, at))
                .min(),
        }
    }

    /// Lets time go by, through the changes of policies on the way.
    fn advance(&mut self, to: Timestamp) {
        for change in self.plan.changes(self.last, to) {
            self.pass(change);
            self.look(change);
        }
        self.pass(to);
    }

    fn pass(&mut self, to: Timestamp) {
        if to <= self.last {
            return;
        }
        let (last, term) = (self.last, self.term.as_ref());
        for run in &mut self.runs {
            run.settle(term, last);
            run.pass(term, (last, to));
        }
        self.last = to;
    }

    /// What was said ends a waiting, or begins one.
    fn hear(&mut self, posted: &Posted, happened: &Happened, at: Timestamp) {
        let said = Said::of(posted, happened);
        if said.customer.is_some() {
            self.waits = true;
        } else if said.visibility == Visibility::Public && said.is_by_staff() {
            self.responded = true;
            self.waits = false;
            let responses = [ClockKind::FirstResponse, ClockKind::NextResponse];
            let answered = self
                .runs
                .iter_mut()
                .filter(|run| responses.contains(&run.kind));
            answered.for_each(|run| run.end(at));
        }
    }

    /// What holds from `at` on, when the ticket or the policies are not what they were.
    fn look(&mut self, at: Timestamp) {
        let Some(details) = self.ticket.details.as_deref() else {
            return;
        };
        let (category, due) = (self.rules.category(details), details.due_at);
        self.term = self.rules.term(&self.plan.at(at), details);
        let gone = gone(&self.ticket, details);
        let done = category.is_some_and(StatusCategory::is_done);
        if gone.is_none() {
            self.begin(at, done, due);
            self.end_or_resume(at, done);
        }
        let why = self.why(gone, category);
        for run in &mut self.runs {
            let due_date = run.kind == ClockKind::DueDate;
            let answered = run.ended_at.is_some() && run.is_response();
            let why = why.filter(|why| !(answered || due_date && *why == StopReason::Paused));
            run.hold(why, at);
        }
    }

    /// The clocks that there are now and were not before, without those that there are no more.
    fn begin(&mut self, at: Timestamp, done: bool, due: Option<Timestamp>) {
        let has = |runs: &[Run<'_>], kind| runs.iter().any(|run| run.kind == kind);
        match due {
            None => self.runs.retain(|run| run.kind != ClockKind::DueDate),
            Some(_) if has(&self.runs, ClockKind::DueDate) => {}
            Some(_) => self.runs.push(Run::new(ClockKind::DueDate, at)),
        }
        let waiting = |run: &Run<'_>| run.kind == ClockKind::NextResponse && run.ended_at.is_none();
        if self.waits && self.responded && !done && !self.runs.iter().any(waiting) {
            self.runs.push(Run::new(ClockKind::NextResponse, at));
        }
    }

    fn end_or_resume(&mut self, at: Timestamp, done: bool) {
        for run in self.runs.iter_mut().filter(|run| !run.is_response()) {
            match done {
                true => run.end(at),
                false => run.resume(),
            }
        }
    }

    /// Why clocks stand still.
    fn why(
        &self,
        gone: Option<StopReason>,
        category: Option<StatusCategory>,
    ) -> Option<StopReason> {
        let Some(term) = &self.term else {
            return gone.or(Some(StopReason::NoPolicy));
        };
        let by_status = match category {
            Some(category) if category.is_done() => Some(StopReason::Done),
            Some(category) if term.policy.pause.contains(&category) => Some(StopReason::Paused),
            _ => None,
        };
        gone.or(by_status)
    }
}

impl Run<'_> {
    fn is_response(&self) -> bool {
        matches!(
            self.kind,
            ClockKind::FirstResponse | ClockKind::NextResponse
        )
    }
}

fn gone(ticket: &Ticket, details: &Details) -> Option<StopReason> {
    let merged = details.merged_into.is_some();
    match (ticket.deleted, merged) {
        (true, _) => Some(StopReason::Deleted),
        (false, true) => Some(StopReason::Merged),
        (false, false) => None,
    }
}
