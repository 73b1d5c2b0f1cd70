//! What is said on a ticket: by the customer, to the customer, among the staff.

use super::{Carried, Step, Teller};
use crate::demo::content::{Kind, VARIANTS};
use domain::attachment::tidy_name;
use domain::ticket::{Mentions, NewMessage, TicketCommand, Visibility};
use domain::{Actor, AttachmentId, MessageId};

impl Teller<'_> {
    /// Files, so many times in a hundred.
    pub(super) fn attaches(&mut self, percent: i64) -> Vec<Carried> {
        if !self.dice.chance(percent) {
            return Vec::new();
        }
        let place = self.dice.weighted(&[60, 25, 15]);
        let variant = usize::try_from(self.dice.between(0, 999)).unwrap_or_default() % VARIANTS;
        let name = self.file_name(place);
        vec![Carried {
            id: AttachmentId(self.derived("file", self.steps.len())),
            name: tidy_name(&name).unwrap_or(name),
            kind: Kind::ALL[place],
            variant,
        }]
    }

    /// The customer writes.
    pub(super) fn writes(&mut self, text: &str, files: Vec<Carried>) {
        let signature = self.one_of(|t| &t.texts().signature);
        let body = format!("{text}\n\n{signature}");
        let by = self.customer();
        self.posts(by, Visibility::Public, (body, Mentions::default()), files);
    }

    /// Whoever has the ticket writes to the customer.
    pub(super) fn replies(&mut self, text: &str, files: Vec<Carried>) {
        let greeting = self.one_of(|t| &t.texts().greeting);
        let regards = self.one_of(|t| &t.texts().regards);
        let body = format!("{greeting}\n\n{text}\n\n{regards}");
        let by = self.me();
        self.posts(by, Visibility::Public, (body, Mentions::default()), files);
    }

    /// A note among the staff; whoever it names is called upon.
    pub(super) fn notes(&mut self, of_topic: bool) {
        let text = match of_topic {
            true => self.one_of(|t| &t.said.notes),
            false => self.one_of(|t| &t.texts().notes),
        };
        let mut mentions = Mentions::default();
        let name = self.gaps["colleague"].clone();
        if text.contains(&format!("@{name}")) {
            let members = self.world.cast.members.iter();
            let named = members.filter(|m| m.value.name == name && m.id != self.agent.id);
            mentions.members = named.map(|m| m.id).collect();
        }
        let by = self.me();
        self.posts(by, Visibility::Internal, (text, mentions), Vec::new());
    }

    fn posts(
        &mut self,
        actor: Actor,
        visibility: Visibility,
        (body, mentions): (String, Mentions),
        files: Vec<Carried>,
    ) {
        self.messages += 1;
        let id = MessageId(self.derived("message", self.messages));
        let mut message = NewMessage::new(id, visibility, body);
        message.mentions = mentions;
        self.steps.push(Step {
            at: self.at,
            actor,
            command: TicketCommand::PostMessage(Box::new(message)),
            files,
        });
    }
}
