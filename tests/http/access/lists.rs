//! Lists show the tickets of one's departments and one's own: with every filter, in every order, on
//! every page.

use super::office::{Office, opens_in, says};
use crate::support::Person;
use reqwest::Method;
use serde_json::{Value, json};

/// Everything that a list can be asked for and that the tickets of both departments have.
const FILTERS: [&str; 14] = [
    "",
    "&all=true",
    "&q=printer",
    "&text=PRINTER",
    "&status=open",
    "&status_category=open",
    "&not_status=closed",
    "&priority=normal",
    "&unassigned=true",
    "&tag=hardware",
    "&include_deleted=true&include_merged=true",
    "&created_from=2020-01-01T00:00:00Z",
    "&due_from=2029-01-01T00:00:00Z",
    "&snoozed=false",
];
const SORTS: [&str; 4] = ["-created_at", "created_at", "-updated_at", "due_at"];

/// Tickets in turns of Support and Sales, which differ in nothing else.
async fn opens_some(office: &Office, boss: &Person) {
    for number in 0..6 {
        let (name, department) = match number % 2 {
            0 => ("Support", office.support),
            _ => ("Sales", office.sales),
        };
        let ticket = json!({
            "subject": format!("printer {number} of {name}"), "department_id": department.0,
            "tags": ["hardware"], "due_at": "2030-05-01T10:00:00Z",
            "requester": {"name": "Dana", "email": "dana@example.org"},
        });
        boss.opens_with(&ticket).await;
    }
}

async fn subjects(person: &Person, list: &str) -> Vec<String> {
    let tickets = person.pages_through(list).await;
    let subjects = tickets.iter().map(|t| t["subject"].as_str().unwrap());
    subjects.map(str::to_owned).collect()
}

#[tokio::test]
async fn no_filter_order_or_page_shows_a_ticket_of_another_department() {
    let office = Office::open().await;
    let boss = office.desk.administrator();
    opens_some(&office, &boss).await;
    let mia = office.hires("Mia", &["member"], &[office.support]).await;
    let narrow = office.hires("Bo", &["administrator"], &[]).await;
    let narrow = office.limits(&narrow, "narrow", office.support).await;

    for filter in FILTERS {
        for sort in SORTS {
            for limit in [1, 50] {
                let list = format!("/tickets?sort={sort}&limit={limit}{filter}");
                assert_eq!(subjects(&boss, &list).await.len(), 6, "{list}");
                for who in [&mia, &narrow] {
                    let mut seen = subjects(who, &list).await;
                    seen.sort();
                    let own = [0, 2, 4].map(|number| format!("printer {number} of Support"));
                    assert_eq!(seen, own, "{list}");
                }
            }
        }
    }
}

#[tokio::test]
async fn a_filter_that_names_what_is_out_of_reach_finds_nothing() {
    let office = Office::open().await;
    let boss = office.desk.administrator();
    opens_some(&office, &boss).await;
    let mia = office.hires("Mia", &["member"], &[office.support]).await;
    let secret = boss.sees_in_list("q=Sales").await;
    assert_eq!(secret.len(), 3);
    let list = boss.pages_through("/tickets?q=Sales").await;

    assert!(mia.sees_in_list("q=Sales").await.is_empty());
    let sales = office.sales.0;
    let filter = format!("department={sales}");
    assert!(mia.sees_in_list(&filter).await.is_empty());
    let both = format!("department={sales},{}", office.support.0);
    assert_eq!(mia.sees_in_list(&both).await.len(), 3);
    for ticket in list {
        let number = &ticket["number"];
        let found = mia.sees_in_list(&format!("q={number}")).await;
        assert!(!found.iter().any(|subject| subject.contains("Sales")));
        let path = format!("/tickets/{number}");
        assert_eq!(mia.gets(&path).await.status, 404);
    }
}

#[tokio::test]
async fn the_tickets_and_messages_of_a_customer_are_those_within_reach() {
    let office = Office::open().await;
    let boss = office.desk.administrator();
    opens_some(&office, &boss).await;
    for ticket in boss.pages_through("/tickets").await {
        let path = format!("/tickets/{}", ticket["id"].as_str().unwrap());
        says(&boss, &path, "public", "on its way").await;
        says(&boss, &path, "internal", "among us").await;
    }
    let customer = boss.pages_through("/tickets").await[0]["requester"]["id"].clone();
    let customer = customer.as_str().unwrap().to_owned();
    let tickets = format!("/customers/{customer}/tickets");
    let messages = format!("/customers/{customer}/messages?limit=1");
    let outsider = [
        domain::Permission::ReadTickets,
        domain::Permission::ReadCustomers,
    ];
    let scope = super::office::Scope::Department;
    office.makes_role("outsider", &outsider, scope).await;
    let mia = office.hires("Mia", &["member"], &[office.support]).await;
    let out = office.hires("Oz", &["outsider"], &[office.support]).await;

    for (who, listed, said) in [(&boss, 6, 12), (&mia, 3, 6), (&out, 3, 3)] {
        assert_eq!(subjects(who, &tickets).await.len(), listed);
        let filter = format!("requester_id={customer}");
        assert_eq!(who.sees_in_list(&filter).await.len(), listed);
        assert_eq!(who.pages_through(&messages).await.len(), said);
    }
}

/// What makes a ticket somebody's, and what undoes it.
fn reasons(mia: &Person, office: &Office) -> [(Change, Option<Change>); 5] {
    let (post, delete) = (Method::POST, Method::DELETE);
    let mia_id = mia.id.to_string();
    let one = json!({"kind": "member", "id": mia.id});
    let note = json!({
        "body": "look", "visibility": "internal", "mentions": {"member_ids": [mia.id]}
    });
    let route = |to: Value| (Method::PATCH, String::new(), json!({"department_id": to}));
    let (cc, watchers) = ("/cc".to_owned(), "/watchers".to_owned());
    let off = |path: &str| (delete.clone(), format!("/{path}/{mia_id}"), Value::Null);
    [
        (
            (
                post.clone(),
                "/assignees".to_owned(),
                json!({"member_id": mia.id}),
            ),
            Some(off("assignees")),
        ),
        ((post.clone(), cc, one.clone()), Some(off("cc"))),
        ((post.clone(), watchers, one), Some(off("watchers"))),
        (
            route(json!(office.support.0)),
            Some(route(json!(office.sales.0))),
        ),
        ((post, "/messages".to_owned(), note), None),
    ]
}

/// Method, path below the ticket, body.
type Change = (Method, String, Value);

async fn changes(boss: &Person, ticket: &str, (method, path, body): Change) {
    let request = boss.request(method, &format!("{ticket}{path}"));
    let request = match body {
        Value::Null => request,
        body => request.json(&body),
    };
    boss.sends(request).await.ok();
}

#[tokio::test]
async fn a_ticket_comes_and_goes_with_what_makes_it_ones_own() {
    let office = Office::open().await;
    let boss = office.desk.administrator();
    let mia = office.hires("Mia", &["member"], &[office.support]).await;
    let ticket = opens_in(&boss, "far away", office.sales).await;

    for (makes, undoes) in reasons(&mia, &office) {
        assert!(mia.sees_in_list("").await.is_empty(), "before {makes:?}");
        assert_eq!(mia.gets(&ticket).await.status, 404, "before {makes:?}");
        changes(&boss, &ticket, makes.clone()).await;
        for sort in SORTS {
            let list = format!("sort={sort}&q=away");
            assert_eq!(mia.sees_in_list(&list).await, ["far away"], "{makes:?}");
        }
        assert_eq!(mia.gets(&ticket).await.status, 200, "{makes:?}");
        if let Some(undoes) = undoes {
            changes(&boss, &ticket, undoes).await;
        }
    }
}
