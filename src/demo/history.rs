//! From lives to the events that the rules make of them.

use super::content::Kind;
use super::life::{Carried, Life, Step};
use super::{DemoError, Library};
use domain::attachment::{Attachment, AttachmentCommand, AttachmentEvent, File, Place, Upload};
use domain::sla::{Moved, SlaRules, StandingCommand, StandingEvent, TicketStanding};
use domain::ticket::{Ticket, TicketCommand, TicketEvent};
use domain::{Access, Actor, Aggregate, Catalog, Context, Happened, MessageId, TicketId};
use jiff::Timestamp;
use uuid::Uuid;

/// One event as it will be in the log.
#[derive(Debug)]
pub(super) struct Entry {
    pub at: Timestamp,
    pub stream: Uuid,
    pub actor: Actor,
    pub correlation: Uuid,
    pub fact: Fact,
}

/// What happened.
#[derive(Debug)]
pub(super) enum Fact {
    Ticket(TicketEvent),
    File(AttachmentEvent),
    Standing(StandingEvent),
}

/// One ticket on its way.
struct Told {
    id: TicketId,
    ticket: Ticket,
    story: Vec<(TicketEvent, Happened)>,
    entries: Vec<Entry>,
}

/// What decisions look at.
pub(super) struct Deciding<'a> {
    pub catalog: &'a Catalog,
    pub library: &'a Library,
    pub now: Timestamp,
}

impl Deciding<'_> {
    /// The events of each life by time, the lives by when something happened last. Tickets get
    /// numbers from `first` on.
    pub fn history(&self, lives: Vec<Life>, first: i64) -> Result<Vec<Vec<Entry>>, DemoError> {
        let mut told: Vec<_> = lives.iter().map(|life| Told::new(life.id)).collect();
        let mut steps = Vec::new();
        for (place, life) in lives.into_iter().enumerate() {
            steps.extend(life.steps.into_iter().map(|step| (place, step)));
        }
        steps.sort_by_key(|(place, step)| (step.at, *place)); // stable: a life keeps its order
        for (number, (place, mut step)) in steps.into_iter().enumerate() {
            if let TicketCommand::Create(create) = &mut step.command {
                create.number = first + i64::try_from(place).unwrap_or_default();
            }
            self.carry_out(&mut told[place], step, number)?;
        }
        let rules = SlaRules::of(self.catalog);
        told.sort_by_key(|told| told.story.last().map(|(_, happened)| happened.at));
        for told in &mut told {
            self.promise(told, &rules)?;
        }
        Ok(told.into_iter().map(|told| told.entries).collect())
    }

    fn carry_out(&self, told: &mut Told, mut step: Step, number: usize) -> Result<(), DemoError> {
        let correlation = domain::ids::derived("demo.step", &format!("{}/{number}", told.id));
        let message = self.put_files(&mut step)?;
        for carried in &step.files {
            let place = Place {
                ticket: told.id,
                message,
            };
            self.attach(told, &step, (carried, place), correlation)?;
        }
        let context = self.context(step.at, step.actor);
        let before = told.ticket.clone();
        let events = told.ticket.decide(&step.command, &context);
        let happened = Happened {
            at: step.at,
            actor: step.actor,
        };
        for event in events.map_err(|error| DemoError::refused("ticket", error))? {
            told.ticket.evolve(&event, &happened);
            told.story.push((event.clone(), happened));
            told.push(happened, correlation, Fact::Ticket(event));
        }
        let settled = told.ticket.settled(&before, &context);
        settled.map_err(|error| DemoError::refused("ticket", error))
    }

    fn context(&self, now: Timestamp, actor: Actor) -> Context<'_> {
        Context {
            now,
            actor,
            access: Access::everything(),
            catalog: self.catalog,
        }
    }

    /// Names the step's files in its command; the message that they are on.
    fn put_files(&self, step: &mut Step) -> Result<Option<MessageId>, DemoError> {
        let files = step.files.iter().map(|carried| self.file(carried));
        let files: Vec<File> = files.collect::<Option<_>>().ok_or(DemoError::NoFile)?;
        Ok(match &mut step.command {
            TicketCommand::Create(create) => {
                create.files = files;
                None
            }
            TicketCommand::PostMessage(message) => {
                message.files = files;
                Some(message.message)
            }
            _ => None,
        })
    }

    fn file(&self, carried: &Carried) -> Option<File> {
        let place = Kind::ALL.iter().position(|kind| *kind == carried.kind)?;
        let stored = self.library.0.get(place)?.get(carried.variant)?;
        Some(File {
            id: carried.id,
            name: carried.name.clone(),
            media_type: stored.media_type.to_owned(),
            bytes: stored.bytes,
            sha256: stored.sha256.clone(),
        })
    }

    /// A file's own stream: that it came, and where it is.
    fn attach(
        &self,
        told: &mut Told,
        step: &Step,
        (carried, place): (&Carried, Place),
        correlation: Uuid,
    ) -> Result<(), DemoError> {
        let file = self.file(carried).ok_or(DemoError::NoFile)?;
        let upload = AttachmentCommand::Upload(Upload {
            name: file.name,
            media_type: file.media_type,
            bytes: file.bytes,
            sha256: file.sha256,
        });
        let context = self.context(step.at, step.actor);
        let mut attachment = Attachment::default();
        let happened = Happened {
            at: step.at,
            actor: step.actor,
        };
        for command in [upload, AttachmentCommand::Attach(place)] {
            let events = attachment.decide(&command, &context);
            for event in events.map_err(|error| DemoError::refused("attachment", error))? {
                attachment.evolve(&event, &happened);
                told.entries.push(Entry {
                    at: step.at,
                    stream: carried.id.0,
                    actor: step.actor,
                    correlation,
                    fact: Fact::File(event),
                });
            }
        }
        Ok(())
    }

    /// What the ticket's clocks came to, where it belongs in time, and how they stand.
    fn promise(&self, told: &mut Told, rules: &SlaRules<'_>) -> Result<(), DemoError> {
        let sla = rules.clocks(&told.story, self.now);
        let mut reached = 0;
        for untold in sla.untold(&told.story) {
            if untold.at > self.now {
                continue;
            }
            reached += 1;
            let place = told.entries.partition_point(|entry| entry.at <= untold.at);
            let entry = Entry {
                at: untold.at,
                stream: told.id.0,
                actor: Actor::SYSTEM,
                correlation: untold.command_id(told.id),
                fact: Fact::Ticket(untold.event),
            };
            told.entries.insert(place, entry);
        }
        let version = told.story.len() + reached;
        let moved = StandingCommand::Move(Moved {
            ticket: told.id,
            ticket_version: i32::try_from(version).unwrap_or(i32::MAX),
            seen_at: self.now,
            standing: sla.standing(),
        });
        let context = self.context(self.now, Actor::SYSTEM);
        let events = TicketStanding::default().decide(&moved, &context);
        for event in events.map_err(|error| DemoError::refused("sla", error))? {
            let stream = TicketStanding::id(told.id);
            told.entries.push(Entry {
                at: self.now,
                stream,
                actor: Actor::SYSTEM,
                correlation: stream,
                fact: Fact::Standing(event),
            });
        }
        Ok(())
    }
}

impl Told {
    fn new(id: TicketId) -> Self {
        Self {
            id,
            ticket: Ticket::default(),
            story: Vec::new(),
            entries: Vec::new(),
        }
    }

    fn push(&mut self, happened: Happened, correlation: Uuid, fact: Fact) {
        self.entries.push(Entry {
            at: happened.at,
            stream: self.id.0,
            actor: happened.actor,
            correlation,
            fact,
        });
    }
}
