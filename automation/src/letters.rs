//! What rules send: who gets it, and the words as they are sent however late that is.

use crate::act::{Answer, Run};
use crate::cause::NOTIFIED;
use crate::outbox::NewDelivery;
use domain::automation::{Action, Recipient, RuleAction};
use domain::customer::{Customer, Profile, email_key};
use domain::delivery::DeliveryKind;
use domain::ids::derived;
use domain::macros::Words;
use domain::setting::Member;
use domain::ticket::{Details, Notified, Participant, Ticket, TicketCommand};
use domain::{Catalog, CustomerId, DeliveryId, MemberId};
use eventstore::StoreError;
use serde_json::{Value, json};

/// A ticket and who asks, as far as letters tell of them.
struct Subject<'a> {
    ticket: &'a Details,
    customer: Option<Profile>,
    catalog: &'a Catalog,
}

/// Whether the action puts something into the outbox, and changes nothing.
pub(crate) fn is_sent(action: &Action) -> bool {
    matches!(
        action,
        Action::Own(
            RuleAction::SendMail { .. }
                | RuleAction::CallWebhook { .. }
                | RuleAction::Notify { .. }
        )
    )
}

impl Run<'_> {
    /// Puts what the action sends into the outbox, once.
    pub(crate) async fn send(&self, index: usize, action: &Action) -> Result<(), StoreError> {
        let Action::Own(action) = action else {
            return Ok(());
        };
        if self
            .desk
            .outbox
            .get(self.delivery(index, 0))
            .await?
            .is_some()
        {
            return Ok(()); // all are put at once: the first of them stands for the others
        }
        let loaded = self.desk.store.load::<Ticket>(self.cause.ticket.0).await?;
        let Ok(ticket) = loaded.state.open() else {
            return Ok(()); // nobody is told of a ticket that is gone
        };
        let subject = Subject {
            ticket,
            customer: self.customer(ticket.customer).await?,
            catalog: self.catalog,
        };
        self.tell_bells(index, &subject, action).await?;
        let letters = self.letters(&subject, action);
        let new = letters.into_iter().enumerate();
        let new: Vec<_> = new
            .map(|(place, (kind, endpoint, payload))| NewDelivery {
                id: self.delivery(index, place),
                kind,
                endpoint,
                ticket: Some(self.cause.ticket),
                cause: self.cause.event.unwrap_or(self.cause.chain),
                rule: Some((self.id, self.version)),
                payload,
            })
            .collect();
        self.desk.outbox.put(&new).await.map(drop)
    }

    /// Tells on the ticket whose attention is drawn to it: that is what their bells ring for.
    async fn tell_bells(
        &self,
        index: usize,
        about: &Subject<'_>,
        action: &RuleAction,
    ) -> Result<(), StoreError> {
        let RuleAction::Notify { to, text } = action else {
            return Ok(());
        };
        let members = about.members(to);
        if members.is_empty() {
            return Ok(());
        }
        let notified = TicketCommand::Notify(Notified {
            rule: self.id,
            rule_version: self.version,
            members,
            text: about.words().fill(text),
        });
        let id = self.command_id(NOTIFIED, index);
        if let Answer::Refused(why) = self.issue(id, b"notified", notified).await? {
            let (rule, ticket) = (self.id, self.cause.ticket);
            tracing::warn!(%rule, %ticket, why, "the ticket cannot tell that members were notified");
        }
        Ok(())
    }

    fn delivery(&self, index: usize, place: usize) -> DeliveryId {
        let action = self.command_id(crate::cause::ACTION, index);
        DeliveryId(derived("automation.delivery", &format!("{action}/{place}")))
    }

    async fn customer(&self, id: Option<CustomerId>) -> Result<Option<Profile>, StoreError> {
        let Some(id) = id else { return Ok(None) };
        let mut customer = self.desk.store.load::<Customer>(id.0).await?;
        while let Some(into) = customer.state.merged_into {
            // merges never lead in a circle
            customer = self.desk.store.load::<Customer>(into.0).await?;
        }
        Ok(customer.state.profile.as_deref().cloned())
    }

    fn letters(
        &self,
        about: &Subject<'_>,
        action: &RuleAction,
    ) -> Vec<(DeliveryKind, String, Value)> {
        let words = about.words();
        match action {
            RuleAction::SendMail { to, subject, body } => {
                let (subject, body) = (words.fill(subject), words.fill(body));
                let addresses = about.addresses(to).into_iter();
                addresses
                    .map(|to| {
                        let payload = json!({"to": &to, "subject": &subject, "body": &body});
                        (DeliveryKind::Mail, to, payload)
                    })
                    .collect()
            }
            RuleAction::Notify { to, text } => {
                let (text, ticket) = (words.fill(text), self.ticket(about.ticket));
                let members = about.members(to).into_iter();
                members
                    .map(|id| {
                        let payload = json!({"member_id": id, "text": &text, "ticket": &ticket});
                        (DeliveryKind::Notification, id.to_string(), payload)
                    })
                    .collect()
            }
            RuleAction::CallWebhook { url } => {
                let payload = json!({
                    "rule": {"id": self.id, "version": self.version, "name": &self.rule.name},
                    "ticket": self.ticket(about.ticket),
                    "on": &self.cause.name,
                    "event_id": self.cause.event,
                    "at": self.cause.at.to_string(),
                });
                vec![(DeliveryKind::Webhook, url.clone(), payload)]
            }
            _ => Vec::new(),
        }
    }

    fn ticket(&self, ticket: &Details) -> Value {
        json!({
            "id": self.cause.ticket,
            "number": ticket.number,
            "status": self.catalog.status_key(ticket.status),
            "priority": self.catalog.priority_key(ticket.priority),
            "department_id": ticket.department,
            "assignee_ids": &ticket.assignees,
        })
    }
}

impl Subject<'_> {
    fn words(&self) -> Words {
        let told = self.ticket.requester.as_ref().and_then(|r| r.name.clone());
        let known = self
            .customer
            .as_ref()
            .and_then(|profile| profile.name.clone());
        Words {
            ticket_number: self.catalog.workspace().reference(self.ticket.number),
            ticket_subject: self.ticket.subject.clone(),
            customer_name: known.or(told).unwrap_or_default(),
            member_name: String::new(),
        }
    }

    /// Members in service, each once.
    fn members(&self, to: &[Recipient]) -> Vec<MemberId> {
        let mut members = Vec::new();
        for who in to {
            for id in self.group(who) {
                if self.catalog.member(id).is_some() && !members.contains(&id) {
                    members.push(id);
                }
            }
        }
        members
    }

    fn group(&self, who: &Recipient) -> Vec<MemberId> {
        let department = self.ticket.department;
        match who {
            Recipient::Requester {} | Recipient::Address { .. } => Vec::new(),
            Recipient::Assignees {} => self.ticket.assignees.clone(),
            Recipient::Lead {} => {
                let known = department.and_then(|id| self.catalog.department(id));
                known.and_then(|known| known.lead).into_iter().collect()
            }
            Recipient::Department {} => {
                self.all(|member| department.is_some_and(|id| member.department_ids.contains(&id)))
            }
            Recipient::Watchers {} => {
                let watchers = self.ticket.watchers.iter();
                let member = |who: &Participant| match who {
                    Participant::Member(id) => Some(*id),
                    Participant::Customer(_) => None,
                };
                watchers.filter_map(member).collect()
            }
            Recipient::Administrators {} => self.all(Member::is_administrator),
            Recipient::Member { id } => vec![*id],
        }
    }

    fn all(&self, wanted: impl Fn(&Member) -> bool) -> Vec<MemberId> {
        let members = self.catalog.members.iter();
        let members = members.filter(|entry| entry.active().is_some_and(&wanted));
        members.map(|entry| MemberId(entry.id)).collect()
    }

    /// Addresses, each once; who has none is left out.
    fn addresses(&self, to: &[Recipient]) -> Vec<String> {
        let mut addresses: Vec<String> = Vec::new();
        for who in to {
            let of_member = |id: MemberId| self.catalog.member(id)?.email.clone();
            let own: Vec<String> = match who {
                Recipient::Requester {} => self.requester().into_iter().collect(),
                Recipient::Address { email } => vec![email.clone()],
                _ => self.group(who).into_iter().filter_map(of_member).collect(),
            };
            for address in own {
                let known = |other: &String| email_key(other) == email_key(&address);
                if !addresses.iter().any(known) {
                    addresses.push(address);
                }
            }
        }
        addresses
    }

    fn requester(&self) -> Option<String> {
        let known = self
            .customer
            .as_ref()
            .and_then(|p| p.emails.first().cloned());
        let told = || self.ticket.requester.as_ref().and_then(|r| r.email.clone());
        known.or_else(told)
    }
}
