//! Who else looks at a ticket or writes on it.

use super::*;

async fn is(person: &Person, ticket: &str, doing: &str) -> Answer {
    let path = format!("{ticket}/presence");
    let request = person.request(Method::PUT, &path);
    person.sends(request.json(&json!({"doing": doing}))).await
}

/// The others, by name and doing.
fn others(answer: &Answer) -> Vec<(&str, &str)> {
    let others = answer.ok()["others"].as_array().unwrap().iter();
    let others = others.map(|o| (o["member"]["name"].as_str(), o["doing"].as_str()));
    others.map(|(n, d)| (n.unwrap(), d.unwrap())).collect()
}

/// So many seconds pass, as far as who is there goes.
async fn later(desk: &Desk, seconds: f64) {
    let session = desk.database.session().await;
    let sql = "UPDATE es.presence SET until = until - $1 * interval '1 second'";
    session.execute(sql, &[&seconds]).await.unwrap();
}

#[tokio::test]
async fn members_on_one_ticket_see_each_other_and_nobody_sees_themselves() {
    let desk = Desk::open().await;
    let (ana, ben) = (desk.hires("Ana").await, desk.hires("Ben").await);
    let (ticket, other) = (ana.opens("busy").await, ana.opens("quiet").await);
    let head = desk.head().await;

    assert_eq!(others(&is(&ana, &ticket, "viewing").await), []);
    assert_eq!(
        others(&is(&ben, &ticket, "replying").await),
        [("Ana", "viewing")]
    );
    let seen = is(&ana, &ticket, "viewing").await;
    assert_eq!(others(&seen), [("Ben", "replying")]);
    assert_eq!(seen.ok()["others"][0]["member"]["id"], json!(ben.id));
    assert_eq!(others(&is(&ana, &other, "viewing").await), []);

    let left = ben.deletes(&format!("{ticket}/presence")).await;
    assert_eq!(others(&left), [("Ana", "viewing")]);
    assert_eq!(others(&is(&ana, &ticket, "viewing").await), []);
    assert_eq!(desk.head().await, head, "the log tells of it");
}

#[tokio::test]
async fn presence_ends_by_itself_and_tells_since_when_it_lasts() {
    let desk = Desk::open().await;
    let (ana, ben) = (desk.hires("Ana").await, desk.hires("Ben").await);
    let ticket = ana.opens("busy").await;
    is(&ana, &ticket, "viewing").await.ok();
    let since = |answer: &Answer| answer.ok()["others"][0]["since"].clone();
    let first = since(&is(&ben, &ticket, "viewing").await);

    later(&desk, 14.0).await;
    is(&ana, &ticket, "viewing").await.ok();
    assert_eq!(since(&is(&ben, &ticket, "viewing").await), first);
    is(&ana, &ticket, "replying").await.ok();
    let replying = since(&is(&ben, &ticket, "viewing").await);
    assert!(replying.as_str() > first.as_str(), "{replying} {first}");

    later(&desk, 15.0).await;
    assert_eq!(others(&is(&ben, &ticket, "viewing").await), []);
    is(&ana, &ticket, "replying").await.ok();
    let again = since(&is(&ben, &ticket, "viewing").await);
    assert!(again.as_str() > replying.as_str(), "{again} {replying}");
}

#[tokio::test]
async fn presence_is_shared_by_processes_and_what_is_over_is_swept_up() {
    let desk = Desk::open().await;
    let ana = desk.hires("Ana").await;
    let ticket = ana.opens("busy").await;
    is(&ana, &ticket, "viewing").await.ok();

    let elsewhere = desk.another_process().await;
    let administrator = desk.administrator_at(&elsewhere);
    let seen = is(&administrator, &ticket, "viewing").await;
    assert_eq!(others(&seen), [("Ana", "viewing")]);

    later(&desk, 3600.0).await;
    is(&ana, &ana.opens("another").await, "viewing").await.ok();
    let session = desk.database.session().await;
    let sql = "SELECT count(*) FROM es.presence";
    let left: i64 = session.query_one(sql, &[]).await.unwrap().get(0);
    assert_eq!(left, 1);
}

#[tokio::test]
async fn what_nobody_does_on_a_ticket_is_refused() {
    let desk = Desk::open().await;
    let ana = desk.hires("Ana").await;
    let ticket = ana.opens("busy").await;

    for body in [
        json!({}),
        json!({"doing": "sleeping"}),
        json!({"doing": "viewing", "x": 1}),
    ] {
        let request = ana.request(Method::PUT, &format!("{ticket}/presence"));
        assert_eq!(ana.sends(request.json(&body)).await.status, 422, "{body}");
    }
    let nowhere = "/tickets/018f0000-0000-7000-8000-000000000000";
    assert_eq!(is(&ana, nowhere, "viewing").await.status, 404);
}
