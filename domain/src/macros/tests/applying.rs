//! What a macro does to a ticket.

use super::*;
use crate::ticket::{CreateTicket, Format, NewMessage, Ticket, TicketCommand as C};
use crate::{Audience, FieldError, MacroId, MessageId};
use jiff::SignedDuration;
use std::sync::LazyLock;
use uuid::Uuid;

static CATALOG: LazyLock<Catalog> = LazyLock::new(catalog);
const MACRO: MacroId = MacroId(Uuid::from_u128(0x3A));

fn ticket() -> Ticket {
    let new = CreateTicket {
        number: 7,
        subject: "Printer on fire".to_owned(),
        assignees: vec![ANA, BEN],
        ..CreateTicket::default()
    };
    let created = given::<Ticket>([]).state;
    let created = crate::given::decide(&created, &C::Create(Box::new(new)), &CATALOG);
    given::<Ticket>(created.unwrap()).state
}

fn commands(found: &Macro) -> Result<Vec<C>, Vec<FieldError>> {
    let words = Words {
        member_name: "Ana".to_owned(),
        ..Words::default()
    };
    let applied = Applied {
        id: MACRO,
        version: 3,
        way: Way {
            member: Some(ANA),
            audience: &Audience::Everything,
            now: NOW,
            words: &words,
            catalog: &CATALOG,
        },
    };
    let mut next = 0;
    let ids = || {
        next += 1;
        Uuid::from_u128(next)
    };
    found.commands(ticket().details.as_deref().unwrap(), &applied, ids)
}

fn message(id: u128, visibility: Visibility, body: &str) -> C {
    let id = MessageId(Uuid::from_u128(id));
    let mut message = NewMessage::new(id, visibility, body);
    message.format = Format::Markdown;
    C::PostMessage(Box::new(message))
}

#[test]
fn a_macro_names_itself_acts_in_order_and_speaks_last() {
    use MacroAction as A;
    let found = Macro {
        actions: vec![
            A::UnassignAll {},
            A::AssignSelf {},
            A::AddTags {
                tags: vec!["a".to_owned(), "b".to_owned()],
            },
            A::AddNote {
                body: "by {{member.name}}".to_owned(),
            },
            A::SnoozeFor { minutes: 90 },
        ],
        ..saying("Soon!")
    };
    let expected = vec![
        C::ApplyMacro {
            macro_id: MACRO,
            version: 3,
        },
        C::Unassign { member: ANA },
        C::Unassign { member: BEN },
        C::Assign { member: ANA },
        C::Tag {
            tag: "a".to_owned(),
        },
        C::Tag {
            tag: "b".to_owned(),
        },
        message(1, Visibility::Internal, "by Ana"),
        C::Snooze {
            until: NOW + SignedDuration::from_mins(90),
        },
        message(2, Visibility::Public, "Soon!"),
    ];
    assert_eq!(commands(&found), Ok(expected));
}

#[test]
fn an_action_whose_field_is_gone_is_named_by_its_place() {
    let fields = serde_json::from_str(r#"{"moon": 1}"#).unwrap();
    let found = with(vec![
        MacroAction::AssignSelf {},
        MacroAction::SetFields { fields },
    ]);
    let errors = commands(&found).unwrap_err();
    let fields: Vec<_> = errors.iter().map(|e| e.field.as_str()).collect();
    assert_eq!(fields, ["actions[1].fields.moon"]);
}
