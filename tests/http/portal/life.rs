//! The life of a customer's ticket, from the portal's side and from the desk's.

use super::*;
use crate::http::exports::exports;
use crate::support::eventually;

#[tokio::test]
async fn a_ticket_lives_from_the_first_word_to_the_rating() {
    let desk = open_desk().await;
    let dana_id = customer(&desk, "Dana").await;
    let (dana, _) = signed_in(&desk, "Dana", None).await;
    let ana = desk.hires("Ana").await;

    let file = uploads(&dana, "smoke.txt", "a picture of smoke").await;
    let wanted = json!({
        "subject": "printer on fire", "description": "smoke everywhere",
        "attachment_ids": [file],
    });
    let opened = dana.posts("/portal/tickets", &wanted).await;
    assert_eq!(opened.status, 201, "{opened:?}");
    let id = opened.ok()["id"].as_str().unwrap().to_owned();
    assert_eq!(opened.body["mine"], true);
    assert_eq!(opened.body["attachments"][0]["name"], "smoke.txt");
    let seen = desk.administrator().sees(&format!("/tickets/{id}")).await;
    assert_eq!(seen["requester"]["id"], dana_id.as_str());
    assert_eq!(seen["channel"], "web");
    assert_eq!(listed(&dana, "", 1).await, ["printer on fire"]);

    answers(&ana, &id, "Have you tried water?").await;
    let solve = json!({"status": "pending"});
    let address = format!("/tickets/{id}");
    ana.patches(&address, &solve).await.ok();
    let place = format!("/portal/tickets/{id}");
    let waiting = dana.gets(&place).await;
    assert_eq!(waiting.ok()["status"]["waits_for_customer"], true);

    let reply = dana
        .posts(&format!("{place}/messages"), &json!({"body": "It is out."}))
        .await;
    assert_eq!(reply.status, 201, "{reply:?}");
    assert_eq!(reply.body["author"], json!({"kind": "me", "name": null}));
    let messages = dana.gets(&format!("{place}/messages")).await;
    let bodies: Vec<_> = messages.ok()["items"].as_array().unwrap().iter().collect();
    assert_eq!(bodies.len(), 2);
    assert_eq!(bodies[0]["body"], "Have you tried water?");
    assert_eq!(bodies[0]["author"], json!({"kind": "staff", "name": "Ana"}));

    let early = dana.sends(rated(&dana, &place, 5)).await;
    assert_eq!(early.refused_fields(), ["score"]);
    let closed = dana.posts(&format!("{place}/close"), &json!({})).await;
    assert_eq!(closed.ok()["status"]["done"], true);
    assert_eq!(closed.body["can_rate"], true);
    let told = dana.sends(rated(&dana, &place, 4)).await;
    assert_eq!(
        told.ok()["rating"],
        json!({"score": 4, "comment": "well done"})
    );
    assert_rating_is_told(&desk, &ana, &address, &dana_id).await;
}

/// In the ticket, in lists and in history.
async fn assert_rating_is_told(desk: &Desk, ana: &Person, address: &str, dana_id: &str) {
    let seen = desk.administrator().sees(address).await;
    assert_eq!(seen["rating"], json!({"score": 4, "comment": "well done"}));
    let listed = eventually("the rating in the list", async || {
        let page = ana.gets("/tickets?all=true").await;
        let rating = page.ok()["items"][0]["rating"].clone();
        (!rating.is_null()).then_some(rating)
    });
    assert_eq!(listed.await, seen["rating"]);
    let columns = "csv&columns=requester,rating,rating_comment&all=true";
    let file = exports(&desk.administrator(), columns).await;
    assert_eq!(file.records()[1][1..], ["4", "well done"]);
    let history = ana.gets(&format!("{address}/history")).await;
    let entries = history.ok()["items"].as_array().unwrap().clone();
    let rating = entries
        .iter()
        .find(|e| e["type"] == "ticket.rated")
        .unwrap();
    assert_eq!(rating["actor"]["kind"], "customer");
    assert_eq!(rating["actor"]["id"], dana_id);
    assert_eq!(rating["changes"][0]["path"], "rating");
}

fn rated(customer: &Browser, place: &str, score: u8) -> reqwest::RequestBuilder {
    let rating = json!({"score": score, "comment": "well done"});
    customer
        .request(Method::PUT, &format!("{place}/rating"))
        .json(&rating)
}

#[tokio::test]
async fn a_reply_opens_a_ticket_again_as_its_status_says() {
    let desk = open_desk().await;
    customer(&desk, "Dana").await;
    let (dana, _) = signed_in(&desk, "Dana", None).await;
    let (place, id) = opens(&dana, "printer on fire").await;
    let solved = json!({"on_customer_reply": "open"});
    let admin = desk.administrator();
    admin.patches("/statuses/resolved", &solved).await.ok();
    let address = format!("/tickets/{id}");
    admin
        .patches(&address, &json!({"status": "resolved"}))
        .await
        .ok();

    dana.posts(
        &format!("{place}/messages"),
        &json!({"body": "It burns again."}),
    )
    .await
    .ok();

    assert_eq!(admin.sees(&address).await["status"], "open");
    assert_eq!(dana.gets(&place).await.ok()["status"]["done"], false);
}

#[tokio::test]
async fn customers_close_only_where_they_may() {
    let desk = open_desk().await;
    customer(&desk, "Dana").await;
    let (dana, _) = signed_in(&desk, "Dana", None).await;
    let (place, _) = opens(&dana, "printer on fire").await;
    switched(&desk, &json!({"may_close": false})).await;

    let refused = dana.posts(&format!("{place}/close"), &json!({})).await;

    assert_eq!(refused.status, 403, "{refused:?}");
    assert_eq!(dana.gets(&place).await.ok()["can_close"], false);
}

#[tokio::test]
async fn what_is_for_the_staff_to_say_cannot_be_smuggled_in() {
    let desk = open_desk().await;
    customer(&desk, "Dana").await;
    let (dana, _) = signed_in(&desk, "Dana", None).await;
    for (name, value) in [
        ("priority", json!("urgent")),
        ("status", json!("closed")),
        ("tags", json!(["vip"])),
        ("assignee_ids", json!([])),
        ("department_id", json!(null)),
        ("requester", json!({"email": "eli@example.org"})),
        ("customer_id", json!("0192f0c4-81b7-7c3e-a5d0-42f1c7e69b30")),
        ("visibility", json!("internal")),
        ("channel", json!("email")),
    ] {
        let mut ticket = json!({"subject": "x"});
        ticket[name] = value;
        let reply = dana.posts("/portal/tickets", &ticket).await;
        assert_eq!(reply.status, 422, "{name} {reply:?}");
        assert_eq!(reply.refused_fields(), [name]);
    }
}

#[tokio::test]
async fn a_repetition_with_the_same_key_happens_once() {
    let desk = open_desk().await;
    customer(&desk, "Dana").await;
    let (dana, _) = signed_in(&desk, "Dana", None).await;
    let asks = async || {
        let request = dana.request(Method::POST, "/portal/tickets");
        let request = request.header("Idempotency-Key", "the-same");
        dana.sends(request.json(&json!({"subject": "once"}))).await
    };
    let (first, second) = (asks().await, asks().await);
    assert_eq!(first.ok()["id"], second.ok()["id"]);
    assert_eq!(listed(&dana, "", 1).await, ["once"]);
}

#[tokio::test]
async fn an_image_has_a_thumbnail_where_its_ticket_is_seen() {
    let desk = open_desk().await;
    customer(&desk, "Dana").await;
    let (dana, _) = signed_in(&desk, "Dana", None).await;
    let path = "/portal/attachments?name=smoke.png";
    let sent = dana.request(Method::POST, path).body(IMAGE);
    let image = dana.sends(sent).await.ok()["id"].clone();
    let text = uploads(&dana, "smoke.txt", "no picture").await;
    let wanted = json!({"subject": "smoke", "attachment_ids": [image, text]});

    let opened = dana.posts("/portal/tickets", &wanted).await;

    let files = opened.ok()["attachments"].as_array().unwrap();
    assert_eq!(files[1]["thumbnail_url"], Value::Null);
    let place = files[0]["thumbnail_url"].as_str().unwrap();
    let place = place.strip_prefix("/api/v1").unwrap();
    let small = dana.request(Method::GET, place).send().await.unwrap();
    assert_eq!(small.status(), 200);
    let media_type = small.headers()["content-type"].to_str().unwrap();
    assert!(media_type.starts_with("image/"), "{media_type}");
    assert!(!small.bytes().await.unwrap().is_empty());
    let none = format!("/portal/attachments/{text}/thumbnail");
    assert_eq!(dana.gets(&none).await.status, 404);
}

const IMAGE: &[u8] = include_bytes!("../../../attachments/src/tests/flower.png");
