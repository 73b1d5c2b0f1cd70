//! The real log through the command line into a running service, and out again through its lists.

use super::in_repository;
use super::oracle::{Counts, FIELDS, Oracle, path};
use crate::support::{Desk, Person, eventually, service_url};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Output;
use tokio::process::Command;

#[tokio::test]
async fn the_lists_show_what_was_imported_into_a_running_service() {
    let Some(path) = path() else { return };
    let (desk, oracle) = (Desk::open().await, Oracle::read(&path));
    let output = docket_import(&desk, &path).await;
    let told = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{output:?}");
    assert!(told.contains("imported 21,348 of 21,348 lines"), "{told}");
    assert!(
        output.stderr.is_empty(),
        "no bar without a terminal: {output:?}"
    );

    let ana = desk.administrator();
    let tickets = once_all_are_listed(&desk, &ana).await;
    assert_eq!(tickets.len(), 4_580);
    assert_eq!(count(&tickets, "status"), oracle.last_statuses());
    assert_eq!(count(&tickets, "priority"), oracle.last_priorities());
    let names = names_of(&ana, "/members?limit=200").await;
    let members = named(&tickets, "assignee_ids", &names);
    assert_eq!(members, oracle.tickets_of_members());
    let names = names_of(&ana, "/departments?limit=200").await;
    assert_eq!(
        named(&tickets, "department_id", &names),
        oracle.departments()
    );
    see_people(&ana, &oracle).await;
    see_fields(&ana, &oracle).await;
}

/// The organisations and their contacts, and what the list finds for the smallest and the largest.
async fn see_people(person: &Person, oracle: &Oracle) {
    let names = names_of(person, "/organisations?limit=200").await;
    let all: BTreeSet<_> = names.values().cloned().collect();
    assert_eq!((names.len(), all), (397, oracle.customers()));
    let contacts = person.pages_through("/customers?limit=200").await;
    assert_eq!(contacts.len(), 397);
    for contact in &contacts {
        let organisation = contact["organisation_id"].as_str().unwrap();
        assert_eq!(contact["name"].as_str(), Some(names[organisation].as_str()));
    }
    let counts = oracle.last_customers();
    let fewest = counts.iter().min_by_key(|(_, n)| **n).unwrap();
    let most = counts.iter().max_by_key(|(_, n)| **n).unwrap();
    for (name, count) in [fewest, most] {
        let (id, _) = names.iter().find(|(_, own)| *own == name).unwrap();
        let found = person.sees_in_list(&format!("organisation_id={id}")).await;
        assert_eq!(found.len() as i64, *count, "{name}");
    }
}

/// The fields with their choices, and what the list finds for each value of two of them.
async fn see_fields(person: &Person, oracle: &Oracle) {
    let fields = person.pages_through("/fields?limit=200").await;
    assert_eq!(fields.len(), FIELDS.len());
    for field in &fields {
        let key = field["key"].as_str().unwrap();
        let choices = field["kind"]["choices"].as_array().unwrap();
        let names = choices
            .iter()
            .map(|c| c["name"].as_str().unwrap().to_owned());
        assert_eq!(names.collect::<BTreeSet<_>>(), oracle.values(key), "{key}");
        if !["product", "service_level"].contains(&key) {
            continue;
        }
        let counts = oracle.last_values(key);
        for choice in choices {
            let (value, name) = (choice["key"].as_str().unwrap(), &choice["name"]);
            let filter = format!("field.{key}={value}");
            let found = person.sees_in_list(&filter).await.len() as i64;
            let told = counts.get(name.as_str().unwrap()).copied();
            assert_eq!(found, told.unwrap_or_default(), "{filter}");
        }
    }
}

async fn docket_import(desk: &Desk, log: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_docket"))
        .arg("import")
        .arg(log)
        .arg("--mapping")
        .arg(in_repository("docs/mappings/helpdesk.toml"))
        .env("DOCKET_DATABASE_URL", &desk.database.url)
        .env("DOCKET_NATS_URL", service_url("DOCKET_TEST_NATS_URL"))
        .env("DOCKET_LOG", "warn")
        .output()
        .await
        .unwrap()
}

/// Every ticket, read page by page once the list has come as far as the log.
async fn once_all_are_listed(desk: &Desk, person: &Person) -> Vec<Value> {
    let list = "/tickets?limit=200";
    let newest = format!("{list}&min_position={}", desk.head().await);
    eventually("the list to show the import", async || {
        let answer = person.gets(&newest).await;
        (answer.status == 200).then_some(())
    })
    .await;
    person.pages_through(list).await
}

fn count(tickets: &[Value], field: &str) -> Counts {
    let mut counts = Counts::new();
    for ticket in tickets {
        let value = ticket[field].as_str().unwrap().to_owned();
        *counts.entry(value).or_default() += 1;
    }
    counts
}

/// The same for one id or several, by name.
fn named(tickets: &[Value], field: &str, names: &BTreeMap<String, String>) -> Counts {
    let mut counts = Counts::new();
    for ticket in tickets {
        let ids = ticket[field].as_array().cloned();
        for id in ids.unwrap_or_else(|| vec![ticket[field].clone()]) {
            let name = names[id.as_str().unwrap()].clone();
            *counts.entry(name).or_default() += 1;
        }
    }
    counts
}

async fn names_of(person: &Person, list: &str) -> BTreeMap<String, String> {
    let items = person.pages_through(list).await;
    let text = |item: &Value, field: &str| item[field].as_str().unwrap().to_owned();
    let pairs = items
        .iter()
        .map(|item| (text(item, "id"), text(item, "name")));
    pairs.collect()
}
