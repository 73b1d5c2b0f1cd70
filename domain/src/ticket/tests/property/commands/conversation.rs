//! Random commands about messages and files.

use super::*;
use crate::ticket::{Format, Mentions, MessageEdit, MessageSource};

pub fn conversation() -> impl Strategy<Value = TicketCommand> {
    prop_oneof![
        6 => posting(),
        2 => (a_message(), text(), mentions()).prop_map(|(message, body, mentions)| {
            let format = Format::Markdown;
            C::EditMessage(Box::new(MessageEdit { message, body, format, mentions }))
        }),
        2 => (a_message(), text())
            .prop_map(|(message, reason)| C::RedactMessage { message, reason }),
        1 => a_message().prop_map(|message| C::SplitMessage { message, to: other(9) }),
        2 => a_file().prop_map(|file| C::AttachFile { file }),
        2 => a_file().prop_map(|file| C::DetachFile { attachment: file.id }),
    ]
}

fn posting() -> impl Strategy<Value = TicketCommand> {
    let content = (text(), mentions(), prop::collection::vec(a_file(), 0..2));
    let ties = (
        prop::option::weighted(0.3, a_message()),
        prop::option::weighted(0.2, people::a_customer()),
        prop::option::weighted(0.2, source()),
    );
    (a_message(), visibility(), content, ties).prop_map(|(message, visibility, content, ties)| {
        let (body, mentions, files) = content;
        let (reply_to, customer, source) = ties;
        say(NewMessage {
            mentions,
            files,
            reply_to,
            customer,
            source,
            ..NewMessage::new(message, visibility, body)
        })
    })
}

fn source() -> impl Strategy<Value = MessageSource> {
    (actor(), -3..0_i64).prop_map(|(author, hour)| MessageSource {
        ticket: other(9),
        message: message(9),
        author,
        at: in_hours(hour).unwrap(),
    })
}

fn a_message() -> impl Strategy<Value = MessageId> {
    (1..9_u128).prop_map(message)
}

fn mentions() -> impl Strategy<Value = Mentions> {
    let members = prop::collection::vec(select(vec![ANA, ANA, ANA, BEN, GUS]), 0..2);
    members.prop_map(|members| Mentions {
        members,
        departments: vec![],
    })
}

fn visibility() -> impl Strategy<Value = Visibility> {
    let (public, internal) = (Visibility::Public, Visibility::Internal);
    select(vec![public, public, internal])
}
