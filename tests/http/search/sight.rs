//! Nobody finds, counts or is told of what they may not see.

use super::{finds, subjects};
use crate::http::access::office::{Office, Scope, opens_in, says};
use crate::support::Person;
use domain::Permission as P;
use serde_json::{Value, json};

async fn suggests(person: &Person, q: &str) -> Value {
    person
        .gets(&format!("/search/suggestions?q={q}"))
        .await
        .ok()
        .clone()
}

async fn count(person: &Person, q: &str) -> i64 {
    let found = finds(person, q).await;
    assert_eq!(
        found["items"].as_array().unwrap().len() as i64,
        found["total"]
    );
    found["total"].as_i64().unwrap()
}

#[tokio::test]
async fn words_of_other_departments_are_neither_found_nor_suggested() {
    let office = Office::open().await;
    let boss = office.desk.administrator();
    let mine = opens_in(&boss, "printer of support", office.support).await;
    let other = opens_in(&boss, "secretive printer of sales", office.sales).await;
    for ticket in [&mine, &other] {
        let tags = json!({"tags": ["paper", if *ticket == mine { "pale" } else { "pact" }]});
        boss.patches(ticket, &tags).await.ok();
    }
    let mia = office.hires("Mia", &["member"], &[office.support]).await;
    let number = boss.sees(&other).await["number"].to_string();

    assert_eq!(count(&boss, "printer").await, 2);
    assert_eq!(
        subjects(&finds(&mia, "printer").await),
        ["printer of support"]
    );
    for q in [
        "secretive",
        "secertive",
        "sales",
        "-support printer",
        &format!("number:{number}"),
    ] {
        assert_eq!(count(&mia, q).await, 0, "{q}");
        assert_eq!(finds(&mia, q).await["corrections"], json!([]), "{q}");
    }
    assert_eq!(
        suggests(&boss, "pa").await["tags"],
        json!(["pact", "pale", "paper"])
    );
    assert_eq!(suggests(&mia, "pa").await["tags"], json!(["pale", "paper"]));
    assert_eq!(
        suggests(&boss, &number).await["tickets"][0]["subject"],
        "secretive printer of sales"
    );
    for q in ["secre", "printer%20of%20sa", &number] {
        let seen = suggests(&mia, q).await["tickets"].to_string();
        assert!(!seen.contains("secretive"), "{q}: {seen}");
    }
    assert_eq!(
        suggests(&mia, "prin").await["tickets"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
}

#[tokio::test]
async fn internal_words_are_found_by_those_who_may_read_them() {
    let office = Office::open().await;
    let boss = office.desk.administrator();
    let may = [P::ReadTickets, P::Reply];
    office.makes_role("outsider", &may, Scope::All).await;
    let otto = office.hires("Otto", &["outsider"], &[]).await;
    let ticket = opens_in(&boss, "noisy", office.support).await;
    says(&boss, &ticket, "internal", "hush money").await;
    says(&boss, &ticket, "public", "thank you").await;

    assert_eq!(
        (count(&boss, "hush").await, count(&otto, "hush").await),
        (1, 0)
    );
    assert_eq!(
        (
            count(&boss, "in:notes money").await,
            count(&otto, "in:messages money").await
        ),
        (1, 0)
    );
    assert_eq!(count(&otto, "noisy -hush").await, 1);
    assert_eq!(count(&boss, "noisy -hush").await, 0);
    assert_eq!(count(&otto, "thank").await, 1);
    assert!(finds(&otto, "in:notes money").await["hints"][0]["detail"].is_string());
}

#[tokio::test]
async fn customers_are_found_by_those_who_may_see_them() {
    let office = Office::open().await;
    let boss = office.desk.administrator();
    let may = [P::ReadTickets, P::ReadInternal];
    office.makes_role("blind", &may, Scope::All).await;
    let bo = office.hires("Bo", &["blind"], &[]).await;
    let ticket = json!({"subject": "noisy", "requester": {"name": "Zahra Nasser", "email": "z@nile.example"}});
    let ticket = boss.opens_with(&ticket).await;

    for q in [
        "zahra",
        "zahraa",
        "nile.example",
        "from:zahra",
        "in:customer nasser",
    ] {
        assert_eq!(count(&boss, q).await, 1, "{q}");
        assert_eq!(count(&bo, q).await, 0, "{q}");
    }
    assert_eq!(count(&bo, "noisy -zahra").await, 1);
    assert_eq!(
        suggests(&boss, "zah").await["customers"][0]["name"],
        "Zahra Nasser"
    );
    assert_eq!(suggests(&bo, "zah").await["customers"], json!([]));
    let customer = boss.sees(&ticket).await["requester"]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let renamed = json!({"name": "Zahra Haddad"});
    boss.patches(&format!("/customers/{customer}"), &renamed)
        .await
        .ok();
    assert_eq!(
        (count(&boss, "haddad").await, count(&boss, "nasser").await),
        (1, 0)
    );
}
