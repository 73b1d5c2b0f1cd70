//! From a line to the events that it causes, through the rules that hold for everybody.

use std::collections::BTreeMap;

use domain::field::FieldValue;
use domain::ids::derived;
use domain::setting::Priority;
use domain::ticket::{
    Channel, CreateTicket, NewMessage, Ticket, TicketCommand, TicketEvent, Visibility,
};
use domain::{Actor, Aggregate, Catalog, Context, FieldId, MessageId, PriorityId, StatusId};
use jiff::{SignedDuration, Timestamp};

use super::{
    line::Line,
    mapping::Verb,
    plan::Plan,
    table::{Row, Table},
    template::Pattern,
};

/// What decisions look at.
#[derive(Clone, Copy, Debug)]
pub(super) struct Decider<'a> {
    pub plan: &'a Plan<'a>,
    pub table: &'a Table,
    pub catalog: &'a Catalog,
}

/// One line's commands, and what is decided on them.
struct Deciding<'a> {
    decider: Decider<'a>,
    line: &'a Line,
    row: Row<'a>,
    events: Vec<TicketEvent>,
}

impl<'a> Decider<'a> {
    /// The line's events, folded into `ticket` already: its creation with this number when it does
    /// not exist, the activity, and what that changes. A ticket that was deleted or merged keeps
    /// the activity alone.
    pub fn decide(
        self,
        line: &'a Line,
        number: i64,
        ticket: &mut Ticket,
    ) -> Result<Vec<TicketEvent>, String> {
        let row = self.table.row(line.row);
        let before = ticket.clone();
        let mut deciding = Deciding {
            decider: self,
            line,
            row,
            events: Vec::new(),
        };
        if ticket.details.is_none() {
            let create = deciding.create(number)?;
            deciding.take(ticket, &TicketCommand::Create(Box::new(create)))?;
        }
        deciding.take(ticket, &deciding.activity())?;
        if ticket.open().is_ok() {
            deciding.follow(ticket)?;
            deciding.act(ticket)?;
        }
        let settled = ticket.settled(&before, &deciding.context());
        settled.map_err(|error| error.to_string())?;
        Ok(deciding.events)
    }
}

impl<'a> Deciding<'a> {
    /// What a member did once is not judged by what they may do today.
    fn context(&self) -> Context<'a> {
        Context {
            now: self.line.at,
            actor: Actor::IMPORT,
            access: domain::Access::everything(),
            catalog: self.decider.catalog,
        }
    }

    fn take(&mut self, ticket: &mut Ticket, command: &TicketCommand) -> Result<(), String> {
        let events = ticket.decide(command, &self.context());
        for event in events.map_err(|error| error.to_string())? {
            ticket.evolve(&event, &self.line.happened());
            self.events.push(event);
        }
        Ok(())
    }

    fn create(&self, number: i64) -> Result<CreateTicket, String> {
        let (plan, row) = (self.decider.plan, self.row);
        let text = |pattern: &Pattern| pattern.render(row).into_owned();
        let tags = plan.tags.iter().map(text).filter(|tag| !tag.is_empty());
        let department = self.word(Verb::Route, &plan.department)?;
        let priority = self.word(Verb::Priority, &plan.priority)?;
        let due_at = self.due_at(priority.as_deref().unwrap_or(Priority::USUAL));
        let asked = plan.asking.read(row);
        Ok(CreateTicket {
            number,
            due_at,
            subject: text(&plan.subject),
            description: plan.description.as_ref().map(text).unwrap_or_default(),
            customer: asked.as_ref().map(|asked| asked.customer),
            organisation: asked.and_then(|asked| asked.organisation),
            fields: self.fields(),
            priority: priority.map(|key| PriorityId::from_key(&key)),
            department: department.map(|name| plan.department(&name)),
            tags: tags.collect(),
            channel: Channel::Import,
            ..CreateTicket::default()
        })
    }

    fn due_at(&self, priority: &str) -> Option<Timestamp> {
        let hours = *self.decider.plan.due_hours.get(priority)?;
        self.line
            .at
            .checked_add(SignedDuration::from_hours(hours.into()))
            .ok()
    }

    /// What the line says of custom fields; of those with an empty cell nothing.
    fn fields(&self) -> Vec<(FieldId, Option<FieldValue>)> {
        let Decider { plan, catalog, .. } = self.decider;
        let told = plan.fields.iter().filter_map(|field| {
            let value = field.value(field.text(self.row)?, catalog);
            Some((field.id, Some(value)))
        });
        told.collect()
    }

    fn activity(&self) -> TicketCommand {
        let plan = self.decider.plan;
        let attributes = plan.attributes.iter().map(|(place, name)| {
            let value = self.row.cell(*place).trim();
            (name.clone(), value.to_owned())
        });
        let attributes: BTreeMap<_, _> = attributes.filter(|(_, v)| !v.is_empty()).collect();
        TicketCommand::RecordActivity {
            activity: plan.activity(self.row).to_owned(),
            source: plan.source.to_owned(),
            line: self.line.number,
            attributes,
        }
    }

    /// What the columns say that are followed over a ticket's life.
    fn follow(&mut self, ticket: &mut Ticket) -> Result<(), String> {
        let plan = self.decider.plan;
        for (verb, pattern) in [
            (Verb::Priority, &plan.priority),
            (Verb::Route, &plan.department),
        ] {
            if let Some(word) = self.word(verb, pattern)? {
                self.take(ticket, &self.command(verb, word, 0))?;
            }
        }
        if let Some(asked) = plan.asking.read(self.row) {
            let requester = TicketCommand::ChangeRequester {
                customer: Some(asked.customer),
                organisation: asked.organisation,
            };
            self.take(ticket, &requester)?;
        }
        let changes = self.fields();
        self.take(ticket, &TicketCommand::SetFields { changes })
    }

    /// What the activity does.
    fn act(&mut self, ticket: &mut Ticket) -> Result<(), String> {
        let plan = self.decider.plan;
        let actions = plan.actions(self.row).unwrap_or_default();
        for (index, action) in actions.iter().enumerate() {
            if let Some(word) = plan.word(action.verb, &action.text, self.row)? {
                self.take(ticket, &self.command(action.verb, word, index))?;
            }
        }
        Ok(())
    }

    fn word(&self, verb: Verb, pattern: &Option<Pattern>) -> Result<Option<String>, String> {
        match pattern {
            Some(pattern) => self.decider.plan.word(verb, pattern, self.row),
            None => Ok(None),
        }
    }

    fn command(&self, verb: Verb, word: String, index: usize) -> TicketCommand {
        let plan = self.decider.plan;
        match verb {
            Verb::Assign => TicketCommand::Assign {
                member: plan.member(&word),
            },
            Verb::Unassign => TicketCommand::Unassign {
                member: plan.member(&word),
            },
            Verb::Status => TicketCommand::SetStatus {
                status: StatusId::from_key(&word),
            },
            Verb::Priority => TicketCommand::SetPriority {
                priority: PriorityId::from_key(&word),
            },
            Verb::Route => TicketCommand::Route {
                department: Some(plan.department(&word)),
                keep_assignees: Some(true), // the log says who left
            },
            Verb::Tag => TicketCommand::Tag { tag: word },
            Verb::Note => self.post(Visibility::Internal, word, index),
            Verb::Message => self.post(Visibility::Public, word, index),
        }
    }

    fn post(&self, visibility: Visibility, body: String, index: usize) -> TicketCommand {
        let message = derived("import.message", &format!("{} {index}", self.line.id()));
        let message = NewMessage::new(MessageId(message), visibility, body);
        TicketCommand::PostMessage(Box::new(message))
    }
}
