//! What a rule did is told on the ticket, with what its condition found.

use super::world::World;
use super::*;
use domain::automation::RuleAction;
use domain::condition::Condition;
use domain::ticket::TicketCommand;
use serde_json::{Value as Json, json};

fn when(condition: Json) -> When {
    let condition: Condition = serde_json::from_value(condition).unwrap();
    When::Condition(condition)
}

#[tokio::test]
async fn a_firing_tells_the_rule_its_version_and_the_values_that_matched() {
    let world = World::new().await;
    world.begins().await;
    let condition = json!({"all": [
        {"path": "priority", "op": "in", "value": ["urgent"]},
        {"path": "event.actor", "op": "eq", "value": "member"},
        {"path": "subject", "op": "contains", "value": "fire"},
    ]});
    let urgent = Rule {
        when: when(condition),
        ..rule(&[note("Seen")])
    };
    world.rule(1, urgent).await;
    let ticket = world.opens_urgent("Printer on fire").await;
    world.runs_rules().await;
    let followed = world.all_that_followed(ticket).await;
    let names: Vec<_> = followed.iter().map(|e| e.name.as_str()).collect();
    assert_eq!(names, ["ticket.rule_fired", "ticket.message_posted"]);
    let told: Json = serde_json::from_str(&followed[0].data).unwrap();
    let expected = json!({
        "rule": Uuid::from_u128(1), "rule_version": 1, "name": "A rule", "on": "ticket.created",
        "matched": [
            {"path": "priority", "value": "urgent"}, {"path": "event.actor", "value": "member"},
            {"path": "subject", "value": null},
        ],
    });
    assert_eq!(told, expected);
    assert_eq!(followed[0].causation_id, followed[1].causation_id);
}

#[tokio::test]
async fn conditions_ask_what_changed_and_what_it_was() {
    let world = World::new().await;
    world.begins().await;
    let raised = json!({"all": [
        {"path": "changed", "op": "contains", "value": "priority"},
        {"path": "before.priority", "op": "eq", "value": "normal"},
    ]});
    let raised = Rule {
        on: vec!["ticket.priority_changed".to_owned()],
        when: when(raised),
        ..rule(&[note("Raised")])
    };
    world.rule(1, raised).await;
    let ticket = world.opens("Printer on fire").await;
    for key in ["urgent", "normal"] {
        let priority = PriorityId::from_key(key);
        world
            .does(ticket, TicketCommand::SetPriority { priority })
            .await;
    }
    world.runs_rules().await;
    assert_eq!(world.notes(ticket).await, ["Raised"]);
}

#[tokio::test]
async fn a_rule_can_let_no_later_one_run() {
    let world = World::new().await;
    world.begins().await;
    let first = rule(&[note("First"), Action::Own(RuleAction::SuppressOthers {})]);
    world.rule(1, first).await;
    let second = Rule {
        position: 1,
        ..rule(&[note("Second")])
    };
    world.rule(2, second).await;
    let ticket = world.opens("Printer on fire").await;
    world.runs_rules().await;
    assert_eq!(world.notes(ticket).await, ["First"]);
}
