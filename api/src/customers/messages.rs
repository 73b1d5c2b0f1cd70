//! What was said on the tickets of a customer, with those of everybody who turned out to be them.

use super::lookup;
use crate::answer::Shown;
use crate::messages::{Author, Message, Order, PAGE_BYTES, RemoteImages, found};
use crate::page::{Limit, plain};
use crate::problem::Problem;
use crate::request::Reader;
use crate::types::{Nullable, Visibility};
use domain::{CustomerId, Permission};
use poem_openapi::Object;
use poem_openapi::types::Example;
use projections::{MessageOrder, MessageQuery, SaidBy};
use serde::{Deserialize, Serialize};

/// Items of a page unless told otherwise.
const USUAL: u16 = 50;

/// A message on a ticket of a customer.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(example)]
pub(crate) struct CustomerMessage {
    #[oai(flatten)]
    #[serde(flatten)]
    pub message: Message,
    /// Subject of that ticket.
    pub ticket_subject: String,
}

/// A page of messages.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct CustomerMessageList {
    pub items: Vec<CustomerMessage>,
    /// Send it as `cursor` for the next page; null on the last.
    pub next_cursor: Nullable<String>,
}

/// Which part of the list is wanted.
#[derive(Debug)]
pub(super) struct Wanted {
    pub author: Option<Author>,
    pub visibility: Option<Visibility>,
    pub order: Option<Order>,
    pub images: Option<RemoteImages>,
    pub limit: Option<Limit>,
    pub cursor: Option<String>,
}

/// Of a merged customer these are the messages of whoever goes on for them.
pub(super) async fn list(
    reader: &Reader,
    id: CustomerId,
    wanted: Wanted,
) -> Result<Shown<CustomerMessageList>, Problem> {
    if let Some(cursor) = &wanted.cursor {
        plain("cursor", cursor)?;
    }
    let customer = lookup::everybody(reader, id).await?;
    reader.wait_for_tickets().await?;
    reader.wait_for("messages").await?;
    let images = wanted.images.unwrap_or_default();
    let query = MessageQuery {
        reach: reader.access.reach(Permission::ReadTickets),
        internal: reader.access.reach(Permission::ReadInternal),
        ..wanted.query(customer)
    };
    let page = reader.state.app.read.messages(&query).await?;
    let messages = found(reader, &page.items, images).await?;
    let items = messages.into_iter().zip(page.items);
    let items = items.map(|(message, row)| CustomerMessage {
        message,
        ticket_subject: row.subject,
    });
    Shown::new(&CustomerMessageList {
        items: items.collect(),
        next_cursor: page.next_cursor.into(),
    })
}

impl Wanted {
    fn query(self, customer: Vec<CustomerId>) -> MessageQuery {
        MessageQuery {
            customer,
            said_by: match self.author {
                Some(Author::Customer) => Some(SaidBy::Customer),
                Some(Author::Staff) => Some(SaidBy::Staff),
                Some(Author::All) | None => None,
            },
            visibility: self.visibility.map(|visibility| visibility.0),
            order: match self.order {
                Some(Order::Asc) => MessageOrder::OldestFirst,
                Some(Order::Desc) | None => MessageOrder::NewestFirst,
            },
            limit: Limit::or(self.limit, USUAL),
            payload: PAGE_BYTES,
            cursor: self.cursor,
            ..MessageQuery::default()
        }
    }
}

impl Example for CustomerMessage {
    fn example() -> Self {
        Self {
            message: Message::example(),
            ticket_subject: "The printer is on fire".to_owned(),
        }
    }
}
