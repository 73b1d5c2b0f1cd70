//! What rules send waits in the outbox, once, as it was when they ran.

use super::world::World;
use super::*;
use crate::outbox::{Delivery, DeliveryQuery, Outbox};
use domain::automation::{Recipient, RuleAction};
use domain::delivery::DeliveryKind;
use domain::setting::Member;
use serde_json::{Value, json};

async fn waiting(world: &World) -> Vec<Delivery> {
    let outbox = Outbox::connect(&world.database.url).unwrap();
    let query = DeliveryQuery {
        limit: 100,
        ..DeliveryQuery::default()
    };
    let page = outbox.list(&query).await;
    let mut items = page.unwrap().items;
    items.sort_by(|a, b| a.endpoint.cmp(&b.endpoint));
    items
}

async fn has_addresses(world: &World) {
    for (id, name) in [(ANA, "Ana"), (BEN, "Ben")] {
        let member = Member {
            email: Some(format!("{}@example.org", name.to_lowercase())),
            administrator: id == ANA,
            ..Member::new(name)
        };
        world.save(id.0, member).await;
    }
}

fn sends() -> Rule {
    let to = vec![
        Recipient::Assignees {},
        Recipient::Member { id: BEN },
        Recipient::Administrators {},
        Recipient::Lead {},
    ];
    let (subject, body) = ("{{ticket.subject}}!".to_owned(), "Please look".to_owned());
    let text = "{{ticket.subject}}".to_owned();
    let url = "https://example.org/hook".to_owned();
    let notify = vec![Recipient::Assignees {}];
    let actions = [
        RuleAction::SendMail { to, subject, body },
        RuleAction::Notify { to: notify, text },
        RuleAction::CallWebhook { url },
    ];
    rule(&[&[assign(BEN)][..], &actions.map(Action::Own)].concat())
}

#[tokio::test]
async fn mails_notifications_and_calls_wait_once_for_each_whom_they_reach() {
    let world = World::new().await;
    has_addresses(&world).await;
    world.begins().await;
    world.rule(1, sends()).await;
    let ticket = world.opens("Printer on fire").await;
    world.runs_rules().await;
    let put = waiting(&world).await;
    let seen: Vec<_> = put.iter().map(|d| (d.kind, d.endpoint.as_str())).collect();
    let ben = BEN.to_string();
    let expected = [
        (DeliveryKind::Notification, ben.as_str()),
        (DeliveryKind::Mail, "ana@example.org"),
        (DeliveryKind::Mail, "ben@example.org"),
        (DeliveryKind::Webhook, "https://example.org/hook"),
    ];
    assert_eq!(seen, expected);
    let payload: Value = serde_json::from_str(&put[1].payload).unwrap();
    let mail =
        json!({"to": "ana@example.org", "subject": "Printer on fire!", "body": "Please look"});
    assert_eq!(payload, mail);
    assert!(put.iter().all(|d| d.ticket == Some(ticket)));
    let created = world.store.read_stream(ticket.0, 0, 1).await.unwrap();
    assert!(put.iter().all(|d| d.cause == created[0].id));

    delivery::goes_back_to(&world, 0).await;
    world.runs_rules().await;
    assert_eq!(waiting(&world).await.len(), expected.len());
    assert_eq!(
        world.story(ticket).await,
        ["assigned by 1.1", "notified by 1.1"]
    );
    let events = world.store.read_stream(ticket.0, 0, 10).await.unwrap();
    let told = events.iter().find(|e| e.name == "ticket.notified").unwrap();
    let told: Value = serde_json::from_str(&told.data).unwrap();
    assert_eq!(told["members"], json!([BEN]));
    assert_eq!(told["text"], "Printer on fire");
}

#[tokio::test]
async fn a_rule_that_was_cut_off_sends_what_is_missing_and_nothing_twice() {
    let world = World::new().await;
    has_addresses(&world).await;
    world.begins().await;
    world.rule(1, sends()).await;
    for polls in 1.. {
        let start = world.head().await;
        let ticket = world.opens("Printer on fire").await;
        let created = world.store.read_stream(ticket.0, 0, 1).await.unwrap();
        let rules = crate::rules::Rules::as_of(&world.store, &world.catalog, start).await;
        let (reactor, rules) = (world.reactor(), rules.unwrap());
        let done = timers::cut_off(reactor.react(&rules, &created[0]), polls).await;
        world.runs_rules().await;
        let put = waiting(&world).await;
        let own = put.iter().filter(|d| d.ticket == Some(ticket)).count();
        assert_eq!(own, 4, "after {polls} polls");
        assert_eq!(
            world.story(ticket).await,
            ["assigned by 1.1", "notified by 1.1"],
            "after {polls} polls"
        );
        world.database.run("DELETE FROM outbox.deliveries").await;
        if done {
            return;
        }
    }
}
