//! One ticket's life: who does what on it when, from its opening to its end, or to now.

mod open;
mod talk;
mod work;

use super::cast::{Asker, Cast, Colleague};
use super::content::Kind;
use super::dice::Dice;
use super::hours::Hours;
use super::words::{Texts, Topic, TopicTexts, Words, fill};
use domain::ids::derived;
use domain::ticket::TicketCommand;
use domain::{Actor, AttachmentId, DepartmentId, MemberId, StatusId, TicketId};
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeMap;
use uuid::Uuid;

/// What happens on one ticket.
#[derive(Debug)]
pub(super) struct Life {
    pub id: TicketId,
    pub customer: Uuid,
    /// Who had it last.
    pub agent: MemberId,
    pub created_at: Timestamp,
    pub steps: Vec<Step>,
}

/// Something that somebody does.
#[derive(Debug)]
pub(super) struct Step {
    pub at: Timestamp,
    pub actor: Actor,
    pub command: TicketCommand,
    /// Files that came with it.
    pub files: Vec<Carried>,
}

/// A file that somebody attached.
#[derive(Clone, Debug)]
pub(super) struct Carried {
    pub id: AttachmentId,
    pub name: String,
    pub kind: Kind,
    pub variant: usize,
}

/// What all lives share.
#[derive(Debug)]
pub(super) struct World<'a> {
    pub words: &'a Words,
    pub cast: &'a Cast,
    pub hours: [Hours; 3],
    pub seed: u64,
    pub now: Timestamp,
}

/// Somebody who tells one life.
struct Teller<'a> {
    world: &'a World<'a>,
    dice: Dice,
    number: usize,
    language: usize,
    topic: &'a Topic,
    said: &'a TopicTexts,
    asker: &'a Asker,
    /// Who has it.
    agent: &'a Colleague,
    department: DepartmentId,
    /// 0 low to 3 urgent.
    urgency: usize,
    /// Whether it came in at the right department.
    routed: bool,
    /// Whether somebody has filled in its form.
    filled: bool,
    gaps: BTreeMap<&'static str, String>,
    at: Timestamp,
    messages: usize,
    steps: Vec<Step>,
}

/// Where a life stands still.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Halt {
    Never,
    Unassigned,
    Unanswered,
    Waiting,
    Supplier,
    Asleep,
}

impl<'a> World<'a> {
    /// The life of the ticket that came in as the `number`-th, in this language at this moment.
    pub fn life(&'a self, number: usize, language: usize, at: Timestamp) -> Life {
        let mut dice = Dice::of(self.seed, &format!("ticket/{number}"));
        let topics = &self.words.people.topics;
        let place = dice.weighted(&topics.iter().map(|t| t.weight).collect::<Vec<_>>());
        let topic = &topics[place];
        let texts = &self.words.texts[language].topics;
        let said = texts.iter().find(|said| said.key == topic.key);
        let department = DepartmentId(super::settings::id_of("department", &topic.department));
        let agent = *dice.pick(&self.cast.who(department, language));
        let asker = dice.pick(&self.cast.customers[language]);
        let mut teller = Teller {
            urgency: dice.weighted(&topic.priorities),
            world: self,
            number,
            language,
            topic,
            said: said.unwrap_or(&texts[place]),
            asker,
            agent,
            department,
            routed: true,
            filled: false,
            gaps: BTreeMap::new(),
            at,
            messages: 0,
            steps: Vec::new(),
            dice,
        };
        teller.gaps = teller.gaps();
        teller.tell();
        let (id, agent) = (teller.id(), teller.agent.id);
        let mut steps = teller.steps;
        steps.retain(|step| step.at <= self.now);
        Life {
            id,
            customer: asker.id.0,
            agent,
            created_at: steps.first().map_or(at, |step| step.at),
            steps,
        }
    }
}

impl Teller<'_> {
    fn tell(&mut self) {
        let halt = self.halt();
        self.open();
        if halt == Halt::Unassigned {
            return;
        }
        self.route_and_assign();
        if halt == Halt::Unanswered {
            return;
        }
        self.answer();
        if self.stands_still(halt) {
            return;
        }
        let rounds = self.dice.weighted(&[35, 35, 20, 10]);
        for _ in 0..rounds {
            self.ask_back();
        }
        self.resolve();
    }

    /// Some of those that came in lately are left where they are.
    fn halt(&mut self) -> Halt {
        let age = self.world.now.duration_since(self.at);
        let (fresh, lately) = (
            SignedDuration::from_hours(72),
            SignedDuration::from_hours(60 * 24),
        );
        match self.dice.weighted(&[64, 8, 8, 9, 6, 5]) {
            _ if age > lately => Halt::Never,
            1 if age < fresh => Halt::Unassigned,
            1 | 2 => Halt::Unanswered,
            3 => Halt::Waiting,
            4 => Halt::Supplier,
            5 => Halt::Asleep,
            _ => Halt::Never,
        }
    }

    fn texts(&self) -> &Texts {
        &self.world.words.texts[self.language]
    }

    fn hours(&self) -> &Hours {
        &self.world.hours[self.language]
    }

    fn id(&self) -> TicketId {
        TicketId(self.derived("ticket", 0))
    }

    /// An id of something on this ticket.
    fn derived(&self, kind: &str, place: usize) -> Uuid {
        let (seed, number) = (self.world.seed, self.number);
        derived(&format!("demo.{kind}"), &format!("{seed}/{number}/{place}"))
    }

    fn filled(&self, text: &str) -> String {
        fill(text, &self.gaps)
    }

    /// One of the sentences, with its gaps filled in.
    fn one_of(&mut self, of: impl Fn(&Self) -> &[String]) -> String {
        let count = i64::try_from(of(self).len()).unwrap_or(1);
        let place = usize::try_from(self.dice.between(0, count - 1)).unwrap_or_default();
        self.filled(&of(self)[place])
    }

    fn does(&mut self, actor: Actor, command: TicketCommand) {
        self.steps.push(Step {
            at: self.at,
            actor,
            command,
            files: Vec::new(),
        });
    }

    fn me(&self) -> Actor {
        Actor::member(self.agent.id.0)
    }

    fn customer(&self) -> Actor {
        Actor::customer(self.asker.id)
    }

    /// The lead of the department, who gives tickets out.
    fn lead(&self) -> MemberId {
        let leads = self.world.cast.leads();
        let lead = leads.iter().find(|(of, _)| *of == self.department);
        lead.map_or(self.agent.id, |(_, member)| *member)
    }

    fn sets_status(&mut self, key: &str) {
        let status = StatusId::from_key(key);
        self.does(self.me(), TicketCommand::SetStatus { status });
    }

    /// Some minutes of work pass.
    fn works(&mut self, median: i64) {
        let minutes = self.dice.around(median);
        self.at = self.hours().after(self.at, minutes);
    }

    /// Some time passes for a customer, who writes also in the evening.
    fn waits(&mut self, median: i64) {
        let minutes = self.dice.around(median);
        self.at += SignedDuration::from_mins(minutes);
    }
}
