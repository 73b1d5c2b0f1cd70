//! Samples of what happens to tickets.

use super::at;
use crate::field::FieldValue;
use crate::given::{ANA, BEN, NOBODY, SALES, SUPPORT, priority, status};
use crate::sla::ClockKind;
use crate::ticket::TicketEvent::{self, *};
use crate::ticket::{
    Channel, Created, Edited, Format, Mentions, MessageSource, Participant, Posted, Requester,
    TicketSource, Visibility,
};
use crate::{Actor, CustomerId, FieldId, MessageId, OrganisationId, RuleId, SlaPolicyId, TicketId};
use std::collections::BTreeMap;
use uuid::Uuid;

mod work;

use work::{file, text, work};

const DANA: CustomerId = CustomerId(Uuid::from_u128(0xC1));
const ACME: OrganisationId = OrganisationId(Uuid::from_u128(0x0A));
const OTHER: TicketId = TicketId(Uuid::from_u128(0x72));

/// Further samples of types that have one already, with their labels.
pub fn labelled() -> [(&'static str, TicketEvent); 6] {
    let changed = |key: &str, to| FieldChanged {
        field: FieldId::from_key(key),
        from: None,
        to: Some(to),
    };
    [
        (".bare", Created(Box::new(bare()))),
        (".full", Created(Box::new(full()))),
        (".full", MessagePosted(Box::new(full_message()))),
        (".bare", MessageEdited(Box::new(bare_edit()))),
        (".yes_no", changed("insured", FieldValue::Bool(true))),
        (".number", changed("weight", FieldValue::Number(2.5))),
    ]
}

/// The first sample of every type.
pub fn tickets() -> Vec<TicketEvent> {
    let mut all = attributes();
    all.extend(people());
    all.extend(conversation());
    all.extend(work());
    all.extend(records());
    all
}

fn attributes() -> Vec<TicketEvent> {
    vec![
        Created(Box::new(told())),
        SubjectChanged {
            from: text("Printer on fire"),
            to: text("Printer \"saved\""),
        },
        DescriptionChanged {
            from: text(""),
            to: text("Smoke.\nMuch of it: دخان"),
        },
        StatusChanged {
            from: status("open").0,
            to: status("pending").0,
        },
        PriorityChanged {
            from: priority("normal").0,
            to: priority("urgent").0,
        },
        Scheduled {
            due_at: Some(at(3_600)),
            window_from: Some(at(60)),
            window_to: None,
        },
        Snoozed { until: at(3_600) },
        Woken {},
        Tagged {
            tag: text("étage 3"),
        },
        Untagged {
            tag: text("étage 3"),
        },
        FieldChanged {
            field: FieldId::from_key("colours"),
            from: Some(FieldValue::List(vec![text("red"), text("blue")])),
            to: None,
        },
    ]
}

fn people() -> Vec<TicketEvent> {
    vec![
        RequesterChanged {
            from: None,
            to: Some(DANA),
            organisation: Some(ACME),
        },
        CcAdded {
            who: Participant::Customer(DANA),
        },
        CcRemoved {
            who: Participant::Customer(DANA),
        },
        Watched {
            who: Participant::Member(BEN),
        },
        Unwatched {
            who: Participant::Member(BEN),
        },
        Assigned { member: ANA },
        Unassigned { member: ANA },
        Routed {
            from: None,
            to: Some(SUPPORT),
        },
    ]
}

fn conversation() -> Vec<TicketEvent> {
    let message = MessageId(NOBODY);
    let note = Posted::new(message, Visibility::Internal, "Again!\n");
    vec![
        MessagePosted(Box::new(note)),
        MessageEdited(Box::new(Edited {
            format: Format::Markdown,
            mentions: mentions(),
            ..bare_edit()
        })),
        MessageRedacted {
            message,
            reason: text("held a \"password\""),
        },
        MessageSplit { message, to: OTHER },
    ]
}

fn records() -> Vec<TicketEvent> {
    vec![
        Deleted {},
        Restored {},
        ActivityRecorded {
            activity: text("Take in charge ticket"),
            source: text("helpdesk.csv"),
            line: 12,
            attributes: BTreeMap::from([(text("product"), text("Value 3"))]),
        },
        SlaWarned(warned()),
        SlaBreached(breached()),
        RuleFired(super::rules::fired()),
        Notified(super::rules::notified()),
        SlaEscalated(escalated()),
        SlaMet(met()),
        AutomationStopped {
            rule: RuleId(NOBODY),
            rule_version: 3,
            reason: text("ran 10 times for one cause"),
        },
    ]
}

fn bare() -> Created {
    let (status, priority) = (status("open").0, priority("normal").0);
    Created::new(8, "Printer on fire", status, priority)
}

/// Everything that could be told when tickets were new.
fn told() -> Created {
    Created {
        number: 7,
        description: text("Smoke on the third floor"),
        requester: Some(Requester {
            name: Some(text("Dana")),
            email: Some(text("dana@example.org")),
            organisation: Some(text("Example Ltd")),
        }),
        department: Some(SUPPORT),
        assignees: vec![ANA, BEN],
        due_at: Some(at(3_600)),
        window_from: Some(at(60)),
        window_to: Some(at(120)),
        tags: vec![text("fire")],
        channel: Channel::Phone,
        ..bare()
    }
}

fn full() -> Created {
    Created {
        customer: Some(DANA),
        organisation: Some(ACME),
        cc: vec![Participant::Member(ANA), Participant::Customer(DANA)],
        watchers: vec![Participant::Member(BEN)],
        fields: BTreeMap::from([
            (FieldId::from_key("weight"), FieldValue::Number(2.5)),
            (FieldId::from_key("floor"), FieldValue::Integer(3)),
            (FieldId::from_key("insured"), FieldValue::Bool(true)),
            (FieldId::from_key("note"), FieldValue::Text(text("חדש"))),
        ]),
        files: vec![file()],
        source: Some(TicketSource::Split {
            ticket: OTHER,
            message: MessageId(NOBODY),
        }),
        ..told()
    }
}

fn full_message() -> Posted {
    Posted {
        format: Format::Html,
        reply_to: Some(MessageId(NOBODY)),
        mentions: mentions(),
        files: vec![file()],
        customer: Some(DANA),
        source: Some(MessageSource {
            ticket: OTHER,
            message: MessageId(NOBODY),
            author: Actor::member(ANA.0),
            at: at(30),
        }),
        ..Posted::new(
            MessageId(Uuid::from_u128(0x51)),
            Visibility::Public,
            "<p dir=\"rtl\">شكرا</p>",
        )
    }
}

fn bare_edit() -> Edited {
    Edited {
        message: MessageId(NOBODY),
        body: text("Again, *sorry*"),
        format: Format::Text,
        mentions: Mentions::default(),
    }
}

fn mentions() -> Mentions {
    Mentions {
        members: vec![BEN],
        departments: vec![SALES],
    }
}

fn warned() -> crate::ticket::SlaWarned {
    crate::ticket::SlaWarned {
        policy: SlaPolicyId(NOBODY),
        policy_version: 2,
        clock: ClockKind::FirstResponse,
        started_at: at(0),
        percent: Some(75),
        seconds_before_due: None,
        reached_at: at(2_700),
        due_at: Some(at(3_600)),
    }
}

fn breached() -> crate::ticket::SlaBreached {
    crate::ticket::SlaBreached {
        policy: SlaPolicyId(NOBODY),
        policy_version: 2,
        clock: ClockKind::Resolution,
        started_at: at(0),
        due_at: at(28_800),
    }
}

fn escalated() -> crate::ticket::SlaEscalated {
    crate::ticket::SlaEscalated {
        policy: SlaPolicyId(NOBODY),
        policy_version: 2,
        clock: ClockKind::Resolution,
        started_at: at(0),
        step: 1,
        seconds_after: 3_600,
        reached_at: at(32_400),
        due_at: at(28_800),
    }
}

fn met() -> crate::ticket::SlaMet {
    crate::ticket::SlaMet {
        policy: SlaPolicyId(NOBODY),
        policy_version: 2,
        clock: ClockKind::Resolution,
        started_at: at(0),
        met_at: at(20_000),
    }
}
