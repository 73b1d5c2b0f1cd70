//! Customers come into the portal by a provider of theirs, and nowhere else.

use super::*;
use crate::http::portal::{customer, switched};

/// An office whose provider is the customers', and whose portal is on.
async fn shop(trust: Value) -> Office {
    let mut told = json!({"admits": "customers"});
    let all = told.as_object_mut().unwrap();
    all.extend(trust.as_object().unwrap().clone());
    let office = Office::open(told).await;
    switched(&office.desk, &json!({"enabled": true})).await;
    office
}

/// Nobody came in.
fn assert_denied(page: &Page, why: &str) {
    assert_eq!(page.status, 403, "{page:?}");
    let detail = page.body()["detail"].to_string();
    assert!(detail.contains(why), "{detail}");
    assert_eq!(page.sets("docket-portal"), None, "{page:?}");
}

#[tokio::test]
async fn a_customer_comes_into_the_portal_and_is_nobody_of_the_staff() {
    let office = shop(json!({})).await;
    let id = customer(&office.desk, "Ana").await;
    member(&office.desk, "Ana").await; // with the same address
    let listed = office.sees(&mut Surfer::new(), "/auth/providers").await;
    assert_eq!(listed.body()["items"][0]["admits"], "customers");

    let (mut surfer, page) = office.signs_in("ana").await;

    assert_eq!(page.status, 302, "{page:?}");
    assert_eq!(page.location.as_deref(), Some("/"));
    let me = office.sees(&mut surfer, "/portal/me").await.body();
    assert_eq!(
        (&me["id"], &me["email"]),
        (&json!(id), &json!("ana@example.org"))
    );
    assert!(office.is_strange(&mut surfer).await);
    let session = office.desk.database.session().await;
    let told = session.query(SIGNED_IN, &[]).await.unwrap();
    let told: String = told[0].get(0);
    let told: Value = serde_json::from_str(&told).unwrap();
    assert_eq!(
        (&told["customer"], &told["provider"]),
        (&json!(id), &json!("corp"))
    );
}

const SIGNED_IN: &str = "
SELECT data::text
FROM es.events
WHERE type = 'portal_account.signed_in'";

#[tokio::test]
async fn who_has_not_said_where_to_go_is_in_the_portal_afterwards() {
    let office = shop(json!({})).await;
    customer(&office.desk, "Ana").await;
    let mut surfer = Surfer::new();
    let left = surfer.opens(&office.start()).await;
    let away = format!("{}&login_hint=ana", left.location.unwrap());
    let back = surfer.follows(&away, &callback(&office.desk)).await;
    let page = surfer.opens(&back).await;
    assert_eq!(page.location.as_deref(), Some("/portal/"));
}

#[tokio::test]
async fn a_stranger_comes_in_only_where_the_provider_may_say_so_and_once() {
    let office = shop(json!({})).await;
    let denied = office.signs_in("ana").await.1;
    assert_denied(&denied, "write to us first");

    let office = shop(json!({"creates_customers": true, "email_domains": ["example.org"]})).await;
    assert_denied(&office.signs_in("ben").await.1, "has not verified");
    let dan = json!({"email": "dan@other.example", "email_verified": true, "name": "Dan"});
    office.provider.knows("dan", &dan).await;
    assert_denied(&office.signs_in("dan").await.1, "do not count here");

    let mut surfers = [Surfer::new(), Surfer::new()];
    let [one, other] = &mut surfers;
    let back_one = office.comes_back(one, "ana").await;
    let back_other = office.comes_back(other, "ana").await;
    let (first, second) = tokio::join!(one.opens(&back_one), other.opens(&back_other));
    assert_eq!(
        (first.status, second.status),
        (302, 302),
        "{first:?} {second:?}"
    );

    let [one, other] = &mut surfers;
    let me = office.sees(one, "/portal/me").await.body();
    assert_eq!(
        (&me["name"], &me["email"]),
        (&json!("Ana"), &json!("ana@example.org"))
    );
    let other = office.sees(other, "/portal/me").await.body();
    assert_eq!(other["id"], me["id"]);
}

#[tokio::test]
async fn while_the_portal_is_off_its_provider_is_not_there() {
    let office = shop(json!({"creates_customers": true})).await;
    let mut surfer = Surfer::new();
    let back = office.comes_back(&mut surfer, "ana").await;
    switched(&office.desk, &json!({"enabled": false})).await;

    let page = surfer.opens(&back).await;

    assert_eq!(
        (page.status, page.sets("docket-portal")),
        (404, None),
        "{page:?}"
    );
    assert_eq!(surfer.opens(&office.start()).await.status, 404);
    let listed = office.sees(&mut surfer, "/auth/providers").await;
    assert_eq!(listed.body()["items"], json!([]));
}
