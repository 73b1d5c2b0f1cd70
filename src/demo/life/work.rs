//! What the staff does about a ticket until it is done.

use super::{Halt, Teller};
use domain::ticket::{Participant, Rating, TicketCommand, TimeEntry};
use domain::{Actor, ChecklistItemId, CustomerId, PriorityId, TimeEntryId};
use jiff::SignedDuration;

/// Minutes of work until somebody takes it, by how urgent it is.
const TAKEN: [i64; 4] = [120, 45, 20, 6];
/// Until they answer.
const ANSWERED: [i64; 4] = [240, 110, 45, 12];
/// Until it is done, after the last answer.
const DONE: [i64; 4] = [700, 420, 260, 120];

impl Teller<'_> {
    pub(super) fn route_and_assign(&mut self) {
        let lead = Actor::member(self.lead().0);
        if !self.routed {
            self.works(TAKEN[self.urgency] / 2);
            self.route(lead);
        }
        self.works(TAKEN[self.urgency]);
        let member = self.agent.id;
        match self.dice.chance(55) {
            true => self.does(self.me(), TicketCommand::Claim { member }),
            false => self.does(lead, TicketCommand::Assign { member }),
        }
        if !self.filled {
            let changes = self.fields();
            self.does(self.me(), TicketCommand::SetFields { changes });
        }
        self.plan();
    }

    /// Brings it to its department, now and then by way of another one.
    fn route(&mut self, by: Actor) {
        let mut way = vec![self.department];
        if let Some(wrong) = self.wrong_department() {
            way.insert(0, wrong);
        }
        for department in way {
            let command = TicketCommand::Route {
                department: Some(department),
                keep_assignees: Some(true),
            };
            self.does(by, command);
            self.works(30);
        }
    }

    /// Due dates, visits, watchers, copies and what is to be done.
    fn plan(&mut self) {
        let (days, visit) = (
            self.dice.between(1, 9),
            self.topic.department == "facilities",
        );
        if visit && self.dice.chance(45) {
            let from = self.hours().on_day(self.at, days, 10);
            self.does(
                self.me(),
                TicketCommand::Schedule {
                    due_at: None,
                    window_from: Some(from),
                    window_to: Some(from + SignedDuration::from_hours(2)),
                },
            );
        } else if self.dice.chance(28) {
            let due_at = Some(self.hours().on_day(self.at, days, 16));
            self.does(
                self.me(),
                TicketCommand::Schedule {
                    due_at,
                    window_from: None,
                    window_to: None,
                },
            );
        }
        if self.dice.chance(9) {
            let who = Participant::Member(self.lead());
            self.does(Actor::member(self.lead().0), TicketCommand::Watch { who });
        }
        if self.dice.chance(6) {
            let copies: CustomerId = self.dice.pick(&self.world.cast.customers[self.language]).id;
            if copies != self.asker.id {
                let who = Participant::Customer(copies);
                self.does(self.me(), TicketCommand::AddCc { who });
            }
        }
        if ["onboarding", "laptop"].contains(&self.topic.key.as_str()) {
            for (place, text) in self.texts().checklist.clone().into_iter().enumerate() {
                let item = ChecklistItemId(self.derived("item", place));
                self.does(self.me(), TicketCommand::AddChecklistItem { item, text });
            }
        }
    }

    pub(super) fn answer(&mut self) {
        self.works(ANSWERED[self.urgency]);
        self.sets_status("in_progress");
        let text = self.one_of(|t| &t.texts().first_reply);
        self.replies(&text, Vec::new());
        if self.dice.chance(5) && self.urgency < 2 {
            let priority = PriorityId::from_key("high");
            self.does(self.me(), TicketCommand::SetPriority { priority });
        }
        if self.dice.chance(45) {
            self.works(25);
            let of_topic = self.dice.chance(60);
            self.notes(of_topic);
        }
    }

    /// Leaves the ticket where it is, if it is one of those.
    pub(super) fn stands_still(&mut self, halt: Halt) -> bool {
        match halt {
            Halt::Never | Halt::Unassigned | Halt::Unanswered => false,
            Halt::Waiting => {
                self.works(60);
                let text = self.one_of(|t| &t.texts().ask);
                self.replies(&text, Vec::new());
                self.sets_status("pending");
                true
            }
            Halt::Supplier => {
                self.works(90);
                let text = self.one_of(|t| &t.texts().progress);
                self.replies(&text, Vec::new());
                self.sets_status("waiting_supplier");
                true
            }
            Halt::Asleep => {
                self.works(60);
                let from = self.world.now.max(self.at);
                let days = self.dice.between(1, 6);
                let until = self.hours().on_day(from, days, 9);
                self.does(self.me(), TicketCommand::Snooze { until });
                true
            }
        }
    }

    /// One turn of asking and being answered, or of being asked for news.
    pub(super) fn ask_back(&mut self) {
        if self.dice.chance(30) {
            self.waits(900);
            let text = self.one_of(|t| &t.texts().chase);
            self.writes(&text, Vec::new());
            self.works(ANSWERED[self.urgency]);
            let text = self.one_of(|t| &t.texts().progress);
            self.replies(&text, Vec::new());
            return;
        }
        self.works(90);
        let text = self.one_of(|t| &t.texts().ask);
        self.replies(&text, Vec::new());
        self.sets_status("pending");
        self.waits(420);
        let (text, files) = (self.one_of(|t| &t.texts().details), self.attaches(30));
        self.writes(&text, files);
        self.works(ANSWERED[self.urgency]);
        self.sets_status("in_progress");
        if self.dice.chance(35) {
            self.notes(false);
        }
        if self.dice.chance(6) {
            self.hand_over();
        }
    }

    fn hand_over(&mut self) {
        let all = self.world.cast.who(self.department, self.language);
        let others: Vec<_> = all.into_iter().filter(|m| m.id != self.agent.id).collect();
        if others.is_empty() {
            return;
        }
        let (from, next) = (self.agent, *self.dice.pick(&others));
        let command = TicketCommand::HandOver {
            from: from.id,
            to: next.id,
        };
        self.does(self.me(), command);
        self.agent = next;
        self.gaps.insert("agent", next.value.name.clone());
        self.gaps.insert("colleague", from.value.name.clone());
    }

    pub(super) fn resolve(&mut self) {
        self.works(DONE[self.urgency]);
        self.finish();
        if self.dice.chance(7) {
            self.waits(1200);
            let text = self.one_of(|t| &t.texts().chase);
            self.writes(&text, Vec::new());
            self.works(ANSWERED[self.urgency]);
            self.sets_status("in_progress");
            self.works(180);
            self.finish();
        } else if self.dice.chance(9) {
            self.waits(240);
            let text = self.one_of(|t| &t.texts().thanks);
            self.writes(&text, Vec::new());
            self.works(60);
            self.sets_status("resolved");
        }
        if self.dice.chance(38) {
            self.waits(1000);
            self.rate();
        }
        self.at = self.hours().on_day(self.at, 4, 11);
        let of_day = self.dice.between(0, 200);
        self.at += SignedDuration::from_mins(of_day);
        self.sets_status("closed");
    }

    /// The answer that solves it, and the work that it took.
    fn finish(&mut self) {
        let (text, files) = (self.one_of(|t| &t.said.answers), self.attaches(8));
        self.replies(&text, files);
        if ["onboarding", "laptop"].contains(&self.topic.key.as_str()) {
            for place in 0..self.texts().checklist.len() {
                let item = ChecklistItemId(self.derived("item", place));
                let check = TicketCommand::CheckChecklistItem { item, done: true };
                self.does(self.me(), check);
            }
        }
        if self.dice.chance(40) {
            let minutes = u32::try_from(self.dice.around(25)).unwrap_or(25);
            let entry = TimeEntry {
                entry: TimeEntryId(self.derived("time", self.steps.len())),
                member: self.agent.id,
                minutes,
                note: String::new(),
                worked_at: self.at,
            };
            self.does(self.me(), TicketCommand::LogTime(entry));
        }
        self.sets_status("resolved");
    }

    /// Whoever waited long is less content.
    fn rate(&mut self) {
        let began = self.steps.first().map_or(self.at, |step| step.at);
        let days = self.at.duration_since(began).as_hours() / 24;
        let weights = if days > 6 {
            [12, 18, 30, 25, 15]
        } else {
            [2, 3, 10, 35, 50]
        };
        let score = self.dice.weighted(&weights);
        let comment = match score {
            0 | 1 => self.one_of(|t| &t.texts().bad),
            2 => self.one_of(|t| &t.texts().fair),
            _ => self.one_of(|t| &t.texts().good),
        };
        let score = u8::try_from(score).unwrap_or_default() + 1;
        let by = self.customer();
        self.does(by, TicketCommand::Rate(Rating { score, comment }));
    }
}
