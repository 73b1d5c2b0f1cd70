//! API keys from their making to their end.

use super::office::{Office, id_of, opens_in};
use crate::support::{Answer, Desk, Person, eventually};
use reqwest::Method;
use serde_json::{Value, json};

fn secret(answer: &Answer) -> String {
    answer.ok()["secret"].as_str().unwrap().to_owned()
}

fn path(answer: &Answer) -> String {
    format!("/api_keys/{}", answer.body["id"].as_str().unwrap())
}

async fn once(person: &Person, path: &str, body: &Value) -> Answer {
    let request = person.request(Method::POST, path).json(body);
    person
        .sends(request.header("Idempotency-Key", "once"))
        .await
}

#[tokio::test]
async fn a_secret_is_shown_once_and_kept_nowhere() {
    let desk = Desk::open().await;
    let ana = desk.hires("Ana").await;
    let made = once(&ana, "/api_keys", &json!({"name": "Script"})).await;
    let secret = secret(&made);
    assert!(secret.starts_with(made.body["prefix"].as_str().unwrap()));

    let again = once(&ana, "/api_keys", &json!({"name": "Script"})).await;
    assert_eq!(
        (again.replayed, &again.ok()["secret"]),
        (true, &Value::Null)
    );
    assert_eq!(again.body["id"], made.body["id"]);
    assert_eq!(
        ana.gets("/api_keys").await.ok()["items"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    assert!(
        !ana.gets(&path(&made))
            .await
            .ok()
            .to_string()
            .contains(&secret)
    );

    let session = desk.database.session().await;
    let told = "SELECT count(*) FROM es.events WHERE data::text LIKE '%' || $1 || '%'";
    let random = secret.rsplit('_').next().unwrap();
    let found: i64 = session.query_one(told, &[&random]).await.unwrap().get(0);
    assert_eq!(found, 0);
}

#[tokio::test]
async fn what_is_done_through_a_key_says_so() {
    let office = Office::open().await;
    let ana = office.hires("Ana", &["member"], &[office.support]).await;
    let made = ana.posts("/api_keys", &json!({"name": "Script"})).await;
    let script = office.desk.holder_of(&secret(&made));
    let ticket = script.opens("by a program").await;
    let via = json!({"id": made.body["id"], "name": "Script"});
    let actor = json!({"kind": "member", "id": ana.id, "name": "Ana", "via": via});
    assert_eq!(ana.history_of(&ticket).await[0]["actor"], actor);
    let filter = format!("/events?stream_id={}", id_of(&ticket));
    assert_eq!(ana.gets(&filter).await.ok()["items"][0]["actor"], actor);

    let shop = json!({"name": "Shop", "integration": true, "permissions": ["tickets.create", "tickets.read"]});
    let shop = office.desk.administrator().posts("/api_keys", &shop).await;
    let ticket = office
        .desk
        .holder_of(&secret(&shop))
        .opens("by a shop")
        .await;
    let actor = json!({"kind": "api_key", "id": shop.body["id"], "name": "Shop", "via": null});
    assert_eq!(ana.history_of(&ticket).await[0]["actor"], actor);
}

#[tokio::test]
async fn a_key_does_not_exceed_its_owner_and_ends_with_them() {
    let office = Office::open().await;
    let ana = office.hires("Ana", &["member"], &[office.support]).await;
    let wide = json!({"name": "x", "permissions": ["tickets.read", "people.manage"]});
    assert_eq!(
        ana.posts("/api_keys", &wide).await.refused_fields(),
        ["permissions"]
    );
    let narrow = json!({"name": "x", "permissions": ["tickets.read"]});
    let narrow = office
        .desk
        .holder_of(&secret(&ana.posts("/api_keys", &narrow).await));
    let ticket = opens_in(&ana, "one", office.support).await;
    assert_eq!(narrow.gets(&ticket).await.status, 200);
    assert_eq!(
        narrow
            .patches(&ticket, &json!({"subject": "two"}))
            .await
            .status,
        403
    );
    let wider = narrow.posts("/api_keys", &json!({"name": "y"})).await;
    assert_eq!(wider.refused_fields(), ["permissions"]);

    office.lets_go(&ana).await;
    assert_eq!(narrow.gets(&ticket).await.status, 401);
}

#[tokio::test]
async fn a_rotated_secret_works_until_the_overlap_ends() {
    let desk = Desk::open().await;
    let ana = desk.hires("Ana").await;
    let made = ana.posts("/api_keys", &json!({"name": "Script"})).await;
    let rotate = format!("{}/rotate", path(&made));
    let (first, second) = (
        desk.holder_of(&secret(&made)),
        ana.posts(&rotate, &json!({})).await,
    );
    let second = desk.holder_of(&secret(&second));
    assert_eq!(first.gets("/me").await.status, 200);
    assert_eq!(second.gets("/me").await.status, 200);

    let third = ana.posts(&rotate, &json!({"overlap_seconds": 0})).await;
    let third = desk.holder_of(&secret(&third));
    for old in [&first, &second] {
        let ended = async || (old.gets("/me").await.status == 401).then_some(());
        eventually("the old secrets to end", ended).await;
    }
    assert_eq!(third.gets("/me").await.status, 200);
    let long = ana
        .posts(&rotate, &json!({"overlap_seconds": 31 * 86_400}))
        .await;
    assert_eq!(long.refused_fields(), ["overlap_seconds"]);
}

#[tokio::test]
async fn a_retired_key_ends_everywhere_and_never_comes_back() {
    let desk = Desk::open().await;
    let other = desk.another_process().await;
    let ana = desk.hires("Ana").await;
    let made = ana.posts("/api_keys", &json!({"name": "Script"})).await;
    let elsewhere = Person::new(&other.url(), &secret(&made), Default::default());
    assert_eq!(elsewhere.gets("/me").await.status, 200);
    ana.deletes(&path(&made)).await.ok();
    assert_eq!(desk.holder_of(&secret(&made)).gets("/me").await.status, 401);
    let ended = async || (elsewhere.gets("/me").await.status == 401).then_some(());
    eventually("the other process to know", ended).await;
    let back = ana.patches(&path(&made), &json!({"name": "Back"})).await;
    assert_eq!(back.status, 409);
}

#[tokio::test]
async fn the_keys_of_others_are_not_there() {
    let desk = Desk::open().await;
    let (ana, ben) = (desk.hires("Ana").await, desk.hires("Ben").await);
    let made = ana.posts("/api_keys", &json!({"name": "Script"})).await;
    assert!(
        ben.gets("/api_keys").await.ok()["items"]
            .as_array()
            .unwrap()
            .is_empty()
    );
    let rotate = format!("{}/rotate", path(&made));
    assert_eq!(ben.gets(&path(&made)).await.status, 404);
    assert_eq!(ben.deletes(&path(&made)).await.status, 404);
    assert_eq!(ben.posts(&rotate, &json!({})).await.status, 404);
    let administrator = desk.administrator();
    assert_eq!(administrator.posts(&rotate, &json!({})).await.status, 403);
    administrator.deletes(&path(&made)).await.ok();
}

#[tokio::test]
async fn the_first_key_is_listed_and_a_use_is_noted() {
    let desk = Desk::open().await;
    let administrator = desk.administrator();
    let used = eventually("the use of the key to be noted", async || {
        let page = administrator.gets("/api_keys").await;
        let first = page.ok()["items"][0].clone();
        first["last_used_at"].is_string().then_some(first)
    });
    let first = used.await;
    assert_eq!(first["name"], "First administrator's key");
    administrator
        .deletes(&format!("/api_keys/{}", first["id"].as_str().unwrap()))
        .await
        .ok();
    assert_eq!(administrator.gets("/me").await.status, 401);
}
