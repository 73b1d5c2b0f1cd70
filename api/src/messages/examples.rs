//! Messages as the document shows them.

use super::edit::{MessagePatch, NewRedaction};
use super::post::NewMessage;
use super::render::{RemoteImages, render};
use super::revisions::Revision;
use super::view::{MentionsView, Message, MessageFile};
use crate::people::Person;
use crate::types::{MessageFormat, Moment, Visibility};
use domain::ticket::{self, Format};
use domain::{Actor, Catalog};
use jiff::Timestamp;
use poem_openapi::types::Example;
use uuid::Uuid;

const BODY: &str = "We are **on it**. Please try https://example.org/status meanwhile.";

impl Example for Message {
    fn example() -> Self {
        Self {
            id: id(4),
            ticket_id: id(1),
            ticket_number: 1042,
            body: Some(BODY.to_owned()).into(),
            format: MessageFormat(Format::Markdown),
            html: Some(html()).into(),
            visibility: Visibility(ticket::Visibility::Public),
            author: author(),
            customer_id: None.into(),
            created_at: at(),
            edited_at: None.into(),
            edits: 0,
            reply_to: Some(id(3)).into(),
            mentions: mentions(),
            attachments: vec![MessageFile::example()],
            redacted: None.into(),
            split_to: None.into(),
            source: None.into(),
        }
    }
}

impl Example for MessageFile {
    fn example() -> Self {
        Self {
            id: id(9),
            name: "لقطة الشاشة.png".to_owned(),
            media_type: "image/png".to_owned(),
            bytes: 48_213,
            sha256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08".to_owned(),
            url: format!("/api/v1/attachments/{}/content", id(9)),
        }
    }
}

impl Example for NewMessage {
    fn example() -> Self {
        Self {
            body: BODY.to_owned(),
            visibility: Visibility(ticket::Visibility::Public),
            format: Some(MessageFormat(Format::Markdown)),
            reply_to: Some(id(3)),
            mentions: Some(mentions()),
            attachment_ids: vec![id(9)],
            customer_id: None,
            status: Some("pending".to_owned()),
        }
    }
}

impl Example for MessagePatch {
    fn example() -> Self {
        Self {
            body: Some(BODY.to_owned()),
            ..Self::default()
        }
    }
}

impl Example for NewRedaction {
    fn example() -> Self {
        Self {
            reason: "holds a password".to_owned(),
        }
    }
}

impl Example for Revision {
    fn example() -> Self {
        Self {
            version: 7,
            body: Some(BODY.to_owned()).into(),
            format: MessageFormat(Format::Markdown),
            html: Some(html()).into(),
            mentions: mentions(),
            author: author(),
            created_at: at(),
        }
    }
}

fn html() -> String {
    render(BODY, Format::Markdown, RemoteImages::Block)
}

fn author() -> Person {
    Person::of(&Actor::member(id(2)), &Catalog::default())
}

fn mentions() -> MentionsView {
    MentionsView {
        member_ids: vec![id(2)],
        department_ids: vec![],
    }
}

fn at() -> Moment {
    Timestamp::constant(1_772_357_400, 0).into()
}

fn id(number: u128) -> Uuid {
    Uuid::from_u128(0x0192_f0c4_81b7_7c3e_a5d0_42f1_c7e6_9b00 + number)
}
