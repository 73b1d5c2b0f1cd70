//! Tickets divided by what they have.

use super::{asked, group, named};
use crate::answer::Shown;
use crate::page::Limit;
use crate::problem::Problem;
use crate::request::Reader;
use crate::tickets::Wrong;
use crate::types::{AsOf, Nullable};
use poem_openapi::Object;
use poem_openapi::types::Example;
use projections::{Group, Groups, TicketQuery};
use serde::{Deserialize, Serialize};

/// Groups unless told otherwise.
const USUAL: u16 = 50;

/// The parameters that no list has.
#[derive(Debug)]
pub(super) struct Form {
    pub by: Option<String>,
    pub as_of: Option<AsOf>,
    pub limit: Option<Limit>,
    pub language: Option<String>,
}

/// How tickets are divided.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(example)]
pub(crate) struct Distribution {
    pub by: String,
    /// All tickets that were divided, each once.
    pub tickets: i64,
    /// How many groups there are, shown or not.
    pub groups: i64,
    /// The largest first.
    pub items: Vec<TicketGroup>,
}

/// Tickets that have one thing in common.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(example)]
pub(crate) struct TicketGroup {
    /// What the list's filter takes: a key, an id, a tag, a value; null for tickets that have none.
    pub key: Nullable<String>,
    /// What people call it; null where there is no name, or none that you may see.
    pub name: Nullable<String>,
    pub tickets: i64,
}

pub(super) async fn distribution(
    reader: &Reader,
    form: Form,
    parameters: Vec<(String, String)>,
) -> Result<Shown<Distribution>, Problem> {
    let mut wrong = Wrong::default();
    let by = form.by.clone().unwrap_or_default();
    let group = group::parse(&by, reader).unwrap_or_else(|detail| {
        wrong.add("by", detail);
        Group::Status // which is never asked: a wrong one was refused
    });
    let language = wrong.language(reader, form.language.as_deref());
    let tickets = asked::tickets(reader, parameters, form.as_of, wrong).await?;
    let groups = match tickets {
        Some(tickets) => divided(reader, &tickets, group, &form).await?,
        None => Groups::default(),
    };
    Shown::new(&Distribution {
        by,
        tickets: groups.tickets,
        groups: groups.groups,
        items: named::named(reader, (group, &language), groups.items).await?,
    })
}

async fn divided(
    reader: &Reader,
    tickets: &TicketQuery,
    group: Group,
    form: &Form,
) -> Result<Groups, Problem> {
    if group == Group::Customer {
        reader.wait_for("customers").await?;
    }
    let limit = Limit::or(form.limit, USUAL);
    let read = &reader.state.app.read;
    Ok(match form.as_of {
        None => read.groups(tickets, group, limit).await?,
        Some(at) => {
            reader.wait_for("intervals").await?;
            let past = tickets.past(at.moment());
            read.past_groups(&past, group, limit).await?
        }
    })
}

impl Example for Distribution {
    fn example() -> Self {
        Self {
            by: "status".to_owned(),
            tickets: 96,
            groups: 1,
            items: vec![TicketGroup::example()],
        }
    }
}

impl Example for TicketGroup {
    fn example() -> Self {
        Self {
            key: Some("open".to_owned()).into(),
            name: Some("Open".to_owned()).into(),
            tickets: 96,
        }
    }
}
