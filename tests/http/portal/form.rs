//! The form that anybody may send, and what holds programs off.

use super::*;
use crate::support::eventually;
use reqwest::Client;

fn filled_in(stamp: &str) -> Value {
    json!({
        "name": "Dana", "email": "dana@example.org", "subject": "printer on fire",
        "message": "smoke", "language": "ar", "stamp": stamp,
    })
}

async fn desk_with_form() -> Desk {
    let desk = Desk::open().await;
    switched(&desk, &json!({"form": true})).await;
    desk
}

async fn stamp(desk: &Desk) -> String {
    let reply = browser(desk).gets("/forms/ticket").await;
    reply.ok()["stamp"].as_str().unwrap().to_owned()
}

async fn sends(desk: &Desk, form: &Value) -> Reply {
    let request = browser(desk).foreign(Method::POST, "/forms/ticket");
    browser(desk).sends(request.json(form)).await
}

#[tokio::test]
async fn a_form_opens_a_ticket_once_a_person_had_time_to_read_it() {
    let desk = desk_with_form().await;
    let form = filled_in(&stamp(&desk).await);
    let early = sends(&desk, &form).await;
    assert_eq!(early.refused_fields(), ["stamp"]);

    let sent = eventually("the stamp to be old enough", async || {
        let reply = sends(&desk, &form).await;
        (reply.status == 201).then_some(reply)
    })
    .await;

    let number = sent.ok()["number"].as_i64().unwrap();
    let ticket = desk
        .administrator()
        .sees(&format!("/tickets/{number}"))
        .await;
    assert_eq!(ticket["subject"], "printer on fire");
    assert_eq!(ticket["channel"], "web");
    assert_eq!(ticket["requester"]["email"], "dana@example.org");
}

#[tokio::test]
async fn a_ticket_by_the_form_says_that_nobody_has_shown_whose_the_address_is() {
    let desk = desk_with_form().await;
    switched(&desk, &json!({"enabled": true})).await;
    let dana_id = customer(&desk, "Dana").await;
    let admin = desk.administrator();
    let form = filled_in(&stamp(&desk).await);
    let sent = eventually("the stamp to be old enough", async || {
        let reply = sends(&desk, &form).await;
        (reply.status == 201).then_some(reply)
    });
    let number = sent.await.ok()["number"].as_i64().unwrap();
    let place = format!("/tickets/{number}");

    let seen = eventually("the ticket in the list", async || {
        let page = admin.gets("/tickets").await;
        page.ok()["items"].get(0).cloned()
    });
    assert_eq!(seen.await["requester_unproven"], true);
    let ticket = admin.sees(&place).await;
    assert_eq!(ticket["requester_unproven"], true);
    assert_eq!(ticket["requester"]["id"], dana_id.as_str());
    let who = admin.history_of(&place).await[0]["actor"].clone();
    let expected = json!({"kind": "visitor", "id": dana_id, "name": null, "via": null});
    assert_eq!(who, expected);

    let (dana, _) = signed_in(&desk, "Dana", None).await;
    let words = json!({"body": "It was me who wrote."});
    let messages = format!("/portal/tickets/{number}/messages");
    dana.posts(&messages, &words).await.ok();
    assert_eq!(admin.sees(&place).await["requester_unproven"], false);
}

#[tokio::test]
async fn a_form_in_a_trap_or_without_a_stamp_of_ours_is_refused() {
    let desk = desk_with_form().await;
    let mut trapped = filled_in(&stamp(&desk).await);
    trapped["website"] = json!("https://spam.example");
    assert_eq!(
        sends(&desk, &trapped).await.refused_fields(),
        ["website", "stamp"]
    );
    for stamp in [
        "",
        "x",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    ] {
        let reply = sends(&desk, &filled_in(stamp)).await;
        assert_eq!(reply.refused_fields(), ["stamp"], "{reply:?}");
    }
}

#[tokio::test]
async fn a_form_that_is_off_is_not_there() {
    let desk = Desk::open().await;
    assert_eq!(browser(&desk).gets("/forms/ticket").await.status, 404);
    assert_eq!(sends(&desk, &filled_in("x")).await.status, 404);
}

#[tokio::test]
async fn whoever_sends_too_often_waits() {
    let limits = [("DOCKET_RATE_EXEMPT", "none"), ("DOCKET_RATE_FORM", "2/h")];
    let desk = Desk::open_set(&limits).await;
    switched(&desk, &json!({"form": true})).await;
    let mut seen = Vec::new();
    for _ in 0..3 {
        seen.push(sends(&desk, &filled_in("x")).await);
    }
    let statuses: Vec<_> = seen.iter().map(|reply| reply.status).collect();
    assert_eq!(statuses, [422, 422, 429]);
    assert!(seen[2].retry_after.is_some_and(|seconds| seconds > 60));
}

#[tokio::test]
async fn pages_of_any_site_may_send_the_form_without_cookies_and_nothing_else() {
    let desk = desk_with_form().await;
    let client: Client = crate::support::client();
    let ask = async |path: &str| {
        let url = format!("{}/api/v1{path}", desk.docket.url());
        let request = client.request(Method::OPTIONS, url);
        let request = request.header("Origin", "https://shop.example");
        let request = request.header("Access-Control-Request-Method", "POST");
        request.send().await.unwrap()
    };
    let form = ask("/forms/ticket").await;
    assert_eq!(form.status(), 204);
    assert_eq!(form.headers()["access-control-allow-origin"], "*");
    assert_eq!(
        form.headers()["access-control-allow-headers"],
        "content-type"
    );
    assert!(
        !form
            .headers()
            .contains_key("access-control-allow-credentials")
    );
    for other in ["/tickets", "/portal/tickets", "/portal/session"] {
        let answer = ask(other).await;
        assert!(
            !answer.headers().contains_key("access-control-allow-origin"),
            "{other}"
        );
    }
    let url = format!("{}/api/v1/forms/ticket", desk.docket.url());
    let refused = client.post(url).header("Origin", "https://shop.example");
    let refused = refused.json(&filled_in("x")).send().await.unwrap();
    assert_eq!(refused.headers()["access-control-allow-origin"], "*");
}
