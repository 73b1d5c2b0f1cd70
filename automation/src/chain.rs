//! Loop control: what one cause has led to on a ticket so far, and which rules may still run.

use domain::automation::MAX_CHAIN;
use domain::{Actor, ActorKind, Recorded, RuleId};
use eventstore::{EventStore, StoreError};
use uuid::Uuid;

/// Events read in one go.
const PAGE: usize = 200;
/// The event by which people see that a rule was kept from running.
const STOPPED: &str = "ticket.automation_stopped";

/// Whether `actor` is this rule, in any version.
pub(crate) fn acted(rule: RuleId, actor: &Actor) -> bool {
    actor.kind == ActorKind::Rule && actor.id == Some(rule.0)
}

/// Whether a rule may run for an event.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    Run,
    /// It had its turn for this very change.
    Done,
    /// It ran before in this chain, because of the event in this version of the ticket.
    RanBefore(i32),
    /// As many rules as are allowed have set each other off on the way to this event.
    TooLong,
}

/// The events of one ticket that go back to the same cause as `event`.
#[derive(Debug)]
pub(crate) struct Chain<'a> {
    event: &'a Recorded,
    links: Vec<Link>,
}

/// What loop control must know of an event.
#[derive(Debug)]
struct Link {
    id: Uuid,
    version: i32,
    command: Uuid,
    cause: Option<Uuid>,
    actor: Actor,
    /// It tells that a rule did not run, so it counts for no run.
    stopped: bool,
}

impl From<&Recorded> for Link {
    fn from(event: &Recorded) -> Self {
        Self {
            id: event.id,
            version: event.version,
            command: event.command_id,
            cause: event.causation_id,
            actor: event.actor,
            stopped: event.name == STOPPED,
        }
    }
}

impl<'a> Chain<'a> {
    /// Reads the chain that `event` belongs to, with what followed `event` by now.
    pub(crate) async fn read(store: &EventStore, event: &'a Recorded) -> Result<Self, StoreError> {
        let (mut links, mut version) = (Vec::new(), 0);
        if event.version == 1 {
            return Ok(Self { event, links }); // no earlier event can have set anything off
        }
        loop {
            let page = store.read_stream(event.stream_id, version, PAGE).await?;
            let chained = |e: &&Recorded| e.correlation_id == event.correlation_id;
            links.extend(page.iter().filter(chained).map(Link::from));
            match page.last() {
                Some(last) if page.len() == PAGE => version = last.version,
                _ => return Ok(Self { event, links }),
            }
        }
    }

    /// Says the same whenever it is asked: runs count only when an earlier event caused them, so
    /// what the rule itself has done about this event in an earlier delivery does not.
    pub(crate) fn verdict(&self, rule: RuleId) -> Verdict {
        if self.was_stopped(rule) {
            return Verdict::Done;
        }
        match self.earlier_cause(rule) {
            // a command that records several events is one change
            Some(cause) if cause.command == self.event.command_id => Verdict::Done,
            Some(cause) => Verdict::RanBefore(cause.version),
            None if self.rules_before() >= MAX_CHAIN => Verdict::TooLong,
            None => Verdict::Run,
        }
    }

    fn was_stopped(&self, rule: RuleId) -> bool {
        let because = Some(self.event.id);
        let mut stops = self
            .links
            .iter()
            .filter(|l| l.stopped && l.cause == because);
        stops.any(|link| acted(rule, &link.actor))
    }

    /// The event before this one for which the rule ran.
    fn earlier_cause(&self, rule: RuleId) -> Option<&Link> {
        let runs = |link: &&Link| !link.stopped && acted(rule, &link.actor);
        let causes = self.links.iter().filter(runs).map(|run| self.cause(run));
        causes.flatten().find(|c| c.version < self.event.version)
    }

    /// How many rules set each other off, one after the other, until this event came about.
    fn rules_before(&self) -> usize {
        let own = Link::from(self.event);
        let mut rules = usize::from(own.actor.kind == ActorKind::Rule);
        let mut next = self.cause(&own);
        while let Some(link) = next {
            rules += usize::from(link.actor.kind == ActorKind::Rule);
            next = self.cause(link);
        }
        rules
    }

    /// The event that `link` came of. Always an earlier one, so following causes ends.
    fn cause(&self, link: &Link) -> Option<&Link> {
        let id = link.cause?;
        let earlier = |l: &&Link| l.id == id && l.version < link.version;
        self.links.iter().find(earlier)
    }
}
