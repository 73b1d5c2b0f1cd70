//! The model's messages and files.

use super::*;
use crate::limits::TICKET_FILE_BYTES;
use crate::ticket::Mentions;
use std::collections::BTreeMap;

type Files = BTreeMap<AttachmentId, u64>;

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Talk {
    messages: BTreeMap<MessageId, Message>,
    files: Files,
    first_response: Option<Timestamp>,
    last_customer: Option<Timestamp>,
    last_staff: Option<Timestamp>,
}

#[derive(Clone, Debug, PartialEq)]
struct Message {
    by: Actor,
    is_internal: bool,
    is_redacted: bool,
    files: BTreeSet<AttachmentId>,
    bytes: u64,
}

impl Talk {
    pub fn of(t: &Details) -> Self {
        let talk = &t.conversation;
        let messages = talk.said.iter().map(|said| {
            let message = Message {
                by: said.by,
                is_internal: said.visibility == Visibility::Internal,
                is_redacted: said.redacted,
                files: said.files.iter().copied().collect(),
                bytes: said.file_bytes,
            };
            (said.message, message)
        });
        Self {
            messages: messages.collect(),
            files: kept(&t.files),
            first_response: talk.first_response_at,
            last_customer: talk.last_customer_message_at,
            last_staff: talk.last_staff_message_at,
        }
    }

    pub fn accepts(&self, actor: Actor, command: &TicketCommand) -> bool {
        match command {
            C::PostMessage(new) => self.accepts_message(actor, new),
            C::EditMessage(edit) => self.messages.get(&edit.message).is_some_and(|message| {
                let has_files = !message.files.is_empty();
                message.is_for(actor)
                    && !message.is_redacted
                    && good(&edit.body, has_files, &edit.mentions)
            }),
            C::RedactMessage { message, reason } => {
                let message = self.messages.get(message);
                let reasoned = |m: &Message| m.is_redacted || says_something(reason);
                message.is_some_and(|m| m.is_for(actor) && reasoned(m))
            }
            C::SplitMessage { message, .. } => {
                let message = self.messages.get(message);
                message.is_some_and(|message| !message.is_redacted)
            }
            C::AttachFile { file } => {
                let there = self.files.contains_key(&file.id);
                there || fit(self.bytes(), std::slice::from_ref(file))
            }
            _ => true,
        }
    }

    fn accepts_message(&self, actor: Actor, new: &NewMessage) -> bool {
        let is_internal = new.visibility == Visibility::Internal;
        let answers = new.reply_to.is_none_or(|id| {
            let answered = self.messages.get(&id);
            answered.is_some_and(|m| is_internal || !m.is_internal)
        });
        answers
            && !self.messages.contains_key(&new.message)
            && good(&new.body, !new.files.is_empty(), &new.mentions)
            && fit(self.bytes(), &new.files)
            && !(is_internal && is_asked(actor, new))
    }

    fn bytes(&self) -> u64 {
        let messages = self.messages.values().map(|message| message.bytes);
        self.files.values().copied().chain(messages).sum()
    }

    pub fn perform(&mut self, actor: Actor, command: &TicketCommand) {
        match command {
            C::Create(new) => self.files = kept(&new.files),
            C::PostMessage(new) => self.post(actor, new),
            C::RedactMessage { message, .. } => {
                if let Some(message) = self.messages.get_mut(message) {
                    message.is_redacted = true;
                    message.files.clear();
                    message.bytes = 0;
                }
            }
            C::AttachFile { file } => _ = self.files.insert(file.id, file.bytes),
            C::DetachFile { attachment } => _ = self.files.remove(attachment),
            _ => {}
        }
    }

    fn post(&mut self, actor: Actor, new: &NewMessage) {
        let by = new.source.map_or(actor, |source| source.author);
        let at = new.source.map_or(NOW, |source| source.at);
        let files = kept(&new.files);
        let message = Message {
            by,
            is_internal: new.visibility == Visibility::Internal,
            is_redacted: false,
            bytes: files.values().sum(),
            files: files.into_keys().collect(),
        };
        if is_asked(by, new) {
            self.last_customer = self.last_customer.max(Some(at));
        } else if !message.is_internal && by.kind == ActorKind::Member {
            self.first_response = self.first_response.or(Some(at));
            self.last_staff = self.last_staff.max(Some(at));
        }
        self.messages.insert(new.message, message);
    }
}

impl Message {
    fn is_for(&self, actor: Actor) -> bool {
        administrates(actor) || self.by == actor
    }
}

/// Whether these are a customer's words.
pub fn is_asked(by: Actor, new: &NewMessage) -> bool {
    new.customer.is_some() || by.kind == ActorKind::Customer
}

pub fn fit(held: u64, files: &[File]) -> bool {
    held + kept(files).values().sum::<u64>() <= TICKET_FILE_BYTES
}

fn kept(files: &[File]) -> Files {
    files.iter().map(|file| (file.id, file.bytes)).collect()
}

fn good(body: &str, has_files: bool, mentions: &Mentions) -> bool {
    let is_said = !body.trim().is_empty() || has_files;
    is_said && !body.contains('\0') && mentions.members.iter().all(|member| known(*member))
}
