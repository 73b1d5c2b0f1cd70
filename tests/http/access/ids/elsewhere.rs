//! Ids in bodies, places in lists, sessions and tokens: they name nothing of others either.

use super::*;

/// In a body as in an address.
#[tokio::test]
async fn a_body_that_names_what_is_out_of_reach_names_nothing() {
    let office = Office::open().await;
    let boss = office.desk.administrator();
    let mia = office.hires("Mia", &["member"], &[office.support]).await;
    let ours = opens_in(&mia, "ours", office.support).await;
    let theirs = opens_in(&boss, "theirs", office.sales).await;
    let message = says(&boss, &theirs, "public", "hello").await;
    let message = message["id"].as_str().unwrap();
    let item = json!({"text": "to do"});
    let item = id(&boss.posts(&format!("{theirs}/checklist"), &item).await);
    let file = uploads(&boss, "plan.txt", "the plan").await;
    let head = office.desk.head().await;

    let reply = |id: &str| json!({"body": "x", "visibility": "public", "reply_to": id});
    let names = |id: &str| {
        [
            (Method::POST, format!("{ours}/messages"), reply(id)),
            (
                Method::PUT,
                format!("{ours}/checklist/order"),
                json!({"item_ids": [id]}),
            ),
            (
                Method::POST,
                format!("{ours}/links"),
                json!({"kind": "relates_to", "ticket_id": id}),
            ),
            (
                Method::POST,
                format!("{ours}/merge"),
                json!({"ticket_ids": [id]}),
            ),
            (
                Method::POST,
                format!("{ours}/attachments"),
                json!({"attachment_ids": [id]}),
            ),
        ]
    };
    let ask = async |place: usize, id: &str| {
        let (method, path, body) = names(id)[place].clone();
        let request = mia.request(method, &path).json(&body);
        told(&mia.sends(request).await, id)
    };
    for (place, theirs) in [message, &item, id_of(&theirs), id_of(&theirs), &file]
        .into_iter()
        .enumerate()
    {
        let (named, none) = (ask(place, theirs).await, ask(place, NOWHERE).await);
        assert!(named.0 == 404 || named.0 == 422, "{named:?}");
        assert_eq!(named, none);
    }
    assert_eq!(office.desk.head().await, head);
}

/// A cursor is a place in a list, and never somebody's way into another.
#[tokio::test]
async fn a_cursor_of_somebody_else_shows_ones_own_list() {
    let office = Office::open().await;
    let boss = office.desk.administrator();
    let mia = office.hires("Mia", &["member"], &[office.support]).await;
    for (subject, department) in [
        ("ours 1", office.support),
        ("theirs 1", office.sales),
        ("ours 2", office.support),
        ("theirs 2", office.sales),
    ] {
        opens_in(&boss, subject, department).await;
    }
    let page = boss.gets("/tickets?limit=1").await;
    let cursor = page.ok()["next_cursor"].as_str().unwrap().to_owned();

    let page = mia.gets(&format!("/tickets?cursor={cursor}")).await;

    let seen: Vec<_> = page.ok()["items"].as_array().unwrap().iter().collect();
    let subjects: Vec<_> = seen.iter().map(|t| t["subject"].clone()).collect();
    assert_eq!(subjects, ["ours 2", "ours 1"]);
}

/// What a letter's link is good for, it is good for there alone, and a made-up one nowhere.
#[tokio::test]
async fn a_session_of_somebody_else_is_not_there_and_no_token_is_guessed() {
    let office = Office::open().await;
    let mia = office.hires("Mia", &["member"], &[office.support]).await;
    let boss = crate::http::attacks::document::administrator(&office.desk).await;
    let session = boss.gets("/session").await.ok()["id"].clone();
    let gone = [(Method::DELETE, "", json!({}))];
    are_alike(&mia, "/sessions/", session.as_str().unwrap(), &gone).await;
    assert_eq!(boss.gets("/session").await.status, 200);

    let head = office.desk.head().await;
    let guess = Uuid::now_v7().simple().to_string();
    for (path, word) in [
        ("/invitations/accept", "password"),
        ("/password/reset", "password"),
    ] {
        let mut body = json!({"token": guess});
        body[word] = json!("four score and seven years");
        let refused = boss.posts(path, &body).await;
        assert_eq!(refused.refused_fields(), ["token"], "{path} {refused:?}");
    }
    assert_eq!(office.desk.head().await, head);
}
