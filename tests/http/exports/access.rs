//! Exports keep to what their taker may read and take out.

use super::exports;
use crate::http::access::office::{Office, Scope, opens_in};
use crate::support::Person;
use domain::Permission;
use serde_json::json;
use std::collections::BTreeSet;

async fn listed(person: &Person) -> Vec<String> {
    let tickets = person.pages_through("/tickets?limit=2").await;
    tickets
        .iter()
        .map(|t| t["subject"].as_str().unwrap().to_owned())
        .collect()
}

async fn exported(person: &Person, format: &str) -> Vec<String> {
    let file = exports(person, &format!("{format}&columns=subject")).await;
    match format {
        "xlsx" => super::texts(&file.sheet(), 0),
        _ => file.records()[1..]
            .iter()
            .map(|row| row[0].clone())
            .collect(),
    }
}

#[tokio::test]
async fn what_is_exported_is_what_is_listed() {
    let office = Office::open().await;
    let boss = office.desk.administrator();
    for number in 0..4 {
        let (name, of) = match number % 2 {
            0 => ("Support", office.support),
            _ => ("Sales", office.sales),
        };
        opens_in(&boss, &format!("ticket {number} of {name}"), of).await;
    }
    let rights = [Permission::ReadTickets, Permission::Export];
    for (role, scope) in [
        ("all", Scope::All),
        ("department", Scope::Department),
        ("own", Scope::Own),
    ] {
        office.makes_role(role, &rights, scope).await;
    }
    let all = office.hires("Al", &["all"], &[]).await;
    let narrow = office.limits(&all, "narrow", office.sales).await;
    let people = [
        (boss, 4),
        (all, 4),
        (
            office.hires("De", &["department"], &[office.support]).await,
            2,
        ),
        (
            office
                .hires("Both", &["department"], &[office.support, office.sales])
                .await,
            4,
        ),
        (office.hires("Ow", &["own"], &[office.support]).await, 0),
        (office.hires("Mona", &["manager"], &[office.sales]).await, 4),
        (office.hires("Udo", &["auditor"], &[]).await, 4),
        (narrow, 2),
    ];
    for (person, count) in people {
        let listed = listed(&person).await;
        assert_eq!(listed.len(), count, "{listed:?}");
        for format in ["csv", "xlsx"] {
            assert_eq!(exported(&person, format).await, listed, "{format}");
        }
    }
}

#[tokio::test]
async fn one_must_be_allowed_both_to_read_and_to_take_out() {
    let office = Office::open().await;
    let boss = office.desk.administrator();
    opens_in(&boss, "of Support", office.support).await;
    opens_in(&boss, "of Sales", office.sales).await;
    let (read, export) = (Permission::ReadTickets, Permission::Export);
    office.makes_role("reader", &[read], Scope::All).await;
    office
        .makes_role("taker", &[export], Scope::Department)
        .await;

    let both = office
        .hires("Bo", &["reader", "taker"], &[office.sales])
        .await;
    assert_eq!(listed(&both).await.len(), 2);
    assert_eq!(exported(&both, "csv").await, ["of Sales"]);
    let only_taker = office.hires("Ta", &["taker"], &[office.sales]).await;
    assert!(exported(&only_taker, "csv").await.is_empty());
    let only_reader = office.hires("Re", &["reader"], &[]).await;
    let refused = only_reader.gets("/tickets/export?format=csv").await;
    assert_eq!(refused.status, 403);
    assert!(
        refused.body["detail"]
            .as_str()
            .unwrap()
            .contains("exports.create")
    );
    let member = office.hires("Mia", &["member"], &[office.sales]).await;
    assert_eq!(member.gets("/tickets/export?format=csv").await.status, 403);
}

#[tokio::test]
async fn a_field_that_one_may_not_see_is_not_there() {
    let office = Office::open().await;
    let boss = office.desk.administrator();
    let secret = json!({
        "key": "secret", "name": "Secret", "kind": {"type": "text"},
        "access": {"see_roles": ["administrator"]},
    });
    boss.posts("/fields", &secret).await.ok();
    let ticket = json!({
        "subject": "x", "department_id": office.support.0, "fields": {"secret": "canary"}
    });
    boss.opens_with(&ticket).await;
    let mona = office.hires("Mona", &["manager"], &[office.support]).await;

    for format in ["csv", "ndjson"] {
        let text = |file: super::File| String::from_utf8(file.bytes).unwrap();
        assert!(text(exports(&boss, format).await).contains("canary"));
        let seen = text(exports(&mona, format).await);
        assert!(seen.contains('x') && !seen.contains("canary") && !seen.contains("Secret"));
    }
    let asked = |column: &str| format!("/tickets/export?format=csv&columns={column}");
    let hidden = mona.gets(&asked("fields.secret")).await;
    let missing = mona.gets(&asked("fields.nothing")).await;
    assert_eq!((hidden.status, missing.status), (400, 400));
    let told = |answer: &crate::support::Answer| {
        answer.body["detail"]
            .as_str()
            .unwrap()
            .replace("secret", "nothing")
    };
    assert_eq!(told(&hidden), told(&missing), "as if there were none");
    let names: BTreeSet<_> = exports(&mona, "csv").await.records()[0]
        .iter()
        .cloned()
        .collect();
    assert!(!names.contains("Secret"));
}
