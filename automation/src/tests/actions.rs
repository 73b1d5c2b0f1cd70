//! What actions that only rules have do to tickets.

use super::world::{World, field};
use super::*;
use domain::TicketId;
use domain::automation::{LinkedTicket, RuleAction};
use domain::macros::{Macro, MacroAction, MacroScope, MacroText};
use domain::setting::{Assignment, Department, Member, Names};
use domain::ticket::{LinkKind, Ticket, TicketCommand, Visibility};
use domain::{DepartmentId, MacroId};

const SUPPORT: DepartmentId = DepartmentId(Uuid::from_u128(0xD1));
const MACRO: MacroId = MacroId(Uuid::from_u128(0x3A));

/// A department of Ana's with Ben in it.
async fn has_support(world: &World) {
    let support = Department {
        lead: Some(ANA),
        ..Department::new("Support")
    };
    world.save(SUPPORT.0, support).await;
    for (id, name) in [(ANA, "Ana"), (BEN, "Ben")] {
        let member = Member {
            department_ids: vec![SUPPORT],
            ..Member::new(name)
        };
        world.save(id.0, member).await;
    }
}

/// What the actions do to a ticket that was routed to support.
async fn done(world: &World, actions: &[RuleAction]) -> TicketId {
    has_support(world).await;
    world.begins().await;
    let actions: Vec<_> = actions.iter().cloned().map(Action::Own).collect();
    let routed = Rule {
        on: vec!["ticket.routed".to_owned()],
        ..rule(&actions)
    };
    world.rule(1, routed).await;
    let ticket = world.opens("Printer on fire").await;
    let route = TicketCommand::Route {
        department: Some(SUPPORT),
        keep_assignees: None,
    };
    world.does(ticket, route).await;
    world.runs_rules().await;
    ticket
}

async fn state(world: &World, ticket: TicketId) -> domain::ticket::Details {
    let loaded = world.store.load::<Ticket>(ticket.0).await.unwrap();
    *loaded.state.details.clone().unwrap()
}

#[tokio::test]
async fn a_reply_is_read_by_the_customer_and_has_its_placeholders_filled() {
    let world = World::new().await;
    let body = "{{ticket.subject}}: we are on it".to_owned();
    let ticket = done(&world, &[RuleAction::Reply { body }]).await;
    let followed = world.followed(ticket).await;
    let reply = followed.last().unwrap();
    assert_eq!(field(reply, "body"), "Printer on fire: we are on it");
    assert_eq!(field(reply, "visibility"), "public");
    let said = state(&world, ticket).await.conversation;
    assert_eq!(said.first_response_at, None);
}

#[tokio::test]
async fn a_due_date_is_counted_from_what_set_the_rule_off() {
    let world = World::new().await;
    let action = RuleAction::SetDueIn {
        seconds: 3600,
        business_time: false,
    };
    let ticket = done(&world, &[action]).await;
    let routed = &world.followed(ticket).await[0];
    let due = state(&world, ticket).await.due_at.unwrap();
    assert_eq!(due.duration_since(routed.occurred_at).as_secs(), 3600);
}

#[tokio::test]
async fn the_lead_the_next_in_turn_and_whoever_had_it_can_be_assigned() {
    let world = World::new().await;
    let ticket = done(&world, &[RuleAction::AssignLead {}]).await;
    assert_eq!(state(&world, ticket).await.assignees, [ANA]);

    let world = World::new().await;
    let how = Assignment::LeastLoaded;
    let ticket = done(&world, &[RuleAction::AssignByTurn { how }]).await;
    assert_eq!(state(&world, ticket).await.assignees.len(), 1);

    let world = World::new().await;
    world.begins().await;
    let back = Rule {
        on: vec!["ticket.tagged".to_owned()],
        ..rule(&[Action::Own(RuleAction::AssignPrevious {})])
    };
    world.rule(1, back).await;
    let ticket = world.opens("Printer on fire").await;
    world
        .does(ticket, TicketCommand::Assign { member: BEN })
        .await;
    world
        .does(ticket, TicketCommand::Unassign { member: BEN })
        .await;
    let tag = "again".to_owned();
    world.does(ticket, TicketCommand::Tag { tag }).await;
    world.runs_rules().await;
    assert_eq!(state(&world, ticket).await.assignees, [BEN]);
}

#[tokio::test]
async fn a_linked_ticket_is_opened_once_and_both_tell_of_it() {
    let world = World::new().await;
    let linked = RuleAction::CreateLinked(LinkedTicket {
        subject: "Check: {{ticket.subject}}".to_owned(),
        description: String::new(),
        department: None,
        kind: LinkKind::ChildOf,
    });
    let ticket = done(&world, &[linked]).await;
    let links = state(&world, ticket).await.links;
    assert_eq!(links.len(), 1);
    assert_eq!(links[0].kind, LinkKind::ParentOf);
    let child = state(&world, links[0].ticket).await;
    assert_eq!(child.subject, "Check: Printer on fire");
    assert_eq!(child.department, Some(SUPPORT));
    assert_eq!(child.parent(), Some(ticket));

    delivery::goes_back_to(&world, 0).await;
    let head = world.head().await;
    world.runs_rules().await;
    assert_eq!(world.head().await, head);
}

#[tokio::test]
async fn a_macro_is_run_and_named() {
    let world = World::new().await;
    let text = MacroText {
        body: "Please wait".to_owned(),
        visibility: Visibility::Internal,
    };
    let found = Macro {
        name: "Wait".to_owned(),
        names: Names::new(),
        text: Some(text),
        actions: vec![MacroAction::AddTags {
            tags: vec!["waits".to_owned()],
        }],
        scope: MacroScope::Member { id: BEN },
        order: 0,
        active: true,
    };
    world.save(MACRO.0, found).await;
    let ticket = done(&world, &[RuleAction::RunMacro { macro_id: MACRO }]).await;
    let story = world.story(ticket).await;
    let by_rule = [
        "macro_applied by 1.1",
        "tagged by 1.1",
        "message_posted by 1.1",
    ];
    assert_eq!(story, [&["routed"], &by_rule[..]].concat());
}

#[tokio::test]
async fn a_member_watches_and_another_leaves() {
    let world = World::new().await;
    let actions = [
        RuleAction::AssignLead {},
        RuleAction::Watch { member: BEN },
        RuleAction::Unassign { member: ANA },
    ];
    let ticket = done(&world, &actions).await;
    let now = state(&world, ticket).await;
    assert_eq!(now.watchers, [domain::ticket::Participant::Member(BEN)]);
    assert!(now.assignees.is_empty());
}
