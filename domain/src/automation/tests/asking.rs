//! What the conditions of rules find out about a ticket and what set the rule off.

use super::*;
use crate::condition::{Condition, Usage, Viewpoint};
use crate::given::{BEN, HAPPENED, NOW, SALES, catalog};
use crate::sla::ClockKind;
use crate::ticket::{
    Created, Details, Posted, SlaWarned, Surroundings, Ticket, TicketEvent, Visibility,
};
use crate::{Actor, Aggregate, CustomerId, DepartmentId, MessageId, SlaPolicyId};
use jiff::tz::TimeZone;
use serde_json::{Value as Json, json};

/// An urgent, open ticket in Support.
fn ticket() -> Ticket {
    let mut ticket = Ticket::default();
    let created = TicketEvent::Created(Box::new(Created {
        department: Some(SUPPORT),
        ..Created::new(1, "Printer on fire", status("open").0, priority("urgent").0)
    }));
    ticket.evolve(&created, &HAPPENED);
    ticket
}

fn details(ticket: &Ticket) -> &Details {
    ticket.details.as_deref().expect("it was created")
}

const AROUND: Surroundings<'static> = Surroundings {
    version: 2,
    created_at: NOW,
    updated_at: NOW,
    deleted: false,
    emails: &[],
    language: None,
    open_children: 0,
    sla: crate::sla::Standing {
        rest: crate::sla::SlaState::None,
        warn_at: None,
        due_at: None,
    },
};

/// Whether the condition holds of the ticket after the event by this actor.
fn asked(condition: &Json, event: &TicketEvent, by: Actor) -> bool {
    let before = ticket();
    let mut after = before.clone();
    let happened = crate::Happened { at: NOW, actor: by };
    after.evolve(event, &happened);
    let name = crate::EventPayload::encode(event).name;
    let occasion = Occasion {
        event: Some((&name, event)),
        by,
        at: NOW,
        before: Some(details(&before)),
    };
    holds(condition, &after, &occasion)
}

fn holds(condition: &Json, ticket: &Ticket, occasion: &Occasion<'_>) -> bool {
    let catalog = catalog();
    let usage = Usage::automation(&catalog);
    let condition = Condition::parse_for(&usage, condition, "when").expect("a condition");
    let settled = condition.settled(&Viewpoint::new(NOW, TimeZone::UTC, None));
    RuleTicket::new(details(ticket), AROUND, occasion, &catalog).is(&settled)
}

pub(super) fn leaf(path: &str, op: &str, value: impl Into<Json>) -> Json {
    json!({"path": path, "op": op, "value": value.into()})
}

fn lowered() -> TicketEvent {
    TicketEvent::PriorityChanged {
        from: priority("urgent").0,
        to: priority("high").0,
    }
}

fn posted(visibility: Visibility, customer: Option<CustomerId>) -> TicketEvent {
    let mut posted = Posted::new(MessageId(NOBODY), visibility, "It burns again");
    posted.customer = customer;
    TicketEvent::MessagePosted(Box::new(posted))
}

const ANA_DID: Actor = Actor::member(ANA.0);

#[test]
fn a_condition_asks_what_the_event_is_and_who_caused_it() {
    for (condition, expected) in [
        (leaf("event", "eq", "ticket.priority_changed"), true),
        (
            leaf("event", "in", json!(["ticket.created", "timer"])),
            false,
        ),
        (leaf("event.actor", "eq", "member"), true),
        (leaf("event.actor", "ne", "member"), false),
        (leaf("event.actor_id", "eq", ANA.to_string()), true),
        (leaf("event.actor_id", "eq", BEN.to_string()), false),
    ] {
        assert_eq!(
            asked(&condition, &lowered(), ANA_DID),
            expected,
            "{condition}"
        );
    }
}

#[test]
fn a_condition_asks_what_changed_and_what_it_was_before() {
    for (condition, expected) in [
        (leaf("changed", "contains", "priority"), true),
        (leaf("changed", "in", json!(["status", "tags"])), false),
        (leaf("before.priority", "eq", "urgent"), true),
        (leaf("before.priority", "eq", "high"), false),
        (leaf("priority", "eq", "high"), true),
        (
            leaf("before.department_id", "eq", SUPPORT.to_string()),
            true,
        ),
        (leaf("before.assignee_ids", "exists", false), true),
    ] {
        assert_eq!(
            asked(&condition, &lowered(), ANA_DID),
            expected,
            "{condition}"
        );
    }
}

#[test]
fn at_a_tickets_first_event_nothing_was_before_and_nothing_changed() {
    let ticket = ticket();
    let created = TicketEvent::Created(Box::new(Created::new(
        1,
        "Printer on fire",
        status("open").0,
        priority("urgent").0,
    )));
    let occasion = Occasion {
        event: Some(("ticket.created", &created)),
        by: ANA_DID,
        at: NOW,
        before: None,
    };
    assert!(holds(&leaf("changed", "exists", false), &ticket, &occasion));
    assert!(!holds(
        &leaf("before.priority", "eq", "urgent"),
        &ticket,
        &occasion
    ));
}

#[test]
fn a_condition_asks_whose_words_a_message_is_and_who_reads_it() {
    let rule = Actor::rule(NOBODY, 1);
    let customer = Some(CustomerId(NOBODY));
    for (visibility, whose, by, author) in [
        (Visibility::Public, customer, ANA_DID, "customer"),
        (
            Visibility::Public,
            None,
            Actor::customer(CustomerId(NOBODY)),
            "customer",
        ),
        (Visibility::Internal, None, ANA_DID, "staff"),
        (Visibility::Public, None, rule, "automation"),
    ] {
        let event = posted(visibility, whose);
        assert!(
            asked(&leaf("message.author", "eq", author), &event, by),
            "{author}"
        );
        let public = visibility == Visibility::Public;
        assert_eq!(
            asked(&leaf("message.visibility", "eq", "public"), &event, by),
            public
        );
    }
    let event = posted(Visibility::Public, customer);
    assert!(asked(
        &leaf("message.body", "contains", "BURNS"),
        &event,
        ANA_DID
    ));
    assert!(asked(
        &leaf("message.body", "exists", false),
        &lowered(),
        ANA_DID
    ));
}

#[test]
fn a_condition_asks_which_clock_warned_and_how_early() {
    let warned = TicketEvent::SlaWarned(SlaWarned {
        policy: SlaPolicyId(NOBODY),
        policy_version: 1,
        clock: ClockKind::FirstResponse,
        started_at: NOW,
        percent: Some(75),
        seconds_before_due: None,
        reached_at: NOW,
        due_at: None,
    });
    assert!(asked(
        &leaf("event.clock", "eq", "first_response"),
        &warned,
        Actor::SYSTEM
    ));
    assert!(asked(
        &leaf("event.percent", "ge", 75),
        &warned,
        Actor::SYSTEM
    ));
    assert!(!asked(
        &leaf("event.percent", "gt", 75),
        &warned,
        Actor::SYSTEM
    ));
}

#[test]
fn without_a_calendar_every_hour_is_a_business_hour() {
    assert!(asked(&leaf("in_hours", "eq", true), &lowered(), ANA_DID));
}

#[test]
fn lists_hold_as_they_did_before_there_were_conditions() {
    let lists = |statuses: &[&str], departments: &[DepartmentId]| {
        When::Lists(Lists {
            status: statuses.iter().map(|key| status(key).0).collect(),
            department: departments.to_vec(),
            ..Lists::default()
        })
    };
    for (when, expected) in [
        (When::default(), true),
        (lists(&["pending", "open"], &[SALES, SUPPORT]), true),
        (lists(&["pending"], &[SUPPORT]), false),
        (lists(&["open"], &[SALES]), false),
    ] {
        let (catalog, ticket, event) = (catalog(), ticket(), lowered());
        let occasion = Occasion {
            event: Some(("ticket.priority_changed", &event)),
            by: ANA_DID,
            at: NOW,
            before: Some(details(&ticket)),
        };
        let asked = RuleTicket::new(details(&ticket), AROUND, &occasion, &catalog);
        assert_eq!(
            when.ready(&catalog).found(&asked).is_some(),
            expected,
            "{when:?}"
        );
    }
}

#[test]
fn what_matched_is_told_without_anybodys_words() {
    let catalog = catalog();
    let (ticket, event) = (ticket(), posted(Visibility::Public, None));
    let occasion = Occasion {
        event: Some(("ticket.message_posted", &event)),
        by: ANA_DID,
        at: NOW,
        before: Some(details(&ticket)),
    };
    let asked = json!({"all": [
        leaf("priority", "eq", "urgent"), leaf("message.body", "contains", "burns"),
        leaf("subject", "contains", "fire"), leaf("priority", "ne", "high"),
    ]});
    let usage = Usage::automation(&catalog);
    let condition = Condition::parse_for(&usage, &asked, "when").expect("a condition");
    let around = RuleTicket::new(details(&ticket), AROUND, &occasion, &catalog);
    let told = matched(&condition, &around, &catalog);
    let told: Vec<_> = told.iter().map(|m| (m.path.as_str(), &m.value)).collect();
    let expected = [
        ("priority", &json!("urgent")),
        ("message.body", &Json::Null),
        ("subject", &Json::Null),
    ];
    assert_eq!(told, expected);
}
