//! What leaves the house, as those see it who look after it, and what they may do about it.

use crate::support::{Desk, Person, eventually};
use automation::{NewDelivery, Outbox};
use domain::delivery::DeliveryKind;
use domain::{DeliveryId, TicketId};
use serde_json::{Value, json};
use uuid::Uuid;

/// Nothing is sent.
const WITHOUT_WORKERS: [(&str, &str); 1] = [("DOCKET_ROLES", "api,relay,projections")];

fn mail(endpoint: &str, ticket: Option<&str>) -> NewDelivery {
    let ticket = ticket.map(|path| path.trim_start_matches("/tickets/").parse().unwrap());
    NewDelivery {
        id: DeliveryId(Uuid::now_v7()),
        kind: DeliveryKind::Mail,
        endpoint: endpoint.to_owned(),
        ticket: ticket.map(TicketId),
        cause: Uuid::now_v7(),
        rule: None,
        payload: json!({"subject": "printer on fire"}),
    }
}

async fn put(desk: &Desk, new: &[NewDelivery]) {
    let outbox = Outbox::connect(&desk.database.url).unwrap();
    assert_eq!(outbox.put(new).await.unwrap(), new.len());
}

fn path(delivery: &NewDelivery) -> String {
    format!("/outbox/{}", delivery.id)
}

async fn until_sent(person: &Person, delivery: &NewDelivery, round: i32) -> Value {
    eventually("the delivery to be sent", async || {
        let seen = person.gets(&path(delivery)).await.ok().clone();
        (seen["state"] == "sent" && seen["round"] == round).then_some(seen)
    })
    .await
}

/// What people wanted, oldest first: what, of which delivery, and who.
async fn wanted(person: &Person) -> Vec<(Value, Value, Value)> {
    let types = "delivery.resend_requested,delivery.park_requested,delivery.cancel_requested";
    let page = person.gets(&format!("/events?types={types}")).await;
    let events = page.ok()["items"].as_array().unwrap();
    let told = |e: &Value| {
        let actor = e["actor"]["kind"].clone();
        (e["type"].clone(), e["stream_id"].clone(), actor)
    };
    events.iter().map(told).collect()
}

async fn ids(person: &Person, query: &str) -> Vec<Value> {
    let page = person.gets(&format!("/outbox{query}")).await;
    let items = page.ok()["items"].as_array().unwrap();
    items.iter().map(|item| item["id"].clone()).collect()
}

#[tokio::test]
async fn a_delivery_is_sent_and_goes_out_anew_when_somebody_wants_it() {
    let desk = Desk::open().await;
    let boss = desk.administrator();
    let ticket = boss.opens("printer on fire").await;
    let mail = mail("dana@example.org", Some(&ticket));
    put(&desk, std::slice::from_ref(&mail)).await;

    let sent = until_sent(&boss, &mail, 1).await;
    assert_eq!(sent["payload"], mail.payload);
    assert_eq!(sent["ticket_id"], json!(mail.ticket));
    let folder = desk.data().join("outbox/mail");
    assert!(folder.join(format!("{}.json", mail.id)).exists());

    let request = boss.request(reqwest::Method::POST, &format!("{}/resend", path(&mail)));
    let request = request.header("Idempotency-Key", "again");
    let again = boss.sends(request.try_clone().unwrap()).await;
    assert_eq!(again.ok()["round"], 2);
    assert!(boss.sends(request).await.replayed);
    until_sent(&boss, &mail, 2).await;
    assert!(folder.join(format!("{}-2.json", mail.id)).exists());
    let resent = (
        json!("delivery.resend_requested"),
        json!(mail.id),
        json!("member"),
    );
    assert_eq!(wanted(&boss).await, [resent]);
}

#[tokio::test]
async fn what_waits_can_be_parked_cancelled_and_sent_by_whoever_comes_later() {
    let desk = Desk::open_set(&WITHOUT_WORKERS).await;
    let boss = desk.administrator();
    let [one, two] = [
        mail("dana@example.org", None),
        mail("eli@example.org", None),
    ];
    put(&desk, &[one.clone(), two.clone()]).await;
    let order = async |delivery: &NewDelivery, what: &str| {
        let asked = format!("{}/{what}", path(delivery));
        boss.posts(&asked, &Value::Null).await
    };

    let parked = order(&one, "park").await;
    assert_eq!(parked.ok()["state"], "parked");
    assert_eq!(parked.etag.as_deref(), Some("\"2\""));
    let late = order(&one, "park").await;
    assert_eq!(late.status, 409, "{late:?}");
    assert_eq!(late.body["detail"], "The delivery is parked already.");
    order(&two, "cancel").await.ok();
    let stale = boss.request(reqwest::Method::POST, &format!("{}/resend", path(&one)));
    let stale = boss.sends(stale.header("If-Match", "\"1\"")).await;
    assert_eq!((stale.status, &stale.body["version"]), (412, &json!(2)));
    order(&one, "resend").await.ok();
    let told: Vec<_> = wanted(&boss)
        .await
        .into_iter()
        .map(|(what, id, _)| (what, id))
        .collect();
    let expected = [("park", &one), ("cancel", &two), ("resend", &one)]
        .map(|(what, of)| (json!(format!("delivery.{what}_requested")), json!(of.id)));
    assert_eq!(told, expected);

    let worker = desk
        .another_process_set(&[("DOCKET_ROLES", "api,automation")])
        .await;
    let sent = until_sent(&boss, &one, 1).await;
    assert_eq!(sent["attempts"], 1);
    assert_eq!(boss.gets(&path(&two)).await.ok()["state"], "cancelled");
    assert!(worker.stop().await.success());
}

#[tokio::test]
async fn lists_are_filtered_and_have_pages() {
    let desk = Desk::open_set(&WITHOUT_WORKERS).await;
    let boss = desk.administrator();
    let ticket = boss.opens("printer on fire").await;
    let mails = [
        mail("dana@example.org", Some(&ticket)),
        mail("dana@example.org", None),
        mail("eli@example.org", None),
    ];
    for mail in &mails {
        put(&desk, std::slice::from_ref(mail)).await;
    }
    let [first, second, third] = mails.each_ref().map(|mail| json!(mail.id));
    boss.posts(&format!("{}/park", path(&mails[2])), &Value::Null)
        .await
        .ok();

    assert_eq!(
        ids(&boss, "").await,
        [&third, &second, &first].map(Clone::clone)
    );
    assert_eq!(
        ids(&boss, "?state=parked").await,
        *std::slice::from_ref(&third)
    );
    let dana = [second.clone(), first.clone()];
    assert_eq!(
        ids(&boss, "?endpoint=dana@example.org&kind=mail").await,
        dana
    );
    let about = format!("?ticket={}", ticket.trim_start_matches("/tickets/"));
    assert_eq!(ids(&boss, &about).await, *std::slice::from_ref(&first));
    assert_eq!(
        ids(&boss, &format!("?rule={}", Uuid::nil())).await,
        [Value::Null; 0]
    );
    let page = boss.gets("/outbox?limit=2").await;
    assert_eq!(page.ok()["items"][0]["payload"], Value::Null);
    let cursor = page.body["next_cursor"].as_str().unwrap();
    assert_eq!(
        ids(&boss, &format!("?limit=2&cursor={cursor}")).await,
        [first]
    );
    for (query, field) in [
        ("state=dead", "state"),
        ("cursor=x", "cursor"),
        ("kind=fax", "kind"),
    ] {
        let refused = boss.gets(&format!("/outbox?{query}")).await;
        assert_eq!(
            (refused.status, refused.refused_fields()),
            (400, vec![field.to_owned()])
        );
    }
}

#[tokio::test]
async fn what_is_sent_is_for_those_who_may_read_the_ticket() {
    let desk = Desk::open_set(&WITHOUT_WORKERS).await;
    let boss = desk.administrator();
    let role = json!({
        "key": "postmaster", "name": "Postmaster", "scope": "own",
        "permissions": ["settings.outbox", "tickets.read", "messages.read_internal"],
    });
    boss.posts("/roles", &role).await.ok();
    let pia = desk.hires_as("Pia", "postmaster").await;
    let ticket = boss.opens("printer on fire").await;
    let [secret, free] = [mail("dana@example.org", Some(&ticket)), mail("pia", None)];
    put(&desk, &[secret.clone(), free.clone()]).await;

    assert_eq!(pia.gets(&path(&secret)).await.ok()["payload"], Value::Null);
    assert_eq!(pia.gets(&path(&free)).await.ok()["payload"], free.payload);
    assert_eq!(
        boss.gets(&path(&secret)).await.ok()["payload"],
        secret.payload
    );
    let parked = pia
        .posts(&format!("{}/park", path(&secret)), &Value::Null)
        .await;
    assert_eq!(parked.ok()["payload"], Value::Null);
    let mia = desk.hires("Mia").await;
    let refused = mia.gets("/outbox").await;
    assert_eq!(refused.status, 403, "{refused:?}");
}

#[tokio::test]
async fn a_rebuild_sends_nothing() {
    let desk = Desk::open().await;
    let boss = desk.administrator();
    boss.opens("printer on fire").await;
    desk.runs(&["projections", "rebuild", "tickets"]).await;
    assert_eq!(ids(&boss, "").await, [Value::Null; 0]);
}
