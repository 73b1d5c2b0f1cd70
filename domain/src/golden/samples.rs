//! One sample of every event: never change one, only add.

use crate::automation::{Action, Rule, When};
use crate::event::{EncodedEvent, EventPayload};
use crate::field::{Field, FieldGroup};
use crate::given::{ANA, BEN, NOBODY, SALES, SUPPORT, department, priority, status};
use crate::reservation::ReservationEvent;
use crate::setting::SettingEvent::{Retired, Saved};
use crate::setting::{Department, Member, Priority, SettingEvent, SettingKind, Status};
use crate::ticket::TicketEvent::{self, *};
use crate::ticket::{Channel, Created, Posted, Requester, Visibility};
use crate::{MessageId, RuleId};
use jiff::Timestamp;
use std::collections::BTreeMap;

mod attachments;
mod customers;
mod fields;

/// Every sample with the label of its file; the first sample of a type has none.
pub fn all() -> Vec<(&'static str, EncodedEvent)> {
    let mut all = vec![
        (".bare", Created(Box::new(bare())).encode()),
        (".bare", saved(bare_member())),
        (".bare", saved(bare_rule())),
        (".bare", customers::bare_customer().encode()),
        (".bare", customers::bare_organisation().encode()),
    ];
    all.push((".bare", attachments::bare_attached().encode()));
    let fields = fields::fields().into_iter();
    all.extend(fields.map(|(label, field)| (label, saved(field))));
    all.push(("", saved(fields::group())));
    all.push(("", retired::<Field>()));
    all.push(("", retired::<FieldGroup>()));
    all.extend(attachments::attachments().iter().map(|e| ("", e.encode())));
    all.extend(tickets().iter().map(|e| ("", e.encode())));
    all.extend(customers::customers().iter().map(|e| ("", e.encode())));
    all.extend(customers::organisations().iter().map(|e| ("", e.encode())));
    all.extend(reservations().iter().map(|e| ("", e.encode())));
    all.extend(
        (settings().into_iter())
            .flatten()
            .map(|encoded| ("", encoded)),
    );
    all
}

fn tickets() -> Vec<TicketEvent> {
    let text = str::to_owned;
    vec![
        Created(Box::new(full())),
        SubjectChanged {
            from: text("Printer on fire"),
            to: text("Printer \"saved\""),
        },
        DescriptionChanged {
            from: text(""),
            to: text("Smoke.\nMuch of it: دخان"),
        },
        Assigned { member: ANA },
        Unassigned { member: ANA },
        Routed {
            from: None,
            to: Some(SUPPORT),
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
        Tagged {
            tag: text("étage 3"),
        },
        Untagged {
            tag: text("étage 3"),
        },
        MessagePosted(Box::new(Posted::new(
            MessageId(NOBODY),
            Visibility::Internal,
            "Again!\n",
        ))),
        Deleted {},
        Restored {},
        ActivityRecorded {
            activity: text("Take in charge ticket"),
            source: text("helpdesk.csv"),
            line: 12,
            attributes: BTreeMap::from([(text("product"), text("Value 3"))]),
        },
        AutomationStopped {
            rule: RuleId(NOBODY),
            rule_version: 3,
            reason: text("ran 10 times for one cause"),
        },
    ]
}

fn reservations() -> [ReservationEvent; 2] {
    let (kind, owner) = (Member::EMAIL.to_owned(), ANA.0);
    [
        ReservationEvent::Taken {
            kind: kind.clone(),
            owner,
        },
        ReservationEvent::Released { kind, owner },
    ]
}

fn settings() -> [[EncodedEvent; 2]; 5] {
    [
        [saved(department("Support")), retired::<Department>()],
        [saved(status("in_progress").1), retired::<Status>()],
        [saved(priority("urgent").1), retired::<Priority>()],
        [saved(full_member()), retired::<Member>()],
        [saved(full_rule()), retired::<Rule>()],
    ]
}

fn saved<T: SettingKind>(value: T) -> EncodedEvent {
    Saved(value).encode()
}

fn retired<T: SettingKind>() -> EncodedEvent {
    SettingEvent::<T>::encode(&Retired)
}

fn at(second: i64) -> Timestamp {
    Timestamp::constant(1_750_000_000 + second, 123_456_000)
}

fn bare() -> Created {
    let (status, priority) = (status("open").0, priority("normal").0);
    Created::new(8, "Printer on fire", status, priority)
}

fn full() -> Created {
    Created {
        number: 7,
        description: "Smoke on the third floor".to_owned(),
        requester: Some(Requester {
            name: Some("Dana".to_owned()),
            email: Some("dana@example.org".to_owned()),
            organisation: Some("Example Ltd".to_owned()),
        }),
        department: Some(SUPPORT),
        assignees: vec![ANA, BEN],
        due_at: Some(at(3_600)),
        window_from: Some(at(60)),
        window_to: Some(at(120)),
        tags: vec!["fire".to_owned()],
        channel: Channel::Phone,
        ..bare()
    }
}

fn bare_member() -> Member {
    Member {
        name: "Ben".to_owned(),
        email: None,
        department_ids: vec![],
        administrator: false,
    }
}

fn full_member() -> Member {
    Member {
        name: "Ana".to_owned(),
        email: Some("ana@example.org".to_owned()),
        department_ids: vec![SUPPORT, SALES],
        administrator: true,
    }
}

fn bare_rule() -> Rule {
    Rule {
        name: "Everything to Ana".to_owned(),
        position: 1,
        on: vec!["ticket.created".to_owned()],
        when: When::default(),
        actions: vec![Action::Assign { member: ANA }],
        stop: false,
        active: false,
    }
}

fn full_rule() -> Rule {
    let note = "Look at this first".to_owned();
    Rule {
        name: "Urgent first".to_owned(),
        on: vec![
            "ticket.created".to_owned(),
            "ticket.priority_changed".to_owned(),
        ],
        when: When {
            status: vec![status("open").0],
            priority: vec![priority("urgent").0],
            department: vec![SUPPORT],
        },
        actions: vec![
            Action::Assign { member: BEN },
            Action::SetStatus {
                status: status("in_progress").0,
            },
            Action::AddNote { body: note },
        ],
        stop: true,
        active: true,
        ..bare_rule()
    }
}
