//! Who shall join a ticket, as a request says it: somebody known, or details of a customer.

use super::example_id;
use crate::problem::Problem;
use crate::request::present;
use commands::tickets::{Circle, Step};
use domain::customer::Contact;
use domain::ticket::Participant;
use domain::{CustomerId, FieldError, MemberId};
use poem_openapi::Object;
use poem_openapi::types::Example;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Who shall join: somebody by `kind` and `id`, or a customer by details.
#[derive(Clone, Debug, Default, Object, Serialize, Deserialize)]
#[oai(example)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Guest {
    /// `member` or `customer`.
    #[serde(deserialize_with = "present")]
    pub kind: Option<GuestKind>,
    #[serde(deserialize_with = "present")]
    pub id: Option<Uuid>,
    /// The customer with this address joins; if there is none, one is made.
    #[serde(deserialize_with = "present")]
    pub email: Option<String>,
    /// Of a customer who is made.
    #[serde(deserialize_with = "present")]
    pub name: Option<String>,
}

/// What somebody who joins is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, poem_openapi::Enum)]
#[serde(rename_all = "snake_case")]
#[oai(rename_all = "snake_case")]
pub(crate) enum GuestKind {
    Member,
    Customer,
}

impl Guest {
    /// The step by which they join; everything that is wrong is told at once.
    pub fn step(&self, to: Circle) -> Result<Step, Problem> {
        let wrong = self.faults();
        if !wrong.is_empty() {
            return Err(Problem::fields(wrong));
        }
        if let Some(who) = self.known() {
            return Ok(to.join(who).into());
        }
        Ok(Step::Invite {
            to,
            contact: Box::new(Contact {
                name: self.name.clone(),
                email: self.email.clone(),
                ..Contact::default()
            }),
            new_id: CustomerId(Uuid::now_v7()),
        })
    }

    fn known(&self) -> Option<Participant> {
        match (self.kind?, self.id?) {
            (GuestKind::Member, id) => Some(Participant::Member(MemberId(id))),
            (GuestKind::Customer, id) => Some(Participant::Customer(CustomerId(id))),
        }
    }

    fn faults(&self) -> Vec<FieldError> {
        let details = [("email", &self.email), ("name", &self.name)];
        let given = details.iter().filter(|(_, value)| value.is_some());
        let mut wrong: Vec<FieldError> = match (self.kind, self.id) {
            (_, Some(_)) => given
                .map(|(field, _)| FieldError::new(*field, "must be left out where id is given"))
                .collect(),
            (Some(GuestKind::Member), None) => {
                vec![FieldError::new("id", "is required for a member")]
            }
            (_, None) if self.email.is_none() => {
                let detail = "is required, or else kind and id of somebody who is known";
                vec![FieldError::new("email", detail)]
            }
            _ => vec![],
        };
        if self.id.is_some() && self.kind.is_none() {
            let detail = "is required with id: member or customer";
            wrong.push(FieldError::new("kind", detail));
        }
        wrong
    }
}

impl Example for Guest {
    fn example() -> Self {
        Self {
            kind: Some(GuestKind::Member),
            id: Some(example_id(0xa1)),
            ..Self::default()
        }
    }
}
