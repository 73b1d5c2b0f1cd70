//! Customers and their organisations: one address for one customer, merging, and what is found.

use crate::support::{Answer, Desk, Person};
use futures_util::future::join_all;
use reqwest::Method;
use serde_json::{Value, json};
use uuid::Uuid;

mod merging;
mod messages;
mod tickets;

async fn meets(person: &Person, customer: Value) -> String {
    let answer = person.posts("/customers", &customer).await;
    format!("/customers/{}", answer.ok()["id"].as_str().unwrap())
}

async fn founds(person: &Person, organisation: Value) -> Value {
    let answer = person.posts("/organisations", &organisation).await;
    answer.ok()["id"].clone()
}

fn id(path: &str) -> &str {
    path.rsplit('/').next().unwrap()
}

async fn names(person: &Person, list: &str) -> Vec<String> {
    let customers = person.pages_through(list).await;
    let names = customers.iter().map(|c| c["name"].as_str().unwrap());
    names.map(str::to_owned).collect()
}

async fn merges(person: &Person, from: &str, into: &str) -> Answer {
    let path = format!("{from}/merge");
    person.posts(&path, &json!({"into": id(into)})).await
}

#[tokio::test]
async fn a_customer_is_made_read_changed_and_found() {
    let desk = Desk::open().await;
    let ana = desk.hires("Ana").await;
    let new = json!({
        "name": " דנה לוי ", "emails": ["Dana@Example.org", "d@home.example"],
        "phones": ["+972 (2) 123-4567"], "language": "HE", "time_zone": "Asia/Jerusalem",
        "notes": "prefers the phone",
    });

    let dana = meets(&ana, new).await;

    let seen = ana.sees(&dana).await;
    assert_eq!(seen["name"], "דנה לוי");
    assert_eq!(
        seen["emails"],
        json!(["Dana@Example.org", "d@home.example"])
    );
    assert_eq!(
        (&seen["language"], &seen["version"]),
        (&json!("he"), &json!(1))
    );
    assert_eq!(seen["merged_into"], Value::Null);
    for q in [
        "q=לוי",
        "q=DANA@example",
        "q=02-123-4567",
        "q=home.example&sort=-created_at",
    ] {
        assert_eq!(
            names(&ana, &format!("/customers?limit=1&{q}")).await,
            ["דנה לוי"],
            "{q}"
        );
    }
    assert!(names(&ana, "/customers?q=nobody").await.is_empty());

    let change = json!({"name": null, "emails": ["d@home.example"], "language": null});
    let changed = ana.patches(&dana, &change).await;

    assert_eq!(changed.ok()["version"], 4);
    assert_eq!(changed.ok()["name"], Value::Null);
    assert_eq!(changed.ok()["phones"], json!(["+972 (2) 123-4567"]));
}

#[tokio::test]
async fn every_wrong_field_is_named_at_once() {
    let desk = Desk::open().await;
    let ana = desk.hires("Ana").await;
    let dana = meets(&ana, json!({"emails": ["dana@example.org"]})).await;
    let wrong = json!({
        "name": "", "emails": ["dana", "DANA@example.org"], "phones": ["?"],
        "language": "hebrew", "time_zone": "Nowhere", "organisation_id": Uuid::nil(),
    });

    let refused = ana.posts("/customers", &wrong).await;

    assert_eq!(refused.status, 422, "{refused:?}");
    let fields = [
        "name",
        "emails[0]",
        "phones[0]",
        "language",
        "time_zone",
        "emails[1]",
        "organisation_id",
    ];
    assert_eq!(refused.refused_fields(), fields);
    let taken = refused.body["errors"][5]["detail"].as_str().unwrap();
    assert!(taken.contains(id(&dana)), "who has it is named: {taken}");
    let nobody = ana.posts("/customers", &json!({})).await;
    assert_eq!(nobody.refused_fields(), ["name"]);
}

#[tokio::test]
async fn of_many_who_take_one_address_at_once_one_gets_it() {
    let desk = Desk::open().await;
    let ana = desk.hires("Ana").await;
    let spellings = ["dana@example.org", "Dana@Example.org", "DANA@EXAMPLE.ORG"];
    let bodies: Vec<_> = (0..9)
        .map(|n| json!({"emails": [spellings[n % 3]]}))
        .collect();

    let answers = join_all(bodies.iter().map(|body| ana.posts("/customers", body))).await;

    let made: Vec<_> = answers.iter().filter(|a| a.status == 201).collect();
    assert_eq!(made.len(), 1, "{answers:?}");
    for refused in answers.iter().filter(|a| a.status != 201) {
        assert_eq!(
            (refused.status, refused.refused_fields()),
            (422, vec!["emails[0]".to_owned()])
        );
    }
    assert_eq!(ana.pages_through("/customers?limit=5").await.len(), 1);
}

#[tokio::test]
async fn a_retired_customer_gives_the_address_to_others() {
    let desk = Desk::open().await;
    let ana = desk.hires("Ana").await;
    let first = meets(
        &ana,
        json!({"name": "Dana", "emails": ["dana@example.org"]}),
    )
    .await;

    let retired = ana.deletes(&first).await;

    assert_eq!(retired.ok()["retired"], true);
    assert!(names(&ana, "/customers?limit=5").await.is_empty());
    assert_eq!(
        names(&ana, "/customers?include_retired=true").await,
        ["Dana"]
    );
    let change = ana.patches(&first, &json!({"name": "D"})).await;
    assert_eq!(change.status, 409, "{change:?}");
    let second = meets(&ana, json!({"name": "Eli", "emails": ["Dana@example.org"]})).await;
    let restored = restores(&ana, &first).await;
    assert_eq!(
        (restored.status, restored.refused_fields()),
        (422, vec!["emails".to_owned()])
    );
    ana.deletes(&second).await.ok();
    assert_eq!(restores(&ana, &first).await.ok()["retired"], false);
}

async fn restores(person: &Person, path: &str) -> Answer {
    let request = person.request(Method::POST, &format!("{path}/restore"));
    person.sends(request).await
}

#[tokio::test]
async fn customers_belong_to_the_organisation_of_their_mail_domain() {
    let desk = Desk::open().await;
    let ana = desk.hires("Ana").await;
    let acme = founds(&ana, json!({"name": "Acme", "domains": ["ACME.example"]})).await;
    let acme_path = format!("/organisations/{}", acme.as_str().unwrap());
    let found = meets(&ana, json!({"name": "Found", "emails": ["f@Acme.example"]})).await;
    let told = json!({"name": "Told", "emails": ["t@acme.example"], "organisation_id": null});
    let told = meets(&ana, told).await;

    assert_eq!(ana.sees(&found).await["organisation_id"], acme);
    assert_eq!(ana.sees(&told).await["organisation_id"], Value::Null);
    assert_eq!(
        names(&ana, &format!("{acme_path}/customers?limit=1")).await,
        ["Found"]
    );
    assert_eq!(ana.sees(&acme_path).await["customers"], 1);
    let other = json!({"name": "Other", "domains": ["other.example", "acme.example"]});
    let refused = ana.posts("/organisations", &other).await;
    assert_eq!(
        (refused.status, refused.refused_fields()),
        (422, vec!["domains".to_owned()])
    );

    ana.deletes(&acme_path).await.ok();

    assert_eq!(
        ana.sees(&found).await["organisation_id"],
        acme,
        "customers stay in it"
    );
    let gone = ana.patches(&told, &json!({"organisation_id": acme})).await;
    assert_eq!(gone.refused_fields(), ["organisation_id"]);
    ana.patches(&found, &json!({"name": "Still there"}))
        .await
        .ok();
    founds(&ana, other).await;
    let history = ana.history_of(&acme_path).await;
    let types: Vec<_> = history
        .iter()
        .map(|e| e["type"].as_str().unwrap())
        .collect();
    assert_eq!(types, ["organisation.created", "organisation.retired"]);
}

#[tokio::test]
async fn a_change_is_made_once_and_not_over_anothers() {
    let desk = Desk::open().await;
    let ana = desk.hires("Ana").await;
    let body = json!({"name": "Dana", "emails": ["dana@example.org"]});
    let once = || {
        let request = ana.request(Method::POST, "/customers").json(&body);
        ana.sends(request.header("Idempotency-Key", "once"))
    };

    let (first, again) = (once().await, once().await);

    assert_eq!(first.ok(), again.ok());
    assert!(!first.replayed && again.replayed);
    let dana = format!("/customers/{}", first.ok()["id"].as_str().unwrap());
    ana.patches(&dana, &json!({"name": "Dani"})).await.ok();
    let late = ana
        .request(Method::PATCH, &dana)
        .json(&json!({"name": "D"}));
    let late = ana.sends(late.header("If-Match", "\"1\"")).await;
    assert_eq!(late.status, 412, "{late:?}");
    let changes = ana.history_of(&dana).await[1]["changes"].clone();
    assert_eq!(
        changes,
        json!([{"path": "name", "before": "Dana", "after": "Dani"}])
    );
}
