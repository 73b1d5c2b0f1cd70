//! Tickets and the customers who asked for them.

use super::{founds, id, merges};
use crate::support::Desk;
use futures_util::future::join_all;
use serde_json::json;

#[tokio::test]
async fn whoever_asks_is_found_by_address_or_made_with_the_ticket() {
    let desk = Desk::open().await;
    let ana = desk.hires("Ana").await;
    let acme = founds(&ana, json!({"name": "Acme", "domains": ["acme.example"]})).await;
    let asks = |email: &str| {
        let requester = json!({"name": "Dana", "email": email, "phone": "123"});
        json!({"subject": email, "requester": requester})
    };

    let first = ana.opens_with(&asks("Dana@Acme.example")).await;
    let head = desk.head().await;
    let again = ana.opens_with(&asks("dana@acme.EXAMPLE")).await;

    assert_eq!(desk.head().await, head + 1, "nobody was made again");
    let requester = ana.sees(&first).await["requester"].clone();
    assert_eq!(requester["email"], "Dana@Acme.example");
    assert_eq!(requester["organisation_id"], acme);
    assert_eq!(ana.sees(&again).await["requester"], requester);
    let dana = format!("/customers/{}", requester["id"].as_str().unwrap());
    assert_eq!(ana.sees(&dana).await["phones"], json!(["123"]));
    let tickets = ana.pages_through(&format!("{dana}/tickets?limit=1")).await;
    let subjects: Vec<_> = tickets
        .iter()
        .map(|t| t["subject"].as_str().unwrap())
        .collect();
    assert_eq!(subjects, ["dana@acme.EXAMPLE", "Dana@Acme.example"]);
    assert!(tickets.iter().all(|t| t["requester"] == requester));
}

#[tokio::test]
async fn of_many_tickets_of_one_unknown_address_all_are_one_customers() {
    let desk = Desk::open().await;
    let ana = desk.hires("Ana").await;
    let body = json!({"subject": "help", "requester": {"email": "new@example.org"}});

    let answers = join_all((0..8).map(|_| ana.posts("/tickets", &body))).await;

    let ids: Vec<_> = answers
        .iter()
        .map(|a| a.ok()["requester"]["id"].clone())
        .collect();
    assert!(ids.iter().all(|id| *id == ids[0]), "{ids:?}");
    assert_eq!(ana.pages_through("/customers?limit=5").await.len(), 1);
}

#[tokio::test]
async fn wrong_details_of_whoever_asks_are_refused_with_the_tickets_own() {
    let desk = Desk::open().await;
    let ana = desk.hires("Ana").await;
    let requester = json!({"email": "dana", "phone": "?", "language": "hebrew"});
    let wrong = json!({"subject": "", "requester": requester});

    let refused = ana.posts("/tickets", &wrong).await;

    assert_eq!(refused.status, 422, "{refused:?}");
    let mut fields = refused.refused_fields();
    fields.sort();
    let all = [
        "requester.email",
        "requester.language",
        "requester.phone",
        "subject",
    ];
    assert_eq!(fields, all);
    assert!(ana.pages_through("/customers?limit=5").await.is_empty());
}

#[tokio::test]
async fn tickets_of_a_merged_customer_are_those_of_who_goes_on() {
    let desk = Desk::open().await;
    let ana = desk.hires("Ana").await;
    let opens = async |email: &str| {
        let body = json!({"subject": email, "requester": {"email": email}});
        let ticket = ana.opens_with(&body).await;
        let seen = ana.sees(&ticket).await;
        let customer = seen["requester"]["id"].as_str().unwrap();
        (ticket, format!("/customers/{customer}"))
    };
    let (old_ticket, old) = opens("dana@old.example").await;
    let (_, dana) = opens("dana@new.example").await;

    merges(&ana, &old, &dana).await.ok();

    assert_eq!(ana.sees(&old_ticket).await["requester"]["id"], id(&dana));
    for path in [&old, &dana] {
        let tickets = ana
            .pages_through(&format!("{path}/tickets?sort=created_at"))
            .await;
        let subjects: Vec<_> = tickets
            .iter()
            .map(|t| t["subject"].as_str().unwrap())
            .collect();
        assert_eq!(subjects, ["dana@old.example", "dana@new.example"]);
        assert!(tickets.iter().all(|t| t["requester"]["id"] == id(&dana)));
    }
    let (_, same) = opens("Dana@old.example").await;
    assert_eq!(same, dana, "the address leads to who goes on");
}
