//! When tickets come in, and which of them have to do with each other.

use super::dice::Dice;
use super::life::{Life, Step, World};
use super::words::SHARES;
use domain::ids::derived;
use domain::ticket::{CreateTicket, LinkKind, Participant, TicketCommand};
use domain::{Actor, CustomerId, StatusId, TicketId};
use jiff::{SignedDuration, Timestamp};

/// Of so many tickets one is asked a second time, and merged; and one has to do with another.
const PER_MERGE: usize = 70;
const PER_LINK: usize = 30;

impl World<'_> {
    /// All lives, in the order in which they begin.
    pub fn lives(&self, tickets: usize, from: Timestamp) -> Vec<Life> {
        let doubled = tickets / PER_MERGE;
        let arrivals = self.arrivals(tickets - doubled, from).into_iter();
        let lives = arrivals.enumerate();
        let mut lives: Vec<_> = lives
            .map(|(number, (at, language))| self.life(number, language, at))
            .collect();
        let mut dice = Dice::of(self.seed, "ties");
        for number in 0..doubled {
            let place = self.place(&mut dice, tickets - doubled);
            let second = self.asked_again(&mut lives[place], number);
            lives.push(second);
        }
        for _ in 0..tickets / PER_LINK {
            let places = (
                self.place(&mut dice, lives.len()),
                self.place(&mut dice, lives.len()),
            );
            tie(&mut lives, places, self.now);
        }
        lives.sort_by_key(|life| (life.created_at, life.id));
        lives
    }

    fn place(&self, dice: &mut Dice, of: usize) -> usize {
        let last = i64::try_from(of).unwrap_or(1) - 1;
        usize::try_from(dice.between(0, last)).unwrap_or_default()
    }

    /// Moments at which tickets come in, each with its language: more of them lately, few at night
    /// and on weekends.
    fn arrivals(&self, tickets: usize, from: Timestamp) -> Vec<(Timestamp, usize)> {
        let mut dice = Dice::of(self.seed, "arrivals");
        let days = self.now.duration_since(from).as_hours() / 24;
        let mut arrived = Vec::with_capacity(tickets);
        while arrived.len() < tickets {
            let language = dice.weighted(&SHARES);
            let (day, hours) = (dice.between(0, days), &self.hours[language]);
            let on = (from + SignedDuration::from_hours(24 * day)).to_zoned(hours.zone.clone());
            let rising = 60 + 40 * day / days.max(1);
            let kept = if hours.is_weekend(&on) { 18 } else { rising };
            let at = hours.moment(&on, &mut dice);
            if dice.chance(kept) && from <= at && at < self.now {
                arrived.push((at, language));
            }
        }
        arrived.sort_unstable();
        arrived
    }

    /// The same customer asks again, and somebody puts the two together.
    fn asked_again(&self, first: &mut Life, number: usize) -> Life {
        let id = TicketId(derived("demo.again", &format!("{}/{number}", self.seed)));
        let created_at = first.created_at + SignedDuration::from_mins(47);
        let customer = CustomerId(first.customer);
        let opening = first.steps.first();
        let told = opening.and_then(|step| match &step.command {
            TicketCommand::Create(created) => Some((**created).clone()),
            _ => None,
        });
        let created = CreateTicket {
            fields: Vec::new(), // which the staff filled in
            ..told.unwrap_or_default()
        };
        let mut steps = vec![Step::new(
            created_at,
            Actor::customer(customer),
            TicketCommand::Create(Box::new(created)),
        )];
        let merged_at = first.answered_at().map(|at| at.max(created_at));
        let merged_at = merged_at.map(|at| at + SignedDuration::from_mins(4));
        if let Some(at) = merged_at.filter(|at| *at <= self.now) {
            let actor = Actor::member(first.agent.0);
            let into = TicketCommand::MergeInto { ticket: first.id };
            steps.push(Step::new(at, actor, into));
            let cc = vec![Participant::Customer(customer)];
            let absorb = TicketCommand::Absorb { ticket: id, cc };
            first.insert(Step::new(at, actor, absorb));
        }
        steps.retain(|step| step.at <= self.now);
        Life {
            id,
            customer: first.customer,
            agent: first.agent,
            created_at,
            steps,
        }
    }
}

/// One of the staff notes that two tickets have to do with each other.
fn tie(lives: &mut [Life], (one, other): (usize, usize), now: Timestamp) {
    let merged = |life: &Life| {
        let merges = |step: &Step| matches!(step.command, TicketCommand::MergeInto { .. });
        life.steps.iter().any(merges)
    };
    if one == other || merged(&lives[one]) || merged(&lives[other]) {
        return;
    }
    let began = lives[one].created_at.max(lives[other].created_at);
    let at = began + SignedDuration::from_mins(90);
    let (actor, ids) = (
        Actor::member(lives[one].agent.0),
        (lives[one].id, lives[other].id),
    );
    let kind = LinkKind::RelatesTo;
    if at <= now {
        let there = TicketCommand::Link {
            kind,
            ticket: ids.1,
        };
        lives[one].insert(Step::new(at, actor, there));
        let back = TicketCommand::Link {
            kind,
            ticket: ids.0,
        };
        lives[other].insert(Step::new(at, actor, back));
    }
}

impl Step {
    pub fn new(at: Timestamp, actor: Actor, command: TicketCommand) -> Self {
        Self {
            at,
            actor,
            command,
            files: Vec::new(),
        }
    }
}

impl Life {
    /// When somebody began to work on it.
    fn answered_at(&self) -> Option<Timestamp> {
        let status = StatusId::from_key("in_progress");
        let begins = TicketCommand::SetStatus { status };
        let step = self.steps.iter().find(|step| step.command == begins);
        step.map(|step| step.at)
    }

    /// Puts a step where its time is.
    fn insert(&mut self, step: Step) {
        let place = self.steps.partition_point(|known| known.at <= step.at);
        self.steps.insert(place, step);
    }
}
